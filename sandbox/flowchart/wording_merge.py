"""Statements of a text's lines and clauses put together: what announces something and what says it again count once."""

from __future__ import annotations

from collections.abc import Sequence

from sandbox.flowchart.expression import literal_array
from sandbox.flowchart.program import Kind, Statement

__all__ = ["Reading", "merged"]

Reading = tuple[Statement, ...]


def merged(readings: Sequence[Reading]) -> Reading:
    """One reading of what the pieces of a text say one after the other."""
    statements = [statement for reading in readings for statement in reading]
    exact = {statement.kind for statement in statements if not statement.vague}
    example = any(s.kind is Kind.ASSIGN and literal_array(s.values[0]) for s in statements)
    heads = [statement for statement in statements if statement.kind is Kind.START]
    named = [statement for statement in heads if statement.name] or heads
    dropped = [one for one in heads if one is not named[0]] + [one for one in statements if example and one.kind is Kind.INPUT]
    statements = [one for one in statements if not any(one is other for other in dropped)]
    kept: list[Statement] = []
    for statement in statements:
        if statement.vague and statement.kind in exact & {Kind.ASSIGN, Kind.RETURN, Kind.CONDITION, Kind.CALL}:
            continue
        if statement in kept and statement.kind is not Kind.NOTHING:
            continue
        if statement.kind is Kind.OUTPUT and any(one.kind is Kind.OUTPUT for one in kept):
            continue
        kept.append(statement)
    real = [statement for statement in kept if statement.kind is not Kind.NOTHING]
    ends = [statement for statement in real if statement.kind is Kind.END]
    return tuple([s for s in real if s.kind is not Kind.END] + ends[:1]) if real else tuple(kept[:1])
