"""Entities from pixels alone, for what a program paints in ways that leave no shapes: arrays, images made elsewhere, OpenGL.

Strong colours are split into hue bands. In each band the outer border of what is there gives a polygon: convex hull, few
corners, each side fitted anew by total least squares, drawn in by half the line's width. The largest circle inside is a disc.
"""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING

from sandbox.scene.collect import Disc, Discs, Outline
from sandbox.scene.polygons import PolygonLinker

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from sandbox.recording.wire import Capture

__all__ = ["Sight", "see"]

# Upper ends of the bands on OpenCV's circle of 180 hues; red lies on both sides of 0.
BANDS = {"red": 9, "orange": 22, "yellow": 35, "green": 85, "cyan": 98, "blue": 130, "purple": 150, "pink": 171}
MIN_SATURATION, MIN_VALUE = 90, 70  # of 255: weaker colours are ground, haze and shadow
MIN_BAND_PX = 120
COUNT_STEP = 3  # every third pixel tells how many there are
MIN_PIECE_PX = 25  # extent of a piece that belongs to a figure; letters are smaller
GAP_PX = 5  # crossing lines cut a line into pieces
CORNER_SHARE = 0.02  # of the hull's length: what is flatter is no corner
MIN_CORNERS, MAX_CORNERS = 3, 12
MIN_POLYGON_PX = 20.0  # mean corner distance
SIDE_MIDDLE = (0.15, 0.85)  # of a side, away from its corners, that is fitted
NEAR_SIDE_PX = 12.0, 6.0, 3.0  # of a side, round by round
MAX_STEP_PX = 20.0  # of a corner in one round
MIN_SIDE_POINTS = 8
MAX_LINE_PX = 14
MIN_DISC_PX, MAX_DISC_SHARE = 3.0, 0.2  # radius; of the shorter side
CORE_RADII, BOX_RADII = 0.7, 1.5
SAME_CHANNEL = 40  # of 255, from the core's colour
FITTED_SHARE = 0.2  # of the rough radius
MAX_SIDE_PX = 4096


class Sight:
    """Give `take` every capture of a run. frames (indices), linker and discs (by position in `frames`), in order."""

    def __init__(self) -> None:
        self.frames: list[int] = []
        self.times_s: list[float] = []
        self.linker = PolygonLinker()
        self.discs = Discs()

    def take(self, capture: Capture, image: NDArray[np.uint8]) -> None:
        """image: (height, width, 3) RGB."""
        outlines, discs = see(image, len(self.frames))
        self.frames.append(capture.index)
        self.times_s.append(capture.time_ns / 1e9)
        self.linker.add(outlines)
        self.discs.extend(discs)


def see(rgb: NDArray[np.uint8], frame: int = 0) -> tuple[list[Outline], list[Disc]]:
    """The polygons and discs of one picture (height, width, 3), in px, y down."""
    import cv2
    import numpy as np

    outlines: list[Outline] = []
    discs: list[Disc] = []
    if max(rgb.shape[:2]) > MAX_SIDE_PX:
        return outlines, discs
    hue, saturation, value = cv2.split(cv2.cvtColor(rgb, cv2.COLOR_RGB2HSV))
    strong = (saturation >= MIN_SATURATION) & (value >= MIN_VALUE)
    bands = np.where(strong, cv2.LUT(hue, _band_of_hue()), 255)
    counts = np.bincount(bands.ravel()[::COUNT_STEP], minlength=256)[: len(BANDS)] * COUNT_STEP
    for number in np.nonzero(counts >= MIN_BAND_PX)[0].tolist():
        mask = (bands == number).astype(np.uint8)
        x, y, w, h = cv2.boundingRect(mask)
        left, top = max(0, x - GAP_PX), max(0, y - GAP_PX)
        part = slice(top, y + h + GAP_PX), slice(left, x + w + GAP_PX)
        outline = _polygon(rgb[part], np.ascontiguousarray(mask[part]))
        if outline is not None:
            corners = [v + (top if i & 1 else left) for i, v in enumerate(outline.corners)]
            outlines.append(outline._replace(corners=corners, x=outline.x + left, y=outline.y + top))
        disc = _disc(rgb[part], np.ascontiguousarray(mask[part]), frame, MAX_DISC_SHARE * min(rgb.shape[:2]))
        if disc is not None:
            discs.append(disc._replace(x=disc.x + left, y=disc.y + top))
    return outlines, discs


