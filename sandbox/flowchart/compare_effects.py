"""What statements do, found by carrying them out on many states: two that do the same on all of them mean the same."""

from __future__ import annotations

import ast
import random
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from sandbox.flowchart.expression import Undefined, evaluate, literal_array, parse
from sandbox.flowchart.listing import Arc, Flow
from sandbox.flowchart.program import Kind, Statement, reads, writes

__all__ = ["EVENTS", "States", "arrays_of", "live_before"]

SEED = 5
STATES = 60
DEFINED = 4  # states on which both must have a value before anything is said
LONGEST = 7  # elements of an array
EVENTS = (Kind.CALL, Kind.RETURN, Kind.INPUT, Kind.OUTPUT)

State = dict[str, Any]


class States:
    """Random states of a listing's variables: arrays of small numbers with duplicates, numbers around the arrays' indices.

    A variable that the listing computes once from its parameters (n = len(arr)) always has that value.
    """

    def __init__(self, flow: Flow) -> None:
        statements = [step.statement for step in flow.steps]
        self.names = frozenset().union(*(reads(s) | writes(s) for s in statements))
        self.arrays = frozenset(name for s in statements for name in arrays_of(s)) & self.names
        written = {name for s in statements if s.kind is Kind.ASSIGN for name in writes(s)}
        self.numbers = written - self.arrays  # what the listing computes by itself, and no result of a call
        parameters = {name for part in flow.functions for name in part.parameters}
        chance = random.Random(SEED)
        fixed = self._fixed(statements, parameters)
        self.sample = [self._state(chance, fixed) for _ in range(STATES)]
        self._tests: dict[str, list[bool | None]] = {}
        self._fits: dict[tuple[Statement, Statement], bool] = {}

    def _fixed(self, statements: Sequence[Statement], parameters: set[str]) -> dict[str, str]:
        written = [name for s in statements for name in writes(s)]
        return {
            s.targets[0]: s.values[0]
            for s in statements
            if s.kind is Kind.ASSIGN and len(s.targets) == 1 and written.count(s.targets[0]) == 1
            and reads(s) and reads(s) <= parameters - set(written)
        }  # fmt: skip

    def _state(self, chance: random.Random, fixed: Mapping[str, str]) -> State:
        size = chance.choice((0, 1, 2, 3, 4, 5, LONGEST))
        state: State = {name: [chance.randint(0, 3) for _ in range(size)] for name in sorted(self.arrays)}
        for name in sorted(self.names - self.arrays):
            state[name] = chance.randint(-1, size + 1)
        for name, value in fixed.items():
            state[name] = evaluate(parse(value), state)
        return state

    def answers(self, test: str) -> list[bool | None]:
        """The test's answer in each state, None where it has none."""
        if test not in self._tests:
            self._tests[test] = [_answer(test, state) for state in self.sample]
        return self._tests[test]

    def sense(self, asked: str, test: str) -> bool | None:
        """True where `test` asks the same as the listing's `asked`, False where the opposite, None where something else."""
        if asked == test:
            return True
        pairs = [(a, b) for a, b in zip(self.answers(asked), self.answers(test), strict=True) if a is not None]
        if len(pairs) < DEFINED:
            return None
        if all(a is b for a, b in pairs):
            return True
        return False if all(b is not None and a is not b for a, b in pairs) else None

    def same(self, listed: Sequence[Statement], drawn: Sequence[Statement], live: Iterable[str]) -> bool:
        """True where both leave the `live` variables with the same values, wherever the listing's have values at all."""
        wanted = sorted(live)
        defined = 0
        for state in self.sample:
            expected = _effect(listed, state, wanted)
            if expected is None:
                continue
            defined += 1
            if _effect(drawn, state, wanted) != expected:
                return False
        return defined >= DEFINED

    def fits(self, listed: Statement, drawn: Statement) -> bool:
        """True where the drawn statement alone does what the listed one does. Conditions are compared by `sense`."""
        if (listed, drawn) not in self._fits:
            self._fits[listed, drawn] = self._fitting(listed, drawn)
        return self._fits[listed, drawn]

    def _fitting(self, listed: Statement, drawn: Statement) -> bool:
        if _example(listed):
            return drawn.kind is Kind.INPUT or (_example(drawn) and (drawn.vague or drawn.values == listed.values))
        if listed.kind is not drawn.kind or listed.kind is Kind.CONDITION:
            return False
        match listed.kind:
            case Kind.ASSIGN:
                return listed == drawn or self.same([listed], [drawn], self.names)
            case Kind.RETURN:
                return self._returns(listed, drawn)
            case Kind.CALL:
                return drawn.name in ("", listed.name) and not self._of_numbers(listed, drawn)
            case Kind.INPUT:
                return drawn.vague or drawn.targets == listed.targets
            case Kind.OUTPUT:
                return drawn.vague or not self._of_numbers(listed, drawn)
            case Kind.END:
                return True
            case _:
                return False

    def _of_numbers(self, listed: Statement, drawn: Statement) -> bool:
        """True where the drawn statement gives nothing but counters, and the listed one does not: print(i), bubble_sort(n)."""
        return bool(drawn.values) and set(drawn.values) <= self.numbers - reads(listed)

    def _returns(self, listed: Statement, drawn: Statement) -> bool:
        if drawn.vague or listed.values == drawn.values:
            return True
        if not (len(listed.values) == len(drawn.values) == 1):
            return False
        strange = isinstance(parse(drawn.values[0]), ast.Name) and drawn.values[0] not in self.names
        if strange and isinstance(parse(listed.values[0]), ast.Name):
            return True  # another name for the same thing: "return sorted_list"
        results = (Statement(Kind.ASSIGN, ("result",), s.values) for s in (listed, drawn))
        return self.same([next(results)], [next(results)], ["result"])


