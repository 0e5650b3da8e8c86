"""Where each end of a wire is: at a node, at another wire (a T-merge, a corner made of two pieces), or in the air.

Every candidate has a cost in px of the scaled frame; the cheapest wins. A node that the wire points at costs half its gap, as
arrows that stop short of their node are common; a join costs its gap and a little more, so that a port shared by several wires
is a port and no join.

Before that, ends without heads that go on as each other are paired, all at one place together (`corners.matched`): the pieces
of a line need not quite meet.
"""

from __future__ import annotations

import math
from collections import deque
from typing import Any

from sandbox.flowchart.chart import NodeShape, Point
from sandbox.flowchart.corners import End, matched
from sandbox.flowchart.drawing import EM
from sandbox.flowchart.geometry import heading, neighbours, pairs
from sandbox.flowchart.parts import Part, Parts
from sandbox.flowchart.wires import Join, Wire

__all__ = ["attach", "crossed_dots"]

NODE_NEAR = 1.0 * EM
"""An end this near a node may end at it."""
TOUCHES = 0.15 * EM
"""An end this near a node touches it, whatever way it points: half the widths of two strokes lie between them."""
AHEAD = 1.3 * EM
"""How far an end is drawn out to find what it was meant for."""
FAR_AHEAD = 3.0 * EM
"""Likewise where nothing is nearer: an arrow that points at a node is read as leading to it."""
BACK = 0.8 * EM
"""How far behind its end a wire may have run across what it was meant to join."""
WIRE_NEAR = 0.6 * EM
CORNER_NEAR = 0.85 * EM
"""Two loose ends this near are a corner."""
CROWD = 12
"""More wires than these at one place are not looked at."""
JOIN_COST = 2.0
SIDEWAYS_COST = 0.4 * EM
"""What a node costs more that lies beside the wire's end, not ahead."""
AHEAD_COSINE = 0.5
DOT_SLACK = 0.25 * EM
"""A wire this near to a dot runs through it."""
TERMINAL_SIZE = 0.8 * EM
"""A dot that a start or an end may be is at least this large."""
ALIGN = 0.5 * EM
"""A join this near another wire's end is at its end."""
PORT = 1.5 * EM
"""The part of a wire, from its node on, that may lie under the head of another one that leads to the same node."""
PORT_ALONG = 3.0 * EM
"""Likewise where the two run along each other."""
ALONG_COSINE, ACROSS_COSINE = 0.94, 0.5
CLOSE = 0.6 * EM
"""An end this near to a node where another one leads to it may be at it as well, whatever way it points."""
EXACT = 0.07 * EM
"""What is this near touches."""
FOLDED = 0.5
"""Cosine between the ways out of two ends, from which on the one does not go on as the other but runs back along it."""

Near = tuple[float, int, float]
"""(cost, number of a node, gap)."""


def attach(wires: list[Wire], parts: Parts) -> list[Wire]:
    """Finds what is at each end: `Wire.nodes` and `Wire.joins` are set. Gives the wires that remain: without those that begin
    and end at one node and hardly leave it. Nodes are numbered as in `[*parts.nodes, *parts.dots]`."""
    shapes: list[Part] = [*parts.nodes, *parts.dots]
    if not shapes or not wires:
        return wires
    polygons = [part.polygon for part in shapes]
    search = _Search(wires, polygons)
    for end in search.ends:
        search.place(end)
    gone = {number: wire.nodes[0] for number, wire in enumerate(wires) if _ornament(wire, polygons)}
    remaining = [wire for number, wire in enumerate(wires) if number not in gone]
    if gone:
        numbers = {id(wire): number for number, wire in enumerate(remaining)}
        for wire, side in ((wire, side) for wire in remaining for side in (0, 1)):
            joins = wire.joins[side]
            wire.joins[side] = [Join(numbers[id(wires[join.wire])], join.at) for join in joins if join.wire not in gone]
            if joins and not wire.joins[side]:  # what ends at a piece of a node's border ends at the node
                wire.nodes[side] = gone[joins[0].wire]
    _terminal_dots(remaining, parts)
    return remaining


