"""Chevrons: arrowheads that are drawn as lines, three points in one stroke or two short strokes, at a line of their own."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from sandbox.flowchart.chart import Point
from sandbox.flowchart.drawing import EM, Stroke
from sandbox.flowchart.geometry import along, heading, pairs
from sandbox.flowchart.primitives import Loose

__all__ = ["may_be_part", "taken_out"]

APEX = 0.4 * EM
"""The legs of a chevron meet this near to each other and to their line."""
ASIDE = 0.85 * EM
"""A chevron in one stroke may lie this far from its line where it points along it."""
ALONG = 0.9
"""Cosine between a chevron that points along a line and the line."""
SLANT = (0.5, 0.97)
"""Cosines between a leg and the line that it is at the end of."""
MIRRORED = 0.1
"""The two legs at a line's end slant alike, up to this difference of the cosines."""
LEG = 1.3 * EM
"""The longest leg."""
EVEN = 0.4
"""The share of its length by which one leg may be longer than the other."""

_Leg = tuple[Point, int, Point]
"""(the end at the apex, number of the stroke, the other end)."""


def may_be_part(stroke: Stroke) -> bool:
    """Whether it is a chevron, or as short as a leg."""
    return _is_chevron(stroke) or _is_leg(stroke)


def taken_out(strokes: Sequence[Stroke]) -> tuple[list[Loose], set[int]]:
    """The chevrons as heads, and the numbers of the strokes that they are made of."""
    from shapely import LineString, STRtree, points

    apexes = {k for k, stroke in enumerate(strokes) if _is_chevron(stroke)}
    legs = {k for k, stroke in enumerate(strokes) if _is_leg(stroke)}
    heads: list[Loose] = []
    taken: set[int] = set()
    long = [stroke for k, stroke in enumerate(strokes) if k not in apexes and k not in legs]
    if not long or not (apexes or legs):
        return heads, taken
    lines = [LineString(stroke.points) for stroke in long]
    tree = STRtree(lines)
    for k in sorted(apexes):
        spot = points(strokes[k].points[1])
        near = [lines[int(found)] for found in tree.query(spot, predicate="dwithin", distance=ASIDE)]
        way = _bisector(*strokes[k].points)
        if any(line.distance(spot) <= APEX or _points_along(way, line, spot) for line in near):
            heads.append(Loose(list(strokes[k].points), way))
            taken.add(k)
    if not legs:
        return heads, taken
    ends = [(strokes[k].points[e], k, strokes[k].points[1 - e]) for k in sorted(legs) for e in (0, 1)]
    spots = points([end[0] for end in ends])
    places = STRtree(spots)
    _pair_at_ends(long, ends, places, heads, taken)
    for a, b in pairs(places, spots, "dwithin", APEX):
        (apex, k, first), (_, other, second) = ends[a], ends[b]
        if k >= other or k in taken or other in taken or not _even_legs(first, apex, second):
            continue
        if len(tree.query(points(apex), predicate="dwithin", distance=APEX)):
            heads.append(Loose([first, apex, second], _bisector(first, apex, second)))
            taken |= {k, other}
    return heads, taken


def _pair_at_ends(long: list[Stroke], ends: list[_Leg], places: Any, heads: list[Loose], taken: set[int]) -> None:
    """Two legs, one on each side of the end of a line without a head, and no third: they mirror each other, and may not quite
    meet."""
    from shapely import points

    plain = [stroke.points[::way] for stroke in long for way, head in ((-1, stroke.start), (1, stroke.end)) if head is None]
    tips = [(line[-1], along(line)) for line in plain]
    near: dict[int, list[int]] = {}
    for number, leg in pairs(places, points([tip for tip, _ in tips]), "dwithin", ASIDE) if tips else ():
        near.setdefault(number, []).append(leg)
    for number, found in near.items():
        tip, out = tips[number]
        sides: dict[bool, list[tuple[float, _Leg]]] = {True: [], False: []}
        for apex, k, tail in (ends[leg] for leg in found):
            way = heading(tail, apex)
            slant = way[0] * out[0] + way[1] * out[1]
            if k not in taken and SLANT[0] < slant < SLANT[1]:
                sides[way[0] * out[1] > way[1] * out[0]].append((slant, (apex, k, tail)))
        if len(sides[True]) == len(sides[False]) == 1:
            (first, (one, k, tail)), (second, (two, other, back)) = sides[True][0], sides[False][0]
            size = math.dist(one, tail)
            if abs(first - second) <= MIRRORED and abs(size - math.dist(two, back)) <= EVEN * size:
                top = one if math.dist(one, two) <= APEX else tip
                feet = [(top[0] + foot[0] - own[0], top[1] + foot[1] - own[1]) for own, foot in ((one, tail), (two, back))]
                heads.append(Loose([feet[0], top, feet[1]], out))
                taken |= {k, other}


def _points_along(way: Point, line: Any, spot: Any) -> bool:
    """Whether a line runs the way, on or back, where it is nearest to the spot."""
    at = line.project(spot)
    before, after = line.interpolate(max(0.0, at - 2)), line.interpolate(at + 2)
    along = heading((before.x, before.y), (after.x, after.y))
    return abs(along[0] * way[0] + along[1] * way[1]) > ALONG


def _is_chevron(stroke: Stroke) -> bool:
    return _plain(stroke) and len(stroke.points) == 3 and _even_legs(*stroke.points)


def _is_leg(stroke: Stroke) -> bool:
    return _plain(stroke) and len(stroke.points) == 2 and math.dist(*stroke.points) <= LEG


def _plain(stroke: Stroke) -> bool:
    return not (stroke.start or stroke.end or stroke.curved)


def _even_legs(a: Point, apex: Point, b: Point) -> bool:
    """Two short legs of about the same length, at 20 to 150 degrees."""
    first, second = math.dist(a, apex), math.dist(b, apex)
    if not (2.0 < first <= LEG and 2.0 < second <= LEG and abs(first - second) <= EVEN * max(first, second)):
        return False
    u, v = heading(apex, a), heading(apex, b)
    return -0.87 < u[0] * v[0] + u[1] * v[1] < 0.94


def _bisector(a: Point, apex: Point, b: Point) -> Point:
    return heading(((a[0] + b[0]) / 2, (a[1] + b[1]) / 2), apex)
