"""Assertions about a flowchart: a Study is a drawing beside a listing. Only evidence fails; what was not read is undecided."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from sandbox.expect.result import Result
from sandbox.finding import Status
from sandbox.flowchart.chart import Node, NodeShape
from sandbox.flowchart.compare import Found
from sandbox.flowchart.compare import Status as Seen
from sandbox.flowchart.compare_walk import Way
from sandbox.flowchart.layout import LayoutTolerances, layout_problems
from sandbox.flowchart.listing import MAIN, Arc
from sandbox.flowchart.study import ROUND, Study
from sandbox.text import one_line

__all__ = [
    "expect_all_on_a_way",
    "expect_exits_told_apart",
    "expect_legible",
    "expect_main_program",
    "expect_safe",
    "expect_same_traces",
    "expect_start_and_end",
    "expect_steps",
    "expect_tidy",
    "expect_ways",
]

NAMED = 4  # things that are told of those that are wrong
STEPS_SAID = 3  # texts that say a step of the listing, from which on a drawing without boxes is a chart that was not read
BLANK, BLANK_SHARE = 5, 2 / 3  # boxes without a text, and their share of all, from which on a chart is not readable
WORDS = 60  # characters of a node's text


def expect_safe(study: Study) -> Result:
    """Well-formed, or mended as browsers do it, with nothing active and nothing from elsewhere."""
    expected = "well-formed SVG, nothing active or external"
    if study.error:
        return Result.judged(False, expected, study.error)
    drawing = study.drawing
    if drawing.unsafe:
        return Result.judged(False, expected, _several(drawing.unsafe), unsafe=list(drawing.unsafe[:20]))
    mended = [f"{repair.what} (line {repair.line})" for repair in drawing.repairs]
    words = "nothing active or external"
    return Result.judged(True, expected, f"{words}; mended: {_several(mended)}" if mended else words, repairs=mended[:20])


def expect_legible(study: Study, *, ink_share: float, text_px: float) -> Result:
    """A picture with ink in at least `ink_share` of its pixels, texts of at least `text_px` px that show, and boxes that say
    something."""
    expected = f"ink in ≥ {ink_share:.1%} of the picture, texts of ≥ {text_px:g} px that can be seen"
    try:
        seen = study.measures
    except ValueError as error:
        return Result.undecided(expected, f"the picture could not be drawn here: {one_line(str(error), 160)}")
    if not study.drawing.texts:
        return Result.judged(False, expected, f"ink in {seen.ink:.1%}, no text", ink=round(seen.ink, 4))
    actual = f"ink in {seen.ink:.1%}, texts of {seen.median_text_px:.0f} px, the smallest {seen.smallest_text_px:.0f} px"
    if seen.hidden:
        actual += f"; not to be seen: {_several([repr(text) for text in seen.hidden])}"
    blank, boxes = study.blank_boxes
    silent = blank >= BLANK and blank > BLANK_SHARE * boxes
    if silent:
        actual += f"; {blank} of {boxes} boxes say nothing"
    good = seen.ink >= ink_share and seen.median_text_px >= text_px and not seen.hidden and not silent
    return Result.judged(
        good,
        expected,
        actual,
        ink=round(seen.ink, 4),
        median_text_px=round(seen.median_text_px, 2),
        smallest_text_px=round(seen.smallest_text_px, 2),
    )


def expect_all_on_a_way(study: Study) -> Result:
    """Every node lies on a way from a beginning to an end. An arrow that could not be read may be the one that is missing."""
    expected = "every node lies on a way from start to end"
    nodes = study.chart.nodes
    if not nodes:
        return _no_nodes(study, expected)
    astray = study.astray
    actual = f"{len(nodes) - len(astray)} of {len(nodes)} nodes do"
    if astray:
        actual += f"; not {_several([named(study.chart.node(id)) for id in astray])}"
    if astray and study.chart.unread:
        return Result.undecided(expected, f"{actual}, but {_unread(study)}", astray=astray)
    result = Result.judged(not astray, expected, actual, score=1 - len(astray) / len(nodes), astray=astray)
    return _fair(study, result)


def expect_start_and_end(study: Study) -> Result:
    """A node that says start and one that says end, each in a terminator's shape; or UML's dots, which need no text."""
    expected = "a start and an end, drawn as terminators"
    chart = study.chart
    if not chart.nodes:
        return _no_nodes(study, expected)
    entered, left = {edge.target for edge in chart.edges}, {edge.source for edge in chart.edges}
    starts = [chart.node(id) for id in study.comparison.starts]
    starts += [n for n in chart.nodes if n.shape in ROUND and not n.text.strip() and n.id in left - entered]
    ends = [chart.node(id) for id in study.comparison.ends]
    ends += [n for n in chart.nodes if n.shape in ROUND and n.id in entered - left]
    vague = bool(study.comparison.unread or chart.unread)
    parts = [_terminator(starts, "start", vague), _terminator(ends, "end", vague)]
    good = False if False in (p[0] for p in parts) else None if None in (p[0] for p in parts) else True
    return Result.judged(good, expected, ", ".join(words for _, words in parts), score=sum(bool(p[0]) for p in parts) / 2)


def _terminator(nodes: Sequence[Node], what: str, vague: bool) -> tuple[bool | None, str]:
    if not nodes:
        return (None if vague else False), f"no {what}"
    shapes = {node.shape for node in nodes}
    if shapes & ROUND:
        return True, f"{what} as a terminator"
    shape = nodes[0].shape
    return (None if NodeShape.OTHER in shapes else False), f"{what} {named(nodes[0])} as {_article(shape.value)}"


def expect_steps(study: Study) -> Result:
    """Each step of the listing's function has its node."""
    body = study.flow.body.name
    found = [f for f in study.comparison.steps if f.step.part == body]
    return _fair(study, _founds(found, "every step of the listing has its node", study))


