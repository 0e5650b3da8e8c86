"""What the outline of a node says by convention: its NodeShape, from measured features rather than from the element's name."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from sandbox.flowchart.chart import NodeShape, Point
from sandbox.flowchart.drawing import EM, Outline, OutlineKind, TextLine

__all__ = ["shape_of"]

ROUND = 0.3
"""A corner's radius, as a share of the shorter side, from which a box is a terminator."""
CONNECTOR_SIZE = 3.2 * EM
"""A circle no larger than this with at most two characters is a connector."""


def shape_of(outline: Outline, polygon: Any, texts: Sequence[TextLine]) -> NodeShape:
    left, top, right, bottom = outline.box
    wide, high = right - left, bottom - top
    if min(wide, high) <= 0:
        return NodeShape.OTHER
    if outline.kind is OutlineKind.ELLIPSE:
        small = max(wide, high) <= CONNECTOR_SIZE and abs(wide - high) < 0.2 * max(wide, high)
        written = "".join(text.text for text in texts)
        return NodeShape.CONNECTOR if small and len(written) <= 2 and written.isascii() else NodeShape.TERMINATOR
    if outline.kind is OutlineKind.RECT and _upright(outline.corners):
        return NodeShape.TERMINATOR if outline.rounding >= ROUND else NodeShape.PROCESS
    filled = polygon.area / (wide * high)
    gaps = _corner_gaps(outline, polygon)
    if filled < 0.66 and _touches_sides_midway(outline.points, (left, top, right, bottom)):
        return NodeShape.DECISION
    short = min(wide, high)
    missing = [gap / short for gap in gaps]  # clockwise from the upper left
    rounding = [gap / ((math.sqrt(2) - 1) * short) for gap in gaps]
    if outline.curved and min(rounding) >= ROUND * 0.8:
        return NodeShape.TERMINATOR
    for a, b in ((0, 2), (1, 3)):
        others = [missing[k] for k in range(4) if k not in {a, b}]
        if min(missing[a], missing[b]) > 0.06 and max(others) < 0.3 * min(missing[a], missing[b]):
            return NodeShape.DATA
    if filled > 0.93 and max(missing) < 0.2:
        return NodeShape.PROCESS
    return NodeShape.OTHER


def _upright(corners: Sequence[Point]) -> bool:
    """Whether the sides of a rect are level and upright."""
    sides = pairwise(corners)
    return len(corners) == 4 and all(min(abs(a[0] - b[0]), abs(a[1] - b[1])) < 1.0 for a, b in sides)


def _corner_gaps(outline: Outline, polygon: Any) -> list[float]:
    """How far each corner of the box is from the outline."""
    from shapely import Point as Place

    left, top, right, bottom = outline.box
    return [float(polygon.distance(Place(corner))) for corner in ((left, top), (right, top), (right, bottom), (left, bottom))]


def _touches_sides_midway(points: Sequence[Point], box: tuple[float, float, float, float]) -> bool:
    """Whether the outermost points in all four directions lie in the middle thirds of the box's sides."""
    left, top, right, bottom = box
    x_range = (left + (right - left) / 3, right - (right - left) / 3)
    y_range = (top + (bottom - top) / 3, bottom - (bottom - top) / 3)
    for axis, sign in ((0, -1), (0, 1), (1, -1), (1, 1)):
        extreme = max(points, key=lambda p: sign * p[axis])
        value, (low, high) = extreme[1 - axis], (y_range if axis == 0 else x_range)
        if not low <= value <= high:
            return False
    return True
