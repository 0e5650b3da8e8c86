"""Plain values as JSON, between two processes that do not trust each other: nothing but data comes out of `decoded`.

Numbers, strings, bytes, lists, tuples, sets, dictionaries and None keep their types; iterators arrive as iterators over what
they would have given; subclasses arrive as the type they are made of. Anything else arrives as an Opaque.
"""

from __future__ import annotations

import json
import operator
import sys
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import islice

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

__all__ = ["Opaque", "decoded", "encoded"]

MAX_ITEMS = 1_000_000  # of an iterator, which may have no end
DEPTH = 10_000  # of nesting
PLAIN = (bool, type(None), str)
MAKERS: dict[str, Any] = {"tuple": tuple, "set": set, "frozenset": frozenset, "list": list, "deque": deque, "iterator": iter}


class Opaque:
    """Something that cannot be passed on. It equals nothing but itself; `told` is its type's name."""

    def __init__(self, told: str) -> None:
        self.told = told

    def __repr__(self) -> str:
        return f"<{self.told}>"


def encoded(value: Any) -> bytes:
    """Raises RecursionError for what contains itself, or is nested deeper than DEPTH."""
    with _deep():
        return json.dumps(_out(value)).encode("ascii")


def decoded(data: bytes) -> Any:
    """Raises ValueError, TypeError, KeyError or RecursionError for what `encoded` did not write."""
    with _deep():
        return _in(json.loads(data))


@contextmanager
def _deep() -> Iterator[None]:
    """A list in a list in a list is a value too, and the limit of recursion is the program's own affair."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(max(before, 4 * DEPTH))
    try:
        yield
    finally:
        sys.setrecursionlimit(before)


def _out(value: Any) -> Any:
    kind = type(value)
    if kind in PLAIN:
        return value
    if kind is int:
        return value if -(1 << 53) < value < 1 << 53 else {"int": hex(value)}
    if kind is float:
        return {"float": value.hex()}
    if kind is list:
        return [_out(v) for v in value]
    for base, name in ((tuple, "tuple"), (set, "set"), (frozenset, "frozenset"), (list, "list")):
        if isinstance(value, base):
            return {name: [_out(v) for v in value]}
    if isinstance(value, dict):
        return {"dict": [[_out(k), _out(v)] for k, v in value.items()]}
    if isinstance(value, (bytes, bytearray)):
        return {kind.__name__ if kind in (bytes, bytearray) else "bytes": bytes(value).hex()}
    if isinstance(value, complex):
        return {"complex": [value.real.hex(), value.imag.hex()]}
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, float):
        return {"float": float.hex(value)}
    if isinstance(value, range):
        return {"range": [_out(value.start), _out(value.stop), _out(value.step)]}
    if isinstance(value, Iterator):
        return {"iterator": [_out(v) for v in islice(value, MAX_ITEMS)]}
    if isinstance(value, Mapping):
        return {"dict": [[_out(k), _out(v)] for k, v in value.items()]}
    if kind.__name__ in ("dict_keys", "dict_values", "dict_items"):
        return {"list": [_out(v) for v in value]}
    if isinstance(value, deque):
        return {"deque": [_out(v) for v in value]}
    if hasattr(kind, "tolist"):  # numpy's numbers and arrays
        return _out(value.tolist())
    try:
        return _out(operator.index(value))
    except TypeError:
        return {"opaque": f"{kind.__module__}.{kind.__qualname__}"[:200]}


def _in(value: Any) -> Any:
    if isinstance(value, list):
        return [_in(v) for v in value]
    if not isinstance(value, dict):
        return value
    ((name, content),) = value.items()
    if name == "int":
        return int(content, 16)
    if name == "float":
        return float.fromhex(content)
    if name == "dict":
        return {_in(k): _in(v) for k, v in content}
    if name in ("bytes", "bytearray"):
        data = bytes.fromhex(content)
        return data if name == "bytes" else bytearray(data)
    if name == "complex":
        return complex(*map(float.fromhex, content))
    if name == "opaque":
        return Opaque(str(content))
    items = [_in(v) for v in content]
    return range(*items) if name == "range" else MAKERS[name](items)
