"""A listing and a drawing are walked side by side, from question to question: between two questions there is no choice, so what
happens there can be compared by its effect, whatever boxes it is drawn in and whatever order its independent steps have.

What differs is then looked at arc by arc, to name the missing or wrong one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from sandbox.flowchart.compare_effects import EVENTS, States
from sandbox.flowchart.compare_match import Route, Span, first_of, follow, neutral, nodes_of
from sandbox.flowchart.listing import Arc, Flow, Part
from sandbox.flowchart.program import Exit, Kind, Program, Statement

__all__ = ["Status", "Verdicts", "Walk", "Way"]


class Status(StrEnum):
    """What was found for one step or arc of the listing."""

    FOUND = "found"
    WRONG = "wrong"  # something else is in its place
    MISSING = "missing"
    UNREAD = "unread"  # could not be decided, as a part of the chart was not understood


@dataclass(frozen=True, slots=True)
class Way:
    """What the chart has for one arc of the listing.

    nodes  ids of the nodes that the way touches, edges the indices of the chart's edges on it
    said   in words what is there instead, "" where it was found
    """

    status: Status
    nodes: tuple[str, ...] = ()
    edges: tuple[int, ...] = ()
    said: str = ""


WORST = (Status.WRONG, Status.MISSING, Status.UNREAD, Status.FOUND)


@dataclass(slots=True)
class Verdicts:
    """What walks have found: arc → way; for steps that are drawn differently, step → the vertices in its place; for others that
    are not drawn by themselves, step → the vertices that do its work; for questions without labels, key → the exits meant."""

    ways: dict[Arc, Way] = field(default_factory=dict)
    instead: dict[str, Span] = field(default_factory=dict)
    covered: dict[str, tuple[str, ...]] = field(default_factory=dict)
    answers: dict[str, tuple[Exit, ...]] = field(default_factory=dict)

    def add(self, arc: Arc, way: Way) -> None:
        old = self.ways.get(arc)
        if old is None or WORST.index(way.status) < WORST.index(old.status):
            self.ways[arc] = way


@dataclass(frozen=True, slots=True)
class _Listed:
    """The listing's side of one stretch: the arcs on it, the steps that they pass, and the question or end at its end."""

    arcs: tuple[Arc, ...]
    steps: tuple[str, ...]
    stop: str


