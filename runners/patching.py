"""Replacing methods of types that are written in C and cannot be assigned to.

The type's real dictionary is behind its read-only proxy; after a change, the interpreter's method caches are told. This
covers what assignment and subclassing do not: instances made by C code, unbound calls, and subclasses.
"""

from __future__ import annotations

import ctypes
import gc
from typing import Any

__all__ = ["replace_in_type", "type_entries"]


def type_entries(kind: type) -> dict[str, Any]:
    """The real dictionary behind `kind.__dict__`."""
    entries = gc.get_referents(kind.__dict__)[0]
    if not isinstance(entries, dict):
        raise TypeError(f"the dictionary of {kind!r} is out of reach")
    return entries


def replace_in_type(kind: type, name: str, value: object) -> None:
    """Makes `kind.name` be `value`, as an assignment would where it is allowed."""
    type_entries(kind)[name] = value
    ctypes.pythonapi.PyType_Modified(ctypes.py_object(kind))
