"""Expressions of a listing or a chart: Python source of a small safe subset, kept as text, and what it is worth in a state.

Nothing here compiles or runs Python: an expression is walked node by node, so that a text of a chart is harmless on the host.
"""

from __future__ import annotations

import ast
import operator
import warnings
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

__all__ = ["FUNCTIONS", "Undefined", "canonical", "evaluate", "is_test", "literal_array", "names", "parse", "rename", "syntax"]

MAX_CHARACTERS = 400
MAX_DEPTH = 25
MAX_BITS = 512  # of an integer

FUNCTIONS: dict[str, Callable[..., Any]] = {function.__name__: function for function in (len, min, max, abs, int, list, sum)}

BINARY: dict[type[ast.operator], Callable[..., Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
}
COMPARISONS: dict[type[ast.cmpop], Callable[..., Any]] = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}
ALLOWED = (
    ast.BinOp, ast.BoolOp, ast.Call, ast.Compare, ast.Constant, ast.IfExp, ast.List, ast.Name, ast.Slice, ast.Subscript,
    ast.Tuple, ast.UnaryOp, ast.expr_context, ast.boolop, ast.And, ast.Or, ast.Not, ast.USub, ast.UAdd,
    *BINARY, *COMPARISONS,
)  # fmt: skip


class Undefined(Exception):
    """The expression has no value in this state: an unknown name, an index out of range, a wrong type."""


@lru_cache(maxsize=4096)
def parse(text: str) -> ast.expr:
    """The expression's tree. Raises ValueError where the text is no expression of the subset."""
    if len(text) > MAX_CHARACTERS:
        raise ValueError(f"an expression of {len(text)} characters")
    tree = syntax(text.strip(), "eval")
    if not isinstance(tree, ast.Expression):
        raise ValueError(f"not an expression: {text[:60]!r}")
    _check(tree.body, MAX_DEPTH)
    return tree.body


def syntax(text: str, mode: str) -> ast.AST | None:
    """Python's tree of any text, None where it is not Python. What Python only warns of ("0or 1") is none of ours."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return ast.parse(text, mode=mode)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return None


def _check(node: ast.AST, depth: int) -> None:
    if depth < 0:
        raise ValueError("an expression nested too deep")
    if not isinstance(node, ALLOWED):
        raise ValueError(f"{type(node).__name__} is not part of the subset")
    if isinstance(node, ast.Constant) and not isinstance(node.value, bool | int | float | str | None):
        raise ValueError("a constant of a strange type")
    if isinstance(node, ast.Call) and (node.keywords or not isinstance(node.func, ast.Name)):
        raise ValueError("a call of something else than a plain function")
    for child in ast.iter_child_nodes(node):
        _check(child, depth - 1)


@lru_cache(maxsize=4096)
def canonical(text: str) -> str:
    """The expression as Python prints it: spaces and brackets in one manner, a list for bare numbers. Raises ValueError."""
    tree = parse(text)
    if isinstance(tree, ast.Tuple) and len(tree.elts) > 1 and all(isinstance(one, ast.Constant) for one in tree.elts):
        tree = ast.List(tree.elts, ast.Load())
    return ast.unparse(tree)


@lru_cache(maxsize=4096)
def names(text: str) -> frozenset[str]:
    """The variables that the expression reads, functions left out."""
    tree = parse(text)
    called = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    return frozenset(node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and id(node) not in called)


def rename(text: str, naming: Mapping[str, str]) -> str:
    """The expression with other names for its variables."""
    if not any(naming.get(name, name) != name for name in names(text)):
        return text
    tree = ast.parse(text.strip(), mode="eval").body
    called = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and id(node) not in called:
            node.id = naming.get(node.id, node.id)
    return ast.unparse(tree)


def is_test(text: str) -> bool:
    """True where the expression is a question by its form: a comparison, or several joined by and, or, not."""
    tree = parse(text)
    if isinstance(tree, ast.BoolOp):
        return all(isinstance(value, ast.Name) or is_test(ast.unparse(value)) for value in tree.values)
    if isinstance(tree, ast.UnaryOp) and isinstance(tree.op, ast.Not):
        return isinstance(tree.operand, ast.Name) or is_test(ast.unparse(tree.operand))
    return isinstance(tree, ast.Compare) or (isinstance(tree, ast.Constant) and isinstance(tree.value, bool))


def literal_array(text: str) -> bool:
    """True where the expression is a list written out: an example's input."""
    try:
        tree = parse(text)
    except ValueError:
        return False
    return isinstance(tree, ast.List) and not names(text)


def evaluate(tree: ast.expr, state: Mapping[str, Any]) -> Any:
    """The expression's value in a state, variable → value. Raises Undefined."""
    try:
        return _value(tree, state)
    except (TypeError, ValueError, ArithmeticError, LookupError) as error:
        raise Undefined(str(error)) from error


def _value(node: ast.AST, state: Mapping[str, Any]) -> Any:
    match node:
        case ast.Name(id=name):
            if name not in state:
                raise Undefined(f"{name} has no value")
            return state[name]
        case ast.Constant(value=value):
            return value
        case ast.BinOp(left=left, op=sign, right=right):
            return _arithmetic(BINARY[type(sign)], _value(left, state), _value(right, state))
        case ast.Compare(left=left, ops=signs, comparators=others):
            value = _value(left, state)
            for relation, other in zip(signs, others, strict=True):
                following = _value(other, state)
                if not COMPARISONS[type(relation)](value, following):
                    return False
                value = following
            return True
        case ast.BoolOp(op=joint, values=values):
            wanted = isinstance(joint, ast.Or)
            return next((wanted for part in values if bool(_value(part, state)) is wanted), not wanted)
        case ast.UnaryOp(op=op, operand=operand):
            value = _value(operand, state)
            if isinstance(op, ast.Not):
                return not value
            return _arithmetic(operator.sub if isinstance(op, ast.USub) else operator.add, 0, value)
        case ast.IfExp(test=test, body=body, orelse=other):
            return _value(body if _value(test, state) else other, state)
        case ast.Subscript(value=holder, slice=ast.Slice(lower=lower, upper=upper, step=None)):
            bounds = slice(_value(lower, state) if lower else None, _value(upper, state) if upper else None)
            return _list(_value(holder, state))[bounds]
        case ast.Subscript(value=holder, slice=index):
            return _list(_value(holder, state))[_value(index, state)]
        case ast.List(elts=elements) | ast.Tuple(elts=elements):
            return [_value(element, state) for element in elements]
        case ast.Call(func=ast.Name(id=function), args=arguments) if function in FUNCTIONS:
            return FUNCTIONS[function](*(_value(argument, state) for argument in arguments))
        case _:
            raise Undefined(f"{type(node).__name__} has no value here")


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise Undefined("an index into something else than an array")
    return value


def _arithmetic(function: Callable[..., Any], left: Any, right: Any) -> Any:
    if isinstance(left, list) and isinstance(right, list) and function is operator.add:
        return left + right
    for value in (left, right):
        if not isinstance(value, int | float) or (isinstance(value, int) and value.bit_length() > MAX_BITS):
            raise Undefined("arithmetic with something else than numbers of a usual size")
    return function(left, right)
