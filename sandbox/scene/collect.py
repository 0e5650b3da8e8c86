"""From each frame's shapes to the few that can be entities: polygons of few corners, and discs. One pass, as frames arrive.

Polygons come as polygons, as closed polylines, and as single lines (or thin bars) that meet end to end. Discs come as
circles, round ellipses, polygons of many corners and sprites.
"""

from __future__ import annotations

import math
import struct
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from sandbox.scene.compose import Picture
from sandbox.scene.shape import Kind, Shape

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Collector", "Disc", "Discs", "Outline"]

MIN_CORNERS, MAX_CORNERS = 3, 12
MIN_POLYGON_RADIUS_PX = 20.0
MIN_DISC_RADIUS_PX = 1.0
SAME_POINT_PX = 1.0
JOIN_PX = 3.0
MIN_SEGMENT_PX = 12.0
MAX_SEGMENTS = 400
MAX_COLOURS = 4096
MAX_STANDING = 4096
MAX_DISCS = 24  # kept of one frame
MAX_ENTITIES = 500  # discs, and outlines, of one frame; a frame with more is tainted, as not all of it is told
BAR_ASPECT = 6.0
ROUND_SPREAD = 0.04
STRAIGHT_SINE = 0.03


_Segment = tuple[float, float, float, float, float, float, int]  # two ends, width, opacity, place in the painting order


class Outline(NamedTuple):
    """One polygon in one frame: flat corners in px, centre and mean corner distance in px, how it is painted."""

    corners: Sequence[float]
    x: float
    y: float
    radius: float
    colour: int
    opacity: float
    width: float
    order: int


class _Figure(NamedTuple):
    """A polygon's own geometry, however it is painted."""

    corners: Sequence[float]
    x: float
    y: float
    radius: float


class Disc(NamedTuple):
    """One disc in one frame, px; `order` is its place in the painting order, `frame` the frame's index."""

    frame: int
    x: float
    y: float
    radius: float
    colour: int
    opacity: float
    width: float
    order: int


class Discs:
    """A long list of discs, 40 bytes each. `table` has them as a structured array (n,) with a Disc's fields."""

    _PACKED = struct.Struct("<ddfffIII")
    _COLUMNS = ("x", "y", "radius", "opacity", "width", "colour", "frame", "order")

    def __init__(self, discs: Iterable[Disc] = ()) -> None:
        self._bytes = bytearray()
        self.extend(discs)

    def __len__(self) -> int:
        return len(self._bytes) // self._PACKED.size

    def __iter__(self) -> Iterator[Disc]:
        for x, y, radius, opacity, width, colour, frame, order in self._PACKED.iter_unpack(self._bytes):
            yield Disc(frame, x, y, radius, colour, opacity, width, order)

    @property
    def table(self) -> NDArray[np.void]:
        """A view: nothing can be added while it is in use."""
        import numpy as np

        kinds = {"d": "<f8", "f": "<f4", "I": "<u4"}
        formats = [kinds[letter] for letter in self._PACKED.format[1:]]
        return np.frombuffer(self._bytes, np.dtype(list(zip(self._COLUMNS, formats, strict=True))))

    def extend(self, discs: Iterable[Disc]) -> None:
        for frame, x, y, radius, colour, opacity, width, order in discs:
            self._bytes += self._PACKED.pack(x, y, radius, opacity, width, colour, frame, order)


