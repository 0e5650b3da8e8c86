"""Study: one SVG beside one listing, everything that is known of the two worked out once, when it is first asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property

from sandbox.errors import DrawingError
from sandbox.flowchart.assemble import read_charts
from sandbox.flowchart.chart import Chart, NodeShape, Point
from sandbox.flowchart.compare import Comparison, compare
from sandbox.flowchart.compare import Status as Seen
from sandbox.flowchart.drawing import EM, Box, Drawing
from sandbox.flowchart.execute import Execution, execute
from sandbox.flowchart.listing import Flow, flow_of
from sandbox.flowchart.program import Kind
from sandbox.flowchart.reading import read_drawing
from sandbox.flowchart.render import PictureMeasures, measure_picture, render
from sandbox.flowchart.wording import meaning_of

__all__ = ["ROUND", "Study"]

BESIDE = 2 * EM  # from a way to a text that belongs to it
ROUND = frozenset({NodeShape.TERMINATOR, NodeShape.CONNECTOR})
"""The shapes of beginnings and ends: terminators, and UML's dots."""


class Study:
    """svg      the drawing's text;  listing  Python

    error    why it is no drawing that can be read, empty where it is one; everything below needs one
    drawing, chart, flow, comparison  as read; `chart` is the reading that fits the listing best
    """

    def __init__(self, svg: str, listing: str) -> None:
        self.error = ""
        self._drawing: Drawing | None = None
        self._listing = listing
        self._execution: Execution | None = None
        try:
            self._drawing = read_drawing(svg)
        except DrawingError as error:
            self.error = str(error)

    @property
    def drawing(self) -> Drawing:
        assert self._drawing is not None, self.error
        return self._drawing

    @cached_property
    def flow(self) -> Flow:
        return flow_of(self._listing)

    @cached_property
    def comparison(self) -> Comparison:
        return compare(read_charts(self.drawing), self.flow)

    def execution(self, runner: str, *, trust_program: bool = False) -> Execution:
        """The chart and the listing carried out, in a sandbox, once. Raises InfrastructureError where that fails."""
        if self._execution is None:
            self._execution = execute(self.comparison, runner=runner, trust_program=trust_program)
        return self._execution

    @property
    def chart(self) -> Chart:
        return self.comparison.chart

    @cached_property
    def steps_said(self) -> int:
        """How many of the drawing's texts say a statement that the listing has, wherever they stand."""
        listed = {str(step.statement) for step in self.flow.steps}
        said = (meaning_of(text.text, self.flow).readings for text in self.drawing.texts)
        return sum(any(str(statement) in listed for reading in readings for statement in reading) for readings in said)

    @cached_property
    def stray(self) -> list[str]:
        """Questions of the listing that the chart's boxes do not ask, but a text in no box beside one of its ways does: the box
        was not recognised, or is none, and what was read around it says nothing."""
        lost = {str(f.step.statement) for f in self.comparison.steps if f.status is not Seen.FOUND and f.step.statement.values}
        ways = [edge.points for edge in self.chart.edges if len(edge.points) > 1]
        found = []
        for text in self.drawing.texts:
            if text.text not in self.chart.asides or not _beside(text.box, ways):
                continue
            readings = meaning_of(text.text, self.flow).readings
            if any(str(s) in lost and s.kind is Kind.CONDITION for reading in readings for s in reading):
                found.append(text.text)
        return found

    @cached_property
    def blank_boxes(self) -> tuple[int, int]:
        """(closed shapes large enough for a word with no text in them, all such shapes)."""
        texts = [text.centre for text in self.drawing.texts]
        boxes = [box for one in self.drawing.outlines if _holds_a_word(box := one.box)]
        full = sum(any(left <= x <= right and top <= y <= bottom for x, y in texts) for left, top, right, bottom in boxes)
        return len(boxes) - full, len(boxes)

    @cached_property
    def picture(self) -> bytes:
        """PNG without evidence. Raises ValueError where the renderer cannot draw it."""
        return render(self.drawing)

    @cached_property
    def measures(self) -> PictureMeasures:
        """Raises ValueError where the renderer cannot draw it."""
        return measure_picture(self.drawing, self.picture)

    @cached_property
    def begins(self) -> frozenset[str]:
        """Ids of the nodes where the chart, or a part of it, begins: those that say so, and where nothing leads to them, dots
        without a text and the first steps of the listing's parts."""
        entered = {edge.target for edge in self.chart.edges}
        return frozenset(self.comparison.starts) | (self._firsts | self._dots) - entered

    @cached_property
    def finishes(self) -> frozenset[str]:
        """Ids of the nodes where it ends: those that say so, and where they lead nowhere, dots and the parts' last steps."""
        left = {edge.source for edge in self.chart.edges}
        return frozenset(self.comparison.ends) | (self._lasts | self._dots) - left

    @property
    def _dots(self) -> frozenset[str]:
        return frozenset(node.id for node in self.chart.nodes if node.shape in ROUND and not node.text.strip())

    @property
    def _firsts(self) -> frozenset[str]:
        """Ids of the nodes with a step that is the first of its part."""
        firsts = {arc.target for arc in self.flow.arcs for part in self.flow.parts if arc.source == part.start}
        return frozenset(id for found in self.comparison.steps if found.step.id in firsts for id in found.nodes)

    @property
    def _lasts(self) -> frozenset[str]:
        lasts = {arc.source for arc in self.flow.arcs for part in self.flow.parts if arc.target == part.end}
        return frozenset(id for found in self.comparison.steps if found.step.id in lasts for id in found.nodes)

    @cached_property
    def astray(self) -> list[str]:
        """Ids of the nodes that lie on no way from a beginning to an end, in reading order."""
        on, back = defaultdict(list), defaultdict(list)
        for edge in self.chart.edges:
            on[edge.source].append(edge.target)
            back[edge.target].append(edge.source)
        reached, leading = _reach(self.begins, on), _reach(self.finishes, back)
        return [node.id for node in self.chart.nodes if node.id not in reached or node.id not in leading]


def _beside(box: Box, ways: Sequence[Sequence[Point]]) -> bool:
    from shapely import LineString
    from shapely import box as area

    place = area(*box)
    return any(place.distance(LineString(points)) <= BESIDE for points in ways)


def _holds_a_word(box: Box) -> bool:
    left, top, right, bottom = box
    return right - left >= 2 * EM and bottom - top >= EM


def _reach(start: frozenset[str], ways: dict[str, list[str]]) -> set[str]:
    seen, queue = set(start), list(start)
    while queue:
        for following in ways.get(queue.pop(), ()):
            if following not in seen:
                seen.add(following)
                queue.append(following)
    return seen