class _Search:
    def __init__(self, wires: list[Wire], polygons: list[Any]) -> None:
        from shapely import STRtree, points

        self.wires, self.polygons = wires, polygons
        self.nodes = STRtree(polygons)
        lines = [wire.line for wire in wires]
        self.lines = STRtree(lines)
        deque(pairs(self.lines, lines, "intersects"), maxlen=0)  # raises where they are tangled
        self.ends = [(number, side) for number in range(len(wires)) for side in (0, 1)]
        self.corners = STRtree(points([wires[number].end(side) for number, side in self.ends]))
        self.best = {end: self.node(*self.at(end)) for end in self.ends}
        self.lone: dict[int, int] = {}
        for number, wire in enumerate(wires):
            if wire.into[0] != wire.into[1]:
                self.part(number)
        self.partners = self.pieces()

    def at(self, end: End) -> tuple[Point, Point, Point]:
        """Where the line ends, where its head ends, and the way out of it."""
        wire, side = self.wires[end[0]], end[1]
        return wire.end(side), wire.tips[side], wire.out(side)

    def place(self, end: End) -> None:
        (number, side), (place, tip, out) = end, self.at(end)
        wire, best = self.wires[number], self.best[end]
        partner = self.partners.get(end)
        if partner is not None:
            joins = self.joins(number, place, tip, out)
            wire.joins[side] = [join for cost, join in joins if join.wire == partner[0] or cost <= JOIN_COST + EXACT]
            return
        joins = self.joins(number, place, tip, out) if best is None or best[0] > JOIN_COST else []
        before = self.partners.get((number, 1 - side))
        joins = [(cost, join) for cost, join in joins if before is None or not self.is_at(join, before)]
        if best is not None:
            joins = [(cost, join) for cost, join in joins if not self.same_port(end, join, best[1])]
        if best is None and not joins:
            best = (0.0, self.lone[number], 0.0) if number in self.lone else self.node_ahead(place, out, FAR_AHEAD)
        if best is not None and (not joins or best[0] <= joins[0][0]):
            wire.nodes[side], wire.gaps[side] = best[1], best[2]
        elif joins:
            limit = joins[0][0] + 2.0
            wire.joins[side] = [join for cost, join in joins if cost <= limit]

    def is_at(self, join: Join, end: End) -> bool:
        return join.wire == end[0] and join.at == (self.wires[end[0]].length if end[1] else 0.0)

    def same_port(self, end: End, join: Join, node: int) -> bool:
        """Whether the end and the part of the wire that it would join both lead to the node: no join then, but a port."""
        wire = self.wires[join.wire]
        side = 0 if join.at < wire.length / 2 else 1
        out, back = self.at(end)[2], wire.out(side)
        beside = abs(out[0] * back[0] + out[1] * back[1])
        if min(join.at, wire.length - join.at) > (PORT_ALONG if beside > ALONG_COSINE else PORT):
            return False
        across = beside < ACROSS_COSINE  # that is how ways merge
        return self.leads_to(end, node, TOUCHES if across else CLOSE) and self.leads_to((join.wire, side), node, CLOSE)

    def leads_to(self, end: End, node: int, touch: float = TOUCHES) -> bool:
        """Whether the end, or its head, is within `touch` px of the node, or is near to it and points at it."""
        from shapely import points

        places = self.at(end)
        gap = min(float(self.polygons[node].distance(points(place))) for place in places[:2])
        if gap < touch:
            return True
        ahead = self.node_ahead(places[0], places[2], AHEAD)
        if ahead is not None and ahead[1] == node:
            return True
        return gap <= NODE_NEAR and any(self.aimed(node, place, places[2]) for place in places[:2])

    def pieces(self) -> dict[End, End]:
        """Ends without heads that go on as one line, straight or round a corner, where one of the two would be loose otherwise:
        pieces of a line that is drawn as several."""
        spots = self.corners.geometries
        offers: dict[End, dict[End, float]] = {}
        for k, others in neighbours(self.corners, spots, CORNER_NEAR, CROWD):
            for other in others:
                a, b = self.ends[k], self.ends[other]
                gap = float(spots[k].distance(spots[other]))
                if k >= other or self.at_node(a, gap) or self.at_node(b, gap):
                    continue
                if self.goes_on(a, b) and (self.loose(a, b) or self.loose(b, a)):
                    offers.setdefault(a, {})[b] = offers.setdefault(b, {})[a] = gap
        stubs = {(a, b) for a, found in offers.items() for b in found if self.stub(a, b, offers)}
        left = {
            a: {b: gap for b, gap in found.items() if (a, b) not in stubs and (b, a) not in stubs}
            for a, found in offers.items()
        }
        return matched(left, EXACT)

    def stub(self, end: End, other: End, offers: dict[End, dict[End, float]]) -> bool:
        """Whether the end is where a short piece leaves its node, and the piece's other end is the one that goes on."""
        far = (end[0], 1 - end[1])
        return other in offers.get(far, {}) and self.at_some_node(end) and not self.at_some_node(far)

    def at_some_node(self, end: End) -> bool:
        best = self.best[end]
        return best is not None and self.leads_to(end, best[1])

    def at_node(self, end: End, gap: float) -> bool:
        """Whether it touches a node, or one is nearer to it than `gap` px; one beside it counts as farther than one ahead."""
        best = self.best[end]
        return best is not None and (best[2] <= EXACT or max(best[0], best[2]) < gap)

    def goes_on(self, a: End, b: End) -> bool:
        from shapely import LineString, points

        if a[0] == b[0] or any(self.wires[number].into[side] for number, side in (a, b)):
            return False
        (first, _, out), (second, _, back) = self.at(a), self.at(b)
        if out[0] * back[0] + out[1] * back[1] > FOLDED:
            return False
        node = self.best[a]
        if node is not None and self.leads_to(a, node[1]) and self.leads_to(b, node[1]):
            return False
        between = LineString([first, second])
        for index in self.lines.query(between, predicate="intersects")[:CROWD]:
            wire = self.wires[int(index)]
            if index not in (a[0], b[0]) and all(points(wire.end(side)).distance(between) > CORNER_NEAR for side in (0, 1)):
                return False
        return True

    def loose(self, end: End, other: End) -> bool:
        """Whether it touches no node, and no wire but the other end's."""
        from shapely import points

        if self.at_node(end, 0.0):
            return False
        spot = points(self.at(end)[0])
        return all(int(k) in (end[0], other[0]) for k in self.lines.query(spot, predicate="dwithin", distance=EXACT))

    def node(self, end: Point, tip: Point, out: Point) -> Near | None:
        """The cheapest node."""
        return min(self.nodes_near(end, tip, out), default=None)

    def nodes_near(self, end: Point, tip: Point, out: Point) -> list[Near]:
        from shapely import points

        found = []
        for place in (end,) if math.dist(end, tip) < 0.5 else (end, tip):
            spot = points(place)
            for index in self.nodes.query(spot, predicate="dwithin", distance=NODE_NEAR)[:CROWD].tolist():
                gap = float(self.polygons[index].distance(spot))
                cost = 0.5 * gap if gap < TOUCHES or self.aimed(index, place, out) else gap + SIDEWAYS_COST
                found.append((cost, index, gap))
        ahead = self.node_ahead(end, out, AHEAD)
        return [*found, ahead] if ahead is not None else found

    def part(self, number: int) -> None:
        """Where both ends of a short arrow are nearest to one node, its head is there, and its start is at another node or at
        what it joins."""
        wire = self.wires[number]
        start, head = (number, 0 if wire.into[1] else 1), (number, 1 if wire.into[1] else 0)
        first, last = self.best[start], self.best[head]
        if first is None or last is None or first[1] != last[1] or not _stays(wire, self.polygons[last[1]]):
            return
        near = [self.nodes_near(*self.at(end)) for end in (start, head)]
        apart = [(a[0] + b[0], a, b) for a in near[0] for b in near[1] if a[1] != b[1]]
        if apart:
            _, self.best[start], self.best[head] = min(apart)
        else:
            self.best[start], self.lone[number] = None, last[1]

    def aimed(self, index: int, place: Point, out: Point) -> bool:
        """Whether the way out of the place leads to the node's nearest point, more or less."""
        from shapely import Point as Place
        from shapely.ops import nearest_points

        near = nearest_points(self.polygons[index], Place(place))[0]
        to = heading(place, (near.x, near.y))
        return to[0] * out[0] + to[1] * out[1] > AHEAD_COSINE

    def node_ahead(self, end: Point, out: Point, reach: float) -> Near | None:
        """The first node on the ray out of the end, unless another wire is met before it."""
        from shapely import LineString, points

        ray = LineString([end, (end[0] + out[0] * reach, end[1] + out[1] * reach)])
        spot = points(end)
        met = [
            (float(self.polygons[int(k)].intersection(ray).distance(spot)), int(k)) for k in self.nodes.query(ray, "intersects")
        ]
        if not met:
            return None
        gap, index = min(met)
        if gap > AHEAD and len(self.lines.query(LineString([_ahead(end, out, 1.0), _ahead(end, out, gap)]), "intersects")):
            return None
        return 0.5 * gap, index, gap

    def joins(self, number: int, end: Point, tip: Point, out: Point) -> list[tuple[float, Join]]:
        """(cost, join), the cheapest first: wires at the end, corners with other ends, wires across just ahead or behind."""
        from shapely import LineString, points

        found: dict[int, tuple[float, Point]] = {}

        def offer(other: int, cost: float, place: Point) -> None:
            if other != number and (other not in found or cost < found[other][0]):
                found[other] = (cost, place)

        for place in (end,) if math.dist(end, tip) < 0.5 else (end, tip):
            spot = points(place)
            for index in self.lines.query(spot, predicate="dwithin", distance=WIRE_NEAR)[:CROWD]:
                offer(int(index), float(self.wires[int(index)].line.distance(spot)) + JOIN_COST, place)
        for index in self.corners.query(points(end), predicate="dwithin", distance=CORNER_NEAR)[:CROWD]:
            other, side = self.ends[int(index)]
            corner = self.wires[other].end(side)
            offer(other, math.dist(corner, end) + JOIN_COST, corner)
        probe = LineString([_ahead(end, out, -BACK), _ahead(end, out, AHEAD)])
        for index in self.lines.query(probe, predicate="intersects")[:CROWD]:
            if int(index) != number:
                crossing = self.wires[int(index)].line.intersection(probe)
                gap = float(crossing.distance(points(end)))
                near = crossing.representative_point() if crossing.geom_type != "Point" else crossing
                offer(int(index), gap + JOIN_COST, (near.x, near.y))
        result = []
        for other, (cost, place) in found.items():
            line = self.wires[other].line
            at = float(line.project(points(place)))
            at = 0.0 if at < ALIGN else float(line.length) if line.length - at < ALIGN else at
            result.append((cost, Join(other, at)))
        return sorted(result, key=lambda one: (one[0], one[1].wire))


