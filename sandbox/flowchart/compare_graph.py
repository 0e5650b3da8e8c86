"""A chart, with a reading for each node's text, becomes a program: the vertices are the statements in its boxes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from sandbox.flowchart.chart import Chart, NodeShape
from sandbox.flowchart.program import IMPLIED, Exit, Kind, Program, Statement, Vertex, renamed

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
    loops: list[list[str]] = []
    for node in chart.nodes:
        statements = [one if one.vague else renamed(one, naming) for one in readings[node.id]]
        if not statements or (node.shape is NodeShape.CONNECTOR and len(node.text.strip()) <= LONGEST_MARK):
            statements = [Statement(Kind.NOTHING)]
        keys = [node.id, *(f"{node.id}.{k}" for k in range(2, len(statements) + 1))]
        for key, statement in zip(keys, statements, strict=True):
            vertices[key] = Vertex(key, node.id, statement)
        exits.update({key: (Exit(after),) for key, after in pairwise(keys)})
        if statements[0].name == IMPLIED:
            loops.append(keys)
            exits[keys[0]] = (Exit(keys[2]),)
        last[node.id] = keys[-1]
    for node in chart.nodes:
        key = last[node.id]
        exits[key] = _exits(chart, node.id, vertices[key].statement, answer)
    for keys in loops:
        _repeat(exits, keys, {last[node.id] for node in chart.nodes})
    return Program(vertices, exits)


def _repeat(exits: dict[str, tuple[Exit, ...]], keys: Sequence[str], ends: set[str]) -> None:
    """Leads the ways that come to a for loop's box out of its body to what it does between two rounds. `keys` are those of
    what it sets, of what it does between rounds, and of its question. The body is behind the exit that says yes, else behind
    the one with the shorter way back."""
    first, between, asks = keys
    rounds = {way: _behind(exits, way.target, first) for way in exits[asks]}
    back = {way: min((far for key, far in seen.items() if any(w.target == first for w in exits[key])), default=None)
            for way, seen in rounds.items()}  # fmt: skip
    yes = [way for way in exits[asks] if way.when is True] or sorted(
        (way for way in exits[asks] if way.when is None and back[way] is not None), key=lambda way: back[way] or 0
    )
    for key in rounds[yes[0]] if yes else ():
        if key in ends:
            exits[key] = tuple(replace(way, target=between) if way.target == first else way for way in exits[key])


def _behind(exits: Mapping[str, Sequence[Exit]], start: str, without: str) -> dict[str, int]:
    """Vertices that can be reached from `start` on ways that do not pass `without`, each with the number of steps to it."""
    seen = {start: 0} if start != without else {}
    todo = list(seen)
    for key in todo:
        for way in exits[key]:
            if way.target not in seen and way.target != without:
                seen[way.target] = seen[key] + 1
                todo.append(way.target)
    return seen


def _exits(chart: Chart, id: str, statement: Statement, answer: Answer) -> tuple[Exit, ...]:
    ways: dict[tuple[str, bool | None], Exit] = {}
    asks = statement.kind in (Kind.CONDITION, Kind.UNKNOWN)
    for index, edge in enumerate(chart.edges):
        if edge.source == id:
            when = answer(edge.label, statement) if asks and edge.label.strip() else None
            ways.setdefault((edge.target, when), Exit(edge.target, when, index, next(iter(edge.points), None)))
    found = tuple(ways.values())
    if len(found) == 2 and sum(way.when is None for way in found) == 1:
        known = next(way.when for way in found if way.when is not None)
        return tuple(way if way.when is not None else replace(way, when=not known) for way in found)
    return found
