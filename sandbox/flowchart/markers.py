"""Markers: what arrowhead a `<marker>` draws at the end of a stroke, and how far beyond the end its tip lies."""

from __future__ import annotations

import re
from typing import Any

from sandbox.flowchart.affine import IDENTITY, applied, compose, parse_transform, translation
from sandbox.flowchart.chart import Point
from sandbox.flowchart.drawing import Head
from sandbox.flowchart.paths import ellipse_points, numbers, subpaths
from sandbox.flowchart.source import local_name
from sandbox.flowchart.style import length

__all__ = ["Markers", "pointing", "reference"]

_HREF = "{http://www.w3.org/1999/xlink}href"
_REFERENCE = re.compile(r"""url\(\s*["']?\s*#([^"')\s]+)\s*["']?\s*\)""")
LOPSIDED = 0.04
"""How far off the middle the centroid of a head lies at least, as a share of its length, for it to point somewhere."""


def reference(value: str | None) -> str | None:
    """The id in `url(#id)`."""
    found = _REFERENCE.search(value or "")
    return found[1] if found else None


def pointing(points: list[Point], along: Point) -> int:
    """+1 where a head of these corners points along the unit vector, -1 where against it, 0 where it says nothing.

    A head is wide behind and narrow before: the centroid of its convex hull lies behind the middle of its extent."""
    import numpy as np
    from shapely import MultiPoint

    hull = MultiPoint(points).convex_hull
    if hull.geom_type != "Polygon" or hull.area < 1e-12:
        return 0
    ahead = np.asarray(points) @ np.asarray(along)
    size = float(ahead.max() - ahead.min())
    centre = hull.centroid.x * along[0] + hull.centroid.y * along[1]
    off = (float(ahead.max() + ahead.min()) / 2 - centre) / size if size > 0 else 0.0
    return 0 if abs(off) < LOPSIDED else 1 if off > 0 else -1


class Markers:
    """The markers of a drawing by id, each looked at once."""

    def __init__(self, ids: dict[str, Any]) -> None:
        self._ids = ids
        self._known: dict[str, tuple[float, int, float] | None] = {}

    def head(self, value: str | None, width: float, scale: float, *, at_start: bool) -> Head | None:
        """The head for a `marker-…` value on a stroke `width` units wide; `scale`: frame px per unit. None where nothing shows.
        Raises KeyError where the marker is not defined."""
        name = reference(value)
        if name is None:
            return None
        if name not in self._known:
            element = self._ids.get(name)
            if element is None or local_name(element) != "marker":
                raise KeyError(name)
            self._known[name] = _look(element, self._ids)
        look = self._known[name]
        if look is None:
            return None
        reach, direction, wide = look
        element = self._ids[name]
        if (element.get("markerUnits") or "strokeWidth") != "userSpaceOnUse":
            reach, wide = reach * width, wide * width
        turned = at_start and element.get("orient") == "auto-start-reverse"
        if direction == 0:
            return Head(reach * scale, None)
        if at_start and not turned:
            # The marker lies along the stroke: +x leads into it.
            return Head((wide - reach) * scale if direction < 0 else 0.0, direction < 0)
        return Head(reach * scale, direction > 0)


def _look(marker: Any, ids: dict[str, Any]) -> tuple[float, int, float] | None:
    """(tip beyond the reference point, direction along +x, length of the whole), in marker lengths. None: it draws nothing."""
    corners: list[Point] = []
    dots = False
    stack = [(child, IDENTITY) for child in marker]
    looked = 0
    while stack and len(corners) < 500 and looked < 100:
        looked += 1
        element, affine = stack.pop()
        transform = element.get("transform")
        if transform:
            affine = compose(affine, parse_transform(transform))
        name = local_name(element)
        points: list[Point] = []
        if name == "path":
            points = [point for path in subpaths((element.get("d") or "")[:5000]) for point in path.points]
        elif name in {"polygon", "polyline"}:
            given = numbers((element.get("points") or "")[:5000])
            points = list(zip(given[::2], given[1::2], strict=False))
        elif name == "line":
            points = [
                (length(element.get("x1")), length(element.get("y1"))),
                (length(element.get("x2")), length(element.get("y2"))),
            ]
        elif name in {"circle", "ellipse"}:
            dots = True
            r = length(element.get("r"))
            points = ellipse_points(
                length(element.get("cx")),
                length(element.get("cy")),
                length(element.get("rx"), r),
                length(element.get("ry"), r),
                8,
            )
        elif name == "rect":
            dots = True
            x, y = length(element.get("x")), length(element.get("y"))
            points = [(x, y), (x + length(element.get("width")), y + length(element.get("height")))]
        elif name == "use":
            target = ids.get((element.get("href") or element.get(_HREF) or "")[1:])
            if target is not None:
                stack.append((target, compose(affine, translation(length(element.get("x")), length(element.get("y"))))))
        elif name in {"g", "a", "svg", "symbol"}:
            stack.extend((child, affine) for child in element)
        corners += applied(affine, points)
    if not corners:
        return None
    view = numbers(marker.get("viewBox") or "")
    factor = 1.0
    if len(view) == 4 and view[2] > 0 and view[3] > 0:
        factor = min(length(marker.get("markerWidth"), 3.0) / view[2], length(marker.get("markerHeight"), 3.0) / view[3])
    left, right = min(p[0] for p in corners), max(p[0] for p in corners)
    if factor == 0 or right == left:
        return None
    direction = 0 if dots and len(corners) < 10 else pointing(corners, (1.0, 0.0))
    return (right - _reference_x(marker, left, right)) * factor, direction, (right - left) * factor


def _reference_x(marker: Any, left: float, right: float) -> float:
    value = (marker.get("refX") or "0").strip()
    named = {"left": left, "center": (left + right) / 2, "right": right}
    return named[value] if value in named else length(value)
