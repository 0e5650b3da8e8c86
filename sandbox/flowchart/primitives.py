"""What single primitives are: thin boxes that are lines, block arrows, glyphs and small shapes that are arrowheads."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from sandbox.flowchart.chart import Point
from sandbox.flowchart.drawing import EM, Head, Outline, Stroke, TextLine

__all__ = ["CRUMB", "Loose", "as_bar", "as_block_arrow", "glyph_head", "head_like", "reaches"]

HEAD_SIZE = 1.9 * EM
CRUMB = 0.35 * EM
"""A shorter stroke without a marker is a piece of a border or of a corner."""
GLYPHS = {"▼": (0, 1), "▾": (0, 1), "↓": (0, 1), "⬇": (0, 1), "▲": (0, -1), "▴": (0, -1), "↑": (0, -1), "⬆": (0, -1)} | {
    "▶": (1, 0), "►": (1, 0), "▸": (1, 0), "→": (1, 0), "➔": (1, 0), "◀": (-1, 0), "◄": (-1, 0), "◂": (-1, 0), "←": (-1, 0)
}  # fmt: skip


@dataclass(slots=True)
class Loose:
    """An arrowhead that is drawn by itself: its corners, and the direction where it is known."""

    points: list[Point]
    along: Point | None


def reaches(stroke: Stroke, distance: float) -> bool:
    """Whether it is at least so long."""
    length = 0.0
    for a, b in pairwise(stroke.points):
        length += math.dist(a, b)
        if length >= distance:
            return True
    return False


def as_bar(outline: Outline) -> Stroke | None:
    """A thin filled rectangle is a line."""
    left, top, right, bottom = outline.box
    wide, high = right - left, bottom - top
    if len(outline.corners) != 4 or min(wide, high) > 0.32 * EM or max(wide, high) < max(0.7 * EM, 3 * min(wide, high)):
        return None
    x, y = (left + right) / 2, (top + bottom) / 2
    points = ((left, y), (right, y)) if wide > high else ((x, top), (x, bottom))
    paint = outline.fill or outline.stroke
    return Stroke(points, min(wide, high), paint, False, False, None, None, 0, frozenset(), outline.order)


def head_like(outline: Outline, polygon: Any) -> bool:
    """Whether it may be an arrowhead: small, with three corners, or more and one of them turned in."""
    left, top, right, bottom = outline.box
    size = max(right - left, bottom - top)
    if not 2.0 < size <= HEAD_SIZE or outline.kind in {"rect", "ellipse"}:
        return False
    corners = {(round(x, 1), round(y, 1)) for x, y in outline.corners}
    if len(corners) == 3:
        return True
    return len(corners) in {4, 5, 6, 7} and bool(polygon.area < 0.92 * polygon.convex_hull.area)


def as_block_arrow(outline: Outline) -> Stroke | None:
    """Seven corners, a tip and a shaft that are even on both sides: an arrow from the middle of the shaft's foot to the tip."""
    corners = outline.corners
    if len(corners) != 7 or outline.curved:
        return None
    for k in range(7):
        tip, foot = corners[k], (corners[k - 4], corners[k - 3])
        middle = (foot[0][0] + foot[1][0]) / 2, (foot[0][1] + foot[1][1]) / 2
        even = all(
            abs(math.dist(corners[k - side], tip) - math.dist(corners[(k + side) % 7], tip)) < 0.15 * EM for side in (1, 2, 3)
        )
        wings, shaft = math.dist(corners[k - 1], corners[(k + 1) % 7]), math.dist(*foot)
        if even and wings > 1.2 * shaft and math.dist(middle, tip) > max(EM, shaft):
            paint = outline.fill or outline.stroke
            return Stroke((middle, tip), shaft, paint, False, False, None, Head(0.0, True), 0, frozenset(), outline.order)
    return None


def glyph_head(text: TextLine) -> Loose | None:
    """A text that is nothing but an arrow's tip."""
    if text.text not in GLYPHS:
        return None
    x, y = text.centre
    dx, dy = GLYPHS[text.text]
    s = text.size / 2
    back = x - dx * s, y - dy * s
    return Loose(
        [(x + dx * s, y + dy * s), (back[0] + dy * s, back[1] + dx * s), (back[0] - dy * s, back[1] - dx * s)],
        (float(dx), float(dy)),
    )
