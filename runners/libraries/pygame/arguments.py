"""Reading a program's arguments as numbers, and as copies that can be used later.

Whatever is not plain raises TypeError or ValueError here and is left to pygame alone.
"""

from __future__ import annotations

from itertools import chain
from operator import index
from typing import Any

import pygame

__all__ = [
    "MAX_COORDINATE", "all_or_none", "exact_int", "flat_points", "frozen_box", "frozen_colour", "number", "pair", "real",
    "rectangle",
]  # fmt: skip

MAX_COORDINATE = 1e7
"""px; what is not finite or beyond cannot be seen and is not recorded."""
MAX_CORNERS = 100_000
PAIRS, FLOATS, PLAIN = {2}, {float}, {int, float}


def real(value: Any) -> float:
    """What pygame takes for a number: an int, a float, or what stands for an int, as numpy's integers do."""
    return float(value if isinstance(value, (int, float)) else index(value))


def number(value: Any) -> float:
    """A finite coordinate in range."""
    result = real(value)
    if not -MAX_COORDINATE <= result <= MAX_COORDINATE:
        raise ValueError("out of range")
    return result


def pair(point: Any) -> tuple[float, float]:
    """x and y of a point as pygame takes it: two numbers, or such a pair alone in a sequence."""
    while len(point) == 1:
        point = point[0]
    x, y = point
    x, y = x if type(x) is float else real(x), y if type(y) is float else real(y)
    if not (-MAX_COORDINATE <= x <= MAX_COORDINATE and -MAX_COORDINATE <= y <= MAX_COORDINATE):
        raise ValueError("out of range")
    return x, y


def flat_points(points: Any) -> list[float]:
    """[x0, y0, x1, y1, …] of a sequence of points, MAX_CORNERS at most."""
    flat = list(chain.from_iterable(points))
    if {*map(len, points)} != PAIRS:
        flat = [value for point in points for value in pair(point)]
    kinds = {*map(type, flat)}
    if kinds != FLOATS:
        flat = list(map(float if kinds <= PLAIN else real, flat))
    if len(flat) > 2 * MAX_CORNERS:
        raise ValueError("too many points")
    total = sum(flat)
    if total - total != 0 or (flat and (max(flat) > MAX_COORDINATE or min(flat) < -MAX_COORDINATE)):
        raise ValueError("out of range")
    return flat


def rectangle(value: Any) -> list[float]:
    """[x, y, w, h] of whatever pygame takes for a rectangle, fractions kept."""
    kind = type(value)
    if kind is pygame.Rect:
        return [float(part) for part in value]
    if kind is tuple and len(value) == 4:
        x, y, w, h = value
        return [number(x), number(y), number(w), number(h)]
    rect = pygame.FRect(value)
    return [number(rect.x), number(rect.y), number(rect.w), number(rect.h)]


def frozen_colour(colour: Any) -> Any:
    """The colour, as a value that cannot change any more; None where it is not plain."""
    kind = type(colour)
    if kind is tuple or kind is str:
        return colour
    return tuple(colour) if kind is pygame.Color or kind is list else None


def frozen_box(rect: Any) -> Any:
    """A copy of a rectangle, of the same kind, as pygame rounds each kind in its own way; None where it is not plain."""
    kind = type(rect)
    if kind is pygame.Rect:
        return rect.copy()
    return rect if kind is tuple and len(rect) == 4 and {type(value) for value in rect} <= {int, float} else None


def all_or_none(*values: Any) -> tuple[Any, ...] | None:
    """The values, or None where one of them is None."""
    return None if any(value is None for value in values) else values


def exact_int(value: Any) -> int | None:
    """An int itself; None for everything else that pygame may or may not take for one."""
    return value if type(value) is int else None
