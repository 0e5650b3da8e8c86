"""A chart is compared with the control-flow graph of a listing: by what its boxes do, not by what is written in them.

Where a chart can be understood in several ways, they are tried, and the one that agrees best with the listing counts. What is
not understood makes the steps and arcs that it may stand for `unread`; only what is understood and differs is wrong or missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sandbox.flowchart.chart import Chart, Edge, NodeShape
from sandbox.flowchart.compare_effects import States, live_before
from sandbox.flowchart.compare_graph import drawn_program
from sandbox.flowchart.compare_match import Span, match, nodes_of, rows, without_calls
from sandbox.flowchart.compare_names import naming_of
from sandbox.flowchart.compare_walk import Status, Verdicts, Walk, Way
from sandbox.flowchart.listing import Arc, Flow, Part, Step
from sandbox.flowchart.program import Kind, Program, Statement
from sandbox.flowchart.wording import THE_ARRAY, Reading, answer_of, meaning_of

__all__ = ["Comparison", "Found", "Question", "Status", "compare"]

ENTRIES = 6  # places where a part of the listing may begin in the chart
TRIES = 40  # readings of vague texts that are tried, fewer in a large chart: …
TRIED_NODES = 1500  # … nodes of all tries together
NEAR = 28.0  # between a node and a part that was not read, in the chart's frame: two letters' height


@dataclass(frozen=True, slots=True)
class Found:
    """What the chart has for one step of the listing; `said` tells in words what is there instead."""

    step: Step
    status: Status
    nodes: tuple[str, ...] = ()
    said: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A decision of the chart: the labels of its exits, and what they answer (None: nothing that is known as yes or no)."""

    node: str
    labels: tuple[str, ...]
    answers: tuple[bool | None, ...]

    @property
    def told_apart(self) -> Status:
        """FOUND: yes and no are both written. MISSING: an exit has no label. WRONG: the same on both, or not two exits. UNREAD:
        a label was not understood."""
        written = [answer for answer in self.answers if answer is not None]
        if len(self.answers) < 2 or len(set(written)) < len(written):
            return Status.WRONG
        if set(self.answers) == {True, False}:
            return Status.FOUND
        strange = any(label.strip() and answer is None for label, answer in zip(self.labels, self.answers, strict=True))
        return Status.UNREAD if strange else Status.MISSING


@dataclass(frozen=True, slots=True)
class Comparison:
    """What compare() found.

    chart      the reading of the drawing that was compared
    flow       the listing
    steps      of the listing, starts and ends left out; those of the main part have step.part ""
    ways       arc of the listing → what the chart has for it; the arcs are Flow.inlined where `inlined`
    questions  the chart's decisions
    starts     ids of nodes that begin something, ends of those that end something
    unread     ids of the nodes whose text was not understood
    naming     the chart's name of a variable → the listing's
    inlined    True where the chart draws the called function in its call's place
    program    the chart as a program in the listing's names, exits without labels as they fit best; `entry` is the
               vertex where the called function begins, None where it was not found
    """

    chart: Chart
    flow: Flow
    steps: tuple[Found, ...]
    ways: Mapping[Arc, Way]
    questions: tuple[Question, ...]
    starts: tuple[str, ...]
    ends: tuple[str, ...]
    unread: tuple[str, ...]
    naming: Mapping[str, str]
    inlined: bool
    program: Program
    entry: str | None

    @property
    def cost(self) -> float:
        """How far the chart is from the listing: one for each step or arc that is wrong or missing, less for what is unread."""
        weights = {Status.FOUND: 0.0, Status.WRONG: 1.0, Status.MISSING: 1.0, Status.UNREAD: 0.3}
        found: list[Found | Way] = [*self.steps, *self.ways.values()]
        return sum(weights[one.status] for one in found)

    def edges(self, way: Way) -> list[Edge]:
        """The chart's edges on the way, for evidence."""
        return [self.chart.edges[index] for index in way.edges]

    def main_steps(self, kind: Kind) -> list[Found]:
        """What was found for the main part's steps of this kind. The example's input is one of kind ASSIGN or INPUT."""
        return [found for found in self.steps if found.step.part == "" and found.step.statement.kind is kind]


