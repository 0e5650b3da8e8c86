"""read_chart and read_charts: a Drawing's parts, wires and labels put together to a Chart."""

from __future__ import annotations

from dataclasses import replace

from sandbox.flowchart.chart import Chart, Edge, Node, NodeShape, Point, Unread
from sandbox.flowchart.drawing import EM, Drawing, TextLine
from sandbox.flowchart.ends import attach
from sandbox.flowchart.geometry import extent
from sandbox.flowchart.labels import Labelling, Note, label_links, notes_of
from sandbox.flowchart.links import Link, links_of
from sandbox.flowchart.parts import Part, Parts, sort_parts
from sandbox.flowchart.remarks import add_boxless, drop_remarks, join_connectors
from sandbox.flowchart.wires import Wire, wires_of

__all__ = ["read_chart", "read_charts"]


MOST_READINGS = 4
ALIKE = (0.75, 1.34)
"""A box that nothing leads to may be a node if its sides are those of a node by these factors."""
CLOSE = 0.5 * EM
"""A line without a head that ends this near to a node was meant to lead to it or from it."""
SHORTEST = 1.5 * EM
"""A shorter line without a head is an ornament."""
ACROSS = 0.7
"""A line across so much of the view is a border."""
ROW = 0.62
"""Texts beside each other whose middles are this many em apart in height are one line."""
LARGE, MOST_LINES = 1.25, 4
"""A text of this many em, or of more lines, is a title or a remark."""


def read_chart(drawing: Drawing) -> Chart:
    """The likeliest reading."""
    return read_charts(drawing)[0]


def read_charts(drawing: Drawing) -> list[Chart]:
    """The readings, the likeliest first: one where nothing is vague, at most four."""
    parts = sort_parts(drawing)
    wires = wires_of(parts)
    add_boxless(parts, wires)
    wires = attach(wires, parts)
    joined = links_of(wires, parts)
    drop_remarks(joined, parts, wires)
    join_connectors(joined, parts)
    labelling = label_links(joined.links, notes_of(parts.free))
    readings = [_chart(drawing, parts, wires, joined.links, joined.unused, labelling)]
    exchanged = (_exchanged(labelling, *pair) for pair in labelling.vague[:MOST_READINGS])
    readings += [_chart(drawing, parts, wires, joined.links, joined.unused, other) for other in exchanged]
    if any(link.plain for link in joined.links):
        links = [_turned(link) if link.plain else link for link in joined.links]
        labelling = label_links(links, notes_of(parts.free))
        readings.append(_chart(drawing, parts, wires, links, joined.unused, labelling))
    return readings[:MOST_READINGS]


def _exchanged(labelling: Labelling, a: int, b: int) -> Labelling:
    labels = {**labelling.labels, a: labelling.labels[b], b: labelling.labels[a]}
    return Labelling(labels, labelling.rest, labelling.vague)


def _turned(link: Link) -> Link:
    return replace(link, source=link.target, target=link.source, points=link.points[::-1])


def node_text(texts: list[TextLine]) -> str:
    """Lines from top to bottom; texts side by side are one line."""
    rows: list[list[TextLine]] = []
    for text in sorted(texts, key=lambda one: (one.centre[1], one.centre[0])):
        if rows and abs(rows[-1][0].centre[1] - text.centre[1]) < ROW * text.size and _beside(text, rows[-1]):
            rows[-1].append(text)
        else:
            rows.append([text])
    return "\n".join(" ".join(text.text for text in sorted(row, key=lambda one: one.box[0])) for row in rows)


def _beside(text: TextLine, row: list[TextLine]) -> bool:
    """Whether it stands left or right of all of them; widths are estimates."""
    return all(min(text.box[2], one.box[2]) - max(text.box[0], one.box[0]) < text.size for one in row)


