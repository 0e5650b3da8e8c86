"""A Python listing becomes a graph of statements, by its syntax tree, so that another listing needs no new code.

Read are functions and a main part with: assignments of any form, if/elif/else, while, for over range or over an array,
break, continue, return, pass, calls of the listing's functions, print and input. A `for` becomes the statements it stands for.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass

from sandbox.errors import UsageError
from sandbox.flowchart.expression import canonical
from sandbox.flowchart.program import Exit, Kind, Program, Statement, Vertex

__all__ = ["MAIN", "Arc", "Flow", "Part", "Step", "flow_of"]

MAIN = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the listing. `line` counts from 1; a part's start and end have the line of its head or last line."""

    id: str
    statement: Statement
    line: int
    part: str

    def __str__(self) -> str:
        return str(self.statement)


@dataclass(frozen=True, slots=True)
class Arc:
    """One way from a step to the step that is next, `when` the answer is so."""

    source: str
    target: str
    when: bool | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A function, or the main part, whose name is "". start and end are ids of steps."""

    name: str
    parameters: tuple[str, ...]
    start: str
    end: str


@dataclass(frozen=True, slots=True)
class Flow:
    """A listing's control-flow graph. The main part is the last of the parts, if there is one."""

    source: str
    steps: tuple[Step, ...]
    arcs: tuple[Arc, ...]
    parts: tuple[Part, ...]

    def step(self, id: str) -> Step:
        """Raises KeyError where there is none."""
        for step in self.steps:
            if step.id == id:
                return step
        raise KeyError(id)

    @property
    def functions(self) -> tuple[Part, ...]:
        return tuple(part for part in self.parts if part.name != MAIN)

    @property
    def main(self) -> Part | None:
        return next((part for part in self.parts if part.name == MAIN), None)

    @property
    def body(self) -> Part:
        """What is carried out: the function that the main part calls first, or the only part there is."""
        called = [s.statement.name for s in self.steps if s.part == MAIN and s.statement.kind is Kind.CALL]
        return next((part for name in called for part in self.functions if part.name == name), self.parts[0])

    @property
    def inlined(self) -> tuple[Arc, ...] | None:
        """The arcs of a chart that draws the called function in its call's place: the call goes on to the function's first
        step, its returns to what follows the call. None where the main part does not call one function once."""
        calls = [step for step in self.steps if step.statement.kind is Kind.CALL]
        if self.main is None or len(calls) != 1 or calls[0].part != MAIN:
            return None
        call, body = calls[0].id, self.body
        (onward,) = (arc.target for arc in self.arcs if arc.source == call)
        (first,) = (arc.target for arc in self.arcs if arc.source == body.start)
        found = []
        for arc in self.arcs:
            if arc.source == call:
                found.append(Arc(call, first))
            elif arc.source != body.start:
                found.append(Arc(arc.source, onward if arc.target == body.end else arc.target, arc.when))
        return tuple(found)

    def program(self, arcs: Sequence[Arc] | None = None) -> Program:
        """The steps as a program, with other arcs than its own where some are given."""
        vertices = {step.id: Vertex(step.id, step.id, step.statement) for step in self.steps}
        exits: dict[str, tuple[Exit, ...]] = dict.fromkeys(vertices, ())
        for arc in self.arcs if arcs is None else arcs:
            exits[arc.source] += (Exit(arc.target, arc.when),)
        return Program(vertices, exits)


def flow_of(source: str) -> Flow:
    """The control-flow graph of a listing.

    Raises UsageError where the source is not Python, or has a statement that a plain chart does not show.
    """
    try:
        tree = ast.parse(source)
    except SyntaxError as error:
        raise UsageError(f"the listing is not Python: {error.msg} in line {error.lineno}") from error
    defined = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    builder = _Builder({node.name for node in defined})
    for node in defined:
        builder.part(node.name, tuple(argument.arg for argument in node.args.args), node.body, node.lineno)
    rest = [node for node in tree.body if not isinstance(node, ast.FunctionDef | ast.Import | ast.ImportFrom)]
    rest = [inner for node in rest for inner in _unguarded(node)]
    if any(not _is_remark(node) for node in rest):
        builder.part(MAIN, (), rest, rest[0].lineno)
    if not builder.parts:
        raise UsageError("the listing has no statement")
    return Flow(source, tuple(builder.steps), tuple(builder.arcs), tuple(builder.parts))


def _unguarded(node: ast.stmt) -> list[ast.stmt]:
    """What stands under `if __name__ == …`, else the statement itself."""
    return node.body if isinstance(node, ast.If) and "__name__" in ast.unparse(node.test) else [node]


def _is_remark(node: ast.stmt) -> bool:
    return isinstance(node, ast.Pass) or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))


Open = list[tuple[str, bool | None]]
"""Ways that wait for the next step: the step they leave, and its answer."""


@dataclass(slots=True)
class _Loop:
    leaving: Open
    repeating: Open


