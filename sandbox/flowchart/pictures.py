"""Pictures of a study for its report: the chart, with what is wrong in red and what was not read marked."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from sandbox.evidence import Still
from sandbox.finding import Finding, Status
from sandbox.flowchart.chart import Point
from sandbox.flowchart.compare import Status as Seen
from sandbox.flowchart.compare_walk import Way
from sandbox.flowchart.layout import layout_problems
from sandbox.flowchart.listing import Arc
from sandbox.flowchart.render import Mark, MarkKind, render
from sandbox.flowchart.study import Study

__all__ = ["pictures"]

MARKED = ("graph", "start-end", "steps", "control-flow", "execution", "labels", "main-program")


def pictures(study: Study, findings: Sequence[Finding]) -> tuple[Still, ...]:
    """The first one has all marks of the flow; where the layout fails, a second one has its places. None where the renderer
    cannot draw it."""
    status = {finding.id: finding.status for finding in findings}
    first = next((f.id for f in findings if f.id in MARKED and f.status is Status.FAIL), "renders")
    title = "The chart" if first == "renders" else "The chart; red is wrong, dashed red is missing"
    try:
        stills = [Still("chart", first, title, render(study.drawing, evidence=_flow_marks(study)))]
        if status.get("layout") is Status.FAIL:
            stills.append(Still("layout", "layout", "Where the layout fails", render(study.drawing, evidence=_places(study))))
    except ValueError:
        return ()
    return tuple(stills)


def _flow_marks(study: Study) -> list[Mark]:
    marks: list[Mark] = []
    for found in study.comparison.steps:
        if found.status is Seen.WRONG:
            marks += [Mark(MarkKind.PLACE, study.chart.node(id).outline, "not as in the listing") for id in found.nodes]
    for arc, way in study.comparison.ways.items():
        if way.status in (Seen.WRONG, Seen.MISSING):
            marks += _way_marks(study, arc, way)
    for id in study.astray:
        marks.append(Mark(MarkKind.PLACE, study.chart.node(id).outline, "on no way from start to end"))
    for question in study.comparison.questions:
        if question.told_apart is Seen.WRONG:
            marks.append(Mark(MarkKind.PLACE, study.chart.node(question.node).outline, "exits not told apart"))
    marks += [Mark(MarkKind.UNREAD, study.chart.node(id).outline, "not understood") for id in study.comparison.unread]
    marks += [Mark(MarkKind.UNREAD, part.points, part.what) for part in study.chart.unread]
    return marks


def _way_marks(study: Study, arc: Arc, way: Way) -> list[Mark]:
    edges = study.comparison.edges(way)
    if edges:
        return [Mark(MarkKind.WRONG, edge.points, way.said if n == 0 else "") for n, edge in enumerate(edges)]
    places = {found.step.id: found.nodes for found in study.comparison.steps}
    ends = [_middle(study, ids[0]) for ids in (places.get(arc.source, ()), places.get(arc.target, ())) if ids]
    return [Mark(MarkKind.MISSING, pair, way.said) for pair in pairwise(ends)]


def _middle(study: Study, id: str) -> Point:
    left, top, right, bottom = study.chart.node(id).box
    return (left + right) / 2, (top + bottom) / 2


def _places(study: Study) -> list[Mark]:
    found = layout_problems(study.drawing, study.chart)
    return [Mark(MarkKind.PLACE, problem.points, problem.words) for problem in found[:12]]
