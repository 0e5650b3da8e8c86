"""What each closed outline of a drawing is for: a node's border, an arrowhead, a joining dot, a panel, or an ornament.

A text belongs to the smallest outline around its centre. Of outlines within each other the one at which wires end is the node:
the inner ones are then its ornaments (badges, header bars), the outer ones panels. Tolerances are in px of the scaled frame.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sandbox.errors import DrawingError
from sandbox.flowchart.chart import NodeShape
from sandbox.flowchart.drawing import EM, Drawing, Outline, Stroke, TextLine
from sandbox.flowchart.geometry import CROWD, Ends, pairs, polygon_of
from sandbox.flowchart.ornaments import drawn_over, inside_nodes, without_chevrons
from sandbox.flowchart.polarity import polarity
from sandbox.flowchart.primitives import CRUMB, Loose, as_bar, as_block_arrow, glyph_head, head_like, reaches
from sandbox.flowchart.shapes import shape_of
from sandbox.flowchart.sketched import sketched_outlines
from sandbox.flowchart.source import LIMITS

__all__ = ["Part", "Parts", "sort_parts"]

TOUCH = 0.5 * EM
"""A wire that ends this near a border ends at it."""
NEAR = 1.0 * EM
"""A part with no wire's end this near is wired to nothing."""
DOT_SIZE = 2.2 * EM
BACKGROUND_SHARE = 0.6
"""An outline around at least this share of all texts is a background."""
DOUBLE_AREA = 1.8
"""A second border around a node has at most this many times its area."""
LEGEND = re.compile(r"图例|圖例|符号说明|\blegend\b", re.IGNORECASE)
BADGE_SHARE = 0.2
"""An ornament with a number or an icon inside a node has at most this share of its area."""


@dataclass(slots=True, eq=False)
class Part:
    """One outline, or what became of several that are the same node."""

    outline: Outline
    polygon: Any
    texts: list[TextLine] = field(default_factory=list)
    shape: NodeShape = NodeShape.OTHER
    wired: bool = False
    pill: bool = False
    aside: bool = False

    @property
    def area(self) -> float:
        return float(self.polygon.area)


@dataclass(slots=True)
class Parts:
    """nodes    text-bearing parts at which wires end, and those that look the same
    dots     small parts without text at which wires end
    heads    small filled shapes, chevrons and glyphs that may be arrowheads
    strokes  what may be wires: without bars, dividers, borders and arrowheads
    free     texts in no node
    titles   of panels
    boxed    parts with text in legends
    legends  frames around what only explains the chart
    """

    nodes: list[Part] = field(default_factory=list)
    dots: list[Part] = field(default_factory=list)
    heads: list[Loose] = field(default_factory=list)
    strokes: list[Stroke] = field(default_factory=list)
    free: list[TextLine] = field(default_factory=list)
    titles: list[TextLine] = field(default_factory=list)
    boxed: list[Part] = field(default_factory=list)
    legends: list[Part] = field(default_factory=list)


