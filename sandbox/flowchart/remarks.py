"""Steps that have no box, remarks that have one, and connectors that stand for each other."""

from __future__ import annotations

from sandbox.flowchart.chart import NodeShape
from sandbox.flowchart.drawing import EM, Outline, OutlineKind
from sandbox.flowchart.geometry import polygon_of
from sandbox.flowchart.labels import notes_of
from sandbox.flowchart.links import Link, Links
from sandbox.flowchart.parts import Part, Parts
from sandbox.flowchart.wires import Wire

__all__ = ["add_boxless", "drop_remarks", "join_connectors"]

BESIDE = 0.8 * EM
"""A wire that ends this near a text without a box leads to it."""
ELSEWHERE = 1.0 * EM
"""Unless a node, or another wire, is this near."""


def add_boxless(parts: Parts, wires: list[Wire]) -> None:
    """Texts that stand free at the end of a wire, where nothing else is, become nodes without a shape."""
    from shapely import STRtree, box, points

    notes = [note for note in notes_of(parts.free) if note.word is None]
    if not notes or not wires:
        return
    areas = STRtree([box(*note.box) for note in notes])
    nodes = STRtree([part.polygon for part in (*parts.nodes, *parts.dots)])
    lines = STRtree([wire.line for wire in wires])
    found: set[int] = set()
    for number, wire in enumerate(wires):
        for side in (0, 1):
            spot = points(wire.tips[side])
            near = areas.query_nearest(spot, max_distance=BESIDE, all_matches=False)
            if not len(near) or len(nodes.query_nearest(spot, max_distance=ELSEWHERE, all_matches=False)):
                continue
            if all(int(k) == number for k in lines.query(spot, predicate="dwithin", distance=0.5 * ELSEWHERE)):
                found.add(int(near[0]))
    for index in sorted(found):
        lines_of_text = notes[index].lines
        left, top, right, bottom = notes[index].box
        corners = ((left, top), (right, top), (right, bottom), (left, bottom))
        outline = Outline(OutlineKind.RECT, corners, corners, 0.0, "", "", 0.0, False, False, lines_of_text[0].order)
        polygon = polygon_of(corners)
        if polygon is not None:
            parts.nodes.append(Part(outline, polygon, list(lines_of_text), NodeShape.OTHER, True))
            parts.free = [text for text in parts.free if text not in lines_of_text]


def drop_remarks(joined: Links, parts: Parts, wires: list[Wire]) -> None:
    """Takes out dashed lines without a head to a box that nothing else leads to or from: a remark and what it is about."""
    degree: dict[int, int] = {}
    for link in joined.links:
        for node in (link.source, link.target):
            degree[node] = degree.get(node, 0) + 1

    def remark(link: Link) -> bool:
        dashed = all(wires[k].stroke.dashed for k in link.wires)
        return link.plain and dashed and min(degree[link.source], degree[link.target]) == 1

    for link in filter(remark, joined.links):
        for node in (link.source, link.target):
            parts.nodes[node].aside = parts.nodes[node].aside or degree[node] == 1
    joined.links = [link for link in joined.links if not remark(link)]


def join_connectors(joined: Links, parts: Parts) -> None:
    """Links connectors of the same letter: from one that is only entered to the one that is only left."""
    entered = {link.target for link in joined.links}
    left = {link.source for link in joined.links}
    ends: dict[str, tuple[list[int], list[int]]] = {}
    for number, part in enumerate(parts.nodes):
        if part.shape is NodeShape.CONNECTOR and part.texts and (number in entered) != (number in left):
            pair = ends.setdefault("".join(text.text for text in part.texts), ([], []))
            pair[0 if number in entered else 1].append(number)
    for ins, outs in ends.values():
        if len(outs) == 1:
            joined.links += [Link(number, outs[0], [], frozenset()) for number in ins]
