"""Recording pygame.draw: shapes with the coordinates that the program gave.

On a surface without per-pixel alpha a shape is opaque whatever its colour's alpha; on one with it, the colour replaces the
pixels, alpha included. Nothing is drawn, and nothing recorded, for a negative width.
"""

from __future__ import annotations

from math import pi
from typing import Any

import pygame

from runners.libraries.pygame.arguments import (
    all_or_none,
    exact_int,
    flat_points,
    frozen_box,
    frozen_colour,
    number,
    pair,
    rectangle,
)
from runners.libraries.pygame.context import Context, Encode
from runners.libraries.pygame.surfaces import Entry, Op

__all__ = ["install"]

Encoded = tuple[Op | None, tuple[Any, ...] | None]


def install(context: Context) -> None:
    """Replaces the functions of pygame.draw."""
    encoders: dict[str, Encode] = {**_lines(context), **_circles(context), **_boxes(context)}
    for name, encode in encoders.items():
        real = getattr(pygame.draw, name, None)
        if real is not None:
            context.replace(pygame.draw, name, context.primitive(f"draw.{name}", real, encode))


def _lines(context: Context) -> dict[str, Encode]:
    colour_of = context.drawn_colour

    def polygon(entry: Entry, color: Any, points: Any, width: Any = 0) -> Encoded:
        flat = flat_points(points)
        op = ("polygon", entry.sid, colour_of(entry, color), flat, number(width)) if width >= 0 else None
        colour = frozen_colour(color)
        if colour is None or type(width) is not int or len(flat) < 6 or type(points) not in SEQUENCES:
            return op, None
        return op, (colour, list(zip(flat[::2], flat[1::2], strict=True)), width)

    def line(entry: Entry, color: Any, start_pos: Any, end_pos: Any, width: Any = 1) -> Encoded:
        start, end = pair(start_pos), pair(end_pos)
        op = ("lines", entry.sid, colour_of(entry, color), False, [*start, *end], number(width)) if width >= 1 else None
        colour = frozen_colour(color)
        return op, (None if colour is None or type(width) is not int else (colour, start, end, width))

    def aaline(entry: Entry, color: Any, start_pos: Any, end_pos: Any, *width: Any, **named: Any) -> Encoded:
        start, end = pair(start_pos), pair(end_pos)
        thickness = number(width[0] if width else named.get("width", 1))
        op = ("lines", entry.sid, colour_of(entry, color), False, [*start, *end], thickness, True) if thickness >= 1 else None
        return op, (None if width or named else all_or_none(frozen_colour(color), start, end))

    def lines(entry: Entry, color: Any, closed: Any, points: Any, width: Any = 1) -> Encoded:
        flat = flat_points(points)
        op = ("lines", entry.sid, colour_of(entry, color), bool(closed), flat, number(width)) if width >= 1 else None
        colour = frozen_colour(color)
        if colour is None or type(width) is not int or len(flat) < 4 or type(points) not in SEQUENCES:
            return op, None
        return op, (colour, bool(closed), list(zip(flat[::2], flat[1::2], strict=True)), width)

    def aalines(entry: Entry, color: Any, closed: Any, points: Any, *more: Any, **named: Any) -> Encoded:
        flat = flat_points(points)
        op = ("lines", entry.sid, colour_of(entry, color), bool(closed), flat, 1.0, True)
        if len(flat) < 4 or type(points) not in SEQUENCES or more or named:
            return op, None
        return op, all_or_none(frozen_colour(color), bool(closed), list(zip(flat[::2], flat[1::2], strict=True)))

    return {"polygon": polygon, "line": line, "aaline": aaline, "lines": lines, "aalines": aalines}


def _circles(context: Context) -> dict[str, Encode]:
    colour_of = context.drawn_colour
    record = context.surfaces.record

    def circle(entry: Entry, color: Any, center: Any, radius: Any, width: Any = 0, *quadrants: Any, **named: Any) -> Encoded:
        x, y = pair(center)
        r, w = number(radius), number(width)
        if quadrants or named:
            return _quarters(entry, colour_of(entry, color), (x, y, r, w), quadrants, named), None
        op = ("circle", entry.sid, colour_of(entry, color), x, y, r, w) if r >= 1 and w >= 0 else None
        colour = frozen_colour(color)
        return op, (None if colour is None or type(width) is not int else (colour, (x, y), r, width))

    def aacircle(entry: Entry, color: Any, center: Any, radius: Any, width: Any = 0, *quadrants: Any, **named: Any) -> Encoded:
        op, later = circle(entry, color, center, radius, width, *quadrants, **named)
        return ((*op, True) if op is not None and op[0] == "circle" else op), later

    def _quarters(
        entry: Entry, colour: int, shape: tuple[float, float, float, float], given: tuple[Any, ...], named: dict[str, Any]
    ) -> Op | None:
        """Quarter circles as arcs, a filled one as wide as its radius; the whole circle where no quarter is asked for."""
        x, y, r, w = shape
        drawn = [bool(value) for value in [*given, *(named.pop(name, False) for name in QUADRANTS[len(given) :])]]
        if named or len(drawn) != len(QUADRANTS):
            raise TypeError("not the arguments of a circle")
        if r < 1 or w < 0:
            return None
        if not any(drawn):
            return ("circle", entry.sid, colour, x, y, r, w)
        box = [x - r, y - r, 2 * r, 2 * r]
        arcs = [("arc", entry.sid, colour, box, i * pi / 2, (i + 1) * pi / 2, w or r) for i in range(4) if drawn[i]]
        for arc in arcs[1:]:
            record(arc)
        return arcs[0]

    return {"circle": circle, "aacircle": aacircle}


def _boxes(context: Context) -> dict[str, Encode]:
    colour_of = context.drawn_colour

    def rect(
        entry: Entry, color: Any, rect: Any, width: Any = 0, border_radius: Any = -1, *corners: Any, **named: Any
    ) -> Encoded:
        box = rectangle(rect)
        if named.keys() - set(CORNERS):
            raise TypeError("not the arguments of a rectangle")
        rounding = max(0.0, *(number(value) for value in (border_radius, *corners, *named.values())))
        op = ("rect", entry.sid, colour_of(entry, color), box, number(width), rounding) if width >= 0 else None
        if corners or named:
            return op, None
        return op, all_or_none(frozen_colour(color), frozen_box(rect), exact_int(width), exact_int(border_radius))

    def ellipse(entry: Entry, color: Any, rect: Any, width: Any = 0) -> Encoded:
        op = ("ellipse", entry.sid, colour_of(entry, color), rectangle(rect), number(width)) if width >= 0 else None
        return op, all_or_none(frozen_colour(color), frozen_box(rect), exact_int(width))

    def arc(entry: Entry, color: Any, rect: Any, start_angle: Any, stop_angle: Any, width: Any = 1) -> Encoded:
        angles = number(start_angle), number(stop_angle)
        op = ("arc", entry.sid, colour_of(entry, color), rectangle(rect), *angles, number(width)) if width >= 1 else None
        return op, all_or_none(frozen_colour(color), frozen_box(rect), *angles, exact_int(width))

    return {"rect": rect, "ellipse": ellipse, "arc": arc}


SEQUENCES = (list, tuple)
QUADRANTS = ("draw_top_right", "draw_top_left", "draw_bottom_left", "draw_bottom_right")
CORNERS = ("border_top_left_radius", "border_top_right_radius", "border_bottom_left_radius", "border_bottom_right_radius")
