"""Wires of a chart: strokes with their arrowheads, each end at a node, at another wire, or in the air."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any

from sandbox.errors import DrawingError
from sandbox.flowchart.chart import Point
from sandbox.flowchart.drawing import EM, Head, Stroke
from sandbox.flowchart.geometry import along, heading, pairs
from sandbox.flowchart.markers import pointing
from sandbox.flowchart.parts import Parts
from sandbox.flowchart.primitives import Loose
from sandbox.flowchart.source import LIMITS

__all__ = ["Join", "Wire", "wires_of"]

HEAD_REACH = 0.9 * EM
"""How far a separate head may lie from the end that it belongs to."""
ON_LINE = 0.4 * EM
"""And from a line that it lies on, between the ends."""
SAME = 0.4 * EM
"""Lines that are nowhere farther apart are one line drawn twice."""


@dataclass(frozen=True, slots=True)
class Join:
    """wire: number of the other wire; at: arc length from its start, px."""

    wire: int
    at: float


@dataclass(slots=True, eq=False)
class Wire:
    """points  of the stroke
    into     (start, end): an arrowhead points out of that end
    tips     where the heads end; the ends themselves where there is none
    hint     +1, -1: heads along it point on or back; 0: none
    nodes    (start, end): index of the node there, None for none
    joins    (start, end): the other wires that it meets there; empty where it ends at a node or in the air
    gaps     px between each tip and its node: more than 0 where it ends short of it
    """

    points: list[Point]
    stroke: Stroke
    into: list[bool]
    tips: list[Point]
    hint: int = 0
    nodes: list[int | None] = field(default_factory=lambda: [None, None])
    gaps: list[float] = field(default_factory=lambda: [0.0, 0.0])
    joins: list[list[Join]] = field(default_factory=lambda: [[], []])
    line: Any = None

    @property
    def length(self) -> float:
        return float(self.line.length)

    def end(self, side: int) -> Point:
        return self.points[-1 if side else 0]

    def out(self, side: int) -> Point:
        """The unit vector out of the wire at its start (0) or end (1)."""
        return along(self.points, reverse=not side)

    @property
    def forward(self) -> bool:
        return self.into[1] or (not self.into[0] and self.hint > 0)

    @property
    def backward(self) -> bool:
        return self.into[0] or (not self.into[1] and self.hint < 0)


def wires_of(parts: Parts) -> list[Wire]:
    """The strokes as wires, separate heads put to the ends they belong to."""
    from shapely import LineString

    wires = []
    for stroke in parts.strokes:
        points = list(stroke.points)
        line = LineString(points)
        if line.length < 1.0:
            continue
        wire = Wire(points, stroke, [False, False], [points[0], points[-1]], stroke.middle, line=line)
        for side, head in ((0, stroke.start), (1, stroke.end)):
            if head is not None and head.forward is True:
                out, end = wire.out(side), wire.end(side)
                wire.into[side] = True
                reach = max(-EM, min(2 * EM, head.reach))
                wire.tips[side] = (end[0] + out[0] * reach, end[1] + out[1] * reach)
            elif head is not None and head.forward is False and side == 1:
                wire.hint = -1
        wires.append(wire)
        if len(wires) > LIMITS.parts // 2:
            raise DrawingError(f"there are more than {LIMITS.parts // 2:,} lines")
    wires = _drawn_once(wires)
    _put_heads(wires, parts.heads)
    return wires


def _drawn_once(wires: list[Wire]) -> list[Wire]:
    """Without wires that are drawn over another one: a halo, a sketch's second stroke. The one with a head stays."""
    from shapely import STRtree, points

    if len(wires) < 2:
        return wires
    starts = [points(wire.end(0)) for wire in wires]
    gone: set[int] = set()
    for a, b in pairs(STRtree(starts), starts, "dwithin", SAME):
        if a >= b or a in gone or b in gone or math.dist(wires[a].end(1), wires[b].end(1)) > SAME:
            continue
        if abs(wires[a].length - wires[b].length) < 2 * SAME and wires[a].line.hausdorff_distance(wires[b].line) < SAME:
            gone.add(a if any(wires[b].into) and not any(wires[a].into) else b)
    return [wire for number, wire in enumerate(wires) if number not in gone]


