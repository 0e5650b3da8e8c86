"""Reading a program's arguments as numbers, without changing what pygame makes of them."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import Any

import pygame

__all__ = ["MAX_COORDINATE", "MISSING", "Missing", "flat_points", "given", "number", "pair", "rectangle"]

MAX_COORDINATE = 1e7
"""px; what is not finite or beyond cannot be seen and is not recorded."""


class Missing:
    """Stands for an argument that was not given."""


MISSING: Any = Missing()


def given(**arguments: Any) -> dict[str, Any]:
    """The arguments that were given, by name."""
    return {name: value for name, value in arguments.items() if value is not MISSING}


def number(value: Any) -> float:
    """A finite coordinate in range. Raises ValueError otherwise, TypeError for what is no number."""
    result = float(value)
    if not -MAX_COORDINATE <= result <= MAX_COORDINATE:
        raise ValueError("out of range")
    return result


def pair(point: Any) -> tuple[float, float]:
    """x and y of a point as pygame takes it: two numbers, or such a pair alone in a sequence."""
    while len(point) == 1:
        point = point[0]
    x, y = point
    return number(x), number(y)


def flat_points(points: Iterable[Any]) -> list[float]:
    """[x0, y0, x1, y1, …]. Raises as `pair` does."""
    points = points if isinstance(points, (list, tuple)) else list(points)
    flat = [float(value) for value in chain.from_iterable(points)]
    if len(flat) != 2 * len(points):
        flat = [value for point in points for value in pair(point)]
    total = sum(flat)
    if total - total != 0 or (flat and (max(flat) > MAX_COORDINATE or min(flat) < -MAX_COORDINATE)):
        raise ValueError("out of range")
    return flat


def rectangle(value: Any) -> list[float]:
    """[x, y, w, h] of whatever pygame takes for a rectangle."""
    if isinstance(value, pygame.Rect):
        return [float(part) for part in value]
    rect = pygame.FRect(value)
    return [number(rect.x), number(rect.y), number(rect.w), number(rect.h)]