def expect_main_program(study: Study) -> Result:
    """The example's input, the call and the output: the steps of the listing's main part."""
    found = [f for f in study.comparison.steps if f.step.part == MAIN]
    result = _founds(found, "example input, call and output are there", study)
    own = {f.step.id for f in found}
    ways = [way for arc, way in study.comparison.ways.items() if {arc.source, arc.target} <= own]
    broken = [way for way in ways if way.status in (Seen.WRONG, Seen.MISSING) and way.said]
    if result.status is Status.PASS and broken:
        said = _several([way.said for way in broken])
        return Result.judged(False, result.expected, f"{result.actual}, but {said}", score=0.5)
    return result


def _founds(found: Sequence[Found], expected: str, study: Study) -> Result:
    if not study.chart.nodes:
        return _no_nodes(study, expected)
    return _tally([(f.status, f.said) for f in found], "steps", expected, {str(f.step): f.status.value for f in found})


def expect_ways(study: Study) -> Result:
    """Each arc of the listing's graph has its way. Where a line has no arrowhead, its direction is a guess: then undecided."""
    expected = "every edge of the listing's graph has its way"
    if not study.chart.nodes:
        return _no_nodes(study, expected)
    ways = body_ways(study)
    flow = study.flow
    names = {f"{flow.step(a.source)} → {flow.step(a.target)}": way.status.value for a, way in ways}
    result = _tally([(way.status, way.said) for _, way in ways], "edges", expected, names)
    used = {index for _, way in ways for index in way.edges}
    headless = sum(study.chart.edges[index].inferred for index in used)
    if result.status is Status.PASS and headless:
        words = f"{result.actual}, but {headless} of {len(used)} lines have no arrowhead"
        return replace(result, status=Status.UNDECIDED, actual=words)
    return _fair(study, result)


def body_ways(study: Study) -> list[tuple[Arc, Way]]:
    """(arc, way) of the arcs that do not begin in the main part."""
    return [(arc, way) for arc, way in study.comparison.ways.items() if study.flow.step(arc.source).part != MAIN]


def _tally(seen: Sequence[tuple[Seen, str]], what: str, expected: str, evidence: dict[str, str]) -> Result:
    bad = [said for status, said in seen if status in (Seen.WRONG, Seen.MISSING)]
    unread = [said for status, said in seen if status is Seen.UNREAD]
    found = len(seen) - len(bad) - len(unread)
    actual = f"{found} of {len(seen)} {what}"
    told = [said for said in dict.fromkeys(bad or unread) if said]
    if told:
        actual += f"; {_several(told)}"
    good = False if bad else None if unread else True
    return Result.judged(good, expected, actual, score=found / max(1, len(seen)), found=evidence)