def _example(statement: Statement) -> bool:
    return statement.kind is Kind.ASSIGN and len(statement.values) == 1 and literal_array(statement.values[0])


def _answer(test: str, state: State) -> bool | None:
    try:
        return bool(evaluate(parse(test), state))
    except Undefined:
        return None


def _effect(statements: Sequence[Statement], state: State, live: Sequence[str]) -> tuple[object, ...] | None:
    now: State = {name: list(value) if isinstance(value, list) else value for name, value in state.items()}
    try:
        for statement in statements:
            if statement.kind is Kind.ASSIGN:
                _assign(statement, now)
    except Undefined:
        return None
    return tuple(tuple(value) if isinstance(value := now.get(name), list) else value for name in live)


def _assign(statement: Statement, now: State) -> None:
    values = [evaluate(parse(value), now) for value in statement.values]
    for target, value in zip(statement.targets, values, strict=False):
        tree = parse(target)
        if isinstance(tree, ast.Name):
            now[tree.id] = value
        elif isinstance(tree, ast.Subscript):
            array, index = evaluate(tree.value, now), evaluate(tree.slice, now)
            if not isinstance(array, list) or not isinstance(index, int) or not -len(array) <= index < len(array):
                raise Undefined(f"no element {target}")
            array[index] = value


@lru_cache(maxsize=1024)
def arrays_of(statement: Statement) -> frozenset[str]:
    """Names that the statement uses as arrays."""
    found = set()
    for text in statement.targets + statement.values:
        for node in ast.walk(parse(text)):
            if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name):
                found.add(node.value.id)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("len", "sum", "list"):
                found |= {argument.id for argument in node.args if isinstance(argument, ast.Name)}
    if _example(statement):
        found |= set(statement.targets)
    return frozenset(found)


def live_before(flow: Flow, arcs: Sequence[Arc], arrays: frozenset[str]) -> dict[str, frozenset[str]]:
    """Step → variables whose value matters when the step begins: some later step uses it. Arrays that a function got as
    parameters matter at its end, as its caller sees them."""
    ends = {part.end: frozenset(part.parameters) & arrays for part in flow.parts}
    live = {step.id: ends.get(step.id, frozenset()) for step in flow.steps}
    changed = True
    while changed:
        changed = False
        for step in reversed(flow.steps):
            after = frozenset().union(*(live[arc.target] for arc in arcs if arc.source == step.id))
            before = live[step.id] | reads(step.statement) | (after - writes(step.statement))
            if before != live[step.id]:
                live[step.id], changed = before, True
    return live