class _Builder:
    """Collects steps and arcs, part by part."""

    def __init__(self, functions: set[str]) -> None:
        self.functions = functions
        self.steps: list[Step] = []
        self.arcs: list[Arc] = []
        self.parts: list[Part] = []
        self.name = MAIN
        self.returns: Open = []
        self.loops: list[_Loop] = []

    def part(self, name: str, parameters: tuple[str, ...], body: Sequence[ast.stmt], line: int) -> None:
        self.name, self.returns, self.loops = name, [], []
        start = self.step(Statement(Kind.START, parameters, name=name), line, [])
        last = self.block(body, [(start, None)])
        end = self.step(Statement(Kind.END, name=name), body[-1].end_lineno or line, last + self.returns)
        self.parts.append(Part(name, parameters, start, end))

    def step(self, statement: Statement, line: int, before: Open) -> str:
        id = f"s{len(self.steps) + 1}"
        self.steps.append(Step(id, statement, line, self.name))
        self.join(before, id)
        return id

    def join(self, before: Open, target: str) -> None:
        self.arcs.extend(Arc(source, target, when) for source, when in dict.fromkeys(before))

    def block(self, body: Sequence[ast.stmt], before: Open) -> Open:
        for node in body:
            before = self.one(node, before)
        return before

    def one(self, node: ast.stmt, before: Open) -> Open:
        line = node.lineno
        match node:
            case ast.If(test=test, body=body, orelse=other):
                if _is_remark(body[0]) and len(body) == 1 and not other:
                    return before
                ask = self.step(Statement(Kind.CONDITION, values=(_text(test),)), line, before)
                return self.block(body, [(ask, True)]) + self.block(other, [(ask, False)])
            case ast.While(test=test, body=body, orelse=[]):
                return self.loop(test, body, [], line, before)
            case ast.For(target=ast.Name(id=name), iter=iterated, body=body, orelse=[]):
                return self.counted(name, iterated, body, line, before)
            case ast.Break() | ast.Continue() if self.loops:
                loop = self.loops[-1]
                (loop.leaving if isinstance(node, ast.Break) else loop.repeating).extend(before)
                return []
            case ast.Return(value=value):
                values = (_text(value),) if value is not None else ()
                self.returns.append((self.step(Statement(Kind.RETURN, values=values), line, before), None))
                return []
            case _ if _is_remark(node):
                return before
            case _:
                for statement in self.plain(node):
                    before = [(self.step(statement, line, before), None)]
                return before

    def loop(self, test: ast.expr, body: Sequence[ast.stmt], after: Sequence[Statement], line: int, before: Open) -> Open:
        """A while; `after` are statements at the end of each round, where `continue` leads too."""
        loop = _Loop([], [])
        self.loops.append(loop)
        first = len(self.steps)
        endless = isinstance(test, ast.Constant) and bool(test.value)
        if not endless:
            ask = self.step(Statement(Kind.CONDITION, values=(_text(test),)), line, before)
            before, loop.leaving = [(ask, True)], [(ask, False)]
        before = self.block(body, before) + loop.repeating
        for statement in after:
            before = [(self.step(statement, line, before), None)]
        self.loops.pop()
        if first == len(self.steps):
            raise UsageError(f"the loop in line {line} of the listing has no step")
        self.join(before, self.steps[first].id)
        return loop.leaving

    def counted(self, name: str, iterated: ast.expr, body: Sequence[ast.stmt], line: int, before: Open) -> Open:
        if not (isinstance(iterated, ast.Call) and ast.unparse(iterated.func) == "range" and not iterated.keywords):
            raise UsageError(f"line {line} of the listing: only `for … in range(…)` can be drawn")
        bounds = iterated.args
        first, last = (ast.Constant(0), bounds[0]) if len(bounds) == 1 else (bounds[0], bounds[1])
        stride = bounds[2] if len(bounds) == 3 else ast.Constant(1)
        down = isinstance(stride, ast.UnaryOp) and isinstance(stride.op, ast.USub)
        start = Statement(Kind.ASSIGN, (name,), (_text(first),))
        round_ = Statement(Kind.ASSIGN, (name,), (canonical(f"{name} + {_text(stride)}"),))
        test = ast.Compare(ast.Name(name), [ast.Gt() if down else ast.Lt()], [last])
        return self.loop(test, body, [round_], line, [(self.step(start, line, before), None)])

    def plain(self, node: ast.stmt) -> list[Statement]:
        """The statements of one line without jumps."""
        match node:
            case ast.Assign(targets=[ast.Tuple(elts=targets)], value=ast.Tuple(elts=values)) if len(targets) == len(values):
                both = Statement(Kind.ASSIGN, tuple(map(_text, targets)), tuple(map(_text, values)))
                return list(both.apart())
            case ast.Assign(targets=targets, value=value):
                found = self.called(value, tuple(map(_text, targets)))
                return found or [Statement(Kind.ASSIGN, (_text(t),), (_text(value),)) for t in targets]
            case ast.AnnAssign(target=target, value=ast.expr() as value):
                return self.called(value, (_text(target),)) or [Statement(Kind.ASSIGN, (_text(target),), (_text(value),))]
            case ast.AugAssign(target=target, op=op, value=value):
                whole = ast.BinOp(target, op, value)
                return [Statement(Kind.ASSIGN, (_text(target),), (_text(whole),))]
            case ast.Expr(value=ast.Call(func=ast.Name(id="print"), args=arguments)):
                calls = [call for argument in arguments for call in self.called(argument, ())]
                return [*calls, Statement(Kind.OUTPUT, values=tuple(_text(a) for a in arguments if not self.called(a, ())))]
            case ast.Expr(value=value) if found := self.called(value, ()):
                return found
            case _:
                raise UsageError(f"line {node.lineno} of the listing cannot be drawn: {ast.unparse(node)[:60]}")

    def called(self, value: ast.expr, targets: tuple[str, ...]) -> list[Statement]:
        """The call of a function of the listing, or of input, that `value` is; empty where it is none."""
        if not (isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and not value.keywords):
            return []
        if value.func.id == "input":
            return [Statement(Kind.INPUT, targets)]
        if value.func.id not in self.functions:
            return []
        return [Statement(Kind.CALL, targets, tuple(map(_text, value.args)), value.func.id)]


def _text(node: ast.expr) -> str:
    source = ast.unparse(ast.fix_missing_locations(node))
    try:
        return canonical(source)
    except ValueError as error:
        raise UsageError(f"line {getattr(node, 'lineno', '?')} of the listing cannot be drawn: {source[:60]}") from error