def sort_parts(drawing: Drawing) -> Parts:
    from shapely import STRtree, points

    result = Parts()
    strokes = [stroke for stroke in drawing.strokes if stroke.start or stroke.end or reaches(stroke, CRUMB)]
    shapes: list[Part] = []
    for outline in drawing.outlines:
        line = as_bar(outline) or as_block_arrow(outline)
        if line is not None:
            strokes.append(line)
            continue
        polygon = polygon_of(outline.points)
        if polygon is not None:
            shapes.append(Part(outline, polygon))
    texts = []
    for text in drawing.texts:
        glyph = glyph_head(text)
        if glyph is None:
            texts.append(text)
        else:
            result.heads.append(glyph)
    if len(shapes) > LIMITS.parts or len(strokes) > 4 * LIMITS.parts:
        raise DrawingError(f"there are more than {LIMITS.parts:,} outlines or {4 * LIMITS.parts:,} strokes")
    tree = STRtree([part.polygon for part in shapes])
    centres = points([text.centre for text in texts]) if texts else []
    holders: list[list[Part]] = [[] for _ in texts]
    held: dict[int, int] = {}
    for text_index, shape_index in pairs(tree, centres, "intersects"):
        holders[text_index].append(shapes[shape_index])
        held[shape_index] = held.get(shape_index, 0) + 1
    backgrounds = {id(shapes[k]) for k, count in held.items() if count > max(3, BACKGROUND_SHARE * len(texts))}
    for text, holding in zip(texts, holders, strict=True):
        fitting = [part for part in holding if id(part) not in backgrounds and part.area > 0.6 * text.size**2]
        if fitting:
            smallest = min(fitting, key=lambda part: (round(part.area), -part.outline.order))
            smallest.texts.append(text)
        else:
            result.free.append(text)
    for outline, orders in sketched_outlines(drawing.strokes, result.free, len(texts) - len(result.free)):
        polygon = polygon_of(outline.points)
        if polygon is not None:
            held_by_it = [text for text in result.free if polygon.contains(points(text.centre)) and polarity(text.text) is None]
            shapes.append(Part(outline, polygon, held_by_it))
            result.free = [text for text in result.free if text not in held_by_it]
            strokes = [stroke for stroke in strokes if stroke.order not in orders]
    _keep_lines_together(shapes, result)
    shapes, strokes = _without_legends(shapes, strokes, result)
    tree = STRtree([part.polygon for part in shapes])
    _free_labels(shapes, result)
    _free_pills(shapes, strokes, result)
    heads = [part.outline.corners for part in shapes if not part.texts and head_like(part.outline, part.polygon)]
    ends = Ends(strokes, heads)
    for part in shapes:
        part.wired = ends.any_near(part.polygon, NEAR)
    _settle(shapes, strokes, backgrounds, tree, ends, result)
    _wires_only(strokes, drawing.strokes, result)
    return result


def _keep_lines_together(shapes: list[Part], result: Parts) -> None:
    """A line that stands out above or below its box belongs to it all the same: one of the same text, or one that continues the
    lines in it and touches it."""
    from shapely import STRtree, box

    owners = {text.block: part for part in shapes for text in part.texts}
    written = [part for part in shapes if part.texts]
    tree = STRtree([part.polygon for part in written])
    for text in list(result.free):
        if polarity(text.text) is not None:
            continue
        area = box(*text.box)
        part = owners.get(text.block)
        if part is None:
            touched = (written[int(k)] for k in tree.query(area, predicate="intersects")[:CROWD])
            part = next((one for one in touched if _continues(text, one.texts)), None)
        if part is not None and part.polygon.distance(area) < text.size:
            part.texts.append(text)
            result.free.remove(text)


def _continues(text: TextLine, lines: list[TextLine]) -> bool:
    """Whether it is the next line above or below one of the lines."""
    x, y = text.centre
    return any(
        abs(line.centre[0] - x) < 0.5 * text.size and 0.7 * text.size < abs(line.centre[1] - y) < 1.6 * text.size
        for line in lines
    )


def _without_legends(shapes: list[Part], strokes: list[Stroke], result: Parts) -> tuple[list[Part], list[Stroke]]:
    """Takes out whole legends: frames with such a title."""
    from shapely import LineString

    frames = [part for part in shapes if any(LEGEND.search(text.text) for text in part.texts)]
    for frame in frames:
        inner = [part for part in shapes if frame.polygon.covers(part.polygon)]
        result.titles += [text for part in inner for text in part.texts]
        shapes = [part for part in shapes if part not in inner]
        strokes = [stroke for stroke in strokes if not frame.polygon.covers(LineString(stroke.points))]
    return shapes, strokes


def _free_labels(shapes: list[Part], result: Parts) -> None:
    """Exit words beside other words in a node's outline, or alone in a pill, are labels of wires."""
    for part in shapes:
        words = [text for text in part.texts if len(text.text) <= 8 and polarity(text.text) is not None]
        if words and (len(words) < len(part.texts) or len(words) == 1):
            part.texts = [text for text in part.texts if text not in words]
            result.free += words
            part.pill = not part.texts