@cache
def _band_of_hue() -> NDArray[np.uint8]:
    """(256,) the band's number for each hue."""
    import numpy as np

    ends = np.asarray(list(BANDS.values()))
    return np.asarray(np.searchsorted(ends, np.arange(256)) % len(BANDS), np.uint8)


def _polygon(rgb: NDArray[np.uint8], mask: NDArray[np.uint8]) -> Outline | None:
    import cv2
    import numpy as np

    joined = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((GAP_PX, GAP_PX), np.uint8))
    contours, _ = cv2.findContours(joined, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    pieces = [c for c in contours if max(cv2.boundingRect(c)[2:]) >= MIN_PIECE_PX]
    if not pieces:
        return None
    border = np.vstack(pieces)[:, 0, :].astype(float)
    hull = cv2.convexHull(border.astype(np.float32))
    rough = cv2.approxPolyDP(hull, CORNER_SHARE * cv2.arcLength(hull, True), True)[:, 0, :].astype(float)
    if not MIN_CORNERS <= len(rough) <= MAX_CORNERS:
        return None
    # The hull bridges where another line crosses, and has no inner border as a line that is cut into pieces has.
    whole = np.zeros(mask.shape, np.uint8)
    cv2.fillConvexPoly(whole, np.rint(hull).astype(np.int32), 1)
    rim = max(cv2.findContours(whole, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)[0], key=len)[:, 0, :].astype(float)
    corners = rough
    for near in NEAR_SIDE_PX:
        corners = _refined(corners, rim, near)
    width = _line_width(mask, corners)
    inset = min(width, float(MAX_LINE_PX)) / 2 if width <= MAX_LINE_PX else 0.0
    centre = corners.mean(axis=0)
    corners = _inset(corners, inset)
    radius = float(np.hypot(*(corners - centre).T).mean())
    if radius < MIN_POLYGON_PX or not np.isfinite(corners).all():
        return None
    line = np.zeros(mask.shape, np.uint8)
    cv2.polylines(line, [np.rint(corners).astype(np.int32)], True, 1, thickness=max(1, round(2 * inset)))
    colour = _median_colour(rgb, (line & mask).astype(bool))
    return Outline([float(v) for v in corners.ravel()], float(centre[0]), float(centre[1]), radius, colour, 1.0, 2 * inset, 0)


def _refined(rough: NDArray[np.float64], border: NDArray[np.float64], near: float) -> NDArray[np.float64]:
    """Corners where the lines meet that fit the border points along each side best; the rough ones where that fails."""
    import numpy as np

    lines: list[tuple[NDArray[np.float64], NDArray[np.float64]]] = []
    for start, end in zip(rough, np.roll(rough, -1, axis=0), strict=True):
        along = end - start
        length = float(np.hypot(*along)) or 1.0
        direction = along / length
        offset = border - start
        place, off = offset @ direction / length, offset @ np.array([-direction[1], direction[0]])
        points = border[(place > SIDE_MIDDLE[0]) & (place < SIDE_MIDDLE[1]) & (np.abs(off) <= near)]
        if len(points) >= MIN_SIDE_POINTS:
            middle = points.mean(axis=0)
            lines.append((middle, np.linalg.svd(points - middle, full_matrices=False)[2][0]))
        else:
            lines.append((start, direction))
    return np.asarray([_meeting(lines[i - 1], lines[i], rough[i]) for i in range(len(rough))])


def _meeting(
    one: tuple[NDArray[np.float64], NDArray[np.float64]],
    other: tuple[NDArray[np.float64], NDArray[np.float64]],
    rough: NDArray[np.float64],
) -> NDArray[np.float64]:
    import numpy as np

    matrix = np.column_stack([one[1], -other[1]])
    if abs(float(np.linalg.det(matrix))) < 0.05:
        return rough
    point = one[0] + np.linalg.solve(matrix, other[0] - one[0])[0] * one[1]
    return point if float(np.hypot(*(point - rough))) < MAX_STEP_PX else rough


def _line_width(mask: NDArray[np.uint8], corners: NDArray[np.float64]) -> float:
    """Median run of mask pixels from each side inwards, px; inf where it is filled."""
    import numpy as np

    height, width = mask.shape
    centre = corners.mean(axis=0)
    runs = []
    for start, end in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        for share in (0.25, 0.4, 0.6, 0.75):
            point = start + share * (end - start)
            inwards = centre - point
            inwards /= float(np.hypot(*inwards)) or 1.0
            steps = point + np.arange(-1, MAX_LINE_PX + 3)[:, None] * inwards
            x, y = np.clip(np.rint(steps).astype(int), 0, [width - 1, height - 1]).T
            hit = mask[y, x] > 0
            first = int(np.argmax(hit))
            gaps = np.nonzero(~hit[first:])[0]
            if hit.any():
                runs.append(float(gaps[0]) if len(gaps) else math.inf)
    return float(np.median(runs)) if runs else math.inf


def _inset(corners: NDArray[np.float64], by: float) -> NDArray[np.float64]:
    """A convex polygon's corners with every side moved inwards by so many px (pixel centres lie half a pixel inside)."""
    import numpy as np

    centre = corners.mean(axis=0)
    offset = corners - centre
    radius = np.hypot(offset[:, 0], offset[:, 1])
    half_angle = math.pi / len(corners)
    return np.asarray(centre + offset * (1 - (by - 0.5) / math.cos(half_angle) / np.maximum(radius, 1.0))[:, None])


def _disc(rgb: NDArray[np.uint8], mask: NDArray[np.uint8], frame: int, limit: float) -> Disc | None:
    """The largest circle inside the band's figures, holes (a highlight) filled; None where its radius exceeds `limit` px."""
    import cv2
    import numpy as np

    contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    compact = [c for c in contours if 2 * MIN_DISC_PX <= max(cv2.boundingRect(c)[2:]) <= 6 * limit]
    if not compact:
        return None
    filled = np.zeros(mask.shape, np.uint8)
    for contour in compact:
        if cv2.contourArea(contour) <= math.pi * (3 * limit) ** 2:
            cv2.drawContours(filled, [contour], -1, 1, cv2.FILLED)
    x, y, w, h = cv2.boundingRect(filled)
    if not w:
        return None
    left, top = max(0, x - 1), max(0, y - 1)
    inner = cv2.distanceTransform(filled[top : y + h + 1, left : x + w + 1], cv2.DIST_L2, cv2.DIST_MASK_PRECISE)
    radius = float(inner.max())
    if not MIN_DISC_PX <= radius <= limit:
        return None
    peak = np.unravel_index(int(np.argmax(inner)), inner.shape)
    return _fitted(rgb, mask, frame, (float(peak[1]) + left, float(peak[0]) + top, radius))


def _fitted(rgb: NDArray[np.uint8], mask: NDArray[np.uint8], frame: int, rough: tuple[float, float, float]) -> Disc:
    """The disc around a rough circle: what has its core's colour there, so that a trail of weaker colour is left out."""
    import cv2
    import numpy as np

    cx, cy, radius = rough
    core = np.zeros(mask.shape, np.uint8)
    cv2.circle(core, (round(cx), round(cy)), max(1, round(CORE_RADII * radius)), 1, -1)
    colour = _median_colour(rgb, (core & mask).astype(bool))
    reach = math.ceil(BOX_RADII * radius)
    left, top = max(0, round(cx) - reach), max(0, round(cy) - reach)
    patch = rgb[top : round(cy) + reach + 1, left : round(cx) + reach + 1].astype(np.int16)
    like = np.abs(patch - np.array([colour >> 16, colour >> 8 & 255, colour & 255])).max(axis=2) <= SAME_CHANNEL
    contours, _ = cv2.findContours(like.astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    figure = max(contours, key=cv2.contourArea, default=None)
    if figure is not None:
        solid = np.zeros(like.shape, np.uint8)
        cv2.drawContours(solid, [figure], -1, 1, cv2.FILLED)
        rows, columns = np.nonzero(solid)
        fitted = math.sqrt(len(rows) / math.pi)
        if abs(fitted - radius) <= max(2.0, FITTED_SHARE * radius):
            return Disc(frame, float(columns.mean()) + left, float(rows.mean()) + top, fitted, colour, 1.0, 0.0, 0)
    return Disc(frame, cx, cy, radius - 0.5, colour, 1.0, 0.0, 0)


def _median_colour(rgb: NDArray[np.uint8], where: NDArray[np.bool_]) -> int:
    import numpy as np

    pixels = rgb[where]
    if not len(pixels):
        return 0
    red, green, blue = (int(v) for v in np.median(pixels, axis=0))
    return red << 16 | green << 8 | blue
