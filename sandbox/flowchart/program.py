"""Statements, and programs as graphs of them: what listings and charts both become, to be compared and carried out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from sandbox.flowchart.expression import canonical, names, rename

__all__ = ["IMPLIED", "Exit", "Kind", "Program", "Statement", "Vertex", "condition", "reads", "renamed", "writes"]


IMPLIED = "for"


class Kind(StrEnum):
    """What a statement does."""

    START = "start"
    END = "end"
    ASSIGN = "assign"  # all targets at once, as in a, b = b, a
    CONDITION = "condition"
    CALL = "call"  # of a function of the listing
    RETURN = "return"
    INPUT = "input"
    OUTPUT = "output"
    NOTHING = "nothing"  # a connector, a remark, "next round"
    UNKNOWN = "unknown"  # could not be understood; might be anything


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement. Expressions are Python source of the subset in expression.py, in canonical form.

    targets  what is assigned: names, or elements such as "arr[j + 1]"; of INPUT and CALL too
    values   ASSIGN: one a target; CONDITION: the test; RETURN, OUTPUT: what is given; CALL: the arguments
    name     CALL, START: the function's, "" where it is not said; UNKNOWN: the text itself; IMPLIED where the head of a for
             loop sets, counts or asks without saying so
    vague    True where the text only says what it is about ("return the result"): its values are the listing's
    """

    kind: Kind
    targets: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    name: str = ""
    vague: bool = False

    def apart(self) -> Iterator[Statement]:
        """The same statement, or one a target where no value uses what an earlier target changes."""
        parts = [Statement(Kind.ASSIGN, (t,), (v,)) for t, v in zip(self.targets, self.values, strict=False)]
        changed = [text.partition("[")[0] for text in self.targets]
        used = any(changed[k] in reads(part) for m, part in enumerate(parts) for k in range(m))
        if self.kind is not Kind.ASSIGN or len(parts) < 2 or used:
            yield self
        else:
            yield from parts

    def __str__(self) -> str:
        left, right = ", ".join(self.targets), ", ".join(self.values)
        match self.kind:
            case Kind.ASSIGN:
                return f"{left} = {right}"
            case Kind.CONDITION:
                return f"{right}?"
            case Kind.CALL:
                return f"{left + ' = ' if left else ''}{self.name or 'call'}({right})"
            case Kind.RETURN | Kind.OUTPUT | Kind.INPUT:
                return f"{self.kind.value} {left or right}".strip()
            case Kind.UNKNOWN:
                return self.name
            case _:
                return f"{self.kind.value} {self.name}".strip()


def condition(test: str, *, vague: bool = False) -> Statement:
    return Statement(Kind.CONDITION, values=(canonical(test),), vague=vague)


def renamed(statement: Statement, naming: Mapping[str, str]) -> Statement:
    """The statement with other names for its variables."""
    if not naming:
        return statement
    left, right = (tuple(rename(text, naming) for text in texts) for texts in (statement.targets, statement.values))
    return replace(statement, targets=left, values=right)


def reads(statement: Statement) -> frozenset[str]:
    """The variables whose value the statement uses; an element that is assigned uses its array and its index."""
    used = [names(text) for text in statement.values]
    used += [names(text) for text in statement.targets if "[" in text]
    return frozenset().union(*used)


def writes(statement: Statement) -> frozenset[str]:
    """The variables that the statement gives a value as a whole."""
    return frozenset(text for text in statement.targets if "[" not in text)


@dataclass(frozen=True, slots=True)
class Exit:
    """One way out of a vertex. `when` is the condition's answer, None where there is no question or no answer is written.
    `edge` is the index of the chart's edge, and `root` the place where it leaves its node; None where the way is inside a
    box or of a listing."""

    target: str
    when: bool | None = None
    edge: int | None = None
    root: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Vertex:
    """One statement at its place. `node` is the id of the chart's node or the listing's step that it is in."""

    key: str
    node: str
    statement: Statement


@dataclass(frozen=True, slots=True)
class Program:
    """Vertices by key, and the ways out of each."""

    vertices: Mapping[str, Vertex]
    exits: Mapping[str, tuple[Exit, ...]]

    def statement(self, key: str) -> Statement:
        return self.vertices[key].statement

    def entered(self) -> dict[str, list[str]]:
        """Key → keys of the vertices that lead to it."""
        found: dict[str, list[str]] = {key: [] for key in self.vertices}
        for key, ways in self.exits.items():
            for way in ways:
                found[way.target].append(key)
        return found
