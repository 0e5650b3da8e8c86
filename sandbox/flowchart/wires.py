"""Wires of a chart: strokes with their arrowheads, each end at a node, at another wire, or in the air."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from sandbox.flowchart.chart import NodeShape, Point
from sandbox.flowchart.drawing import EM, Stroke
from sandbox.flowchart.geometry import along, heading
from sandbox.flowchart.markers import pointing
from sandbox.flowchart.parts import Loose, Part, Parts

__all__ = ["Wire", "attach", "crossed_dots", "wires_of"]

TOUCH = 0.5 * EM
"""An end this near a node ends at it."""
JOIN = 0.45 * EM
"""An end this near another wire joins it."""
RAY = 1.3 * EM
"""How far an end that touches nothing is drawn out to find what it was meant for."""
HEAD_REACH = 0.45 * EM
LEG = 1.3 * EM
"""The longest leg of a chevron."""


@dataclass(slots=True, eq=False)
class Wire:
    """points  of the stroke
    into     (start, end): an arrowhead points out of that end
    tips     where the heads end; the ends themselves where there is none
    hint     +1, -1: heads along it point on or back; 0: none
    nodes    (start, end): index of the node there, None for none
    gaps     px between each tip and its node: more than 0 where it ends short of it
    """

    points: list[Point]
    stroke: Stroke
    into: list[bool]
    tips: list[Point]
    hint: int = 0
    nodes: list[int | None] = field(default_factory=lambda: [None, None])
    gaps: list[float] = field(default_factory=lambda: [0.0, 0.0])
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
    _put_heads(wires, [*parts.heads, *chevrons])
    return wires


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
        if long and len(tree.query(points(apex), predicate="dwithin", distance=3.0)):
            heads.append(Loose(list(strokes[k].points), _bisector(*strokes[k].points)))
            taken.add(k)
    ordered = sorted(legs)
    ends = [(strokes[k].points[e], k, strokes[k].points[1 - e]) for k in ordered for e in (0, 1)]
    if ends and long:
        place = STRtree(points([end[0] for end in ends]))
        pairs = place.query(points([end[0] for end in ends]), predicate="dwithin", distance=2.5)
        for a, b in zip(*pairs, strict=True):
            (apex, k, first), (_, other, second) = ends[int(a)], ends[int(b)]
            if k >= other or k in taken or other in taken or not _even_legs(first, apex, second):
                continue
            if len(tree.query(points(apex), predicate="dwithin", distance=3.0)):
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

    if not wires or not heads:
        return
    ends = [(wire, side) for wire in wires for side in (0, 1)]
    places = STRtree(points([wire.end(side) for wire, side in ends]))
    lines = STRtree([wire.line for wire in wires])
    for head in heads:
        hull = MultiPoint(head.points).convex_hull
        best: tuple[float, Wire, int] | None = None
        for index in places.query(hull, predicate="dwithin", distance=HEAD_REACH):
            wire, side = ends[int(index)]
            out = wire.out(side)
            turned = _turn(head, out)
            cost = hull.distance(points(wire.end(side))) + (0.0 if turned > 0 else 2 * EM)
            if turned != 0 and (best is None or cost < best[0]):
                best = (cost, wire, side)
        if best is not None:
            _, wire, side = best
            out = wire.out(side)
            if _turn(head, out) > 0:
                wire.into[side] = True
                wire.tips[side] = max(head.points, key=lambda p: p[0] * out[0] + p[1] * out[1])
            else:
                wire.hint = 1 if side == 0 else -1
            continue
        for index in lines.query(hull, predicate="dwithin", distance=2.0):
            wire = wires[int(index)]
            at = wire.line.project(hull.centroid)
            before, after = wire.line.interpolate(max(0.0, at - 2)), wire.line.interpolate(at + 2)
            turned = _turn(head, heading((before.x, before.y), (after.x, after.y)))
            if turned:
                wire.hint = turned
                break


def _turn(head: Loose, direction: Point) -> int:
    if head.along is not None:
        cos = head.along[0] * direction[0] + head.along[1] * direction[1]
        return 0 if abs(cos) < 0.3 else 1 if cos > 0 else -1
    return pointing(head.points, direction)


def attach(wires: list[Wire], parts: Parts) -> list[Wire]:
    """Finds the node at each end. Gives the wires that remain: without those that begin and end at one node and hardly
    leave it. Nodes are numbered as in `[*parts.nodes, *parts.dots]`."""
    from shapely import LineString, STRtree, points

    shapes: list[Part] = [*parts.nodes, *parts.dots]
    if not shapes:
        return wires
    polygons = [part.polygon for part in shapes]
    tree = STRtree(polygons)
    lines = STRtree([wire.line for wire in wires]) if wires else None
    for number, wire in enumerate(wires):
        for side in (0, 1):
            end, tip, out = wire.end(side), wire.tips[side], wire.out(side)
            best: tuple[float, int, float] | None = None
            for place in (end, tip):
                spot = points(place)
                for index in tree.query(spot, predicate="dwithin", distance=TOUCH):
                    polygon = polygons[int(index)]
                    gap = polygon.distance(spot)
                    middle = polygon.centroid
                    aimed = (middle.x - end[0]) * out[0] + (middle.y - end[1]) * out[1] > 0
                    cost = gap + (0.0 if aimed else 0.4 * EM)
                    if best is None or cost < best[0]:
                        best = (cost, int(index), gap)
            if best is None and lines is not None and not _touches(lines, number, (end, tip)):
                ray = LineString([end, (end[0] + out[0] * RAY, end[1] + out[1] * RAY)])
                met = (
                    min((polygons[int(k)].distance(points(end)), int(k)) for k in tree.query(ray, predicate="intersects"))
                    if len(tree.query(ray, predicate="intersects"))
                    else None
                )
                crossed = [
                    wires[int(k)].line.distance(points(end))
                    for k in lines.query(ray, predicate="intersects")
                    if int(k) != number
                ]
                if met is not None and (not crossed or met[0] <= min(crossed) + 1.0):
                    best = (met[0], met[1], min(met[0], polygons[met[1]].distance(points(tip))))
            if best is not None:
                wire.nodes[side], wire.gaps[side] = best[1], best[2]
    wires = [wire for wire in wires if not _ornament(wire, polygons)]
    _terminal_dots(wires, parts)
    return wires


def _terminal_dots(wires: list[Wire], parts: Parts) -> None:
    """A dot that wires only leave is a start, one that they only enter is an end: nodes without a text."""
    first = len(parts.nodes)
    enters: dict[int, int] = {}
    leaves: dict[int, int] = {}
    for wire in wires:
        for side in (0, 1):
            node = wire.nodes[side]
            if node is not None and node >= first:
                entering = wire.into[side] or wire.hint == (1 if side else -1)
                counts = enters if entering else leaves
                counts[node] = counts.get(node, 0) + 1
    crossed = crossed_dots(wires, parts)
    ends = [
        k
        for k in {*enters, *leaves}
        if not crossed.get(k) and ((enters.get(k, 0) == 0 and leaves[k] == 1) or leaves.get(k, 0) == 0)
    ]
    numbers = {k: first + place for place, k in enumerate(sorted(ends))}
    others = [k for k in range(first, first + len(parts.dots)) if k not in numbers]
    numbers |= {k: first + len(ends) + place for place, k in enumerate(others)}
    for wire in wires:
        wire.nodes = [node if node is None else numbers.get(node, node) for node in wire.nodes]
    terminals = [parts.dots[k - first] for k in sorted(ends)]
    for part in terminals:
        part.shape = NodeShape.TERMINATOR
    parts.dots = [parts.dots[k - first] for k in others]
    parts.nodes += terminals


def crossed_dots(wires: list[Wire], parts: Parts) -> dict[int, list[int]]:
    """{number of a dot: the wires that run through it}."""
    from shapely import STRtree

    found: dict[int, list[int]] = {}
    if parts.dots and wires:
        tree = STRtree([wire.line for wire in wires])
        dots = [part.polygon for part in parts.dots]
        for place, index in zip(*tree.query(dots, predicate="intersects"), strict=True):
            number = len(parts.nodes) + int(place)
            if number not in wires[int(index)].nodes:
                found.setdefault(number, []).append(int(index))
    return found


def _touches(lines: Any, number: int, places: tuple[Point, Point]) -> bool:
    from shapely import points

    return any(int(k) != number for place in places for k in lines.query(points(place), predicate="dwithin", distance=JOIN))


def _ornament(wire: Wire, polygons: list[Any]) -> bool:
    """A line from a node to itself that stays at it: part of its border."""
    first, last = wire.nodes
    if first is None or first != last:
        return False
    outside = wire.line.difference(polygons[first].buffer(0.5 * EM)).length
    return bool(outside < 1.5 * EM)
