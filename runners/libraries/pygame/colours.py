"""Colours as the program gives them → one u32, 0xRRGGBBAA."""

from __future__ import annotations

from typing import Any

import pygame

__all__ = ["Colours"]

MAX_KNOWN = 4096


class Colours:
    """`rgba` keeps a colour's alpha; `opaque` is what draw functions leave on a surface without alpha.

    Both raise TypeError or ValueError for what is no colour. Strings and tuples are remembered.
    """

    def __init__(self) -> None:
        self.rgba_of: dict[Any, int] = {}
        self.opaque_of: dict[Any, int] = {}

    def rgba(self, colour: Any, surface: pygame.Surface) -> int:
        try:
            return self.rgba_of[colour]
        except (KeyError, TypeError):
            return self._learn(colour, surface)

    def opaque(self, colour: Any, surface: pygame.Surface) -> int:
        try:
            return self.opaque_of[colour]
        except (KeyError, TypeError):
            return self._learn(colour, surface) | 0xFF

    def _learn(self, colour: Any, surface: pygame.Surface) -> int:
        if isinstance(colour, pygame.Color):
            return int(colour)
        if isinstance(colour, int):
            # An integer is a pixel of this surface, not a colour of its own.
            return int(surface.unmap_rgb(colour))
        value = int(pygame.Color(colour) if isinstance(colour, (str, tuple, list)) else pygame.Color(*(int(c) for c in colour)))
        if type(colour) is str or type(colour) is tuple:
            if len(self.rgba_of) >= MAX_KNOWN:
                self.rgba_of.clear()
                self.opaque_of.clear()
            self.rgba_of[colour] = value
            self.opaque_of[colour] = value | 0xFF
        return value
