"""Carries out programs that were read from charts. Runs inside a sandbox as a plain program; reads one JSON object from stdin:

    programs  [{"entry": key, "vertices": {key: [kind, targets, values]}, "exits": {key: [[target, true|false|null], …]}}, …]
    inputs    [{variable: value}, …]: each program runs once on each; variables with the same list in `arrays` are one array
    arrays    [[variable, …], …]: names of one and the same array; the first group's is the one that is traced
    steps     vertices that one run may pass

and writes one line of JSON for each run:

    program, input  which run, by their indices
    end             "return", "end", "stuck" (no way on), "steps", "unknown" (not understood), "error"
    at              the vertex where it ended;  said  the error in words
    result          what is returned, else the traced array
    trace           [["compare", index, …], ["swap", index, index], ["write", index, …], …]: elements that a question looks at,
                    and what was written since the question before: an exchange of two elements, or anything else

Expressions are compiled and guarded by RestrictedPython: they see the variables and a few functions, nothing else.
"""

from __future__ import annotations

import ast
import json
import sys
from collections.abc import Callable, Iterator
from types import CodeType
from typing import Any

TRACED = 4000  # events of one run that are told
SAID = 200  # characters of an error
FUNCTIONS: tuple[Callable[..., Any], ...] = (len, min, max, abs, int, sum)
LARGEST = 10**12  # of a number: nothing that is counted or indexed gets there


class Program:
    """One program, its expressions compiled when they are first needed."""

    def __init__(self, told: dict[str, Any]) -> None:
        self.entry: str = told["entry"]
        self.vertices: dict[str, list[Any]] = told["vertices"]
        self.exits: dict[str, list[list[Any]]] = told["exits"]
        self.codes: dict[str, CodeType] = {}

    def code(self, text: str) -> CodeType:
        """Raises SyntaxError where the expression is none, or is not allowed."""
        if text not in self.codes:
            from RestrictedPython.compile import compile_restricted

            self.codes[text] = compile_restricted(text, "<chart>", "eval")
        return self.codes[text]


class Run:
    """One run of one program on one input."""

    def __init__(self, program: Program, values: dict[str, Any], arrays: list[list[str]], steps: int) -> None:
        self.program, self.left = program, steps
        self.state: dict[str, Any] = {name: list(v) if isinstance(v, list) else v for name, v in values.items()}
        for group in arrays:
            own: list[Any] = next((self.state[name] for name in group if name in self.state), [])
            self.state.update(dict.fromkeys(group, own))
        self.array: list[Any] = self.state[arrays[0][0]] if arrays else []
        self.trace: list[list[Any]] = []
        self.looked: set[int] = set()
        self.written: dict[int, Any] = {}  # index → what was there when the last question was asked
        self.globals = {
            "__builtins__": {function.__name__: function for function in FUNCTIONS} | {"list": list},
            "_getitem_": self.item,
            "_getiter_": iter,
        }

    def carry_out(self) -> dict[str, Any]:
        key = self.program.entry
        try:
            while True:
                kind, targets, values = self.program.vertices[key]
                self.left -= 1
                if self.left < 0:
                    return self.ended("steps", key)
                if kind == "unknown":
                    return self.ended("unknown", key)
                if kind in ("return", "end"):
                    return self.ended(kind, key, [self.value(text) for text in values] if kind == "return" else [])
                answer = None
                if kind == "condition":
                    answer = self.ask(values[0])
                elif kind == "assign":
                    self.assign(targets, [self.value(text) for text in values])
                onward = [way[0] for way in self.program.exits[key] if way[1] in (answer, None)]
                if not onward:
                    return self.ended("stuck", key)
                key = onward[0]
        except Exception as error:
            return self.ended("error", key, said=f"{type(error).__name__}: {error}"[:SAID])

    def value(self, text: str) -> Any:
        found = eval(self.program.code(text), self.globals, self.state)
        if isinstance(found, int | float) and abs(found) > LARGEST:
            raise OverflowError("a number of unusual size")
        return found

    def item(self, holder: Any, index: Any) -> Any:
        if holder is self.array and isinstance(index, int):
            self.looked.add(index if index >= 0 else index + len(holder))
        return holder[index]

    def ask(self, test: str) -> bool:
        self.flush()
        self.looked.clear()
        answer = bool(self.value(test))
        if self.looked:
            self.tell("compare", sorted(self.looked))
        return answer

    def assign(self, targets: list[str], values: list[Any]) -> None:
        for target, value in zip(targets, values, strict=True):
            tree = ast.parse(target, mode="eval").body
            if isinstance(tree, ast.Name):
                self.state[tree.id] = value
            elif isinstance(tree, ast.Subscript):
                holder, index = self.value(ast.unparse(tree.value)), self.value(ast.unparse(tree.slice))
                old = holder[index]
                if holder is self.array:
                    self.written.setdefault(index if index >= 0 else index + len(holder), old)
                holder[index] = value

    def flush(self) -> None:
        """Tells what was written since the last question."""
        if self.written:
            places = sorted(self.written)
            now = [self.array[place] for place in places]
            was = [self.written[place] for place in places]
            self.tell("swap" if len(places) == 2 and now == was[::-1] else "write", places)
            self.written = {}

    def tell(self, what: str, places: list[int]) -> None:
        if len(self.trace) < TRACED:
            self.trace.append([what, *places])

    def ended(self, end: str, at: str, values: list[Any] | None = None, said: str = "") -> dict[str, Any]:
        self.flush()
        result = values[0] if values and len(values) == 1 else values or self.array
        if not plain(result):
            end, said, result = "error", "a result of a strange type", None
        return {"end": end, "at": at, "said": said, "result": result, "trace": self.trace}


def plain(value: Any) -> bool:
    """True for numbers, short texts and lists of them."""
    if isinstance(value, list):
        return len(value) <= 1000 and all(not isinstance(one, list) and plain(one) for one in value)
    if isinstance(value, str):
        return len(value) <= SAID
    return value is None or isinstance(value, bool) or (isinstance(value, int | float) and abs(value) <= LARGEST)


def runs(told: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for number, one in enumerate(told["programs"]):
        program = Program(one)
        for k, values in enumerate(told["inputs"]):
            yield {"program": number, "input": k, **Run(program, values, told["arrays"], told["steps"]).carry_out()}


if __name__ == "__main__":
    for line in runs(json.load(sys.stdin)):
        sys.stdout.write(json.dumps(line) + "\n")
