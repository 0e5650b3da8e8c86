"""Lazy painting: draw calls are put off until somebody looks at the pixels.

Most frames are recorded and never looked at. So a call whose arguments are plain and whose result the program throws away
goes into the `pending` list of its surface, and SDL is not called. All that is pending is painted, in the order of the
program's calls, before anything reads a pixel of such a surface or writes one past the recorder: then nobody can tell.

What makes it pay: a call that covers a whole surface (fill, blit of an opaque surface) makes what was pending on it needless,
unless another pending call reads this surface from before.
"""

from __future__ import annotations

import dis
from collections.abc import Callable
from types import CodeType, FrameType
from typing import Any

from runners.libraries.pygame.surfaces import Deferred, Entry, Surfaces

__all__ = ["Painter"]

MAX_PENDING = 20_000
MAX_PINNED_PX = 32_000_000
"""Pixels of sources that one surface's pending blits keep alive."""
MAX_SITES = 20_000


class Painter:
    """Decides for each painting call: now or later."""

    def __init__(self, surfaces: Surfaces) -> None:
        self._surfaces = surfaces
        self._order = 0
        self._painted = 0
        self._waiting: dict[Entry, None] = {}
        self._count = 0
        self._sites: dict[tuple[int, int], bool] = {}
        self._codes: dict[int, CodeType] = {}
        self.settle: Callable[[Any], None] | None = None
        """Called before a surface is read or changed: pixels that were written past the calls are told first."""

    def put_off(self, entry: Entry, real: Callable[..., Any], args: tuple[Any, ...]) -> None:
        """`real(surface, *args)` will be called later, in order."""
        self._order = order = self._order + 1
        pending = entry.pending
        if not pending:
            self._waiting[entry] = None
        pending.append((order, real, args))
        self._count += 1
        if self._count > MAX_PENDING:
            self.paint()

    def put_off_blit(self, entry: Entry, source: Entry, real: Callable[..., Any], args: tuple[Any, ...]) -> None:
        """The same for a call that reads the surface of `source`, which is args[0]."""
        source.readers[entry] = self._order + 1
        entry.pinned += source.width * source.height
        self.put_off(entry, real, args)
        if entry.pinned > MAX_PINNED_PX:
            self.paint()

    def cover(self, entry: Entry) -> None:
        """The call that follows leaves nothing of what the surface showed: what is pending for it may be forgotten."""
        if entry.pending and not self._is_read(entry):
            self._count -= len(entry.pending)
            entry.pending.clear()
            entry.pinned = 0
            entry.settled = self._order
            self._waiting.pop(entry, None)

    def before_read(self, surface: Any) -> None:
        """Somebody looks at the surface's pixels."""
        if self.settle is not None:
            self.settle(surface)
        if self._waiting:
            entry = self._surfaces.entries.get(id(surface))
            if entry is not None and entry.pending:
                self.paint()

    def before_write(self, surface: Any) -> None:
        """Somebody changes the surface, or how it is painted elsewhere, at once."""
        if self.settle is not None:
            self.settle(surface)
        if self._waiting:
            entry = self._surfaces.entries.get(id(surface))
            if entry is not None and (entry.pending or self._is_read(entry)):
                self.paint()

    def stop_waiting(self, surface: Any) -> None:
        """From now on the surface is painted at once: its memory is shared with something that is not seen."""
        self.before_write(surface)
        self._surfaces.entry(surface).lazy = False

    def paint(self) -> None:
        """Paints all that is pending."""
        waiting = self._waiting
        if not waiting:
            return
        calls: list[tuple[Deferred, Any]] = []
        for entry in waiting:
            surface = entry.ref() if entry.ref is not None else None
            if surface is not None:
                calls += [(call, surface) for call in entry.pending]
        self._waiting = {}
        self._count = 0
        if len(waiting) > 1:
            calls.sort(key=_first)
        for (_, real, args), surface in calls:
            real(surface, *args)
        del calls
        for entry in waiting:
            entry.pending = []
            entry.pinned = 0
        self._painted = self._order

    def _is_read(self, entry: Entry) -> bool:
        """True where a pending call reads this surface as it was at that call."""
        readers = entry.readers
        if not readers:
            return False
        painted = self._painted
        for reader, order in readers.items():
            if order > painted and order > reader.settled:
                return True
        readers.clear()
        return False

    def is_discarded(self, frame: FrameType) -> bool:
        """True where the program throws the result of the call away that `frame` is in the middle of."""
        code = frame.f_code
        key = (id(code), frame.f_lasti)
        known = self._sites.get(key)
        return self._look(code, frame.f_lasti) if known is None else known

    def _look(self, code: CodeType, offset: int) -> bool:
        if len(self._sites) > MAX_SITES:
            self._sites.clear()
            self._codes.clear()
        self._codes[id(code)] = code  # an id is only good while its object lives
        # The offset may point into the inline caches that follow an instruction.
        instructions = list(dis.get_instructions(code))
        number = sum(instruction.offset <= offset for instruction in instructions)
        calling, following = instructions[number - 1], instructions[number] if number < len(instructions) else None
        found = calling.opname.startswith("CALL") and following is not None and following.opname == "POP_TOP"
        self._sites[(id(code), offset)] = found
        return found


def _first(call: tuple[Deferred, Any]) -> int:
    return call[0][0]
