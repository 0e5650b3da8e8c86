"""Colours as the program gives them → one u32, 0xRRGGBBAA."""

from __future__ import annotations

from typing import Any

import pygame

from runners.libraries.pygame.surfaces import Entry

__all__ = ["Colours"]

MAX_KNOWN = 4096


class Colours:
    """`rgba_of` keeps a colour's alpha, `opaque_of` has FF instead: tables of the strings and tuples seen so far."""

    def __init__(self) -> None:
        self.rgba_of: dict[Any, int] = {}
        self.opaque_of: dict[Any, int] = {}

    def rgba(self, colour: Any, entry: Entry) -> int:
        try:
            return self.rgba_of[colour]
        except (KeyError, TypeError):
            return self.learn(colour, entry)

    def learn(self, colour: Any, entry: Entry) -> int:
        """With its alpha; an integer is a pixel of the entry's surface. Raises TypeError or ValueError for no colour."""
        if isinstance(colour, pygame.Color):
            return int(colour)
        if isinstance(colour, int):
            surface = entry.ref() if entry.ref is not None else None
            return int(surface.unmap_rgb(colour)) if surface is not None else 0
        value = int(pygame.Color(colour) if isinstance(colour, (str, tuple, list)) else pygame.Color(*(int(c) for c in colour)))
        if type(colour) is str or type(colour) is tuple:
            if len(self.rgba_of) >= MAX_KNOWN:
                self.rgba_of.clear()
                self.opaque_of.clear()
            self.rgba_of[colour] = value
            self.opaque_of[colour] = value | 0xFF
        return value
