"""What is wrong with a chart's layout, measured: each problem with its place and its size."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sandbox.flowchart.chart import Chart, Node, Point
from sandbox.flowchart.drawing import EM, Box, Drawing, TextLine
from sandbox.flowchart.geometry import polygon_of

__all__ = ["LayoutKind", "LayoutProblem", "LayoutTolerances", "layout_problems"]


OVER = 0.5  # of the smaller font size: lines whose middles are nearer than that cannot both be read


class LayoutKind(StrEnum):
    OVERLAP = "overlap"
    TEXT_OUTSIDE = "text-outside"
    TEXTS = "texts"
    THROUGH = "through"
    IN_THE_AIR = "in-the-air"
    OUTSIDE_VIEW = "outside-view"


@dataclass(frozen=True, slots=True)
class LayoutProblem:
    """words   what is wrong, with names and the measured size
    points  where, in the scaled frame
    size_em how far: the depth of an overlap, the width that stands out, the length inside a box, the gap"""

    kind: LayoutKind
    words: str
    points: tuple[Point, ...]
    size_em: float


@dataclass(frozen=True, slots=True)
class LayoutTolerances:
    """All in em (14 px of the scaled frame) unless said otherwise.

    overlap_em       depth to which two boxes may overlap
    text_em, text_share  how far a text may stand out of its box: at each side a fixed part, and in all a share of the text's
                     estimated width, as the reader's font decides the true one
    text_high_em     how far a text may stand out above or below
    through_em       length of an arrow inside another box
    air_em           gap between an arrow's tip, or a line's beginning, and its box
    view_em          how far anything may stand out of the viewBox; texts have text_share beside
    """

    overlap_em: float = 0.3
    text_em: float = 0.4
    text_share: float = 0.08
    text_high_em: float = 0.45
    through_em: float = 0.8
    air_em: float = 1.3
    view_em: float = 0.2


def layout_problems(drawing: Drawing, chart: Chart, tolerances: LayoutTolerances | None = None) -> list[LayoutProblem]:
    """All problems beyond the tolerances, the largest of each kind first."""
    from shapely import STRtree

    allowed = tolerances or LayoutTolerances()
    polygons = [polygon_of(node.outline) for node in chart.nodes]
    nodes = [node for node, polygon in zip(chart.nodes, polygons, strict=True) if polygon is not None]
    polygons = [polygon for polygon in polygons if polygon is not None]
    if not polygons:
        return _outside(drawing, chart, allowed)
    tree = STRtree(polygons)
    found = [
        *_overlaps(nodes, polygons, tree, allowed),
        *_texts(drawing, nodes, polygons, tree, allowed),
        *_written_over(drawing, allowed),
        *_through(chart, nodes, polygons, tree, allowed),
        *_in_the_air(chart, nodes, polygons, allowed),
        *_outside(drawing, chart, allowed),
    ]
    order = list(LayoutKind)
    return sorted(found, key=lambda one: (order.index(one.kind), -one.size_em))


def _name(node: Node) -> str:
    text = " ".join(node.text.split())
    return repr(text[:30] + "…" if len(text) > 30 else text) if text else f"the {node.shape.value} without a text"


def _corners(box: Box) -> tuple[Point, ...]:
    left, top, right, bottom = box
    return (left, top), (right, top), (right, bottom), (left, bottom)


def _overlaps(nodes: list[Node], polygons: list[Any], tree: Any, allowed: LayoutTolerances) -> list[LayoutProblem]:
    found = []
    for a, b in zip(*tree.query(polygons, predicate="intersects"), strict=True):
        if a >= b:
            continue
        common = polygons[a].intersection(polygons[b])
        if common.is_empty:
            continue
        left, top, right, bottom = common.bounds
        depth = min(right - left, bottom - top) / EM
        if depth > allowed.overlap_em:
            words = f"{_name(nodes[a])} and {_name(nodes[b])} overlap by {depth:.1f} em"
            found.append(LayoutProblem(LayoutKind.OVERLAP, words, _corners(common.bounds), depth))
    return found


def _texts(
    drawing: Drawing, nodes: list[Node], polygons: list[Any], tree: Any, allowed: LayoutTolerances
) -> list[LayoutProblem]:
    """Per line: how far it stands out of the chord of its box at its middle, and above or below the box."""
    from shapely import points

    found = []
    for text in drawing.texts:
        if not text.measured or not text.upright or not nodes:
            continue
        around = [int(k) for k in tree.query(points(text.centre), predicate="dwithin", distance=1.5 * text.size)]
        if not around:
            continue
        k = min(around, key=lambda one: (polygons[one].distance(points(text.centre)), polygons[one].area))
        node = nodes[k]
        if text.text not in node.text:
            continue
        left, right = _stands_out(text, polygons[k])
        out, both = max(left, right), min(left, right) > 0
        width = text.box[2] - text.box[0]
        limit = allowed.text_em * EM + allowed.text_share * width / (2 if both else 1)
        top, bottom = polygons[k].bounds[1], polygons[k].bounds[3]
        high = max(top - text.box[1], text.box[3] - bottom)
        if out > limit:
            words = f"{text.text[:40]!r} stands out of its box by {out / EM:.1f} em"
            found.append(LayoutProblem(LayoutKind.TEXT_OUTSIDE, words, _corners(text.box), out / EM))
        elif high > allowed.text_high_em * EM:
            words = f"{text.text[:40]!r} stands out of its box by {high / EM:.1f} em, above or below"
            found.append(LayoutProblem(LayoutKind.TEXT_OUTSIDE, words, _corners(text.box), high / EM))
    return found


def _written_over(drawing: Drawing, allowed: LayoutTolerances) -> list[LayoutProblem]:
    """Lines of text on top of each other. The same text again is a halo or a shadow."""
    from shapely import STRtree, box

    texts = [text for text in drawing.texts if text.measured and text.upright and any(c.isalnum() for c in text.text)]
    if len(texts) < 2:
        return []
    tree = STRtree([box(*text.box) for text in texts])
    found = []
    for a, b in zip(*tree.query([box(*text.box) for text in texts], predicate="intersects"), strict=True):
        one, other = texts[a], texts[b]
        if a >= b or one.text == other.text:
            continue
        (left, top, right, bottom), (left2, top2, right2, bottom2) = one.box, other.box
        apart = abs((top + bottom) - (top2 + bottom2)) / 2
        common = min(right, right2) - max(left, left2)
        slack = allowed.text_share * max(right - left, right2 - left2)
        if apart < OVER * min(one.size, other.size) and common > slack + allowed.text_em * EM:
            words = f"{one.text[:40]!r} and {other.text[:40]!r} are written over each other by {common / EM:.1f} em"
            corners = _corners((max(left, left2), max(top, top2), min(right, right2), min(bottom, bottom2)))
            found.append(LayoutProblem(LayoutKind.TEXTS, words, corners, common / EM))
    return found


def _stands_out(text: TextLine, polygon: Any) -> tuple[float, float]:
    """px by which the line passes the outline at its left and at its right."""
    from shapely import LineString

    left, top, right, bottom = text.box
    y = (top + bottom) / 2
    low, _, high, _ = polygon.bounds
    chord = polygon.intersection(LineString([(low - 1, y), (high + 1, y)]))
    if chord.is_empty:
        return 0.0, 0.0
    return float(chord.bounds[0] - left), float(right - chord.bounds[2])


def _through(chart: Chart, nodes: list[Node], polygons: list[Any], tree: Any, allowed: LayoutTolerances) -> list[LayoutProblem]:
    from shapely import LineString

    cores = [polygon.buffer(-0.25 * EM) for polygon in polygons]
    found: dict[tuple[str, tuple[Point, ...]], LayoutProblem] = {}
    for edge in chart.edges:
        if len(edge.points) < 2:
            continue
        line = LineString(edge.points)
        for k in tree.query(line, predicate="intersects"):
            node = nodes[int(k)]
            if node.id in {edge.source, edge.target}:
                continue
            inside = cores[int(k)].intersection(line)
            if inside.length > allowed.through_em * EM:
                size = inside.length / EM
                names = f"from {_name(chart.node(edge.source))} to {_name(chart.node(edge.target))}"
                words = f"the arrow {names} runs through {_name(node)}"
                places = _corners(inside.bounds)
                found.setdefault(
                    (node.id, places), LayoutProblem(LayoutKind.THROUGH, f"{words}, {size:.1f} em of it", places, size)
                )
    return list(found.values())


def _in_the_air(chart: Chart, nodes: list[Node], polygons: list[Any], allowed: LayoutTolerances) -> list[LayoutProblem]:
    from shapely import points

    outlines = {node.id: polygon for node, polygon in zip(nodes, polygons, strict=True)}
    found = []
    for edge in chart.edges:
        if not edge.points:
            continue
        names = f"from {_name(chart.node(edge.source))} to {_name(chart.node(edge.target))}"
        for node, place, what in ((edge.target, edge.points[-1], "ends"), (edge.source, edge.points[0], "begins")):
            gap = outlines[node].distance(points(place)) / EM if node in outlines else 0.0
            if gap > allowed.air_em:
                words = f"the arrow {names} {what} in the air, {gap:.1f} em from its box"
                found.append(LayoutProblem(LayoutKind.IN_THE_AIR, words, (place,), gap))
    for part in chart.unread:
        if "in the air" in part.what:
            gap = min((polygon.distance(points(part.points[-1])) for polygon in polygons), default=0.0) / EM
            found.append(LayoutProblem(LayoutKind.IN_THE_AIR, part.what, part.points, gap))
    return found


def _outside(drawing: Drawing, chart: Chart, allowed: LayoutTolerances) -> list[LayoutProblem]:
    view = drawing.view
    if view is None:
        return []
    found = []

    def check(box: Box, name: str, slack: float) -> None:
        out = max(view[0] - box[0], view[1] - box[1], box[2] - view[2], box[3] - view[3])
        if out > slack:
            words = f"{name} stands out of the viewBox by {out / EM:.1f} em"
            found.append(LayoutProblem(LayoutKind.OUTSIDE_VIEW, words, _corners(box), out / EM))

    for node in chart.nodes:
        check(node.box, _name(node), allowed.view_em * EM)
    for edge in chart.edges:
        if edge.points:
            xs, ys = [p[0] for p in edge.points], [p[1] for p in edge.points]
            name = f"the arrow from {_name(chart.node(edge.source))} to {_name(chart.node(edge.target))}"
            check((min(xs), min(ys), max(xs), max(ys)), name, allowed.view_em * EM)
    for text in drawing.texts:
        slack = allowed.view_em * EM + allowed.text_share * (text.box[2] - text.box[0])
        check(text.box, f"the text {text.text[:40]!r}", slack if text.measured else slack + EM)
    return found