def _put_heads(wires: list[Wire], heads: list[Loose]) -> None:
    """Each separate head to the end of the wire that it continues, or along the wire that it lies on."""
    from shapely import MultiPoint, STRtree, points

    if not heads:
        return
    if not wires:
        wires += [_of_glyph(head) for head in heads if head.along is not None]
        return
    ends = [(wire, side) for wire in wires for side in (0, 1)]
    places = STRtree(points([wire.end(side) for wire, side in ends]))
    lines = STRtree([wire.line for wire in wires])
    hulls = [MultiPoint(head.points).convex_hull for head in heads]
    offers: list[tuple[float, int, int]] = []
    for number, (head, hull) in enumerate(zip(heads, hulls, strict=True)):
        for index in places.query(hull, predicate="dwithin", distance=HEAD_REACH):
            wire, side = ends[int(index)]
            turned = _turn(head, wire.out(side))
            if turned != 0:
                gap = float(hull.distance(points(wire.end(side)))) + _askew(head, hull.centroid, wire, side)
                offers.append((gap + (0.0 if turned > 0 else EM), number, int(index)))
    given = _given(offers)
    for number, index in given.items():
        wire, side = ends[index]
        out = wire.out(side)
        if _turn(heads[number], out) > 0:
            wire.into[side] = True
            wire.tips[side] = _tip(heads[number], out)
        else:
            wire.hint = 1 if side == 0 else -1
    for number, head in enumerate(heads):
        if number in given:
            continue
        middle = hulls[number].centroid
        near = [wires[int(index)] for index in lines.query(hulls[number], predicate="dwithin", distance=ON_LINE)]
        for wire in sorted(near, key=lambda one: float(one.line.distance(middle))):
            at = wire.line.project(middle)
            before, after = wire.line.interpolate(max(0.0, at - 2)), wire.line.interpolate(at + 2)
            turned = _turn(head, heading((before.x, before.y), (after.x, after.y)))
            if turned:
                wire.hint = turned
                break
        else:
            if head.along is not None:
                wires.append(_of_glyph(head))


def _given(offers: list[tuple[float, int, int]]) -> dict[int, int]:
    """{head: end} from (px, head, end), the nearest first; ends 2k and 2k + 1 are one wire's. A wire has heads at both ends
    only where neither fits a wire that has none."""
    given: dict[int, int] = {}
    headed: dict[int, int] = {}
    for second in (False, True):
        for _, number, index in sorted(offers):
            if number not in given and index not in headed and (second or index ^ 1 not in headed):
                given[number], headed[index] = index, number
    for _, number, index in sorted(offers):
        old = given.get(number)
        if old is not None and old ^ 1 in headed and index not in headed and index ^ 1 not in headed:
            del headed[old]
            given[number], headed[index] = index, number
    return given


def _of_glyph(head: Loose) -> Wire:
    """An arrow that is nothing but a character."""
    from shapely import LineString

    assert head.along is not None
    tip = head.points[0]
    size = math.dist(head.points[1], head.points[2])
    foot = (tip[0] - head.along[0] * size, tip[1] - head.along[1] * size)
    stroke = Stroke((foot, tip), 1.0, "black", False, False, None, Head(0.0, True), 0, frozenset(), 0)
    return Wire([foot, tip], stroke, [False, True], [foot, tip], line=LineString([foot, tip]))


def _tip(head: Loose, out: Point) -> Point:
    return max(head.points, key=lambda p: p[0] * out[0] + p[1] * out[1])


def _askew(head: Loose, centre: Any, wire: Wire, side: int) -> float:
    """px by which a head is off the line of a wire's end: half its sideways shift, and its lopsidedness where it is turned."""
    end, out = wire.end(side), wire.out(side)
    sideways = [(p[1] - centre.y) * out[0] - (p[0] - centre.x) * out[1] for p in head.points]
    shift = abs((centre.y - end[1]) * out[0] - (centre.x - end[0]) * out[1])
    return float(0.5 * shift + abs(max(sideways) + min(sideways)) + 0.1 * math.dist(end, (centre.x, centre.y)))


def _turn(head: Loose, direction: Point) -> int:
    if head.along is not None:
        cos = head.along[0] * direction[0] + head.along[1] * direction[1]
        return 0 if abs(cos) < 0.3 else 1 if cos > 0 else -1
    return pointing(head.points, direction)