class Walk:
    """One part of a listing beside one drawing.

    arcs     of the listing: its own, or, where `inlined`, those of Flow.inlined
    live     by live_before, for these arcs
    spans    by match, for this drawing
    instead  step → the vertex that stands in its place and does something else, as far as known before the walk
    """

    def __init__(
        self,
        flow: Flow,
        arcs: Sequence[Arc],
        live: Mapping[str, frozenset[str]],
        drawn: Program,
        spans: Mapping[str, Sequence[Span]],
        states: States,
        *,
        inlined: bool,
        instead: Mapping[str, Span],
    ) -> None:
        self.flow, self.live, self.drawn, self.spans, self.states, self.inlined = flow, live, drawn, spans, states, inlined
        self.steps = {step.id: step for step in flow.steps}
        self.after = {step.id: [arc for arc in arcs if arc.source == step.id] for step in flow.steps}
        self.taken = {span.keys[0] for found in spans.values() for span in found}
        self.found = Verdicts(instead=dict(instead))

    def run(self, part: Part, entry: str) -> Verdicts:
        """Walks from the part's start and the drawing's vertex `entry`, together, until no new pair of questions turns up."""
        todo: list[tuple[str, str]] = []
        done: set[tuple[str, str]] = set()
        self._stretch(self._listed(self.after[part.start][0]), entry, todo)
        while todo:
            pair = todo.pop()
            if pair not in done:
                done.add(pair)
                self._question(*pair, todo)
        return self.found

    def _question(self, id: str, key: str, todo: list[tuple[str, str]]) -> None:
        stretches = {bool(arc.when): self._listed(arc) for arc in self.after[id]}
        offers = self._offers(id, key)
        fits = [sum(self._agrees(stretches[a], way) for a, way in offer.items() if way is not None) for offer in offers]
        chosen = fits.index(max(fits))
        exchanged = len(offers) > 1 and chosen == 1 and self._labelled(key)
        if exchanged and fits[1] < len(stretches):
            chosen, exchanged = 0, False
        if all(way.when is None for way in self.drawn.exits[key]):
            sense = next((span.sense for span in self.spans[id] if span.keys[0] == key), True)
            ways = ((way, answer) for answer, way in offers[chosen].items() if way is not None)
            self.found.answers[key] = tuple(replace(way, when=answer is sense) for way, answer in ways)
        for answer, way in offers[chosen].items():
            listed = stretches[answer]
            if way is None:
                said = f"{self._call(key)} has no exit{_answering(answer)}"
                self.found.add(listed.arcs[0], Way(Status.MISSING, nodes_of(self.drawn, [key]), (), said))
                self._arcs(listed.arcs[1:], ())
                continue
            self._stretch(listed, way, todo, key)
            if exchanged:
                edges = (way.edge,) if way.edge is not None else ()
                said = f"the exits of {self._call(key)} are exchanged"
                self.found.add(listed.arcs[0], Way(Status.WRONG, nodes_of(self.drawn, [key, way.target]), edges, said))

    def _labelled(self, key: str) -> bool:
        return {way.when for way in self.drawn.exits[key]} == {True, False} and self._sense_known(key)

    def _sense_known(self, key: str) -> bool:
        return self.drawn.statement(key).kind is Kind.CONDITION and key in self.taken

    def _offers(self, id: str, key: str) -> list[dict[bool, Exit | None]]:
        """Which exit may be meant for the listing's yes and which for its no, the one that is written first."""
        ways = self.drawn.exits[key]
        sense = next((span.sense for span in self.spans[id] if span.keys[0] == key), True)
        yes = next((way for way in ways if way.when is True), None)
        no = next((way for way in ways if way.when is False), None)
        if yes is None and no is None:
            yes, no = (*ways, None, None)[:2]
        plain, turned = {True: yes, False: no}, {True: no, False: yes}
        return [plain, turned] if sense else [turned, plain]

    def _listed(self, arc: Arc) -> _Listed:
        arcs = [arc]
        steps: list[str] = []
        while True:
            step = self.steps[arcs[-1].target]
            if step.statement.kind in (Kind.CONDITION, Kind.END) or step.id in steps:
                return _Listed(tuple(arcs), tuple(steps), step.id)
            steps.append(step.id)
            arcs.append(self.after[step.id][0])

    def _agrees(self, listed: _Listed, first: Exit | str) -> bool:
        route = follow(self.drawn, first, inlined=self.inlined)
        return not route.problem and self._same(listed, route) and self._meets(listed.stop, route)

    def _meets(self, stop: str, route: Route) -> bool:
        """True where the listing's stretch and the route end at the same thing, as far as can be told."""
        if self.steps[stop].statement.kind is Kind.END:
            return route.ended
        if route.stop is None or route.ended:
            return False
        return route.stop in first_of(self.spans, stop) or self._replaces(stop, route.stop)

    def _replaces(self, stop: str, key: str) -> bool:
        """True where the question `key` may stand in place of the listing's, which is drawn nowhere as it is."""
        return not self.spans[stop] and key not in self.taken and self.found.instead.get(stop, Span((key,))).keys[0] == key

    def _same(self, listed: _Listed, route: Route) -> bool:
        wanted = [self.steps[id].statement for id in listed.steps]
        there = [self.drawn.statement(key) for key in route.passed]
        if any(statement.kind is Kind.UNKNOWN for statement in there) or not self._events(wanted, there):
            return False
        plain = [s for s in wanted if s.kind is Kind.ASSIGN and not self._example(s)]
        others = [s for s in there if s.kind is Kind.ASSIGN and not self._example(s)]
        live = self.live[listed.stop]
        return (not plain and not any(self._touches(s, live) for s in others)) or self.states.same(plain, others, live)

    def _example(self, statement: Statement) -> bool:
        """True for the example's input, which is an event, not an effect on the variables of the function."""
        return any(self.states.fits(step.statement, statement) for step in self.flow.steps if self._is_example(step.statement))

    def _is_example(self, statement: Statement) -> bool:
        return statement.kind is Kind.ASSIGN and self.states.fits(statement, Statement(Kind.INPUT))

    @staticmethod
    def _touches(statement: Statement, live: Iterable[str]) -> bool:
        return any(target.partition("[")[0] in live for target in statement.targets)

    def _events(self, wanted: Sequence[Statement], there: Sequence[Statement]) -> bool:
        """True where the listing's calls, inputs, outputs and returns come in the drawing too, in their order."""
        rest = iter(there)
        events = [s for s in wanted if s.kind in EVENTS or self._is_example(s)]
        return all(any(self.states.fits(event, statement) for statement in rest) for event in events)

    def _stretch(self, listed: _Listed, first: Exit | str, todo: list[tuple[str, str]], source: str | None = None) -> None:
        route = follow(self.drawn, first, inlined=self.inlined)
        if not route.problem and self._same(listed, route) and self._meets(listed.stop, route):
            nodes = nodes_of(self.drawn, [*route.passed, *([route.stop] if route.stop else [])])
            for arc in listed.arcs:
                self.found.add(arc, Way(Status.FOUND, nodes, tuple(route.edges)))
            for id in listed.steps:
                self.found.covered.setdefault(id, tuple(route.passed))
        else:
            self._arcs(listed.arcs, route.passed, first, source)
        kind = self.steps[listed.stop].statement.kind
        if kind is Kind.CONDITION and route.stop is not None and not route.ended:
            if self._replaces(listed.stop, route.stop):
                self.found.instead[listed.stop] = Span((route.stop,))
                todo.append((listed.stop, route.stop))
            elif route.stop in first_of(self.spans, listed.stop):
                todo.append((listed.stop, route.stop))

    def _arcs(
        self, arcs: Iterable[Arc], passed: Sequence[str], first: Exit | str | None = None, source: str | None = None
    ) -> None:
        for k, arc in enumerate(arcs):
            self.found.add(arc, self._arrives(arc, source, first) if first and k == 0 else self.direct(arc, passed))

    def direct(self, arc: Arc, passed: Sequence[str] = ()) -> Way:
        """The way of one arc by itself, from what does its source's work; from those of the vertices `passed`, if any do."""
        sources = self._spans(arc.source)
        sources = [span for span in sources if span.keys[-1] in passed] or sources
        if not sources:
            return Way(Status.MISSING, said=f"“{self.steps[arc.source]}” is not there")
        return max((self._leaves(arc, span) for span in sources), key=lambda way: WORST.index(way.status))

    def _leaves(self, arc: Arc, span: Span) -> Way:
        wanted = None if arc.when is None else arc.when is span.sense
        last = span.keys[-1]
        exits = [way for way in self.drawn.exits[last] if wanted is None or way.when in (wanted, None)]
        if not exits:
            return Way(
                Status.MISSING, nodes_of(self.drawn, span.keys), (), f"no way leaves {self._call(last)}{_answering(wanted)}"
            )
        found = [self._arrives(arc, last, way) for way in exits]
        best = max(found, key=lambda way: WORST.index(way.status))
        leaves = {one.nodes[-1] for one in found if one.nodes}
        if arc.when is None and self.drawn.statement(last).kind is Kind.ASSIGN and len(leaves) > 1:
            edges = tuple(edge for one in found for edge in one.edges)
            roots = [way.root for way in exits if way.root is not None]
            if len(set(roots)) < len(roots):  # one line that forks: it may as well cross another one there
                said = f"the line from {self._call(last)} seems to fork, though that asks no question"
                return Way(Status.UNREAD, nodes_of(self.drawn, [last, *leaves]), edges, said)
            said = f"{len(exits)} ways leave {self._call(last)}, which asks no question"
            return Way(Status.WRONG, nodes_of(self.drawn, [last, *leaves]), edges, said)
        return best

    def _spans(self, id: str) -> list[Span]:
        return [*self.spans[id], *([self.found.instead[id]] if id in self.found.instead else [])]

    def _arrives(self, arc: Arc, source: str | None, first: Exit | str) -> Way:
        goals = {span.keys[0] for span in self._spans(arc.target)}
        until = lambda key: key in goals or not neutral(self.drawn.statement(key), self.states)  # noqa: E731
        route = follow(self.drawn, first, inlined=self.inlined, until=until)
        at = route.stop or (route.passed[-1] if route.passed else None)
        nodes = nodes_of(self.drawn, [key for key in (source, at) if key is not None])
        edges = tuple(route.edges)
        target = self.steps[arc.target]
        if at in goals or (target.statement.kind is Kind.END and route.ended):
            return Way(Status.FOUND, nodes, edges)
        if at is None or route.problem:
            return Way(Status.MISSING, nodes, edges, route.problem)
        if self.drawn.statement(at).kind is Kind.UNKNOWN:
            return Way(Status.UNREAD, nodes, edges, f"{self._call(at)} was not understood")
        start = f"the way from {self._call(source)}" if source else "the way"
        start += _answering(first.when) if isinstance(first, Exit) else ""
        return Way(Status.WRONG, nodes, edges, f"{start} leads to {self._call(at)}, not to “{target}”")

    def _call(self, key: str) -> str:
        vertex = self.drawn.vertices[key]
        return f"{vertex.node} “{vertex.statement}”"


def _answering(when: bool | None) -> str:
    return "" if when is None else f" for “{'yes' if when else 'no'}”"
