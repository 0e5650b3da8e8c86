"""Shapes moved, mapped and compared with rectangles, as surfaces are painted onto surfaces. Screen pixels, y down."""

from __future__ import annotations

import math

from sandbox.scene.shape import Kind, Shape

__all__ = ["inside", "mapped", "moved", "touches", "with_opacity"]


def moved(s: Shape, dx: float, dy: float, opacity: float) -> Shape:
    """The very same shape where nothing changes: what stands still is then known again."""
    points = s.points
    if not dx and not dy:
        if opacity == 1.0:
            return s
    else:
        points = [v + (dy if i & 1 else dx) for i, v in enumerate(points)]
    return Shape(s.kind, points, s.colour, s.opacity * opacity, s.width, s.radius, s.text)


def with_opacity(s: Shape, opacity: float) -> Shape:
    return Shape(s.kind, s.points, s.colour, opacity, s.width, s.radius, s.text)


def mapped(s: Shape, a: float, b: float, c: float, d: float, e: float, f: float) -> Shape:
    xs, ys = s.points[::2], s.points[1::2]
    points = [v for x, y in zip(xs, ys, strict=True) for v in (a * x + c * y + e, b * x + d * y + f)]
    scale = math.sqrt(abs(a * d - b * c))
    if s.kind is Kind.BOX:
        px, py = points[::2], points[1::2]
        points = [min(px), min(py), max(px), max(py)]
    if s.kind is Kind.DISC and abs(math.hypot(a, b) - math.hypot(c, d)) > 0.05 * scale:
        r = s.radius * max(math.hypot(a, b), math.hypot(c, d))
        x, y = points
        return Shape(Kind.BOX, [x - r, y - r, x + r, y + r], s.colour, s.opacity, s.width)
    return Shape(s.kind, points, s.colour, s.opacity, s.width * scale, s.radius * scale, s.text)


def _bounds(s: Shape) -> tuple[float, float, float, float]:
    xs, ys = s.points[::2], s.points[1::2]
    r = s.radius
    return min(xs) - r, min(ys) - r, max(xs) + r, max(ys) + r


def inside(s: Shape, left: float, top: float, right: float, bottom: float) -> bool:
    x0, y0, x1, y1 = _bounds(s)
    return x0 >= left and y0 >= top and x1 <= right and y1 <= bottom


def touches(s: Shape, left: float, top: float, right: float, bottom: float) -> bool:
    x0, y0, x1, y1 = _bounds(s)
    return x1 >= left and y1 >= top and x0 <= right and y0 <= bottom
