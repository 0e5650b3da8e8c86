"""Wires of a chart: strokes with their arrowheads, each end at a node, at another wire, or in the air."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from itertools import pairwise
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
APEX = 0.4 * EM
"""The legs of a chevron meet this near to each other and to their wire."""
SAME = 0.4 * EM
"""Lines that are nowhere farther apart are one line drawn twice."""
LEG = 1.3 * EM
"""The longest leg of a chevron."""


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
    """The strokes as wires, chevrons and separate heads put to the ends they belong to."""
    from shapely import LineString

    strokes, chevrons = _without_chevrons(parts.strokes)
    wires = []
    for stroke in strokes:
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
    _put_heads(wires, [*parts.heads, *chevrons])
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


def _without_chevrons(strokes: list[Stroke]) -> tuple[list[Stroke], list[Loose]]:
    """Takes out the chevrons: three points with the apex at an end of a longer stroke, or two short strokes that meet there."""
    from shapely import STRtree, points

    lengths = [sum(math.dist(a, b) for a, b in pairwise(stroke.points)) for stroke in strokes]
    plain = [not (stroke.start or stroke.end or stroke.curved) for stroke in strokes]
    apexes = {k for k, s in enumerate(strokes) if plain[k] and len(s.points) == 3 and _even_legs(*s.points)}
    legs = {k for k, s in enumerate(strokes) if plain[k] and len(s.points) == 2 and lengths[k] <= LEG}
    if not apexes and not legs:
        return strokes, []
    from shapely import LineString

    long = [k for k in range(len(strokes)) if k not in apexes and k not in legs]
    lines = [LineString(strokes[k].points) for k in long]
    tree = STRtree(lines)
    heads: list[Loose] = []
    taken: set[int] = set()
    for k in apexes:
        apex = strokes[k].points[1]
        if long and len(tree.query(points(apex), predicate="dwithin", distance=APEX)):
            heads.append(Loose(list(strokes[k].points), _bisector(*strokes[k].points)))
            taken.add(k)
    ordered = sorted(legs)
    ends = [(strokes[k].points[e], k, strokes[k].points[1 - e]) for k in ordered for e in (0, 1)]
    if ends and long:
        place = STRtree(points([end[0] for end in ends]))
        for a, b in pairs(place, points([end[0] for end in ends]), "dwithin", APEX):
            (apex, k, first), (_, other, second) = ends[a], ends[b]
            if k >= other or k in taken or other in taken or not _even_legs(first, apex, second):
                continue
            if len(tree.query(points(apex), predicate="dwithin", distance=APEX)):
                heads.append(Loose([first, apex, second], _bisector(first, apex, second)))
                taken |= {k, other}
    return [stroke for k, stroke in enumerate(strokes) if k not in taken], heads


def _even_legs(a: Point, apex: Point, b: Point) -> bool:
    """Two short legs of about the same length, at 20 to 150 degrees."""
    first, second = math.dist(a, apex), math.dist(b, apex)
    if not (2.0 < first <= LEG and 2.0 < second <= LEG and abs(first - second) <= 0.4 * max(first, second)):
        return False
    u, v = heading(apex, a), heading(apex, b)
    return -0.87 < u[0] * v[0] + u[1] * v[1] < 0.94


def _bisector(a: Point, apex: Point, b: Point) -> Point:
    return heading(((a[0] + b[0]) / 2, (a[1] + b[1]) / 2), apex)


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
    given: set[int] = set()
    headed: set[int] = set()
    for second in (False, True):  # a head at both ends of a wire only where the head fits nowhere else
        for _, number, index in sorted(offers):
            if number in given or index in headed or (index ^ 1 in headed and not second):
                continue
            given.add(number)
            headed.add(index)
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
        hull = hulls[number]
        for index in lines.query(hull, predicate="dwithin", distance=4.0):
            wire = wires[int(index)]
            at = wire.line.project(hull.centroid)
            before, after = wire.line.interpolate(max(0.0, at - 2)), wire.line.interpolate(at + 2)
            turned = _turn(head, heading((before.x, before.y), (after.x, after.y)))
            if turned:
                wire.hint = turned
                break
        else:
            if head.along is not None:
                wires.append(_of_glyph(head))


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