def _chart(
    drawing: Drawing, parts: Parts, wires: list[Wire], links: list[Link], unused: list[int], labelling: Labelling
) -> Chart:
    labels, rest = labelling.labels, labelling.rest
    shapes = [*parts.nodes, *parts.dots]
    attached = {node for link in links for node in (link.source, link.target)}
    linked = [part for number, part in enumerate(parts.nodes) if number in attached]
    idle = [*parts.boxed, *(part for number, part in enumerate(parts.nodes) if number not in attached)]
    alone = [part for part in idle if _like(part, linked)]
    order = sorted([*linked, *alone], key=_reading_order)
    ids = {id(part): f"n{k}" for k, part in enumerate(order, 1)}
    deciding = _deciding(links, labels)
    for number in deciding:
        if shapes[number].shape is NodeShape.OTHER:
            shapes[number].shape = NodeShape.DECISION
    nodes = tuple(Node(ids[id(part)], part.shape, node_text(part.texts), tuple(part.outline.points)) for part in order)
    edges = tuple(
        Edge(
            ids[id(shapes[link.source])],
            ids[id(shapes[link.target])],
            labels[number].text if number in labels else "",
            tuple(link.points),
            link.plain,
        )
        for number, link in enumerate(links)
    )
    unread = [*_unread_wires(wires, unused, drawing), *(_unread_note(note) for note in rest if note.word is not None)]
    unread += [Unread("an embedded picture", _corners(box)) for box in drawing.images]
    asides = [note.text for note in rest if note.word is None] + [text.text for text in parts.titles]
    asides += [node_text(part.texts) for part in idle if part not in alone]
    return Chart(nodes, edges, tuple(unread), tuple(asides))


def _like(part: Part, linked: list[Part]) -> bool:
    """Whether a box that nothing leads to is drawn as the chart's nodes are: in the paint of one of them and about its size. A
    title, a note or a sample is not."""
    left, top, right, bottom = part.outline.box
    if part.aside or len(part.texts) > MOST_LINES or any(text.size > LARGE * EM for text in part.texts):
        return False
    for one in linked:
        x0, y0, x1, y1 = one.outline.box
        sizes = ((right - left) / (x1 - x0), (bottom - top) / (y1 - y0))
        if _manner(one) == _manner(part) and all(ALIKE[0] < size < ALIKE[1] for size in sizes):
            return True
    return False


def _manner(part: Part) -> tuple[object, ...]:
    outline = part.outline
    return outline.kind, outline.fill, outline.stroke, outline.dashed


def _deciding(links: list[Link], labels: dict[int, Note]) -> set[int]:
    """Nodes with two exits of which one at least has an exit word."""
    exits: dict[int, list[int]] = {}
    for number, link in enumerate(links):
        exits.setdefault(link.source, []).append(number)
    return {
        node for node, ways in exits.items() if len(ways) > 1 and any(k in labels and labels[k].word is not None for k in ways)
    }


def _reading_order(part: Part) -> tuple[float, float]:
    left, top, right, bottom = part.outline.box
    return round((top + bottom) / 2 / 7), (left + right) / 2


def _corners(box: tuple[float, float, float, float]) -> tuple[Point, ...]:
    left, top, right, bottom = box
    return (left, top), (right, top), (right, bottom), (left, bottom)


def _unread_note(note: Note) -> Unread:
    return Unread(f"the label {note.text!r} stands at no edge", _corners(note.box))


def _unread_wires(wires: list[Wire], unused: list[int], drawing: Drawing) -> list[Unread]:
    """Wires that lead nowhere though they belong to the chart: an arrowhead, or an end close to a node. A line across most of
    the drawing is a border."""
    whole = drawing.view or extent([(0.0, 0.0), *(point for stroke in drawing.strokes for point in stroke.points)])
    width, height = whole[2] - whole[0], whole[3] - whole[1]
    found = []
    for number in unused:
        wire = wires[number]
        left, top, right, bottom = extent(wire.points)
        if any(wire.into):
            if any(node is not None for node in wire.nodes) or any(wire.joins) or max(right - left, bottom - top) > 3 * EM:
                found.append(Unread("an arrow that ends in the air", tuple(wire.points)))
            continue
        close = any(node is not None and gap <= CLOSE for node, gap in zip(wire.nodes, wire.gaps, strict=True))
        border = len(wire.points) == 2 and (right - left > ACROSS * width or bottom - top > ACROSS * height)
        if close and not border and wire.length > SHORTEST:
            found.append(Unread("a line whose direction or end is not plain", tuple(wire.points)))
    return found