class Collector:
    """Call `add` for each displayed frame, in order. Of a frame it keeps its time and size, and its discs, 40 bytes each."""

    def __init__(self) -> None:
        self.times_ns = array("q")
        self.sizes: Counter[tuple[int, int]] = Counter()
        self.discs = Discs()
        self.drawn = array("l")
        self.tainted = 0
        self.texts: dict[str, int] = {}
        self._rings: dict[int, tuple[list[_Segment], list[Outline]]] = {}
        self._standing: dict[int, tuple[Shape, tuple[float, float, float, float, float, float] | None]] = {}
        self._figures: dict[tuple[float, ...], _Figure] = {}
        self._earlier: dict[tuple[float, ...], _Figure] = {}

    def times_s(self) -> NDArray[np.float64]:
        import numpy as np

        return np.asarray(self.times_ns, float) / 1e9

    def add(self, time_ns: int, picture: Picture) -> list[Outline]:
        """The frame's polygons, which are not kept."""
        frame = len(self.times_ns)
        self._earlier, self._figures = self._figures, {}
        self.times_ns.append(time_ns)
        self.sizes[picture.width, picture.height] += 1
        self.drawn.append(sum(shape.opacity > 0 for shape in picture.shapes))
        discs: list[Disc] = []
        outlines: list[Outline] = []
        segments: dict[int, list[_Segment]] = {}
        crowded = False
        for order, shape in enumerate(picture.shapes):
            if len(discs) >= MAX_ENTITIES or len(outlines) >= MAX_ENTITIES:  # an endless trail, say, and then the ball
                crowded = True
                discs, outlines = _foremost(discs), outlines[-MAX_DISCS:]
            kind = shape.kind
            if kind is Kind.DISC:
                if shape.radius >= MIN_DISC_RADIUS_PX:
                    x, y = shape.points
                    discs.append(Disc(frame, x, y, shape.radius, shape.colour, shape.opacity, shape.width, order))
            elif kind is Kind.POLYGON:
                self._polygon(frame, shape, order, discs, outlines, segments)
            elif kind is Kind.LINE:
                self._line(shape, order, outlines, segments)
            elif shape.text and len(self.texts) < 2000:
                self.texts.setdefault(shape.text[:200], frame)
        for colour, found in segments.items():
            if 3 <= len(found) <= MAX_SEGMENTS:
                outlines.extend(self._rings_of(colour, found))
        self.discs.extend(discs if len(discs) <= MAX_DISCS else sorted(_foremost(discs), key=_painted))
        self.tainted += picture.tainted or crowded
        return outlines

    def _polygon(
        self,
        frame: int,
        shape: Shape,
        order: int,
        discs: list[Disc],
        outlines: list[Outline],
        segments: dict[int, list[_Segment]],
    ) -> None:
        standing = self._standing.get(id(shape))
        if standing is not None and standing[0] is shape:
            if standing[1] is not None:
                segments.setdefault(shape.colour, []).append((*standing[1], order))
            return
        points = shape.points
        count = len(points) // 2
        xs, ys = points[::2], points[1::2]
        span = max(max(xs) - min(xs), max(ys) - min(ys)) if count else 0.0
        if count > MAX_CORNERS:
            corners = self._figure(points).corners if count <= 64 else points
            if len(corners) // 2 > MAX_CORNERS:
                disc = _as_disc(frame, shape, corners, order)
                if disc is not None:
                    discs.append(disc)
                return
        bar = _as_bar(points) if count == 4 and span >= MIN_SEGMENT_PX else None
        if bar is not None or span < MIN_SEGMENT_PX:
            # The background of many a picture is hundreds of such shapes, the same in every frame.
            if len(self._standing) >= MAX_STANDING:
                self._standing.clear()
            line = (*bar, shape.opacity) if bar is not None else None
            self._standing[id(shape)] = shape, line
            if line is not None:
                segments.setdefault(shape.colour, []).append((*line, order))
            return
        if span >= MIN_POLYGON_RADIUS_PX:
            self._outlined(points, shape, order, outlines)

    def _rings_of(self, colour: int, found: list[_Segment]) -> list[Outline]:
        """Rings among segments of one colour; those of a grid or a gradient that stands still are looked for once."""
        before = self._rings.get(colour)
        if before is None or before[0] != found:
            before = found, _assemble(colour, found)
            if len(self._rings) >= MAX_COLOURS:
                self._rings.clear()
            self._rings[colour] = before
        return before[1]

    def _outlined(self, points: list[float], shape: Shape, order: int, outlines: list[Outline]) -> None:
        figure = self._figure(points)
        if figure.radius >= MIN_POLYGON_RADIUS_PX and MIN_CORNERS <= len(figure.corners) // 2 <= MAX_CORNERS:
            outlines.append(Outline(*figure, shape.colour, shape.opacity, shape.width, order))

    def _figure(self, points: list[float]) -> _Figure:
        """Strokes, fills and glows of one polygon, and what stands still, are worked out once."""
        key = tuple(points)
        figure = self._figures.get(key) or self._earlier.get(key)
        if figure is None:
            figure = _figure_of(points)
        self._figures[key] = figure
        return figure

    def _line(
        self,
        shape: Shape,
        order: int,
        outlines: list[Outline],
        segments: dict[int, list[_Segment]],
    ) -> None:
        p = shape.points
        count = len(p) // 2
        if count == 2:
            if math.hypot(p[2] - p[0], p[3] - p[1]) >= MIN_SEGMENT_PX:
                segments.setdefault(shape.colour, []).append((p[0], p[1], p[2], p[3], shape.width, shape.opacity, order))
        elif 4 <= count <= MAX_CORNERS + 1 and math.hypot(p[-2] - p[0], p[-1] - p[1]) <= JOIN_PX:
            self._outlined(p, shape, order, outlines)


def _foremost(discs: list[Disc]) -> list[Disc]:
    """The largest, most opaque and last painted ones: what is small, faint and early is decoration or trail."""
    return sorted(discs, key=lambda d: (round(d.opacity * math.sqrt(d.radius), 1), d.order))[-MAX_DISCS:]


def _painted(disc: Disc) -> int:
    return disc.order


