"""What a program writes into the memory of a window: told as a picture that is put there, once the program lets go of it.

A window is not sent whole in every frame, nor is any large surface. So its pixels are kept when its memory is handed out, and
compared before the next call that paints or shows it. Where the program still holds the memory then, more may change: it is
marked.
"""

from __future__ import annotations

import weakref
from typing import Any

import lz4.block
import pygame

from runners.libraries.pygame.context import Context
from runners.libraries.pygame.surfaces import Entry
from runners.patching import type_entries

__all__ = ["MAX_RASTER_SIDE_PX", "Memory"]

MAX_RASTER_SIDE_PX = 512
PIXEL_BYTES = 4


class Memory:
    """Follows the memory of windows, and of opaque surfaces that are too large to be sent whole."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._before: dict[Entry, tuple[bytes, str]] = {}
        self._held: dict[Entry, list[weakref.ref[Any]]] = {}
        methods = type_entries(pygame.Surface)
        self._view, self._part = methods["get_view"], methods["subsurface"]
        self._tobytes, self._window = pygame.image.tobytes, pygame.display.get_surface
        context.on_show = self.shown

    def follows(self, surface: pygame.Surface, entry: Entry) -> bool:
        return (
            not entry.alpha
            and (max(entry.width, entry.height) > MAX_RASTER_SIDE_PX or surface is self._window())
            and surface.get_bitsize() == 8 * PIXEL_BYTES
            and surface.get_pitch() == PIXEL_BYTES * entry.width
        )

    def begin(self, surface: pygame.Surface, entry: Entry, why: str) -> None:
        """The memory is about to be handed out."""
        self.settle(surface)
        self._before[entry] = (self._view(surface, "0").raw, why)
        self._context.painter.settle = self.settle

    def hold(self, entry: Entry, view: object) -> None:
        """As long as `view` lives, the program can write."""
        self._held.setdefault(entry, []).append(weakref.ref(view))

    def settle(self, surface: Any) -> None:
        """Tells what was written since the memory was handed out."""
        entry = self._context.surfaces.entries.get(id(surface))
        found = self._before.pop(entry, None) if entry is not None else None
        if entry is None or found is None:
            return
        before, why = found
        after = self._view(surface, "0").raw
        if after != before:
            self._context.session.note("written", f"{why}: pixels of a surface of {entry.width} × {entry.height} px")
            self._tell(surface, entry, changed_box(before, after, entry.width), why)

    def shown(self, surface: pygame.Surface) -> None:
        """The surface is put on the screen."""
        self.settle(surface)
        entry = self._context.surfaces.entries.get(id(surface))
        held = self._held.get(entry) if entry is not None else None
        if entry is not None and held:
            held[:] = [view for view in held if view() is not None]
            if held:
                self._context.surfaces.record(("taint", entry.sid, "memory"))

    def _tell(self, surface: pygame.Surface, entry: Entry, box: tuple[int, int, int, int], why: str) -> None:
        x, y, width, height = box
        surfaces = self._context.surfaces
        if max(width, height) > MAX_RASTER_SIDE_PX:
            surfaces.record(("taint", entry.sid, why))
            return
        content = self._tobytes(self._part(surface, box), "RGBA")
        sid = surfaces.number()
        surfaces.record(("surface", sid, width, height, False))
        surfaces.record(("raster", sid, width, height, lz4.block.compress(content, mode="fast", store_size=False)))
        surfaces.record(("blit", entry.sid, sid, float(x), float(y), None, 0))
        surfaces.record(("drop", sid))


def changed_box(before: bytes, after: bytes, width: int) -> tuple[int, int, int, int]:
    """(x, y, width, height) in px around all pixels that differ; the two are not the same."""
    pitch = PIXEL_BYTES * width
    rows = [start for start in range(0, len(before), pitch) if before[start : start + pitch] != after[start : start + pitch]]
    left, right = width, 0
    for start in rows:
        old, new = before[start : start + pitch], after[start : start + pitch]
        left = min(left, _common(old, new) // PIXEL_BYTES)
        right = max(right, width - _common(old[::-1], new[::-1]) // PIXEL_BYTES)
    top = rows[0] // pitch
    return left, top, right - left, rows[-1] // pitch + 1 - top


def _common(first: bytes, second: bytes) -> int:
    """How many bytes at the beginning are the same, by halving."""
    low, high = 0, len(first)
    while low < high:
        middle = (low + high + 1) // 2
        if first[:middle] == second[:middle]:
            low = middle
        else:
            high = middle - 1
    return low
