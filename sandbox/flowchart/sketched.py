"""Boxes that no closed shape draws: made of single lines, or of pen strokes as sketching tools make them.

Where most texts stand in no outline, the strokes of each paint are thickened until their ends meet, and the hole around a text
is its box.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from sandbox.flowchart.chart import Point
from sandbox.flowchart.drawing import EM, Outline, OutlineKind, Stroke, TextLine
from sandbox.flowchart.geometry import pairs
from sandbox.flowchart.polarity import polarity

__all__ = ["sketched_outlines"]

BOXED_SHARE = 0.4
"""Where more of the texts stand in outlines, the drawing's boxes are outlines."""
PEN = 0.2 * EM
"""Half the width that strokes are thickened to: gaps of up to twice it close."""
ROOM = 14 * EM
"""A box is at most this much wider, and higher, than its text."""
CONVEX = 0.85
"""The share of its convex hull that a box fills at least."""

SAG = 0.05
"""How far a chord may be from its arc, as a share of the box's shorter side: a half circle then has four chords …"""
LEAST_TURNS, MOST_TURN_DEG = 7, 75.0
"""… so that a round box has so many turns at least, and none that is sharper."""


def sketched_outlines(strokes: Sequence[Stroke], texts: Sequence[TextLine], boxed: int) -> list[tuple[Outline, set[int]]]:
    """(a box, orders of the strokes that draw it). `boxed`: how many of the texts stand in an outline already."""
    from shapely import LineString, STRtree, points, union_all

    wanted = [text for text in texts if polarity(text.text) is None]
    if len(wanted) < 3 or boxed > BOXED_SHARE * len(texts):
        return []
    paints: dict[str, list[Stroke]] = {}
    for stroke in strokes:
        if not (stroke.start or stroke.end):
            paints.setdefault(stroke.paint, []).append(stroke)
    centres = points([text.centre for text in wanted])
    found: list[tuple[Outline, set[int]]] = []
    for paint, group in paints.items():
        drawn = [LineString(stroke.points).buffer(PEN) for stroke in group]
        merged = union_all(drawn)
        pieces = [merged] if merged.geom_type == "Polygon" else list(getattr(merged, "geoms", ()))
        holes = [_polygon(ring) for piece in pieces for ring in piece.interiors]
        if not holes:
            continue
        around: dict[int, list[TextLine]] = {}
        for text, hole in pairs(STRtree(holes), centres, "within"):
            around.setdefault(hole, []).append(wanted[text])
        for hole, lines in around.items():
            polygon = holes[hole].buffer(PEN)
            left, top, right, bottom = polygon.bounds
            wide = max(line.box[2] for line in lines) - min(line.box[0] for line in lines)
            high = max(line.box[3] for line in lines) - min(line.box[1] for line in lines)
            if right - left > wide + ROOM or bottom - top > high + ROOM or polygon.area < CONVEX * polygon.convex_hull.area:
                continue
            border = polygon.exterior.buffer(2 * PEN)
            orders = {stroke.order for stroke in group if border.covers(LineString(stroke.points))}
            corners = tuple(polygon.simplify(0.4 * EM).exterior.coords[:-1])
            dense = tuple(polygon.simplify(0.05 * EM).exterior.coords[:-1])
            order = min(orders, default=group[0].order)
            outline = Outline(OutlineKind.PATH, dense, corners, 0.0, "", paint, 1.0, False, _is_round(polygon), order)
            found.append((outline, orders))
    return found


def _is_round(polygon: Any) -> bool:
    """Whether the outline turns bit by bit: a stroke by hand is never quite straight, nor quite a curve."""
    left, top, right, bottom = polygon.bounds
    corners = polygon.simplify(SAG * min(right - left, bottom - top)).exterior.coords[:-1]
    n = len(corners)
    return n >= LEAST_TURNS and all(
        _turn(corners[k - 1], corners[k], corners[(k + 1) % n]) <= MOST_TURN_DEG for k in range(n)
    )


def _turn(before: Point, at: Point, after: Point) -> float:
    """Degrees, 0…180."""
    came = math.atan2(at[1] - before[1], at[0] - before[0])
    goes = math.atan2(after[1] - at[1], after[0] - at[0])
    return abs(math.degrees(math.remainder(goes - came, 2 * math.pi)))


def _polygon(ring: Any) -> Any:
    from shapely import Polygon

    return Polygon(ring)
