"""Numbers for surfaces, and what the recorder knows about each."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from typing import Any

import pygame

__all__ = ["Deferred", "Entry", "Op", "Surfaces"]

Op = tuple[object, ...]
Deferred = tuple[int, Callable[..., Any], tuple[Any, ...]]
"""A painting call put off: its place in the order of all of them, the function, and its arguments after the surface."""


class Entry:
    """One surface.

    sid      its number on the wire
    alpha    whether it has per-pixel alpha
    why      how its pixels were last written past the operations; empty where operations tell all since its last raster
    exposed  its pixels can be written through memory that the program holds: they may change without any call
    lazy     painting may be put off; `pending`, `readers`, `settled` and `clipped` belong to painting.py
    points   pixels set one by one so far
    """

    __slots__ = (
        "alpha", "clipped", "exposed", "height", "lazy", "pending", "pinned", "points", "raster", "readers", "ref",
        "settled", "sid", "tainted", "width",
    )  # fmt: skip

    def __init__(self, sid: int, width: int, height: int, alpha: bool, lazy: bool) -> None:
        self.sid = sid
        self.width = width
        self.height = height
        self.alpha = alpha
        self.ref: weakref.ref[Any] | None = None
        self.tainted = False
        self.exposed = False
        self.raster: int | None = None
        self.points = 0
        self.lazy = lazy
        self.pending: list[Deferred] = []
        self.pinned = 0
        self.readers: dict[Entry, int] = {}
        self.settled = 0
        self.clipped = False


class Surfaces:
    """Every surface that was drawn on, or from, and is alive.

    entries  id(surface) → Entry. An entry leaves with its surface, so an id found here is never that of another one.
    """

    def __init__(self, ops: list[Op], lazy: bool) -> None:
        self.entries: dict[int, Entry] = {}
        self.record: Callable[[Op], None] = ops.append
        self.lazy = lazy
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
        entry = Entry(self.number(), width, height, bool(surface.get_flags() & pygame.SRCALPHA), self.lazy)
        key = id(surface)

        def gone(_: object) -> None:
            if self.entries.get(key) is entry:
                del self.entries[key]
                self.record(("drop", entry.sid))

        entry.ref = weakref.ref(surface, gone)
        self.entries[key] = entry
        return entry

    def number(self) -> int:
        """A number that no surface had before."""
        sid = self._next
        self._next += 1
        return sid

    def forget(self, surface: pygame.Surface) -> None:
        """The surface is no longer what it was (the display with another size); seen again, it gets a new number."""
        entry = self.entries.pop(id(surface), None)
        if entry is not None:
            self.record(("drop", entry.sid))
