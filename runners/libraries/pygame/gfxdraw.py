"""Recording pygame.gfxdraw.

These shapes blend: by their colour's alpha they move each channel of the pixel towards the colour. On a surface without
per-pixel alpha the operation keeps the colour's alpha, and that is exactly what it means. On one with per-pixel alpha, where
operations replace, it has the colour that the shape leaves on a transparent pixel.
"""

from __future__ import annotations

from itertools import pairwise
from math import radians
from typing import Any

import pygame.gfxdraw

from runners.libraries.pygame.arguments import exact_int, flat_points, frozen_colour, number
from runners.libraries.pygame.context import Context, Encode
from runners.libraries.pygame.surfaces import Entry, Op

__all__ = ["install"]

Encoded = tuple[Op | None, tuple[Any, ...] | None]


def install(context: Context) -> None:
    """Replaces the functions of pygame.gfxdraw."""
    module = pygame.gfxdraw
    for name, encode in {**_points(context), **_rounds(context), **_polygons(context)}.items():
        context.replace(module, name, context.primitive(f"gfxdraw.{name}", getattr(module, name), encode))


class _Colours:
    """What a colour does on a surface, by gfxdraw's blending."""

    def __init__(self, context: Context) -> None:
        self._rgba = context.colours.rgba

    def __call__(self, entry: Entry, colour: Any) -> int:
        value = self._rgba(colour, entry)
        alpha = value & 0xFF
        if alpha == 0xFF or not entry.alpha:
            return value
        red, green, blue = value >> 24, value >> 16 & 0xFF, value >> 8 & 0xFF
        return red * alpha // 255 << 24 | green * alpha // 255 << 16 | blue * alpha // 255 << 8 | alpha * alpha // 255


def _kept(color: Any, *integers: Any) -> tuple[Any, ...] | None:
    """Arguments for later: whole numbers, then the colour."""
    colour = frozen_colour(color)
    if colour is None or any(exact_int(value) is None or abs(value) > 32000 for value in integers):
        return None
    return (*integers, colour)


def _points(context: Context) -> dict[str, Encode]:
    colour_of = _Colours(context)

    def pixel(entry: Entry, x: Any, y: Any, color: Any) -> Encoded:
        op = ("rect", entry.sid, colour_of(entry, color), [number(x), number(y), 1.0, 1.0], 0.0)
        return op, _kept(color, x, y)

    def hline(entry: Entry, x1: Any, x2: Any, y: Any, color: Any) -> Encoded:
        points = [number(x1), number(y), number(x2), number(y)]
        return ("lines", entry.sid, colour_of(entry, color), False, points, 1.0), _kept(color, x1, x2, y)

    def vline(entry: Entry, x: Any, y1: Any, y2: Any, color: Any) -> Encoded:
        points = [number(x), number(y1), number(x), number(y2)]
        return ("lines", entry.sid, colour_of(entry, color), False, points, 1.0), _kept(color, x, y1, y2)

    def line(entry: Entry, x1: Any, y1: Any, x2: Any, y2: Any, color: Any) -> Encoded:
        points = [number(x1), number(y1), number(x2), number(y2)]
        return ("lines", entry.sid, colour_of(entry, color), False, points, 1.0), _kept(color, x1, y1, x2, y2)

    def rectangle(entry: Entry, rect: Any, color: Any) -> Encoded:
        box = [float(value) for value in pygame.Rect(rect)]
        return ("rect", entry.sid, colour_of(entry, color), box, 1.0), None

    def box(entry: Entry, rect: Any, color: Any) -> Encoded:
        area = [float(value) for value in pygame.Rect(rect)]
        return ("rect", entry.sid, colour_of(entry, color), area, 0.0), None

    return {"pixel": pixel, "hline": hline, "vline": vline, "line": line, "rectangle": rectangle, "box": box}


