"""Recording the methods of Surface that paint or change how it is painted: fill, blit, blits, fblits, set_alpha, …"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Any

import pygame

from runners.libraries.pygame.arguments import frozen_box, frozen_colour, number, rectangle
from runners.libraries.pygame.context import UNREADABLE, Context
from runners.libraries.pygame.pixels import Pixels
from runners.libraries.pygame.surfaces import Entry, Op
from runners.patching import type_entries

__all__ = ["install"]

Encoded = tuple[Op | None, tuple[Any, ...] | None]
FILL_FLAGS = frozenset({*range(10), 0x10})
BLIT_FLAGS = FILL_FLAGS | {0x11, 0x12}
"""pygame's BLEND_* numbers; others are refused, which the program must see at once."""


def install(context: Context, pixels: Pixels) -> None:
    """Replaces the painting methods of Surface, for every surface there is or will be."""
    methods = type_entries(pygame.Surface)
    _replace_fill(context, methods)
    _replace_blits(context, methods, pixels)
    _replace_settings(context, methods)


def _replace_fill(context: Context, methods: dict[str, Any]) -> None:
    cover = context.painter.cover

    def encode(entry: Entry, color: Any, rect: Any = None, special_flags: Any = 0) -> Encoded:
        colour = context.colours.rgba(color, entry) if special_flags else context.drawn_colour(entry, color)
        kept = frozen_colour(color)
        op: Op = ("fill", entry.sid, colour, None if rect is None else rectangle(rect), int(special_flags))
        if rect is None:
            if kept is None or special_flags not in FILL_FLAGS:
                return op, None
            if not special_flags and entry.lazy and not entry.clipped:
                cover(entry)
            return op, (kept, None, special_flags)
        box = frozen_box(rect)
        if kept is None or box is None or special_flags not in FILL_FLAGS:
            return op, None
        return op, (kept, box, special_flags)

    fill = context.primitive("Surface.fill", methods["fill"], encode)
    context.replace_method(pygame.Surface, "fill", fill)


def _replace_blits(context: Context, methods: dict[str, Any], pixels: Pixels) -> None:
    painter, surfaces = context.painter, context.surfaces
    entries, entry_of, record = surfaces.entries, surfaces.entry, surfaces.record
    real_blit, real_blits, real_fblits = methods["blit"], methods["blits"], methods["fblits"]
    get_frame, discarded = sys._getframe, painter.is_discarded
    lazy = surfaces.lazy

    def blit(self: Any, *args: Any, **named: Any) -> Any:
        op = None
        try:
            op, later, entry, source = encode(self, *args, **named)
            if later is not None and lazy and entry.lazy and source.lazy and discarded(get_frame(1)):
                if covers(entry, source, later):
                    painter.cover(entry)
                record(op)
                painter.put_off_blit(entry, source, real_blit, later)
                return None
            painter.before_read(later[0] if later is not None else _source(args, named))
            painter.before_write(self)
        except UNREADABLE:
            painter.paint()
        result = real_blit(self, *args, **named)
        if op is not None:
            record(op)
        else:
            context.lost("Surface.blit")
        return result

    def encode(
        self: Any, source: Any, dest: Any = (0, 0), area: Any = None, special_flags: Any = 0
    ) -> tuple[Op, tuple[Any, ...] | None, Entry, Entry]:
        entry = entries.get(id(self)) or entry_of(self)
        origin = entries.get(id(source)) or entry_of(source)
        if origin.tainted or origin.exposed:
            pixels.send(source, origin)
        x, y, plain = corner(dest)
        part = None if area is None else rectangle(area)
        op = ("blit", entry.sid, origin.sid, x, y, part, int(special_flags))
        if not plain or special_flags not in BLIT_FLAGS or entry is origin:
            return op, None, entry, origin
        box = None if area is None else frozen_box(area)
        if area is not None and box is None:
            return op, None, entry, origin
        return op, (source, (x, y), box, special_flags), entry, origin

    def covers(entry: Entry, source: Entry, later: tuple[Any, ...]) -> bool:
        """True where the blit leaves nothing of the target: an opaque source at least as large, at its corner."""
        surface, corner, box, flags = later
        return (
            not source.alpha
            and source.width >= entry.width
            and source.height >= entry.height
            and corner == (0.0, 0.0)
            and box is None
            and flags == 0
            and not entry.clipped
            and surface.get_colorkey() is None
            and surface.get_alpha() in (None, 255)
        )

    def blits(self: Any, *args: Any, **named: Any) -> Any:
        args, named, sequence = _listed(args, named)
        painter.before_write(self)
        painter.paint()
        result = real_blits(self, *args, **named)
        for item in sequence:
            note_blit(self, item[0], item[1], *(part for part in item[2:4]))
        return result

    def fblits(self: Any, *args: Any, **named: Any) -> Any:
        args, named, sequence = _listed(args, named)
        painter.before_write(self)
        painter.paint()
        result = real_fblits(self, *args, **named)
        flags = args[1] if len(args) > 1 else named.get("special_flags", 0)
        for source, dest in sequence:
            note_blit(self, source, dest, None, flags)
        return result

    def note_blit(self: Any, source: Any, dest: Any, area: Any = None, special_flags: Any = 0) -> None:
        try:
            record(encode(self, source, dest, area, special_flags or 0)[0])
        except UNREADABLE:
            context.lost("Surface.blits")

    context.replace_method(pygame.Surface, "blit", blit)
    context.replace_method(pygame.Surface, "blits", blits)
    context.replace_method(pygame.Surface, "fblits", fblits)


