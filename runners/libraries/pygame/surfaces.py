"""Numbers for surfaces, and what the recorder knows about each."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from typing import Any

import pygame

__all__ = ["Entry", "Surfaces"]

Op = tuple[object, ...]


class Entry:
    """One surface: its number `sid`, and whether it has per-pixel alpha."""

    __slots__ = ("alpha", "height", "ref", "sid", "width")

    def __init__(self, sid: int, width: int, height: int, alpha: bool) -> None:
        self.sid = sid
        self.width = width
        self.height = height
        self.alpha = alpha
        self.ref: weakref.ref[Any] | None = None


class Surfaces:
    """Every surface that was drawn on, or from, and is alive.

    entries  id(surface) → Entry. An entry leaves with its surface, so an id found here is never that of another one.
    """

    def __init__(self, ops: list[Op]) -> None:
        self.entries: dict[int, Entry] = {}
        self.record: Callable[[Op], None] = ops.append
        self._next = 1

    def entry(self, surface: pygame.Surface) -> Entry:
        """The surface's entry; a surface seen for the first time is a blank one."""
        entry = self.entries.get(id(surface))
        if entry is None:
            entry = self.enter(surface)
            self.record(("surface", entry.sid, entry.width, entry.height, entry.alpha))
        return entry

    def enter(self, surface: pygame.Surface) -> Entry:
        """A new entry with a number of its own; the caller records what the surface shows."""
        width, height = surface.get_size()
        entry = Entry(self._next, width, height, bool(surface.get_flags() & pygame.SRCALPHA))
        self._next += 1
        key = id(surface)

        def gone(_: object, key: int = key, entry: Entry = entry) -> None:
            if self.entries.get(key) is entry:
                del self.entries[key]
                self.record(("drop", entry.sid))

        entry.ref = weakref.ref(surface, gone)
        self.entries[key] = entry
        return entry

    def forget(self, surface: pygame.Surface) -> None:
        """The surface is no longer what it was (the display with another size); seen again, it gets a new number."""
        entry = self.entries.pop(id(surface), None)
        if entry is not None:
            self.record(("drop", entry.sid))
