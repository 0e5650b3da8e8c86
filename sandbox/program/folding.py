"""What constant expressions come to, without running anything: sums, products and powers of literals, `int("…")`, joined texts.

Only a few pure operations are known, and none gives more than some hundred bits or characters. A name counts as its value where
the program binds it once, to a constant.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable

__all__ = ["Constant", "fold"]

Constant = int | float | str | bytes
MAX_BITS = 256
MAX_TEXT = 256  # characters
_OPERATIONS: dict[type[ast.operator], Callable[[int | float, int | float], int | float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
}
_BITS: dict[type[ast.operator], Callable[[int, int], int]] = {
    ast.LShift: operator.lshift,
    ast.RShift: operator.rshift,
    ast.BitOr: operator.or_,
    ast.BitAnd: operator.and_,
    ast.BitXor: operator.xor,
}


def fold(tree: ast.Module) -> dict[ast.expr, Constant]:
    """The value of each expression of the program that is constant."""
    return _Folder(tree).values


class _Folder:
    def __init__(self, tree: ast.Module) -> None:
        self.values: dict[ast.expr, Constant] = {}
        self._names = _bound_once(tree)
        self._asked: set[str] = set()
        nodes = list(ast.walk(tree))
        for node in reversed(nodes):  # parents come after their children
            if isinstance(node, ast.expr):
                self._set(node)

    def _set(self, node: ast.expr) -> None:
        if node in self.values:
            return
        try:
            value = self._value(node)
        except (ArithmeticError, ValueError, TypeError, IndexError, AttributeError, OverflowError):
            return
        if value is not None and _small(value):
            self.values[node] = value

    def _value(self, node: ast.expr) -> Constant | None:
        if isinstance(node, ast.Constant):
            kind = type(node.value)
            return node.value if kind in (int, float, str, bytes) else None  # type: ignore[return-value]
        if isinstance(node, ast.Name):
            return self._named(node)
        if isinstance(node, ast.UnaryOp):
            operand = self.values.get(node.operand)
            return -operand if isinstance(node.op, ast.USub) and isinstance(operand, (int, float)) else None
        if isinstance(node, ast.BinOp):
            left, right = self.values.get(node.left), self.values.get(node.right)
            return None if left is None or right is None else _operation(node.op, left, right)
        if isinstance(node, ast.Call):
            return self._call(node)
        if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Slice):
            text = self.values.get(node.value)
            first, last, step = (self._bound(part) for part in (node.slice.lower, node.slice.upper, node.slice.step))
            return text[first:last:step] if isinstance(text, (str, bytes)) else None
        return None

    def _bound(self, part: ast.expr | None) -> int | None:
        """One bound of a slice. Raises TypeError where it is not known."""
        value = None if part is None else self.values.get(part, "unknown")
        if value is not None and not isinstance(value, int):
            raise TypeError(value)
        return value

    def _named(self, node: ast.Name) -> Constant | None:
        bound = self._names.get(node.id)
        if bound is None or not isinstance(node.ctx, ast.Load) or node.id in self._asked:
            return None
        self._asked.add(node.id)
        for inner in reversed(list(ast.walk(bound))):
            if isinstance(inner, ast.expr):
                self._set(inner)
        self._asked.discard(node.id)
        return self.values.get(bound)

    def _call(self, node: ast.Call) -> Constant | None:
        if any(argument not in self.values for argument in node.args) and not _joins(node):
            return None
        values = [self.values[argument] for argument in node.args if argument in self.values]
        if isinstance(node.func, ast.Name):
            return _built_in(node.func.id, values)
        if isinstance(node.func, ast.Attribute):
            if _joins(node):
                parts = [self.values.get(part) for part in node.args[0].elts]  # type: ignore[attr-defined]
                glue = self.values.get(node.func.value)
                texts = [part for part in parts if isinstance(part, str)]
                return glue.join(texts) if isinstance(glue, str) and len(texts) == len(parts) else None
            if node.func.attr == "from_bytes" and len(values) == 2 and isinstance(values[0], bytes):
                small = len(values[0]) <= MAX_BITS // 8
                return int.from_bytes(values[0], "big" if values[1] == "big" else "little") if small else None
            if node.func.attr == "replace" and len(values) == 2:
                text = self.values.get(node.func.value)
                old, new = values
                return (
                    text.replace(old, new) if isinstance(text, str) and isinstance(old, str) and isinstance(new, str) else None
                )
        return None


def _built_in(name: str, values: list[Constant]) -> Constant | None:
    if name == "int" and len(values) == 2 and isinstance(values[0], str) and isinstance(values[1], int):
        return int(values[0], values[1])
    if len(values) != 1:
        if name == "pow" and len(values) == 2:
            return _operation(ast.Pow(), *values)
        return None
    (value,) = values
    if name == "int":
        return int(value)
    if name == "float" and isinstance(value, (int, float, str)):
        return float(value)
    if name == "str" and isinstance(value, int):
        return str(value)
    if name in ("round", "abs") and isinstance(value, (int, float)):
        return round(value) if name == "round" else abs(value)
    return None


def _operation(op: ast.operator, left: Constant, right: Constant) -> Constant | None:
    if isinstance(left, str) and isinstance(right, str):
        return left + right if isinstance(op, ast.Add) else None
    if not isinstance(left, (int, float)) or not isinstance(right, (int, float)):
        return None
    if type(op) in _OPERATIONS:
        return _OPERATIONS[type(op)](left, right)
    if isinstance(op, ast.Pow):
        bits = left.bit_length() if isinstance(left, int) else 64
        power: int | float | complex = left**right if right >= 0 and bits * right <= 4 * MAX_BITS else 0j
        return power if isinstance(power, (int, float)) else None
    if type(op) in _BITS and isinstance(left, int) and isinstance(right, int):
        if isinstance(op, (ast.LShift, ast.RShift)) and not 0 <= right <= MAX_BITS:
            return None
        return _BITS[type(op)](left, right)
    return None


def _small(value: Constant) -> bool:
    if isinstance(value, int):
        return value.bit_length() <= MAX_BITS
    return isinstance(value, float) or len(value) <= MAX_TEXT


def _joins(node: ast.Call) -> bool:
    func = node.func
    whole = len(node.args) == 1 and isinstance(node.args[0], (ast.List, ast.Tuple))
    return isinstance(func, ast.Attribute) and func.attr == "join" and whole


def _bound_once(tree: ast.Module) -> dict[str, ast.expr]:
    """The one expression that a name is bound to, for names that are bound nowhere else."""
    values: dict[str, ast.expr] = {}
    times: dict[str, int] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            times[node.id] = times.get(node.id, 0) + 1
        elif isinstance(node, ast.arg):
            times[node.arg] = times.get(node.arg, 0) + 2
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            times[node.name] = times.get(node.name, 0) + 2
        elif isinstance(node, (ast.Global, ast.Nonlocal)):
            times.update(dict.fromkeys(node.names, 2))
        if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
            values[node.targets[0].id] = node.value
        elif isinstance(node, ast.AnnAssign) and node.value is not None and isinstance(node.target, ast.Name):
            values[node.target.id] = node.value
    return {name: value for name, value in values.items() if times.get(name) == 1}
