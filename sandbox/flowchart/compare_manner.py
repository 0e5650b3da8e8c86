"""A drawn program beside a listing, for one way to draw the two: the function apart from its call, or in the call's place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sandbox.flowchart.chart import Chart
from sandbox.flowchart.compare_effects import States, live_before
from sandbox.flowchart.compare_match import Route, Span, first_of, follow, match, neutral, nodes_of, rows
from sandbox.flowchart.compare_result import Comparison, Found, Question
from sandbox.flowchart.compare_walk import Status, Verdicts, Walk, Way
from sandbox.flowchart.listing import MAIN, Arc, Flow, Part, Step
from sandbox.flowchart.program import IMPLIED, Exit, Kind, Program
from sandbox.flowchart.wording import answer_of

__all__ = ["Manner"]

ENTRIES = 6  # places where a part of the listing may begin in the chart
NEAR = 28.0  # between a node and a part that was not read, in the chart's frame: two letters' height


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
class Manner:
    """The comparison for one choice of readings and one manner."""

    chart: Chart
    flow: Flow
    states: States
    drawn: Program
    naming: Mapping[str, str]
    arcs: Sequence[Arc]
    inlined: bool
    shown: Mapping[str, Sequence[Exit]] = field(default_factory=dict)  # call → its ways that show the called function
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
        begins: dict[str, str | None] = {}
        exits = dict(self.drawn.exits)
        parts = [self.flow.main] if self.inlined and self.flow.main else list(self.flow.parts)
        for part in parts:
            found, at = self._walked(part, instead)
            ways |= found.ways
            covered |= found.covered
            exits |= found.answers
            instead = {**found.instead, **instead}
            begins[part.start] = at
            if part == self.flow.body or self.inlined:
                entry = at
        ways |= self._begun(begins) | self._called(ways) | self._after_returns(ways)
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

    def _begun(self, begins: Mapping[str, str | None]) -> dict[Arc, Way]:
        """A start that leads nowhere, or past the part's first step, which no start leads to."""
        entered = self.drawn.entered()
        loose = [key for key in self._of(Kind.START) if not entered[key] and key not in begins.values()]
        headless = [id for id, at in begins.items() if at is not None and self.drawn.statement(at).kind is not Kind.START]
        found = {}
        for id, key in zip(headless, loose, strict=False):
            (arc,) = (arc for arc in self.arcs if arc.source == id)
            step = self.flow.step(arc.target)
            if not self.drawn.exits[key]:
                found[arc] = Way(Status.MISSING, nodes_of(self.drawn, [key]), (), f"no way leaves {self._call(key)}")
                continue
            route = self._next(self.drawn.exits[key][0])
            at = route.stop or route.passed[-1]
            said = f"the way from {self._call(key)} leads to {self._call(at)}, not to “{step}”"
            found[arc] = Way(Status.WRONG, nodes_of(self.drawn, [key, at]), tuple(route.edges), said)
        return found

    def _called(self, ways: Mapping[Arc, Way]) -> dict[Arc, Way]:
        """A way that shows the called function, and leads into it past its first step."""
        body = self.flow.body
        arc = next((arc for arc in self.arcs if arc.source == body.start), None)
        if arc is None or arc not in ways or ways[arc].status is not Status.FOUND:
            return {}
        own = [step.id for step in self.flow.steps if step.part == body.name]
        inside = {key for id in own for span in self.spans[id] for key in span.keys}
        for key, onward in ((key, way) for key, shown in self.shown.items() for way in shown):
            route = self._next(onward)
            headed = any(self.drawn.statement(at).kind is Kind.START for at in route.passed)
            at = route.stop
            if at in inside and not headed and at not in first_of(self.spans, arc.target):
                said = f"the way from {self._call(key)} leads to {self._call(at)}, not to “{self.flow.step(arc.target)}”"
                return {arc: Way(Status.WRONG, nodes_of(self.drawn, [key, at]), tuple(route.edges), said)}
        return {}

    def _after_returns(self, ways: Mapping[Arc, Way]) -> dict[Arc, Way]:
        """A return that leads back into its own part or to what is before its call, instead of to its end or where it was
        called."""
        found = {}
        calls = {step.id for step in self.flow.steps if step.statement.kind is Kind.CALL}
        behind = calls | {arc.target for arc in self.arcs if arc.source in calls}
        before = {step.id for step in self.flow.steps if step.part == MAIN} - behind if calls else set()
        for arc, way in ways.items():
            source = self.flow.step(arc.source)
            if self.inlined or source.statement.kind is not Kind.RETURN or way.status is not Status.FOUND:
                continue
            own = [step.id for step in self.flow.steps if step.part == source.part and step.id != source.id] + sorted(before)
            inside = {key for id in own for span in self.spans[id] for key in span.keys}
            for span in self.spans[source.id]:
                for onward in self.drawn.exits[span.keys[-1]]:
                    route = self._next(onward)
                    if route.stop in inside and not route.ended:
                        said = f"{self._call(span.keys[-1])} leads to {self._call(route.stop)}, not to an end"
                        nodes = nodes_of(self.drawn, [span.keys[-1], route.stop])
                        found[arc] = Way(Status.WRONG, nodes, tuple(route.edges), said)
        return found

    def _next(self, onward: Exit) -> Route:
        """The route to the next vertex that does something."""
        until = lambda key: not neutral(self.drawn.statement(key), self.states)  # noqa: E731
        return follow(self.drawn, onward, inlined=self.inlined, until=until)

    def _call(self, key: str) -> str:
        return f"{self.drawn.vertices[key].node} “{self.drawn.statement(key)}”"

    def _entries(self) -> list[str]:
        entered = self.drawn.entered()
        starts = self._of(Kind.START)
        return starts + [key for key, ways in self.drawn.exits.items() if ways and not entered[key] and key not in starts]

    def _step(
        self, step: Step, instead: Mapping[str, Span], covered: Mapping[str, tuple[str, ...]], unread: Sequence[str]
    ) -> Found:
        implied = [span.keys[0] for span in self.spans[step.id] if self._implied(span)]
        if implied and len(implied) == len(self.spans[step.id]) and step.statement.kind is Kind.ASSIGN:
            nodes = nodes_of(self.drawn, implied)
            return Found(step, Status.MISSING, nodes, f"“{step}” has no box; {', '.join(nodes)} is the head of a for loop")
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

    def _implied(self, span: Span) -> bool:
        return all(self.drawn.statement(key).name == IMPLIED for key in span.keys)

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
