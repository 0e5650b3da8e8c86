"""Recording pygame.draw: shapes with the coordinates that the program gave.

On a surface without per-pixel alpha a shape is opaque whatever its colour's alpha; on one with it, the colour replaces the
pixels, alpha included. Nothing is drawn, and nothing recorded, for a negative width.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pygame

from runners.libraries.pygame.arguments import MISSING, flat_points, given, number, pair, rectangle
from runners.libraries.pygame.context import Context

__all__ = ["install"]

_M = MISSING
QUADRANTS = (0.0, 90.0, 180.0, 270.0)


def install(context: Context) -> None:
    """Replaces the functions of pygame.draw."""
    for name, make in _MAKERS.items():
        real = getattr(pygame.draw, name, None)
        if real is not None:
            context.replace(pygame.draw, name, make(context, real))


def _polygon(context: Context, real: Callable[..., Any]) -> Callable[..., Any]:
    entry_of, colour_of, record = context.surfaces.entry, context.drawn_colour, context.surfaces.record

    def polygon(surface: Any = _M, color: Any = _M, points: Any = _M, width: Any = 0, *extra: Any, **more: Any) -> Any:
        if points is _M or extra or more:
            return real(*extra, **given(surface=surface, color=color, points=points, width=width), **more)
        result = real(surface, color, points, width)
        if width >= 0:
            try:
                entry = entry_of(surface)
                record(("polygon", entry.sid, colour_of(entry, color, surface), flat_points(points), number(width)))
            except (TypeError, ValueError, OverflowError):
                context.lost("draw.polygon")
        return result

    return polygon


def _line(context: Context, real: Callable[..., Any]) -> Callable[..., Any]:
    entry_of, colour_of, record = context.surfaces.entry, context.drawn_colour, context.surfaces.record

    def line(
        surface: Any = _M, color: Any = _M, start_pos: Any = _M, end_pos: Any = _M, width: Any = 1, *extra: Any, **more: Any
    ) -> Any:
        if end_pos is _M or extra or more:
            return real(*extra, **given(surface=surface, color=color, start_pos=start_pos, end_pos=end_pos, width=width), **more)
        result = real(surface, color, start_pos, end_pos, width)
        if width >= 1:
            try:
                entry = entry_of(surface)
                points = [*pair(start_pos), *pair(end_pos)]
                record(("lines", entry.sid, colour_of(entry, color, surface), False, points, number(width)))
            except (TypeError, ValueError, OverflowError):
                context.lost("draw.line")
        return result

    return line


def _aaline(context: Context, real: Callable[..., Any]) -> Callable[..., Any]:
    entry_of, colour_of, record = context.surfaces.entry, context.drawn_colour, context.surfaces.record

    def aaline(*args: Any, **named: Any) -> Any:
        result = real(*args, **named)
        try:
            surface, color, start, end, *rest = _ordered(args, named, ("surface", "color", "start_pos", "end_pos", "width"))
            entry = entry_of(surface)
            points = [*pair(start), *pair(end)]
            record(("lines", entry.sid, colour_of(entry, color, surface), False, points, _aa_width(rest), True))
        except (TypeError, ValueError, OverflowError):
            context.lost("draw.aaline")
        return result

    return aaline


def _lines(context: Context, real: Callable[..., Any]) -> Callable[..., Any]:
    entry_of, colour_of, record = context.surfaces.entry, context.drawn_colour, context.surfaces.record

    def lines(
        surface: Any = _M, color: Any = _M, closed: Any = _M, points: Any = _M, width: Any = 1, *extra: Any, **more: Any
    ) -> Any:
        if points is _M or extra or more:
            return real(*extra, **given(surface=surface, color=color, closed=closed, points=points, width=width), **more)
        result = real(surface, color, closed, points, width)
        if width >= 1:
            try:
                entry = entry_of(surface)
                flat = flat_points(points)
                record(("lines", entry.sid, colour_of(entry, color, surface), bool(closed), flat, number(width)))
            except (TypeError, ValueError, OverflowError):
                context.lost("draw.lines")
        return result

    return lines


def _aalines(context: Context, real: Callable[..., Any]) -> Callable[..., Any]:
    entry_of, colour_of, record = context.surfaces.entry, context.drawn_colour, context.surfaces.record

    def aalines(*args: Any, **named: Any) -> Any:
        result = real(*args, **named)
        try:
            surface, color, closed, points = _ordered(args, named, ("surface", "color", "closed", "points"))[:4]
            entry = entry_of(surface)
            record(("lines", entry.sid, colour_of(entry, color, surface), bool(closed), flat_points(points), 1.0, True))
        except (TypeError, ValueError, OverflowError):
            context.lost("draw.aalines")
        return result

    return aalines


def _circle_maker(aa: bool) -> Callable[[Context, Callable[..., Any]], Callable[..., Any]]:
    def make(context: Context, real: Callable[..., Any]) -> Callable[..., Any]:
        entry_of, colour_of, record = context.surfaces.entry, context.drawn_colour, context.surfaces.record

        def circle(
            surface: Any = _M,
            color: Any = _M,
            center: Any = _M,
            radius: Any = _M,
            width: Any = 0,
            draw_top_right: Any = False,
            draw_top_left: Any = False,
            draw_bottom_left: Any = False,
            draw_bottom_right: Any = False,
            *extra: Any,
            **more: Any,
        ) -> Any:
            if radius is _M or extra or more:
                named = given(surface=surface, color=color, center=center, radius=radius, width=width)
                return real(*extra, **named, **more)
            quadrants = (draw_top_right, draw_top_left, draw_bottom_left, draw_bottom_right)
            result = real(surface, color, center, radius, width, *quadrants)
            if radius >= 1 and width >= 0:
                try:
                    entry = entry_of(surface)
                    colour = colour_of(entry, color, surface)
                    x, y = pair(center)
                    r, w = number(radius), number(width)
                    if True in quadrants or any(quadrants):
                        _record_quadrants(record, entry.sid, colour, (x, y, r, w), quadrants)
                    else:
                        record(("circle", entry.sid, colour, x, y, r, w, aa) if aa else ("circle", entry.sid, colour, x, y, r, w))
                except (TypeError, ValueError, OverflowError):
                    context.lost("draw.circle")
            return result

        circle.__name__ = "aacircle" if aa else "circle"
        return circle

    return make


def _record_quadrants(
    record: Callable[[tuple[object, ...]], None],
    sid: int,
    colour: int,
    shape: tuple[float, float, float, float],
    quadrants: tuple[Any, ...],
) -> None:
    """Quarter circles: as arcs; a filled quarter is an arc as wide as its radius."""
    from math import pi

    x, y, r, w = shape
    for number_, drawn in enumerate(quadrants):
        if drawn:
            start = number_ * pi / 2
            record(("arc", sid, colour, [x - r, y - r, 2 * r, 2 * r], start, start + pi / 2, w or r))


def _rect(context: Context, real: Callable[..., Any]) -> Callable[..., Any]:
    entry_of, colour_of, record = context.surfaces.entry, context.drawn_colour, context.surfaces.record

    def rect(*args: Any, **named: Any) -> Any:
        result = real(*args, **named)
        try:
            surface, color, area, *rest = _ordered(
                args,
                named,
                (
                    "surface",
                    "color",
                    "rect",
                    "width",
                    "border_radius",
                    "border_top_left_radius",
                    "border_top_right_radius",
                    "border_bottom_left_radius",
                    "border_bottom_right_radius",
                ),
            )
            width = rest[0] if rest and rest[0] is not _M else 0
            if width >= 0:
                corner = max((number(value) for value in rest[1:] if value is not _M), default=0.0)
                entry = entry_of(surface)
                colour = colour_of(entry, color, surface)
                record(("rect", entry.sid, colour, rectangle(area), number(width), max(corner, 0.0)))
        except (TypeError, ValueError, OverflowError):
            context.lost("draw.rect")
        return result

    return rect


def _ellipse(context: Context, real: Callable[..., Any]) -> Callable[..., Any]:
    entry_of, colour_of, record = context.surfaces.entry, context.drawn_colour, context.surfaces.record

    def ellipse(*args: Any, **named: Any) -> Any:
        result = real(*args, **named)
        try:
            surface, color, area, width = _ordered(args, named, ("surface", "color", "rect", "width"))
            width = 0 if width is _M else width
            if width >= 0:
                entry = entry_of(surface)
                record(("ellipse", entry.sid, colour_of(entry, color, surface), rectangle(area), number(width)))
        except (TypeError, ValueError, OverflowError):
            context.lost("draw.ellipse")
        return result

    return ellipse


def _arc(context: Context, real: Callable[..., Any]) -> Callable[..., Any]:
    entry_of, colour_of, record = context.surfaces.entry, context.drawn_colour, context.surfaces.record

    def arc(*args: Any, **named: Any) -> Any:
        result = real(*args, **named)
        try:
            names = ("surface", "color", "rect", "start_angle", "stop_angle", "width")
            surface, color, area, start, stop, width = _ordered(args, named, names)
            width = 1 if width is _M else width
            if width >= 1:
                entry = entry_of(surface)
                colour = colour_of(entry, color, surface)
                record(("arc", entry.sid, colour, rectangle(area), number(start), number(stop), number(width)))
        except (TypeError, ValueError, OverflowError):
            context.lost("draw.arc")
        return result

    return arc


def _flood_fill(context: Context, real: Callable[..., Any]) -> Callable[..., Any]:
    def flood_fill(*args: Any, **named: Any) -> Any:
        result = real(*args, **named)
        context.taint(named["surface"] if "surface" in named else args[0], "flood_fill")
        return result

    return flood_fill


def _ordered(args: tuple[Any, ...], named: dict[str, Any], names: tuple[str, ...]) -> list[Any]:
    """Positional and named arguments in the function's order; MISSING where one was not given."""
    return [*args, *(named.get(name, _M) for name in names[len(args) :])]


def _aa_width(rest: list[Any]) -> float:
    return number(rest[0]) if rest and rest[0] is not _M and rest[0] is not None else 1.0


_MAKERS: dict[str, Callable[[Context, Callable[..., Any]], Callable[..., Any]]] = {
    "polygon": _polygon,
    "line": _line,
    "lines": _lines,
    "aaline": _aaline,
    "aalines": _aalines,
    "circle": _circle_maker(aa=False),
    "aacircle": _circle_maker(aa=True),
    "rect": _rect,
    "ellipse": _ellipse,
    "arc": _arc,
    "flood_fill": _flood_fill,
}
