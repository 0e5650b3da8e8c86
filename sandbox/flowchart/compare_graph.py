"""A chart, with a reading for each node's text, becomes a program: the vertices are the statements in its boxes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from sandbox.flowchart.chart import Chart, NodeShape
from sandbox.flowchart.program import Exit, Kind, Program, Statement, Vertex, renamed

__all__ = ["Answer", "drawn_program"]

LONGEST_MARK = 2  # characters in a connector, which only tell where the way goes on: A, 1, A1

Answer = Callable[[str, Statement], bool | None]
"""What an exit's label answers to the question it leaves: yes, no, or None where it does not say."""


def drawn_program(
    chart: Chart, readings: Mapping[str, Sequence[Statement]], naming: Mapping[str, str], answer: Answer
) -> Program:
    """The chart as a program in the listing's names.

    readings  node id → its statements; a node without any does nothing
    naming    the chart's name for a variable → the listing's
    """
    vertices: dict[str, Vertex] = {}
    exits: dict[str, tuple[Exit, ...]] = {}
    last: dict[str, str] = {}
    for node in chart.nodes:
        statements = [one if one.vague else renamed(one, naming) for one in readings[node.id]]
        if not statements or (node.shape is NodeShape.CONNECTOR and len(node.text.strip()) <= LONGEST_MARK):
            statements = [Statement(Kind.NOTHING)]
        keys = [node.id, *(f"{node.id}.{k}" for k in range(2, len(statements) + 1))]
        for key, statement in zip(keys, statements, strict=True):
            vertices[key] = Vertex(key, node.id, statement)
        exits.update({key: (Exit(after),) for key, after in pairwise(keys)})
        last[node.id] = keys[-1]
    for node in chart.nodes:
        key = last[node.id]
        exits[key] = _exits(chart, node.id, vertices[key].statement, answer)
    return Program(vertices, exits)


def _exits(chart: Chart, id: str, statement: Statement, answer: Answer) -> tuple[Exit, ...]:
    ways: dict[tuple[str, bool | None], Exit] = {}
    asks = statement.kind in (Kind.CONDITION, Kind.UNKNOWN)
    for index, edge in enumerate(chart.edges):
        if edge.source == id:
            when = answer(edge.label, statement) if asks and edge.label.strip() else None
            ways.setdefault((edge.target, when), Exit(edge.target, when, index))
    found = tuple(ways.values())
    if len(found) == 2 and sum(way.when is None for way in found) == 1:
        known = next(way.when for way in found if way.when is not None)
        return tuple(way if way.when is not None else Exit(way.target, not known, way.edge) for way in found)
    return found