def corner(dest: Any) -> tuple[float, float, bool]:
    """Upper left corner of a blit's destination, a point or a rectangle; and whether these two numbers say it all."""
    kind = type(dest)
    if kind is tuple or kind is list:
        if len(dest) == 2 and type(dest[0]) in (int, float) and type(dest[1]) in (int, float):
            return number(dest[0]), number(dest[1]), True
    elif kind is pygame.Rect or kind is pygame.FRect or kind is pygame.Vector2:
        return number(dest[0]), number(dest[1]), True
    try:
        return number(dest[0]), number(dest[1]), False
    except (TypeError, IndexError):
        x, y, _, _ = rectangle(dest)
        return x, y, False


def _source(args: tuple[Any, ...], named: dict[str, Any]) -> Any:
    return args[0] if args else named["source"]


def _listed(args: tuple[Any, ...], named: dict[str, Any]) -> tuple[tuple[Any, ...], dict[str, Any], list[Any]]:
    """The call's arguments with its sequence of blits, which may be a generator, as a list; pygame refuses what is none."""
    given = args[0] if args else named.get("blit_sequence")
    if not isinstance(given, Iterable):
        return args, named, []
    sequence = list(given)
    return ((sequence, *args[1:]), named, sequence) if args else (args, {**named, "blit_sequence": sequence}, sequence)


def _replace_settings(context: Context, methods: dict[str, Any]) -> None:
    """What changes how a surface is painted, or painted on, from now on."""
    painter, surfaces, record = context.painter, context.surfaces, context.surfaces.record

    def set_alpha(self: Any, *args: Any) -> Any:
        painter.before_write(self)
        result = methods_alpha(self, *args)
        value = self.get_alpha()
        record(("alpha", surfaces.entry(self).sid, 255 if value is None else value))
        return result

    def set_colorkey(self: Any, *args: Any) -> Any:
        painter.before_write(self)
        result = methods_key(self, *args)
        key = self.get_colorkey()
        record(("key", surfaces.entry(self).sid, None if key is None else int(pygame.Color(key)) | 0xFF))
        return result

    def set_clip(self: Any, *args: Any) -> Any:
        painter.before_write(self)
        result = methods_clip(self, *args)
        entry = surfaces.entry(self)
        clip = self.get_clip()
        entry.clipped = clip != (0, 0, entry.width, entry.height)
        record(("clip", entry.sid, [float(part) for part in clip] if entry.clipped else None))
        return result

    methods_alpha, methods_key, methods_clip = methods["set_alpha"], methods["set_colorkey"], methods["set_clip"]
    for function in (set_alpha, set_colorkey, set_clip):
        context.replace_method(pygame.Surface, function.__name__, function)
