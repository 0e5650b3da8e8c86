"""Affine maps of SVG: `transform` attributes, nested coordinate systems, and the points they move."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable

from sandbox.flowchart.chart import Point
from sandbox.flowchart.paths import number

__all__ = ["IDENTITY", "Affine", "applied", "compose", "mapped", "parse_transform", "scale_of", "translation"]

Affine = tuple[float, float, float, float, float, float]
"""a, b, c, d, e, f: x' = a x + c y + e, y' = b x + d y + f, as in SVG's matrix(a b c d e f)."""

IDENTITY: Affine = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

_FUNCTION = re.compile(r"(matrix|translateX|translateY|translate|scaleX|scaleY|scale|rotate|skewX|skewY)\s*\(([^()]*)\)")
_NUMBER = re.compile(r"([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)\s*(deg|grad|rad|turn|px|em)?")
_DEGREES = {"grad": 0.9, "rad": 180 / math.pi, "turn": 360.0}


def compose(outer: Affine, inner: Affine) -> Affine:
    """The map that does `inner` first and `outer` second."""
    a, b, c, d, e, f = outer
    p, q, r, s, t, u = inner
    return (a * p + c * q, b * p + d * q, a * r + c * s, b * r + d * s, a * t + c * u + e, b * t + d * u + f)


def translation(x: float, y: float) -> Affine:
    return (1.0, 0.0, 0.0, 1.0, x, y)


def mapped(affine: Affine, x: float, y: float) -> Point:
    a, b, c, d, e, f = affine
    return (a * x + c * y + e, b * x + d * y + f)


def applied(affine: Affine, points: Iterable[Point]) -> list[Point]:
    a, b, c, d, e, f = affine
    return [(a * x + c * y + e, b * x + d * y + f) for x, y in points]


def scale_of(affine: Affine) -> float:
    """How much lengths grow, as the geometric mean of both axes."""
    a, b, c, d, _, _ = affine
    return math.sqrt(abs(a * d - b * c))


def parse_transform(text: str, origin: Point = (0.0, 0.0)) -> Affine:
    """A `transform` attribute or property, applied about `origin` (`transform-origin`). What is no known function is
    left out, as browsers leave out the whole of it."""
    result = IDENTITY
    for name, arguments in _FUNCTION.findall(text):
        numbers = [number(value) * _DEGREES.get(unit, 1.0) for value, unit in _NUMBER.findall(arguments)]
        result = compose(result, _function(name, numbers))
    if origin != (0.0, 0.0):
        x, y = origin
        result = compose(compose(translation(x, y), result), translation(-x, -y))
    return result


def _function(name: str, numbers: list[float]) -> Affine:
    if name == "matrix":
        return (numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]) if len(numbers) == 6 else IDENTITY
    if not numbers:
        return IDENTITY
    first = numbers[0]
    if name.startswith("translate"):
        if name == "translateY":
            return translation(0.0, first)
        return translation(first, numbers[1] if len(numbers) > 1 and name == "translate" else 0.0)
    if name.startswith("scale"):
        second = numbers[1] if len(numbers) > 1 else first
        return (first if name != "scaleY" else 1.0, 0.0, 0.0, second if name != "scaleX" else 1.0, 0.0, 0.0)
    angle = math.radians(first)
    if name == "rotate":
        turn: Affine = (math.cos(angle), math.sin(angle), -math.sin(angle), math.cos(angle), 0.0, 0.0)
        if len(numbers) < 3:
            return turn
        return compose(compose(translation(numbers[1], numbers[2]), turn), translation(-numbers[1], -numbers[2]))
    if abs(math.cos(angle)) < 1e-6:
        return IDENTITY
    return (1.0, 0.0, math.tan(angle), 1.0, 0.0, 0.0) if name == "skewX" else (1.0, math.tan(angle), 0.0, 1.0, 0.0, 0.0)
