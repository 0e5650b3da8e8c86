"""Strokes that are no wires: bars and dividers inside nodes, borders that are drawn in pieces, and arrowheads made of lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sandbox.flowchart.chart import NodeShape
from sandbox.flowchart.chevrons import may_be_part, taken_out
from sandbox.flowchart.drawing import EM, Stroke
from sandbox.flowchart.geometry import extent, pairs

__all__ = ["drawn_borders", "inside_nodes", "without_chevrons"]

WITHIN = 0.3 * EM
"""A stroke this near to a node's inside lies in it."""
BORDER = 0.85 * EM
"""A border that is drawn by itself lies this near to that of its node."""


def inside_nodes(strokes: Sequence[Stroke], nodes: Sequence[Any]) -> set[int]:
    """Numbers of the strokes inside a node (a parts.Part). Two upright bars make it a subroutine."""
    from shapely import LineString, STRtree

    inside: set[int] = set()
    bars: dict[int, int] = {}
    lines = [LineString(stroke.points) for stroke in strokes]
    if not nodes or not lines:
        return inside
    for line_index, node_index in pairs(STRtree([part.polygon for part in nodes]), lines, "dwithin", WITHIN):
        stroke, node = strokes[line_index], nodes[node_index]
        if stroke.start or stroke.end:
            continue
        line = lines[line_index]
        if line.intersection(node.polygon.buffer(WITHIN)).length > 0.97 * line.length:
            inside.add(line_index)
            left, top, right, bottom = extent(stroke.points)
            nleft, ntop, nright, nbottom = node.outline.box
            at_side = min(left - nleft, nright - right) < 0.25 * (nright - nleft)
            if right - left < 2 and bottom - top > 0.8 * (nbottom - ntop) and at_side:
                bars[node_index] = bars.get(node_index, 0) + 1
    for index, count in bars.items():
        if count >= 2 and nodes[index].shape in {NodeShape.PROCESS, NodeShape.OTHER}:
            nodes[index].shape = NodeShape.SUBROUTINE
    return inside


def drawn_borders(strokes: Sequence[Stroke], nodes: Sequence[Any]) -> set[int]:
    """Orders of the elements whose strokes, several of them, together go round one node along its border: pen strokes that are
    drawn over a filled shape, and need not lie exactly on its edge."""
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
        if order in found or any(abs(a - b) > BORDER for a, b in zip(extents[place], node.outline.box, strict=True)):
            continue
        if node.polygon.exterior.buffer(BORDER).covers(MultiLineString([stroke.points for stroke in group])):
            found.add(order)
    return found


def without_chevrons(strokes: Sequence[Stroke], inside: set[int]) -> tuple[list[Any], set[int]]:
    """The arrowheads made of lines (primitives.Loose), and the numbers of their strokes. A head may lie inside the node that it
    points at, the line that it belongs to does not."""
    numbers = [k for k, stroke in enumerate(strokes) if k not in inside or may_be_part(stroke)]
    heads, taken = taken_out([strokes[k] for k in numbers])
    return heads, {numbers[k] for k in taken}
