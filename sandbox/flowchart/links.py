"""From wires to edges: joins at T-merges, dots and chained pieces, then a search from each tail to the heads it reaches."""

from __future__ import annotations

import itertools
import math
from collections import deque
from dataclasses import dataclass, field

from sandbox.errors import DrawingError
from sandbox.flowchart.chart import NodeShape, Point
from sandbox.flowchart.drawing import EM
from sandbox.flowchart.ends import crossed_dots
from sandbox.flowchart.geometry import along, length
from sandbox.flowchart.parts import Parts
from sandbox.flowchart.source import LIMITS
from sandbox.flowchart.wires import Wire

__all__ = ["Links", "Link", "links_of"]

SELF = 1.5 * EM
"""A shorter way from a node to itself is a piece of an arrow that reaches into it."""

Spot = tuple[int, float]
"""A place on a wire: its number and the arc length from its start. Dots are (-1 - number, 0.0)."""


@dataclass(slots=True, eq=False)
class Link:
    """One way from a node to a node. `plain`: no arrowhead said the direction, it follows from the rest."""

    source: int
    target: int
    points: list[Point]
    wires: frozenset[int]
    plain: bool = False
    gap: float = 0.0


@dataclass(slots=True)
class Links:
    """links, and the numbers of wires that no link uses."""

    links: list[Link] = field(default_factory=list)
    unused: list[int] = field(default_factory=list)


class _Net:
    """The graph of places on wires."""

    def __init__(self, wires: list[Wire], parts: Parts) -> None:
        self.wires, self.parts, self.nodes = wires, parts, len(parts.nodes)
        self.cuts: list[set[float]] = [{0.0, wire.length} for wire in wires]
        self.joins: list[tuple[Spot, Spot, bool]] = []  # (end, where it joins, an arrowhead points into the join)
        self.next: dict[Spot, list[Spot]] = {}
        self.steps = 0

    def build(self) -> None:
        self._join()
        for number, wire in enumerate(self.wires):
            ordered = sorted(self.cuts[number])
            for a, b in itertools.pairwise(ordered):
                both = not (wire.forward or wire.backward)
                if wire.forward or both:
                    self._lead((number, a), (number, b))
                if wire.backward or both:
                    self._lead((number, b), (number, a))
        for end, spot, into in self.joins:
            self._lead(end, spot)
            if not into:
                self._lead(spot, end)

    def cross(self, dot: Spot, number: int, at: float) -> None:
        """A dot lies on the wire: what ends at the dot joins it there."""
        self.cuts[number].add(at)
        self._lead(dot, (number, at))
        self._lead((number, at), dot)

    def _lead(self, a: Spot, b: Spot) -> None:
        self.next.setdefault(a, []).append(b)

    def _join(self) -> None:
        for number, wire in enumerate(self.wires):
            for side in (0, 1):
                here: Spot = (number, wire.length if side else 0.0)
                node = wire.nodes[side]
                if node is not None and node >= self.nodes:
                    self.joins.append((here, (-1 - node, 0.0), wire.into[side]))
                for join in wire.joins[side]:
                    self.cuts[join.wire].add(join.at)
                    self.joins.append((here, (join.wire, join.at), wire.into[side]))

    def single_exit(self, node: int) -> bool:
        """Whether the node's shape is not that of a decision."""
        return self.parts.nodes[node].shape not in {NodeShape.DECISION, NodeShape.OTHER}

    def place(self, spot: Spot) -> Point | None:
        if spot[0] < 0:
            return None
        point = self.wires[spot[0]].line.interpolate(spot[1])
        return point.x, point.y

    def between(self, a: Spot, b: Spot) -> list[Point]:
        """The points on the way from a to b: corners of the wire between them."""
        if a[0] != b[0] or a[0] < 0:
            point = self.place(b)
            return [point] if point else []
        wire = self.wires[a[0]]
        low, high = sorted((a[1], b[1]))
        inner: list[Point] = []
        done = 0.0
        for first, second in zip(wire.points, wire.points[1:], strict=False):
            done += math.dist(first, second)
            if low < done < high - 1e-6:
                inner.append(second)
        last = self.place(b)
        return [*(inner if a[1] < b[1] else inner[::-1]), *([last] if last else [])]