def _ahead(end: Point, out: Point, distance: float) -> Point:
    return end[0] + out[0] * distance, end[1] + out[1] * distance


def _ornament(wire: Wire, polygons: list[Any]) -> bool:
    """A line from a node to itself that stays at it: part of its border."""
    first, last = wire.nodes
    return first is not None and first == last and _stays(wire, polygons[first])


def _stays(wire: Wire, polygon: Any) -> bool:
    return bool(wire.line.difference(polygon.buffer(0.8 * EM)).length < 1.5 * EM)


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
        if not crossed.get(k)
        and _size(parts.dots[k - first]) >= TERMINAL_SIZE
        and ((enters.get(k, 0) == 0 and leaves[k] == 1) or leaves.get(k, 0) == 0)
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


def _size(part: Part) -> float:
    left, top, right, bottom = part.outline.box
    return max(right - left, bottom - top)


def crossed_dots(wires: list[Wire], parts: Parts) -> dict[int, list[int]]:
    """{number of a dot: the wires that run through it}."""
    from shapely import STRtree

    found: dict[int, list[int]] = {}
    if parts.dots and wires:
        tree = STRtree([wire.line for wire in wires])
        dots = [part.polygon for part in parts.dots]
        for place, index in zip(*tree.query(dots, predicate="dwithin", distance=DOT_SLACK), strict=True):
            number = len(parts.nodes) + int(place)
            if number not in wires[int(index)].nodes:
                found.setdefault(number, []).append(int(index))
    return found