def _clean(points: list[float]) -> list[float]:
    """Corners without repetitions and without points on straight edges."""
    kept: list[tuple[float, float]] = []
    for x, y in zip(points[::2], points[1::2], strict=True):
        if not kept or abs(x - kept[-1][0]) > SAME_POINT_PX or abs(y - kept[-1][1]) > SAME_POINT_PX:
            kept.append((x, y))
    while len(kept) > 1 and abs(kept[0][0] - kept[-1][0]) <= SAME_POINT_PX and abs(kept[0][1] - kept[-1][1]) <= SAME_POINT_PX:
        kept.pop()
    if len(kept) <= 4:
        return [v for point in kept for v in point]
    result: list[float] = []
    for i, (x, y) in enumerate(kept):
        px, py = kept[i - 1]
        nx, ny = kept[(i + 1) % len(kept)]
        ax, ay, bx, by = x - px, y - py, nx - x, ny - y
        cross, size = abs(ax * by - ay * bx), math.hypot(ax, ay) * math.hypot(bx, by)
        if cross > STRAIGHT_SINE * size or ax * bx + ay * by < 0:
            result += (x, y)
    return result


def _figure_of(points: list[float]) -> _Figure:
    corners = array("d", _clean(points))
    count = max(1, len(corners) // 2)
    xs, ys = corners[::2], corners[1::2]
    x, y = sum(xs) / count, sum(ys) / count
    return _Figure(corners, x, y, sum(math.hypot(a - x, b - y) for a, b in zip(xs, ys, strict=True)) / count)


def _as_disc(frame: int, shape: Shape, points: Sequence[float], order: int) -> Disc | None:
    xs, ys = points[::2], points[1::2]
    count = len(xs)
    x, y = sum(xs) / count, sum(ys) / count
    radii = [math.hypot(a - x, b - y) for a, b in zip(xs, ys, strict=True)]
    radius = sum(radii) / count
    if radius < MIN_DISC_RADIUS_PX or max(radii) - min(radii) > max(1.5, 2 * ROUND_SPREAD * radius):
        return None
    return Disc(frame, x, y, radius, shape.colour, shape.opacity, shape.width, order)


def _as_bar(p: list[float]) -> tuple[float, float, float, float, float] | None:
    """A long thin quadrilateral as a segment: its two ends and its thickness, px."""
    sides = [math.hypot(p[(2 * i + 2) % 8] - p[2 * i], p[(2 * i + 3) % 8] - p[2 * i + 1]) for i in range(4)]
    if min(sides[0], sides[2]) > BAR_ASPECT * max(sides[1], sides[3], 0.5):
        thickness = (sides[1] + sides[3]) / 2
        return (p[0] + p[6]) / 2, (p[1] + p[7]) / 2, (p[2] + p[4]) / 2, (p[3] + p[5]) / 2, thickness
    if min(sides[1], sides[3]) > BAR_ASPECT * max(sides[0], sides[2], 0.5):
        thickness = (sides[0] + sides[2]) / 2
        return (p[0] + p[2]) / 2, (p[1] + p[3]) / 2, (p[4] + p[6]) / 2, (p[5] + p[7]) / 2, thickness
    return None


def _assemble(colour: int, segments: list[_Segment]) -> list[Outline]:
    """Closed rings among segments of one colour: every corner joins exactly two of them."""
    nodes: list[tuple[float, float]] = []
    grid: dict[tuple[int, int], int] = {}

    def node(x: float, y: float) -> int:
        cx, cy = int(x // JOIN_PX), int(y // JOIN_PX)
        for gx in (cx, cx - 1, cx + 1):
            for gy in (cy, cy - 1, cy + 1):
                index = grid.get((gx, gy))
                if index is not None and math.hypot(nodes[index][0] - x, nodes[index][1] - y) <= JOIN_PX:
                    return index
        nodes.append((x, y))
        grid[cx, cy] = len(nodes) - 1
        return len(nodes) - 1

    joins: dict[int, list[tuple[int, int]]] = {}
    seen: set[tuple[int, int]] = set()
    for index, (x0, y0, x1, y1, _w, _o, _order) in enumerate(segments):
        a, b = node(x0, y0), node(x1, y1)
        if a == b or (a, b) in seen or (b, a) in seen:
            continue
        seen.add((a, b))
        joins.setdefault(a, []).append((b, index))
        joins.setdefault(b, []).append((a, index))
    rings: list[Outline] = []
    used: set[int] = set()
    for start, ends in joins.items():
        if start in used or len(ends) != 2:
            continue
        ring, previous, current = [start], start, ends[0][0]
        edges = [ends[0][1]]
        while current != start and len(joins[current]) == 2 and len(ring) <= 64:
            ring.append(current)
            (one, one_edge), (other, other_edge) = joins[current]
            previous, (current, edge) = current, (other, other_edge) if one == previous else (one, one_edge)
            edges.append(edge)
        used.update(ring)
        if current != start:
            continue
        points = [v for n in ring for v in nodes[n]]
        width = max(segments[e][4] for e in edges)
        opacity = min(segments[e][5] for e in edges)
        order = max(segments[e][6] for e in edges)
        figure = _figure_of(points)
        if figure.radius >= MIN_POLYGON_RADIUS_PX and MIN_CORNERS <= len(figure.corners) // 2 <= MAX_CORNERS:
            rings.append(Outline(*figure, colour, opacity, max(1.0, width), order))
    return rings