def links_of(wires: list[Wire], parts: Parts) -> Links:
    """Numbers in Wire.nodes from `len(parts.nodes)` on are joining dots."""
    nodes = len(parts.nodes)
    net = _Net(wires, parts)
    for dot, crossing in crossed_dots(wires, parts).items():
        middle = parts.dots[dot - nodes].polygon.centroid
        for number in crossing:
            net.cross((-1 - dot, 0.0), number, float(wires[number].line.project(middle)))
    net.build()
    tails: list[tuple[Spot, int]] = []
    sinks: dict[Spot, int] = {}
    for number, wire in enumerate(wires):
        for side in (0, 1):
            node = wire.nodes[side]
            if node is None or node >= nodes:
                continue
            spot: Spot = (number, wire.length if side else 0.0)
            if wire.into[side] or (wire.hint == (1 if side else -1) and not wire.into[1 - side]):
                sinks[spot] = node
            else:
                tails.append((spot, node))
    result = Links()
    used: set[int] = set()
    for tail, node in tails:
        for hit, way in _reached(net, tail, sinks):
            link = _link(net, node, sinks[hit], way)
            used |= link.wires
            if link.source != link.target or length(link.points) > SELF:
                result.links.append(link)
    _headless(net, tails, sinks, used, result)
    result.links = _unique(result.links)
    result.unused = [number for number in range(len(wires)) if number not in used]
    return result


def _reached(net: _Net, tail: Spot, sinks: dict[Spot, int]) -> list[tuple[Spot, list[Spot]]]:
    """All heads that the tail leads to, nearest first, each with the way to it."""
    before: dict[Spot, Spot | None] = {tail: None}
    queue = deque([tail])
    hits = []
    while queue:
        spot = queue.popleft()
        net.steps += 1
        if net.steps > LIMITS.pairs:
            raise DrawingError("the wires are tangled more than in any chart")
        if spot in sinks and spot != tail:
            way = [spot]
            while (last := before[way[-1]]) is not None:
                way.append(last)
            hits.append((spot, way[::-1]))
            continue
        for following in net.next.get(spot, ()):
            if following not in before:
                before[following] = spot
                queue.append(following)
    return hits


def _link(net: _Net, source: int, target: int, way: list[Spot], plain: bool = False) -> Link:
    first = net.place(way[0])
    points = [first] if first else []
    for a, b in itertools.pairwise(way):
        points += [point for point in net.between(a, b) if not points or math.dist(points[-1], point) > 0.01]
    for index, spot in ((0, way[0]), (-1, way[-1])):
        if points and spot[0] >= 0:
            wire = net.wires[spot[0]]
            tip = wire.tips[0 if spot[1] == 0.0 else 1]
            if math.dist(points[index], tip) > 0.01:
                points.insert(0 if index == 0 else len(points), tip)
    last = net.wires[way[-1][0]]
    return Link(source, target, points, frozenset(spot[0] for spot in way if spot[0] >= 0), plain, max(last.gaps))


def _headless(net: _Net, tails: list[tuple[Spot, int]], sinks: dict[Spot, int], used: set[int], result: Links) -> None:
    """Wires without any arrowhead that lead from one node to just one other: the direction is the one that leaves no node with
    two exits where it has one already, else the one in which the line was drawn."""
    exits: dict[int, int] = {}
    for link in result.links:
        exits[link.source] = exits.get(link.source, 0) + 1
    done: set[Spot] = set()
    at = dict(tails)
    for tail, node in tails:
        if tail in done or tail[0] in used:
            continue
        others = list(_reached(net, tail, {spot: n for spot, n in at.items() if spot != tail}))
        if len(others) != 1 or at[others[0][0]] == node:
            continue
        other, way = others[0]
        done |= {tail, other}
        asked = net.wires[other[0]].stroke.missing | net.wires[tail[0]].stroke.missing
        drawn_on = way[0][1] <= way[1][1] if way[0][0] == way[1][0] else True
        onward = drawn_on or "end" in asked
        if exits.get(node, 0) > 0 and exits.get(at[other], 0) == 0 and not asked and net.single_exit(node):
            onward = False
        link = _link(net, node, at[other], way, True) if onward else _link(net, at[other], node, way[::-1], True)
        exits[link.source] = exits.get(link.source, 0) + 1
        used.update(link.wires)
        result.links.append(link)


def _unique(links: list[Link]) -> list[Link]:
    """One link for each way: two tails drawn over each other are one."""
    found: dict[tuple[int, int, int, int], Link] = {}
    for link in links:
        out = along(link.points, reverse=True, skip=EM)
        key = (link.source, link.target, round(-out[0]), round(-out[1]))
        if key not in found or len(link.points) < len(found[key].points):
            found[key] = link
    return list(found.values())
