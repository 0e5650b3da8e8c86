"""Recording the methods of Surface that paint: fill, blit, blits, fblits."""

from __future__ import annotations

from typing import Any

import pygame

from runners.libraries.pygame.arguments import MISSING, given, number, rectangle
from runners.libraries.pygame.context import Context
from runners.patching import type_entries

__all__ = ["install"]

_M = MISSING


def install(context: Context) -> None:
    """Replaces the painting methods of Surface, for every surface there is or will be."""
    methods = type_entries(pygame.Surface)
    surfaces, record = context.surfaces, context.surfaces.record
    entry_of = surfaces.entry
    real_fill, real_blit = methods["fill"], methods["blit"]
    real_blits, real_fblits = methods["blits"], methods.get("fblits")

    def fill(self: Any, color: Any = _M, rect: Any = None, special_flags: Any = 0, *extra: Any, **more: Any) -> Any:
        if color is _M or extra or more:
            return real_fill(self, *extra, **given(color=color, rect=rect, special_flags=special_flags), **more)
        result = real_fill(self, color, rect, special_flags)
        try:
            entry = entry_of(self)
            if special_flags:
                colour = context.colours.rgba(color, self)
            else:
                colour = context.drawn_colour(entry, color, self)
            record(("fill", entry.sid, colour, None if rect is None else rectangle(rect), int(special_flags)))
        except (TypeError, ValueError, OverflowError):
            context.lost("Surface.fill")
        return result

    def blit(
        self: Any, source: Any = _M, dest: Any = (0, 0), area: Any = None, special_flags: Any = 0, *extra: Any, **more: Any
    ) -> Any:
        if source is _M or extra or more:
            return real_blit(self, *extra, **given(source=source, dest=dest, area=area, special_flags=special_flags), **more)
        result = real_blit(self, source, dest, area, special_flags)
        record_blit(self, source, dest, area, special_flags)
        return result

    def record_blit(target: Any, source: Any, dest: Any, area: Any, special_flags: Any) -> None:
        try:
            x, y = _corner(dest)
            part = None if area is None else rectangle(area)
            into = entry_of(target).sid
            record(("blit", into, entry_of(source).sid, x, y, part, int(special_flags)))
        except (TypeError, ValueError, OverflowError):
            context.lost("Surface.blit")

    def blits(self: Any, blit_sequence: Any = _M, doreturn: Any = True, *extra: Any, **more: Any) -> Any:
        if blit_sequence is _M or extra or more:
            return real_blits(self, *extra, **given(blit_sequence=blit_sequence, doreturn=doreturn), **more)
        sequence = list(blit_sequence)
        result = real_blits(self, sequence, doreturn)
        for source, dest, *rest in sequence:
            record_blit(self, source, dest, rest[0] if rest else None, (rest[1] if len(rest) > 1 else 0) or 0)
        return result

    def fblits(self: Any, blit_sequence: Any = _M, special_flags: Any = 0, *extra: Any, **more: Any) -> Any:
        if blit_sequence is _M or extra or more:
            return real_fblits(self, *extra, **given(blit_sequence=blit_sequence, special_flags=special_flags), **more)
        sequence = list(blit_sequence)
        result = real_fblits(self, sequence, special_flags)
        for source, dest in sequence:
            record_blit(self, source, dest, None, special_flags)
        return result

    for function in (fill, blit, blits, fblits):
        if function.__name__ in methods:
            context.replace_method(pygame.Surface, function.__name__, function)


def _corner(dest: Any) -> tuple[float, float]:
    """Upper left corner of a blit's destination: a point, or a rectangle's corner."""
    if isinstance(dest, (pygame.Rect, pygame.FRect)):
        return number(dest.x), number(dest.y)
    try:
        return number(dest[0]), number(dest[1])
    except TypeError:
        x, y, _, _ = rectangle(dest)
        return x, y
