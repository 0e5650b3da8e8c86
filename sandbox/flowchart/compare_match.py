"""Which vertices of a drawn program do what a step of the listing does, and where a way through them leads."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sandbox.flowchart.compare_effects import States
from sandbox.flowchart.listing import Step
from sandbox.flowchart.program import Exit, Kind, Program, Statement

__all__ = ["Route", "Span", "first_of", "follow", "match", "neutral", "nodes_of", "rows", "without_calls"]

LONGEST_SPAN = 4  # statements that may do together what one of the listing does: a swap by way of a third variable has three


@dataclass(frozen=True, slots=True)
class Span:
    """Vertices in a row that do together what one step does. `sense` False: a condition that asks the opposite."""

    keys: tuple[str, ...]
    sense: bool = True


@dataclass(slots=True)
class Route:
    """The way from one place to the next question, as there is no choice between them.

    passed   keys of the vertices on it, the question not among them
    stop     key of the question or the end that it leads to, None where it leads to neither
    edges    indices of the chart's edges on it
    ended    True where it ends by a return or at an end
    problem  in words, why it leads to neither
    """

    passed: list[str] = field(default_factory=list)
    stop: str | None = None
    edges: list[int] = field(default_factory=list)
    ended: bool = False
    problem: str = ""


def match(steps: Sequence[Step], drawn: Program, states: States) -> dict[str, list[Span]]:
    """Step id → the spans that do the same; none where the drawing has no such vertex."""
    found: dict[str, list[Span]] = {}
    together = [(row, _statements(drawn, row)) for row in rows(drawn)]
    changes = [_changed(said, states) for _, said in together]
    for step in steps:
        spans = []
        for key, vertex in drawn.vertices.items():
            sense = _sense(step.statement, vertex.statement, states)
            if sense is not None:
                spans.append(Span((key,), sense))
        if not spans and step.statement.kind is Kind.ASSIGN:
            wanted = _changed([step.statement], states)
            several = [one for one, changed in zip(together, changes, strict=True) if changed == wanted]
            spans = [Span(row) for row, said in several if states.same([step.statement], said, states.names)]
        found[step.id] = spans
    return found


def _sense(listed: Statement, drawn: Statement, states: States) -> bool | None:
    if listed.kind is Kind.CONDITION and drawn.kind is Kind.CONDITION:
        return states.sense(listed.values[0], drawn.values[0])
    return True if states.fits(listed, drawn) else None


def _statements(drawn: Program, keys: Iterable[str]) -> list[Statement]:
    return [drawn.statement(key) for key in keys]


def _changed(statements: Iterable[Statement], states: States) -> set[str]:
    """The listing's variables that the statements give a value, as a whole or an element of."""
    return {target.partition("[")[0] for statement in statements for target in statement.targets} & states.names


def rows(drawn: Program) -> Iterator[tuple[str, ...]]:
    """Assignments that follow each other, two to LONGEST_SPAN of them, entered at the first alone."""
    entered = drawn.entered()
    for first, vertex in drawn.vertices.items():
        row = [first] if vertex.statement.kind is Kind.ASSIGN else []
        while row and len(row) < LONGEST_SPAN:
            ways = drawn.exits[row[-1]]
            if len(ways) != 1 or len(entered[ways[0].target]) != 1 or ways[0].target in row:
                break
            row.append(ways[0].target)
            if drawn.statement(row[-1]).kind is not Kind.ASSIGN:
                break
            yield tuple(row)


def neutral(statement: Statement, states: States) -> bool:
    """True where the statement is no step of the listing's kind: connectors, remarks, inputs, other variables."""
    if statement.kind is Kind.ASSIGN:
        return not any(target.partition("[")[0] in states.names for target in statement.targets)
    return statement.kind in (Kind.START, Kind.NOTHING, Kind.INPUT)


def follow(drawn: Program, first: Exit | str, *, inlined: bool, until: Callable[[str], bool] | None = None) -> Route:
    """The route from an exit, or from a vertex (then that is on it), to the next question or end.

    inlined  False: a return ends the route, whatever is drawn behind it
    until    also ends it at vertices for which this is True
    """
    route = Route()
    key = first if isinstance(first, str) else first.target
    if isinstance(first, Exit) and first.edge is not None:
        route.edges.append(first.edge)
    while True:
        kind = drawn.statement(key).kind
        ways = drawn.exits[key]
        if kind is Kind.CONDITION or kind is Kind.END or (kind is Kind.UNKNOWN and len(ways) > 1) or (until and until(key)):
            route.stop, route.ended = key, kind is Kind.END
            return route
        if key in route.passed:
            route.problem = "goes round in circles without a question"
            return route
        route.passed.append(key)
        if kind is Kind.RETURN and not (inlined and ways):
            route.ended = True
            return route
        if len({way.target for way in ways}) > 1:
            route.problem = f"{drawn.vertices[key].node} has {len(ways)} ways out and asks no question"
            return route
        if not ways:
            route.problem = f"{drawn.vertices[key].node} leads nowhere"
            return route
        if ways[0].edge is not None:
            route.edges.append(ways[0].edge)
        key = ways[0].target


def without_calls(drawn: Program) -> Program:
    """The program without ways from a call into the called function, where the call goes on elsewhere too: such a way shows
    what is called, not what is next. It leads to a start or to questions, the others do not."""
    exits: dict[str, tuple[Exit, ...]] = dict(drawn.exits)
    for key, vertex in drawn.vertices.items():
        if vertex.statement.kind is Kind.CALL and len(exits[key]) > 1:
            onward = tuple(way for way in exits[key] if not _asks(drawn, way.target))
            exits[key] = onward or exits[key]
    return Program(drawn.vertices, exits)


def _asks(drawn: Program, key: str) -> bool:
    """True where the way from here begins a function, or leads to a question without a return before it."""
    seen, todo = set(), [key]
    while todo:
        at = todo.pop()
        kind = drawn.statement(at).kind
        if kind in (Kind.START, Kind.CONDITION):
            return True
        if at not in seen and kind is not Kind.RETURN:
            seen.add(at)
            todo += [way.target for way in drawn.exits[at]]
    return False


def nodes_of(drawn: Program, keys: Iterable[str]) -> tuple[str, ...]:
    """Ids of the chart's nodes, once each."""
    return tuple(dict.fromkeys(drawn.vertices[key].node for key in keys))


def first_of(spans: Mapping[str, Sequence[Span]], id: str) -> set[str]:
    """Keys at which a way arrives at the step."""
    return {span.keys[0] for span in spans[id]}