def _rounds(context: Context) -> dict[str, Encode]:
    colour_of = _Colours(context)

    def circle_as(width: float, aa: bool) -> Encode:
        def circle(entry: Entry, x: Any, y: Any, r: Any, color: Any) -> Encoded:
            op = ("circle", entry.sid, colour_of(entry, color), number(x), number(y), number(r), width, aa)
            return (op, _kept(color, x, y, r)) if r >= 0 else (None, None)

        return circle

    def ellipse_as(width: float) -> Encode:
        def ellipse(entry: Entry, x: Any, y: Any, rx: Any, ry: Any, color: Any) -> Encoded:
            box = [number(x) - number(rx), number(y) - number(ry), 2 * number(rx), 2 * number(ry)]
            op = ("ellipse", entry.sid, colour_of(entry, color), box, width)
            return (op, _kept(color, x, y, rx, ry)) if rx >= 0 and ry >= 0 else (None, None)

        return ellipse

    def arc(entry: Entry, x: Any, y: Any, r: Any, start_angle: Any, atp_angle: Any, color: Any) -> Encoded:
        # Its angles are degrees, clockwise as seen; the wire's are radians, counter-clockwise.
        box = [number(x) - number(r), number(y) - number(r), 2 * number(r), 2 * number(r)]
        start, stop = radians(-number(atp_angle)), radians(-number(start_angle))
        return ("arc", entry.sid, colour_of(entry, color), box, start, stop, 1.0), None

    return {
        "circle": circle_as(1.0, aa=False),
        "aacircle": circle_as(1.0, aa=True),
        "filled_circle": circle_as(0.0, aa=False),
        "ellipse": ellipse_as(1.0),
        "aaellipse": ellipse_as(1.0),
        "filled_ellipse": ellipse_as(0.0),
        "arc": arc,
        "pie": arc,
    }


def _polygons(context: Context) -> dict[str, Encode]:
    colour_of = _Colours(context)

    def polygon_as(width: float, aa: bool) -> Encode:
        def polygon(entry: Entry, points: Any, color: Any) -> Encoded:
            flat = flat_points(points)
            op = ("polygon", entry.sid, colour_of(entry, color), flat, width, aa)
            colour = frozen_colour(color)
            if colour is None or len(flat) < 6 or type(points) not in (list, tuple) or max(map(abs, flat)) > 32000:
                return op, None
            return op, (list(zip(flat[::2], flat[1::2], strict=True)), colour)

        return polygon

    def trigon_as(width: float, aa: bool) -> Encode:
        def trigon(entry: Entry, x1: Any, y1: Any, x2: Any, y2: Any, x3: Any, y3: Any, color: Any) -> Encoded:
            points = [number(value) for value in (x1, y1, x2, y2, x3, y3)]
            op = ("polygon", entry.sid, colour_of(entry, color), points, width, aa)
            return op, _kept(color, x1, y1, x2, y2, x3, y3)

        return trigon

    def bezier(entry: Entry, points: Any, steps: Any, color: Any) -> Encoded:
        flat = flat_points(points)
        curve = _bezier([(flat[i], flat[i + 1]) for i in range(0, len(flat), 2)], max(2, min(int(steps) * len(points), 500)))
        return ("lines", entry.sid, colour_of(entry, color), False, curve, 1.0), None

    return {
        "polygon": polygon_as(1.0, aa=False),
        "aapolygon": polygon_as(1.0, aa=True),
        "filled_polygon": polygon_as(0.0, aa=False),
        "trigon": trigon_as(1.0, aa=False),
        "aatrigon": trigon_as(1.0, aa=True),
        "filled_trigon": trigon_as(0.0, aa=False),
        "bezier": bezier,
    }


def _bezier(points: list[tuple[float, float]], pieces: int) -> list[float]:
    """The curve of these control points as a flat polyline, by de Casteljau's construction."""
    curve: list[float] = []
    for step in range(pieces + 1):
        t = step / pieces
        level = points
        while len(level) > 1:
            level = [(a + (c - a) * t, b + (d - b) * t) for (a, b), (c, d) in pairwise(level)]
        curve += level[0]
    return curve