def expect_same_traces(study: Study, *, runner: str, trust_program: bool, part: float) -> Result:
    """Carried out on many arrays, the chart compares and swaps the same elements in the same order as the listing.

    A chart that merely sorts gets `part` of the score. Raises InfrastructureError where the sandbox fails.
    """
    if not study.chart.nodes:
        return _no_nodes(study, "the same trace as the listing's")
    done = study.execution(runner, trust_program=trust_program)
    count = len(done.inputs)
    expected = f"the same trace as the listing's on {count} arrays"
    if not done.chart:
        return Result.undecided(expected, done.problem)
    same, sorts = done.same_trace, done.same_result
    evidence = {"arrays": count, "same_trace": same, "same_result": sorts}
    if same == count:
        return Result.judged(True, expected, f"the same on all {count}", **evidence)
    actual = f"the same trace on {same}, the same result on {sorts} of {count}; {done.difference()}"
    score = part if sorts == count else part * sorts / count / 2
    if done.problem:
        return Result.undecided(expected, f"{actual} ({done.problem})", **evidence)
    if study.chart.unread and any(run.end == "stuck" for run in done.chart):
        return Result.undecided(expected, f"{actual}, but {_unread(study)}", **evidence)
    return _fair(study, Result.judged(False, expected, actual, score=score, **evidence))


def expect_exits_told_apart(study: Study) -> Result:
    """Each decision says which exit is yes and which is no; where one says so, the other is clear."""
    expected = "both exits of each decision are told apart"
    chart, questions = study.chart, study.comparison.questions
    if not chart.nodes:
        return _no_nodes(study, expected)
    if not questions:
        return Result.judged(None if study.comparison.unread else False, expected, "no decision was found")
    bad: list[str] = []
    vague: list[str] = []
    for question in questions:
        status = question.told_apart
        one_said = status is Seen.MISSING and len(question.answers) == 2 and sum(a is not None for a in question.answers) == 1
        labels = " and ".join(repr(label) if label else "no label" for label in question.labels)
        words = f"{named(chart.node(question.node))} has {labels or 'no exits'}"
        if status is Seen.UNREAD:
            vague.append(words)
        elif status is not Seen.FOUND and not one_said:
            (vague if chart.unread else bad).append(words)
    told = len(questions) - len(bad) - len(vague)
    actual = f"{told} of {len(questions)} decisions" + (f"; {_several(bad or vague)}" if bad or vague else "")
    good = False if bad else None if vague else True
    return _fair(study, Result.judged(good, expected, actual, score=told / len(questions)))


def expect_tidy(study: Study, *, tolerances: LayoutTolerances) -> Result:
    """No overlapping boxes, texts inside their boxes, arrows not through boxes nor ending in the air, all inside the view."""
    expected = "no overlaps, texts inside, arrows from box to box, all inside the view"
    if not study.chart.nodes:
        return _no_nodes(study, expected)
    found = layout_problems(study.drawing, study.chart, tolerances)
    if not found:
        return Result.judged(True, expected, "nothing is in the way of anything")
    kinds = {problem.kind.value for problem in found}
    words = _several([problem.words for problem in found])
    return Result.judged(False, expected, words, score=1 - len(kinds) / 5, problems=[p.words for p in found[:20]])


def _fair(study: Study, result: Result) -> Result:
    """A failure is undecided where a question of the listing stands beside the chart's ways, in no box that was recognised."""
    if result.status is not Status.FAIL or not study.stray:
        return result
    words = _several([f"“{one_line(text, WORDS)}”" for text in study.stray])
    return replace(result, status=Status.UNDECIDED, actual=f"{result.actual}; but {words} stands in no box that was recognised")


def named(node: Node) -> str:
    """The node as a reader would name it."""
    text = one_line(node.text.replace("\n", " "), WORDS)
    return f"“{text}”" if text else f"{_article(node.shape.value)} without a text"


def _article(word: str) -> str:
    return f"{'an' if word[0] in 'aeiou' else 'a'} {word}"


def _several(words: Iterable[str]) -> str:
    told = list(words)
    more = f", and {len(told) - NAMED} more" if len(told) > NAMED else ""
    return "; ".join(told[:NAMED]) + more


def _unread(study: Study) -> str:
    return f"{len(study.chart.unread)} parts could not be read ({_several([part.what for part in study.chart.unread])})"


def _no_nodes(study: Study, expected: str) -> Result:
    """Nothing that looks like a chart. Where the drawing holds pictures, or says the listing's steps, one is there, unread."""
    if study.drawing.images:
        return Result.undecided(expected, "the chart is an embedded picture, which is not read")
    if study.steps_said >= STEPS_SAID:
        words = f"{study.steps_said} texts say steps of the listing, but no boxes were recognised around them"
        return Result.undecided(expected, words)
    return Result.judged(False, expected, "no boxes that are joined by arrows were found")