def _free_pills(shapes: list[Part], strokes: list[Stroke], result: Parts) -> None:
    """A text of one line in a small box that a wire runs through, without ending there, is a label of that wire."""
    from shapely import LineString, STRtree, points

    small = [part for part in shapes if len(part.texts) == 1 and _height(part) <= 2.1 * part.texts[0].size]
    lines = [LineString(stroke.points) for stroke in strokes]
    if not small or not lines:
        return
    tree = STRtree(lines)
    for part in small:
        crossing = [int(k) for k in tree.query(part.polygon, predicate="intersects")]
        ends = [strokes[k].points[e] for k in crossing for e in (0, -1)]
        if crossing and all(part.polygon.distance(points(end)) > TOUCH for end in ends):
            through = max(lines[k].intersection(part.polygon).length for k in crossing)
            if through > 0.6 * _height(part):
                result.free += part.texts
                part.texts, part.pill = [], True


def _height(part: Part) -> float:
    left, top, right, bottom = part.outline.box
    return min(right - left, bottom - top)


def _settle(shapes: list[Part], strokes: list[Stroke], backgrounds: set[int], tree: Any, ends: Ends, result: Parts) -> None:
    """Which parts are nodes, from the innermost to the outermost."""
    from shapely import area

    if not shapes:
        return
    areas = area([part.polygon for part in shapes])
    inner_of: dict[int, list[int]] = {}
    candidates = sorted(k for k in range(len(shapes)) if shapes[k].texts)
    for place, k in pairs(tree, [shapes[k].polygon.centroid for k in candidates], "within"):
        if candidates[place] != k:
            inner_of.setdefault(k, []).append(candidates[place])
    order = sorted(range(len(shapes)), key=lambda k: (areas[k], -shapes[k].outline.order))
    gone: set[int] = set()  # of indices: merged into another part
    with_text = {k for k in order if shapes[k].texts}
    for k in order:
        outer = shapes[k]
        if id(outer) in backgrounds or k in gone:
            continue
        if k not in inner_of:
            continue
        grown = outer.polygon.buffer(1.5)
        inside = [
            other
            for other in inner_of[k]
            if other in with_text and other not in gone and areas[other] <= areas[k] and grown.contains(shapes[other].polygon)
        ]
        if not inside:
            continue
        inner_nodes = [i for i in inside if shapes[i].wired and _own_ends(shapes[i], outer, ends)]
        if inner_nodes:
            if len(inside) == 1 and areas[k] <= DOUBLE_AREA * areas[inside[0]] and not outer.texts:
                _adopt(outer, shapes[inside[0]], with_text, gone, k, inside[0])
            else:
                _panel(outer, [shapes[i] for i in inside], with_text, k, result)
        elif ends.any_near(outer.polygon.exterior, TOUCH) and (
            len(inside) == 1 or outer.texts or all(areas[i] < 0.5 * areas[k] for i in inside)
        ):
            for i in inside:
                _absorb(outer, shapes[i], result)
                gone.add(i)
            with_text.add(k)
        elif len(inside) == 1 and areas[k] <= DOUBLE_AREA * areas[inside[0]] and not outer.texts:
            _adopt(outer, shapes[inside[0]], with_text, gone, k, inside[0])
        elif len(inside) > 1 or areas[k] > 3 * sum(areas[i] for i in inside):
            _panel(outer, [shapes[i] for i in inside], with_text, k, result)
    for k in sorted(with_text - gone):
        part = shapes[k]
        (result.boxed if part.aside else result.nodes).append(part)
    for part in result.nodes:
        part.shape = shape_of(part.outline, part.polygon, part.texts)
    drawn = {part.outline.order for part in result.nodes if part.outline.open}
    if drawn:
        strokes[:] = [stroke for stroke in strokes if stroke.order not in drawn]
    claimed = {k for k in range(len(shapes)) if k in gone or k in with_text}
    for k, part in enumerate(shapes):
        if k in claimed or part.texts or part.pill or part.outline.open or id(part) in backgrounds:
            continue
        if not part.texts and head_like(part.outline, part.polygon):
            result.heads.append(Loose(list(part.outline.corners), None))
        elif part.wired and _dot_like(part):
            result.dots.append(part)
    _merge_dots(result)


