"""Strokes that are no wires: bars and dividers inside nodes, borders and hatching, and arrowheads made of lines."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from sandbox.flowchart.chart import NodeShape
from sandbox.flowchart.chevrons import may_be_part, taken_out
from sandbox.flowchart.drawing import EM, Box, Stroke
from sandbox.flowchart.geometry import extent, pairs
from sandbox.flowchart.primitives import Loose

__all__ = ["drawn_over", "inside_nodes", "without_chevrons"]

WITHIN = 0.3 * EM
"""A stroke this near to a node's inside lies in it."""
SHIFT = 0.85 * EM
"""A border or hatching that is drawn by itself leaves at most so much of its node open at each side …"""
STANDS_OUT = 1.3 * EM
"""… and stands out of it no farther than this."""
STUB = 1.3 * EM
"""The longest first piece of a wire that may look as if it lay in its node."""
OUT = 0.07 * EM
"""It stands out at least this far."""
NEXT = 0.85 * EM
"""And the next piece begins this near."""


def inside_nodes(strokes: Sequence[Stroke], nodes: Sequence[Any], heads: Sequence[Loose]) -> set[int]:
    """Numbers of the strokes inside a node (a parts.Part). Two upright bars make it a subroutine."""
    from shapely import LineString, STRtree

    inside: dict[int, Any] = {}
    bars: dict[int, int] = {}
    lines = [LineString(stroke.points) for stroke in strokes]
    if not nodes or not lines:
        return set()
    for line_index, node_index in pairs(STRtree([part.polygon for part in nodes]), lines, "dwithin", WITHIN):
        stroke, node = strokes[line_index], nodes[node_index]
        if stroke.start or stroke.end:
            continue
        line = lines[line_index]
        if line.intersection(node.polygon.buffer(WITHIN)).length > 0.97 * line.length:
            inside[line_index] = node.polygon
            left, top, right, bottom = extent(stroke.points)
            nleft, ntop, nright, nbottom = node.outline.box
            at_side = min(left - nleft, nright - right) < 0.25 * (nright - nleft)
            if right - left < 2 and bottom - top > 0.8 * (nbottom - ntop) and at_side:
                bars[node_index] = bars.get(node_index, 0) + 1
    for index, count in bars.items():
        if count >= 2 and nodes[index].shape in {NodeShape.PROCESS, NodeShape.OTHER}:
            nodes[index].shape = NodeShape.SUBROUTINE
    return set(inside) - _stubs(strokes, inside, heads)


def _stubs(strokes: Sequence[Stroke], inside: dict[int, Any], heads: Sequence[Loose]) -> set[int]:
    """First pieces of wires: short strokes that stand out of their node a little, to where another stroke or a head is."""
    from shapely import STRtree, points

    outer = [points(stroke.points[e]) for k, stroke in enumerate(strokes) if k not in inside for e in (0, -1)]
    outer += [points(corner) for head in heads for corner in head.points]
    found: set[int] = set()
    if outer and inside:
        ends = STRtree(outer)
        for k, polygon in inside.items():
            first, last = strokes[k].points[0], strokes[k].points[-1]
            if len(strokes[k].points) == 2 and math.dist(first, last) <= STUB:
                out = [end for end in map(points, (first, last)) if polygon.distance(end) > OUT]
                if len(out) == 1 and len(ends.query(out[0], predicate="dwithin", distance=NEXT)):
                    found.add(k)
    return found


def drawn_over(strokes: Sequence[Stroke], nodes: Sequence[Any]) -> set[int]:
    """Orders of the elements whose strokes, several of them, together are as large as one node and lie over it: its border or
    its hatching, drawn with a pen, which need not fit its shape exactly."""
    from shapely import MultiLineString, STRtree, box

    elements: dict[int, list[Stroke]] = {}
    for stroke in strokes:
        elements.setdefault(stroke.order, []).append(stroke)
    groups = [
        (order, group) for order, group in elements.items() if len(group) > 1 and not any(s.start or s.end for s in group)
    ]
    if not groups or not nodes:
        return set()
    extents = [extent([point for stroke in group for point in stroke.points]) for _, group in groups]
    found: set[int] = set()
    for place, index in pairs(STRtree([part.polygon for part in nodes]), [box(*one) for one in extents], "intersects"):
        order, group = groups[place]
        node = nodes[index]
        if order in found or not _spans(extents[place], node.outline.box):
            continue
        if node.polygon.buffer(STANDS_OUT).covers(MultiLineString([stroke.points for stroke in group])):
            found.add(order)
    return found


def _spans(one: Box, other: Box) -> bool:
    """Whether the one leaves no more than SHIFT open at any side of the other."""
    return max(one[0] - other[0], one[1] - other[1], other[2] - one[2], other[3] - one[3]) <= SHIFT


def without_chevrons(strokes: Sequence[Stroke], inside: set[int]) -> tuple[list[Loose], set[int]]:
    """The arrowheads made of lines, and the numbers of their strokes. A head may lie inside the node that it
    points at, the line that it belongs to does not."""
    numbers = [k for k, stroke in enumerate(strokes) if k not in inside or may_be_part(stroke)]
    heads, taken = taken_out([strokes[k] for k in numbers])
    return heads, {numbers[k] for k in taken}
