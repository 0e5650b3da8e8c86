"""A chart is compared with the control-flow graph of a listing: by what its boxes do, not by what is written in them.

Where a chart can be understood in several ways, they are tried, and the one that agrees best with the listing counts. What is
not understood makes the steps and arcs that it may stand for `unread`; only what is understood and differs is wrong or missing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sandbox.flowchart.chart import Chart, NodeShape
from sandbox.flowchart.compare_effects import States
from sandbox.flowchart.compare_graph import drawn_program
from sandbox.flowchart.compare_manner import Manner
from sandbox.flowchart.compare_match import without_calls
from sandbox.flowchart.compare_names import naming_of
from sandbox.flowchart.compare_result import Comparison, Found, Question
from sandbox.flowchart.compare_walk import Status
from sandbox.flowchart.listing import Arc, Flow
from sandbox.flowchart.program import Kind, Statement
from sandbox.flowchart.wording import THE_ARRAY, Reading, answer_of, meaning_of

__all__ = ["Comparison", "Found", "Question", "Status", "compare"]

TRIES = 40  # readings of vague texts that are tried, fewer in a large chart: …
TRIED_NODES = 1500  # … nodes of all tries together


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
    alone = without_calls(drawn)
    shown = {key: tuple(way for way in ways if way not in alone.exits[key]) for key, ways in drawn.exits.items()}
    apart = Manner(chart, flow, states, alone, naming, flow.arcs, inlined=False, shown=shown).comparison()
    inside = flow.inlined
    if apart.cost == 0 or inside is None:
        return apart
    calls = any(vertex.statement.kind is Kind.CALL for vertex in drawn.vertices.values())
    arcs = list(inside) if calls else _without_call(flow, inside)
    other = Manner(chart, flow, states, drawn, naming, arcs, inlined=True).comparison()
    joins = [arc for arc in arcs if arc not in inside]  # from the main part right into the function
    if any(arc not in other.ways or other.ways[arc].status is not Status.FOUND for arc in joins):
        return apart
    return other if other.cost < apart.cost else apart


def _without_call(flow: Flow, arcs: Sequence[Arc]) -> list[Arc]:
    """The arcs where the function is drawn without a box for its call: what leads to the call leads to the function."""
    (call,) = (step.id for step in flow.steps if step.statement.kind is Kind.CALL)
    (first,) = (arc.target for arc in arcs if arc.source == call)
    return [Arc(arc.source, first if arc.target == call else arc.target, arc.when) for arc in arcs if arc.source != call]