def _own_ends(inner: Part, outer: Part, ends: Ends) -> bool:
    """Whether wires end at the inner border that do not end at the outer one as well."""
    near_outer = ends.near(outer.polygon.exterior, TOUCH)
    return any(k not in near_outer for k in ends.near(inner.polygon, TOUCH))


def _panel(outer: Part, inside: list[Part], with_text: set[int], k: int, result: Parts) -> None:
    """A frame around other parts: what is written along its border is its title, the rest stands free. Where no wire ends at
    any of the parts, or where it says so, it is a legend: nothing of it belongs to the chart."""
    left, top, right, bottom = outer.outline.box
    legend = not any(part.wired for part in inside) or any(LEGEND.search(text.text) for text in outer.texts)
    for text in outer.texts:
        x, y = text.centre
        at_border = min(x - left, right - x, y - top, bottom - y) < 1.6 * text.size
        titling = legend or (at_border and polarity(text.text) is None)
        (result.titles if titling else result.free).append(text)
    outer.texts = []
    with_text.discard(k)
    if legend:
        result.legends.append(outer)
        for part in inside:
            part.aside, part.wired = True, False


def _adopt(outer: Part, inner: Part, with_text: set[int], gone: set[int], k: int, i: int) -> None:
    """The second border of a node: its wires may end at either, its shape is the inner one's."""
    outer.texts, inner.texts = inner.texts, []
    outer.wired = True if inner.wired else outer.wired
    gone.add(i)
    with_text.discard(i)
    with_text.add(k)


def _absorb(outer: Part, inner: Part, result: Parts) -> None:
    badge = inner.area < BADGE_SHARE * outer.area and all(len(text.text) <= 3 for text in inner.texts) and bool(outer.texts)
    if not badge:
        outer.texts += inner.texts
    inner.texts = []


def _dot_like(part: Part) -> bool:
    left, top, right, bottom = part.outline.box
    return max(right - left, bottom - top) <= DOT_SIZE and min(right - left, bottom - top) > 0.3 * max(
        right - left, bottom - top
    )


def _merge_dots(result: Parts) -> None:
    """A ring around a dot is one dot; a dot inside a node is an ornament."""
    from shapely import STRtree

    if not result.dots:
        return
    centres = [part.polygon.centroid for part in result.dots]
    rings = STRtree([part.polygon.buffer(1.0) for part in result.dots])
    nodes = STRtree([part.polygon for part in result.nodes])
    kept = []
    for part, centre in zip(result.dots, centres, strict=True):
        around = [result.dots[int(k)] for k in rings.query(part.polygon, predicate="within")[:CROWD]]
        larger = any(other.area > part.area for other in around)
        if not larger and not len(nodes.query(centre, predicate="within")):
            kept.append(part)
    result.dots = kept


def _wires_only(strokes: list[Stroke], everything: Sequence[Stroke], result: Parts) -> None:
    """Takes out the strokes that are ornaments, borders, hatching or arrowheads."""
    from shapely import LineString

    inside = inside_nodes(strokes, result.nodes, result.heads)
    heads, taken = without_chevrons(strokes, inside)
    result.heads += heads
    over = drawn_over(everything, result.nodes)
    gone = inside | taken | {k for k, stroke in enumerate(strokes) if stroke.order in over}
    for part in result.legends:
        gone |= {k for k, stroke in enumerate(strokes) if part.polygon.contains(LineString(stroke.points))}
    result.strokes = [stroke for k, stroke in enumerate(strokes) if k not in gone]
