"""SVG path data as polylines: curves are flattened, each subpath on its own. Linear in the length of the data."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from sandbox.errors import DrawingError
from sandbox.flowchart.chart import Point

__all__ = ["Subpath", "ellipse_points", "number", "numbers", "subpaths"]

CURVE_STEPS = 12
"""Chords a curve is flattened to: a quarter of a circle is then off by 0.1 % of its radius."""

LARGEST, SMALLEST = 1e9, 1e-9

_TOKEN = re.compile(r"([MmZzLlHhVvCcSsQqTtAa])|([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)")
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_STEPS = [step / CURVE_STEPS for step in range(1, CURVE_STEPS + 1)]
_QUADRATIC = [((1 - t) ** 2, 2 * (1 - t) * t, t * t) for t in _STEPS]
_CUBIC = [((1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t * t, t**3) for t in _STEPS]
_ARITY = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}


@dataclass(slots=True)
class Subpath:
    """points are in the path's own coordinates; `corners` are those of them that the data names (ends of its segments)."""

    points: list[Point]
    corners: list[Point]
    closed: bool = False
    curved: bool = False


def numbers(text: str) -> list[float]:
    """All numbers of a list as in `points` and `viewBox`."""
    return [number(token) for token in _NUMBER.findall(text)]


def number(token: str) -> float:
    """One number, within ±LARGEST so that no sum or product of a few of them overflows."""
    return min(max(float(token), -LARGEST), LARGEST)


def ellipse_points(cx: float, cy: float, rx: float, ry: float, count: int = 48) -> list[Point]:
    return [(cx + rx * math.cos(k * math.tau / count), cy + ry * math.sin(k * math.tau / count)) for k in range(count)]


def _commands(data: str) -> list[tuple[str, list[float]]]:
    """(letter, its numbers); reading ends at the first mistake, as browsers end it."""
    found: list[tuple[str, list[float]]] = []
    position = 0
    for token in _TOKEN.finditer(data):
        if data[position : token.start()].strip(" \t\r\n,"):
            break
        position = token.end()
        if token[1]:
            found.append((token[1], []))
        elif not found:
            break
        elif found[-1][0] in "aA" and len(found[-1][1]) % 7 in {3, 4} and token[2][0] in "01" and len(token[2]) > 1:
            # The two flags of an arc need no separator: "a5 5 0 0110 10".
            text = token[2]
            while text and len(found[-1][1]) % 7 in {3, 4} and text[0] in "01":
                found[-1][1].append(float(text[0]))
                text = text[1:]
            found[-1][1].extend(number(one) for one in _NUMBER.findall(text))
        else:
            found[-1][1].append(number(token[2]))
    return found


def subpaths(data: str, limit: int = 100_000) -> list[Subpath]:
    """Raises DrawingError for more than `limit` points."""
    if len(data) > 20 * limit:
        raise DrawingError(f"a path has {len(data):,} characters")
    count = 0
    done: list[Subpath] = []
    here: Point = (0.0, 0.0)
    control: Point | None = None  # of the last curve, for its smooth successor
    before = ""
    for letter, values in _commands(data):
        kind, relative = letter.upper(), letter.islower()
        if kind == "Z":
            if done and len(done[-1].points) > 1:
                done[-1].closed = True
                here = done[-1].points[0]
            before, control = "Z", None
            continue
        size = _ARITY[kind]
        for start in range(0, len(values) - size + 1, size):
            part = values[start : start + size]
            x0, y0 = here if relative else (0.0, 0.0)
            if kind == "M" and start == 0:
                here = (x0 + part[0], y0 + part[1])
                done.append(Subpath([here], [here]))
                before, control = "M", None
                continue
            if not done:
                return []
            if before == "Z":
                done.append(Subpath([here], [here]))
            path = done[-1]
            if kind in "MLHV":
                end = (
                    x0 + part[0] if kind != "V" else here[0],
                    (y0 + part[-1] if kind != "H" else here[1]),
                )
                path.points.append(end)
                control = None
            elif kind == "A":
                end = (x0 + part[5], y0 + part[6])
                path.points.extend(_arc(here, end, part))
                path.curved = True
                control = None
            else:
                given = [(x0 + part[k], y0 + part[k + 1]) for k in range(0, size, 2)]
                if kind in "ST":
                    smooth = control if control is not None and before in ("CS" if kind == "S" else "QT") else here
                    given.insert(0, (2 * here[0] - smooth[0], 2 * here[1] - smooth[1]))
                end = given[-1]
                control = given[-2]
                path.points.extend(_bezier([here, *given]))
                path.curved = True
            path.corners.append(end)
            here, before = end, kind
            count += CURVE_STEPS if kind in "CSQTA" else 1
            if count > limit:
                raise DrawingError(f"a path has more than {limit:,} points")
    return [path for path in done if len(path.points) > 1]


def _bezier(control: list[Point]) -> list[Point]:
    """CURVE_STEPS points after the first of a quadratic or cubic curve."""
    if len(control) == 3:
        (x0, y0), (x1, y1), (x2, y2) = control
        return [(a * x0 + b * x1 + c * x2, a * y0 + b * y1 + c * y2) for a, b, c in _QUADRATIC]
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = control
    return [(a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3) for a, b, c, d in _CUBIC]


def _arc(start: Point, end: Point, values: list[float]) -> list[Point]:
    """SVG 1.1, appendix F.6.5: from end points to centre."""
    rx, ry = abs(values[0]), abs(values[1])
    if min(rx, ry) < SMALLEST or start == end:
        return [end]
    turn = math.radians(values[2])
    cos, sin = math.cos(turn), math.sin(turn)
    dx, dy = (start[0] - end[0]) / 2, (start[1] - end[1]) / 2
    x, y = cos * dx + sin * dy, -sin * dx + cos * dy
    grow = x * x / (rx * rx) + y * y / (ry * ry)
    if grow > 1:
        rx, ry = rx * math.sqrt(grow), ry * math.sqrt(grow)
    spread = rx * rx * y * y + ry * ry * x * x
    if spread == 0 or not math.isfinite(spread):
        return [end]
    under = max(0.0, (rx * rx * ry * ry - rx * rx * y * y - ry * ry * x * x) / spread)
    root = math.sqrt(under) * (-1 if bool(values[3]) == bool(values[4]) else 1)
    cx, cy = root * rx * y / ry, -root * ry * x / rx
    middle = (cos * cx - sin * cy + (start[0] + end[0]) / 2, sin * cx + cos * cy + (start[1] + end[1]) / 2)
    first = math.atan2((y - cy) / ry, (x - cx) / rx)
    sweep = math.atan2((-y - cy) / ry, (-x - cx) / rx) - first
    if values[4] and sweep < 0:
        sweep += math.tau
    elif not values[4] and sweep > 0:
        sweep -= math.tau
    count = max(4, math.ceil(abs(sweep) / (math.pi / 2) * CURVE_STEPS))
    points = []
    for k in range(1, count):
        angle = first + sweep * k / count
        ex, ey = rx * math.cos(angle), ry * math.sin(angle)
        points.append((cos * ex - sin * ey + middle[0], sin * ex + cos * ey + middle[1]))
    return [*points, end]