def compare(charts: Chart | Sequence[Chart], flow: Flow) -> Comparison:
    """The comparison of the chart with the listing's graph; of several readings of one drawing, that which is nearest to it."""
    states = States(flow)
    given = [charts] if isinstance(charts, Chart) else list(charts)
    best = _one(given[0], flow, states)
    for chart in given[1:]:
        if best.cost == 0:
            break
        other = _one(chart, flow, states)
        best = other if other.cost < best.cost else best
    return best


def _one(chart: Chart, flow: Flow, states: States) -> Comparison:
    """One chart; texts with several readings are given each of them in turn where the best ones do not agree."""
    choices = {node.id: _choices(chart, node.id, flow) for node in chart.nodes}
    chosen = {id: readings[0] for id, readings in choices.items()}
    said = [statement for readings in choices.values() for reading in readings for statement in reading]
    known = dict([(THE_ARRAY, name) for name in flow.body.parameters if name in states.arrays][:1])
    naming = naming_of([step for step in flow.steps if step.part == flow.body.name], said, states, known)
    best = _read(chart, flow, states, chosen, naming)
    left = min(TRIES, TRIED_NODES // max(1, len(chart.nodes)))
    for id, readings in choices.items():
        for reading in readings[1:]:
            if best.cost == 0 or left == 0:
                return best
            left -= 1
            other = _read(chart, flow, states, {**chosen, id: reading}, naming)
            if other.cost < best.cost:
                best, chosen = other, {**chosen, id: reading}
    return best


def _choices(chart: Chart, id: str, flow: Flow) -> list[Reading]:
    """The readings of a node's text that suit its ways best: two ways out for a question, one for anything else, none for an
    end and none into a start."""
    node = chart.node(id)
    ways = {edge.target for edge in chart.edges if edge.source == id}
    entered = any(edge.target == id for edge in chart.edges)
    if not node.text.strip() and bool(ways) is not entered:
        return [(Statement(Kind.END if entered else Kind.START),)]  # UML's dots
    labelled = any(edge.label.strip() for edge in chart.edges if edge.source == id)
    asks = (len(ways) > 1 and (labelled or node.shape is not NodeShape.PROCESS)) or (
        node.shape is NodeShape.DECISION and bool(ways)
    )

    def unsuited(reading: Reading) -> int:
        kind = reading[-1].kind if reading else Kind.NOTHING
        if asks:
            return 0 if kind is Kind.CONDITION else 1 if kind is Kind.UNKNOWN else 2
        if kind is Kind.CONDITION:
            return 2
        round_ = node.shape is NodeShape.TERMINATOR
        begins = bool(reading) and reading[0].kind is Kind.START and entered and not round_
        calls = kind is Kind.CALL and not entered and bool(ways)
        return int(begins) + int(calls) + int(kind is Kind.END and bool(ways))

    readings = meaning_of(node.text, flow).readings
    return [reading for reading in readings if unsuited(reading) == min(map(unsuited, readings))]


def _read(chart: Chart, flow: Flow, states: States, readings: Mapping[str, Reading], naming: Mapping[str, str]) -> Comparison:
    """The comparison for one choice of readings, in the manner that fits better: function and call apart, or one in the
    other."""

    def answer(label: str, statement: Statement) -> bool | None:
        return answer_of(label, statement, flow, states.sense)

    drawn = drawn_program(chart, readings, naming, answer)
    apart = _Manner(chart, flow, states, without_calls(drawn), naming, flow.arcs, inlined=False).comparison()
    inside = flow.inlined
    if apart.cost == 0 or inside is None:
        return apart
    calls = any(vertex.statement.kind is Kind.CALL for vertex in drawn.vertices.values())
    arcs = list(inside) if calls else _without_call(flow, inside)
    other = _Manner(chart, flow, states, drawn, naming, arcs, inlined=True).comparison()
    joins = [arc for arc in arcs if arc not in inside]  # from the main part right into the function
    if any(arc not in other.ways or other.ways[arc].status is not Status.FOUND for arc in joins):
        return apart
    return other if other.cost < apart.cost else apart


def _without_call(flow: Flow, arcs: Sequence[Arc]) -> list[Arc]:
    """The arcs where the function is drawn without a box for its call: what leads to the call leads to the function."""
    (call,) = (step.id for step in flow.steps if step.statement.kind is Kind.CALL)
    (first,) = (arc.target for arc in arcs if arc.source == call)
    return [Arc(arc.source, first if arc.target == call else arc.target, arc.when) for arc in arcs if arc.source != call]


def _unsure(way: Way, arc: Arc, unsure: set[str], chart: Chart) -> Way:
    """The way, undecided where it is missing only as its first step may be among the texts that were not understood, or where
    an unread part of the drawing may be it: any, if there is no way at all, else one at the nodes where it goes wrong."""
    if way.status is Status.MISSING and not way.nodes and arc.source in unsure:
        return Way(Status.UNREAD, said=way.said)
    at = [chart.node(id).box for id in way.nodes]
    near = any(_apart(box, point) <= NEAR for part in chart.unread for point in part.points for box in at)
    if (way.status is Status.MISSING and chart.unread) or (way.status is Status.WRONG and near):
        return Way(Status.UNREAD, way.nodes, way.edges, f"{way.said}, but parts of the drawing could not be read")
    return way


def _apart(box: tuple[float, float, float, float], point: tuple[float, float]) -> float:
    """How far the point is from the box, the larger of both directions; 0 inside."""
    return max(box[0] - point[0], point[0] - box[2], box[1] - point[1], point[1] - box[3], 0.0)


def _own(targets: Iterable[str], states: States, *, whole: bool) -> set[str]:
    """The targets that belong to variables of the listing, with their index or (not `whole`) without."""
    names = ((target, target.partition("[")[0]) for target in targets)
    return {target if whole else name for target, name in names if name in states.names}


@dataclass(slots=True)
class _Manner:
    """The comparison for one choice of readings and one manner."""

    chart: Chart
    flow: Flow
    states: States
    drawn: Program
    naming: Mapping[str, str]
    arcs: Sequence[Arc]
    inlined: bool
    spans: dict[str, list[Span]] = field(init=False)
    live: dict[str, frozenset[str]] = field(init=False)
    taken: set[str] = field(init=False)

    def comparison(self) -> Comparison:
        steps = [step for step in self.flow.steps if step.statement.kind not in (Kind.START, Kind.END)]
        self.spans = match(self.flow.steps, self.drawn, self.states)
        self.live = live_before(self.flow, self.arcs, self.states.arrays)
        self.taken = {key for spans in self.spans.values() for span in spans for key in span.keys}
        instead = self._instead(steps)
        ways: dict[Arc, Way] = {}
        covered: dict[str, tuple[str, ...]] = {}
        entry = None
        exits = dict(self.drawn.exits)
        parts = [self.flow.main] if self.inlined and self.flow.main else list(self.flow.parts)
        for part in parts:
            found, at = self._walked(part, instead)
            ways |= found.ways
            covered |= found.covered
            exits |= found.answers
            instead = {**found.instead, **instead}
            if part == self.flow.body or self.inlined:
                entry = at
        unread = self._of(Kind.UNKNOWN)
        judged = tuple(self._step(step, instead, covered, unread) for step in steps)
        unsure = {found.step.id for found in judged if found.status is Status.UNREAD}
        return Comparison(
            chart=self.chart,
            flow=self.flow,
            steps=judged,
            ways={arc: _unsure(ways[arc], arc, unsure, self.chart) for arc in self.arcs if arc in ways},
            questions=tuple(self._questions()),
            starts=nodes_of(self.drawn, self._of(Kind.START)),
            ends=nodes_of(self.drawn, self._of(Kind.END)),
            unread=nodes_of(self.drawn, unread),
            naming=self.naming,
            inlined=self.inlined,
            program=Program(self.drawn.vertices, exits),
            entry=entry,
        )

    def _of(self, kind: Kind) -> list[str]:
        return [key for key, vertex in self.drawn.vertices.items() if vertex.statement.kind is kind]

    def _instead(self, steps: Iterable[Step]) -> dict[str, Span]:
        """Assignments of the listing that are drawn nowhere, and what the chart gives the same variables elsewhere."""
        found: dict[str, Span] = {}
        candidates: list[tuple[str, ...]] = [(key,) for key in self._of(Kind.ASSIGN)] + list(rows(self.drawn))
        for whole in (True, False):  # the same elements first, then any of the same array
            for step in steps:
                if step.statement.kind is Kind.ASSIGN and not self.spans[step.id] and step.id not in found:
                    used = self.taken | {key for span in found.values() for key in span.keys}
                    rest = [row for row in candidates if not used & set(row)]
                    wanted = _own(step.statement.targets, self.states, whole=whole)
                    targets = [[t for key in row for t in self.drawn.statement(key).targets] for row in rest]
                    fitting = [r for r, t in zip(rest, targets, strict=True) if _own(t, self.states, whole=whole) == wanted]
                    if fitting:
                        found[step.id] = Span(fitting[0])
        return found

    def _walked(self, part: Part, instead: Mapping[str, Span]) -> tuple[Verdicts, str | None]:
        """The walk through one part from the place in the chart that fits best, and that place."""
        arcs = [arc for arc in self.arcs if self.inlined or self.flow.step(arc.source).part == part.name]
        best: tuple[float, Verdicts, str | None] | None = None
        bare = (Kind.START, Kind.END)
        drawn = any(self.spans[s.id] for s in self.flow.steps if s.part == part.name and s.statement.kind not in bare)
        for entry in [*(self._entries()[:ENTRIES] if drawn else []), None]:
            if entry is None and best is not None:
                break
            walk = Walk(
                self.flow, self.arcs, self.live, self.drawn, self.spans, self.states, inlined=self.inlined, instead=instead
            )
            found = walk.run(part, entry) if entry is not None else walk.found
            for arc in arcs:
                if arc not in found.ways:
                    found.add(arc, walk.direct(arc))
            cost = float(sum(way.status is not Status.FOUND for way in found.ways.values()))
            if best is None or cost < best[0]:
                best = cost, found, entry
        assert best is not None
        return best[1:]

    def _entries(self) -> list[str]:
        entered = self.drawn.entered()
        starts = self._of(Kind.START)
        return starts + [key for key, ways in self.drawn.exits.items() if ways and not entered[key] and key not in starts]

    def _step(
        self, step: Step, instead: Mapping[str, Span], covered: Mapping[str, tuple[str, ...]], unread: Sequence[str]
    ) -> Found:
        if self.spans[step.id]:
            return Found(step, Status.FOUND, nodes_of(self.drawn, (key for span in self.spans[step.id] for key in span.keys)))
        if step.statement.kind is Kind.CALL and self.inlined:
            heads = [key for key in self._of(Kind.START) if self.drawn.statement(key).name == step.statement.name]
            said = f"the steps of {step.statement.name} are drawn in the place of its call"
            return Found(step, Status.FOUND if heads else Status.UNREAD, nodes_of(self.drawn, heads), said)
        if step.id in covered:
            own = [key for key in covered[step.id] if key not in self.taken] or covered[step.id]
            return Found(step, Status.FOUND, nodes_of(self.drawn, own))
        if step.id in instead:
            keys = instead[step.id].keys
            vertex = self.drawn.vertices[keys[0]]
            if vertex.statement.kind is Kind.UNKNOWN:
                return Found(step, Status.UNREAD, (vertex.node,), f"{vertex.node} “{vertex.statement}” was not understood")
            nodes, drawn = nodes_of(self.drawn, keys), "; ".join(str(self.drawn.statement(key)) for key in keys)
            return Found(step, Status.WRONG, nodes, f"{', '.join(nodes)} says “{drawn}” where the listing has “{step}”")
        if unread:
            said = f"“{step}” was not found, but {', '.join(nodes_of(self.drawn, unread))} could not be understood"
            return Found(step, Status.UNREAD, nodes_of(self.drawn, unread), said)
        if self.chart.unread:
            return Found(step, Status.UNREAD, (), f"“{step}” was not found, but parts of the drawing could not be read")
        return Found(step, Status.MISSING, (), f"“{step}” is not there")

    def _questions(self) -> list[Question]:
        found = []
        for vertex in self.drawn.vertices.values():
            asks = vertex.statement.kind is Kind.CONDITION
            edges = [edge for edge in self.chart.edges if edge.source == vertex.node]
            several = vertex.statement.kind is Kind.UNKNOWN and len({edge.target for edge in edges}) > 1
            if asks or several:
                answers = [answer_of(edge.label, vertex.statement, self.flow, self.states.sense) for edge in edges]
                found.append(Question(vertex.node, tuple(edge.label for edge in edges), tuple(answers)))
        return found
