"""Small geometry of the chart reader: polygons of outlines, ends of strokes, polylines by arc length."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sandbox.errors import DrawingError
from sandbox.flowchart.chart import Point
from sandbox.flowchart.drawing import Box, Stroke
from sandbox.flowchart.source import LIMITS

__all__ = ["CROWD", "Ends", "along", "extent", "heading", "length", "neighbours", "pairs", "point_at", "polygon_of"]


_CHUNK = 64
CROWD = 500
"""More ends than these at one place are not looked at."""


def pairs(tree: Any, geometries: Sequence[Any], predicate: str, distance: float | None = None) -> Iterator[tuple[int, int]]:
    """(number of the geometry, number in the tree) of those that meet. Raises DrawingError for more than a chart has."""
    count = 0
    for start in range(0, len(geometries), _CHUNK):
        part = geometries[start : start + _CHUNK]
        mine, theirs = tree.query(part, predicate=predicate, distance=distance)
        count += len(mine)
        if count > LIMITS.pairs:
            raise DrawingError(f"more than {LIMITS.pairs:,} parts lie over each other")
        yield from zip((mine + start).tolist(), theirs.tolist(), strict=True)


def neighbours(tree: Any, geometries: Sequence[Any], distance: float, most: int) -> Iterator[tuple[int, list[int]]]:
    """(number of the geometry, numbers in the tree of those within the distance), without those that have more than `most`."""
    for start in range(0, len(geometries), _CHUNK):
        mine, theirs = tree.query(geometries[start : start + _CHUNK], predicate="dwithin", distance=distance)
        for k in range(min(_CHUNK, len(geometries) - start)):
            near = theirs[mine == k]
            if len(near) <= most:
                yield start + k, near.tolist()


def extent(points: Iterable[Point]) -> Box:
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def polygon_of(points: Sequence[Point]) -> Any:
    """A valid shapely Polygon; the largest piece where the outline crosses itself; None where it has no inside."""
    from shapely import Polygon

    polygon = Polygon(points)
    if not polygon.is_valid:
        polygon = polygon.buffer(0)
        if polygon.geom_type == "MultiPolygon":
            polygon = max(polygon.geoms, key=lambda one: one.area)
    return polygon if polygon.geom_type == "Polygon" and polygon.area > 1.0 else None


def along(points: Sequence[Point], reverse: bool = False, skip: float = 2.0) -> Point:
    """The unit vector in which a polyline leaves its end (its start where `reverse`), pointing out of it; corners nearer than
    `skip` px to the end are passed over."""
    ordered = points if reverse else points[::-1]
    end = ordered[0]
    other = next((point for point in ordered[1:] if math.dist(point, end) > skip), ordered[-1])
    return heading(other, end)


def heading(start: Point, end: Point) -> Point:
    """The unit vector from start to end."""
    size = math.dist(start, end) or 1.0
    return (end[0] - start[0]) / size, (end[1] - start[1]) / size


def length(points: Sequence[Point]) -> float:
    return sum(itertools.starmap(math.dist, itertools.pairwise(points)))


def point_at(points: Sequence[Point], distance: float) -> Point:
    """The point at an arc length from the start."""
    for a, b in itertools.pairwise(points):
        size = math.dist(a, b)
        if distance <= size and size > 0:
            t = distance / size
            return a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t
        distance -= size
    return points[-1]


class Ends:
    """Where strokes end, tips of their markers included, and corners of shapes that may be arrowheads."""

    def __init__(self, strokes: Sequence[Stroke], shapes: Iterable[Sequence[Point]] = ()) -> None:
        from shapely import STRtree, points

        self.points: list[Point] = []
        self.owners: list[int] = []
        for k, stroke in enumerate(strokes):
            for last, head in ((False, stroke.start), (True, stroke.end)):
                end = stroke.points[-1 if last else 0]
                self._add(end, k)
                if head is not None and head.forward is not None and abs(head.reach) > 0.5:
                    out = along(stroke.points, reverse=not last)
                    self._add((end[0] + out[0] * head.reach, end[1] + out[1] * head.reach), k)
        for corners in shapes:
            for corner in corners:
                self._add(corner, -1)
        self._tree = STRtree(points(self.points)) if self.points else None

    def _add(self, point: Point, owner: int) -> None:
        self.points.append(point)
        self.owners.append(owner)

    def near(self, geometry: Any, distance: float) -> set[int]:
        """Indices of ends within the distance of a geometry, CROWD at most."""
        if self._tree is None:
            return set()
        return {int(k) for k in self._tree.query(geometry, predicate="dwithin", distance=distance)[:CROWD]}

    def any_near(self, geometry: Any, distance: float) -> bool:
        return self._tree is not None and len(self._tree.query_nearest(geometry, distance, all_matches=False)) > 0
