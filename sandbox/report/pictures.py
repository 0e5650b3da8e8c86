"""Evidence pictures: a captured frame with what was measured drawn over it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.errors import RecordingError
from sandbox.evidence import MarkedFrame, Shape
from sandbox.report.colours import RIM, Colour, role_colour
from sandbox.report.labels import Corner, Label, draw_badge, draw_labels
from sandbox.report.model import Report

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Image = NDArray[np.uint8]

__all__ = ["frame_near", "marked"]

SUPER = 2  # drawn this many times larger, then averaged down
MIN_SIDE, MAX_SIDE = 480, 1600  # px of a picture's longer side
BLANK_SIZE, BLANK = (800, 600), (36, 38, 43)
AREA_OPACITY = 0.22
LINE, RIM_LINE = 2.0, 2.0  # px of the picture: a line, and its rim on both sides together
BAD_LINE = 3.5  # px: a line that marks what is wrong
RING = (2.0, 24.0)  # a ring's radius: that many radii of what it surrounds, and at least so many px
ARROW_HEAD = 11.0  # px: length of each of its two strokes
FAR = 1e5  # px; whatever lies further away is not drawn
_SHIFT = 4  # fractional bits of OpenCV's coordinates


def frame_near(report: Report, time_s: float) -> tuple[float, Image] | None:
    """(its time in s, picture) of the captured frame nearest to a moment, of both runs; None where there is none that can
    be read."""
    found = []
    for captures in (report.captures, report.moments):
        position = captures.nearest(time_s)
        if position is not None:
            found.append((abs(captures.times_s[position] - time_s), captures, position))
    for _, captures, position in sorted(found, key=lambda f: f[0]):
        try:
            return captures.times_s[position], captures.image(position)
        except RecordingError:
            continue
    return None


def marked(report: Report, frame: MarkedFrame) -> Image:
    """The frame with its shapes; (height, width, 3) RGB. Scaled so that its longer side is 480…1600 px."""
    import cv2
    import numpy as np
    from PIL import Image as Pictures
    from PIL import ImageDraw

    near = frame_near(report, frame.time_s)
    base, scale = _sized(_blank(report) if near is None else near[1])
    height, width = base.shape[:2]
    canvas = np.ascontiguousarray(base.repeat(SUPER, 0).repeat(SUPER, 1))
    factor = scale * SUPER
    labels, clear = [], []
    # Areas lie under all else; what is wrong lies on top.
    for shape in sorted(frame.shapes, key=lambda s: (s.kind != "area", s.role == "bad")):
        points = [(x * factor, y * factor) for x, y in shape.points if abs(x) < FAR and abs(y) < FAR]
        if points:
            _draw(canvas, shape, points, factor)
            if shape.kind in ("disc", "ring"):
                x, y, r = *points[0], _reach(shape, factor)
                clear.append((x - r, y - r, x + r, y + r))
            elif shape.kind == "path" and shape.role == "bad":
                clear += [(x - SUPER, y - SUPER, x + SUPER, y + SUPER) for x, y in points]
            if shape.label:
                labels.append(_label(shape, points, factor))
    picture = Pictures.fromarray(canvas)
    size = round(SUPER * max(11.0, min(20.0, width / 58)))
    pen = ImageDraw.Draw(picture, "RGBA")
    if frame.badge:
        clear.append(draw_badge(pen, frame.badge, frame.role, _quietest_corner(base), width * SUPER, height * SUPER, size))
    # What is wrong finds its place first.
    labels.sort(key=lambda label: not label.strong)
    draw_labels(pen, labels, clear, width=width * SUPER, height=height * SUPER, size=size)
    return np.asarray(cv2.resize(np.asarray(picture), (width, height), interpolation=cv2.INTER_AREA), np.uint8)


def _blank(report: Report) -> Image:
    import numpy as np

    width, height = (report.run.width, report.run.height) if report.run.width and report.run.height else BLANK_SIZE
    return np.full((height, width, 3), BLANK, np.uint8)


def _sized(image: Image) -> tuple[Image, float]:
    """The picture within MIN_SIDE…MAX_SIDE, and the factor that did it."""
    import cv2
    import numpy as np

    longer = max(image.shape[:2])
    if longer > MAX_SIDE:
        scale, how = MAX_SIDE / longer, cv2.INTER_AREA
    elif longer < MIN_SIDE:
        scale, how = float(-(-MIN_SIDE // longer)), cv2.INTER_NEAREST
    else:
        return image, 1.0
    size = (max(1, round(image.shape[1] * scale)), max(1, round(image.shape[0] * scale)))
    return np.asarray(cv2.resize(image, size, interpolation=how), np.uint8), scale


def _draw(canvas: Image, shape: Shape, points: list[tuple[float, float]], factor: float) -> None:
    import cv2
    import numpy as np

    colour = role_colour(shape.role)
    fixed = np.round(np.asarray(points) * (1 << _SHIFT)).astype(np.int32).reshape(-1, 1, 2)
    line = BAD_LINE if shape.role == "bad" else LINE
    thin, thick = round(line * SUPER), round((line + RIM_LINE) * SUPER)
    match shape.kind:
        case "area" if len(points) >= 3:
            layer = canvas.copy()
            cv2.fillPoly(layer, [fixed], colour, cv2.LINE_AA, _SHIFT)
            cv2.addWeighted(layer, AREA_OPACITY, canvas, 1 - AREA_OPACITY, 0, dst=canvas)
            cv2.polylines(canvas, [fixed], True, colour, SUPER, cv2.LINE_AA, _SHIFT)
        case "outline" | "path" | "arrow":
            for line_colour, width in ((RIM, thick), (colour, thin)):
                cv2.polylines(canvas, [fixed], shape.kind == "outline", line_colour, width, cv2.LINE_AA, _SHIFT)
            if shape.kind == "arrow" and len(points) >= 2:
                _arrow_head(canvas, points[-2], points[-1], colour, thin, thick)
        case "disc" | "ring":
            radius = round(min(max(_reach(shape, factor), SUPER), FAR) * (1 << _SHIFT))
            for line_colour, width in ((RIM, thick), (colour, thin)):
                cv2.circle(canvas, fixed[0, 0].tolist(), radius, line_colour, width, cv2.LINE_AA, _SHIFT)


def _reach(shape: Shape, factor: float) -> float:
    """Radius of a disc or a ring, px of the canvas."""
    radius = shape.radius * factor
    return max(RING[0] * radius, RING[1] * SUPER) if shape.kind == "ring" else radius


def _arrow_head(
    canvas: Image, before: tuple[float, float], tip: tuple[float, float], colour: Colour, thin: int, thick: int
) -> None:
    import math

    import cv2
    import numpy as np

    back = math.atan2(before[1] - tip[1], before[0] - tip[0])
    reach = ARROW_HEAD * SUPER
    ends = [(tip[0] + reach * math.cos(back + turn), tip[1] + reach * math.sin(back + turn)) for turn in (-0.5, 0.5)]
    head = np.round(np.asarray([ends[0], tip, ends[1]]) * (1 << _SHIFT)).astype(np.int32).reshape(-1, 1, 2)
    for line_colour, width in ((RIM, thick), (colour, thin)):
        cv2.polylines(canvas, [head], False, line_colour, width, cv2.LINE_AA, _SHIFT)


def _quietest_corner(image: Image) -> Corner:
    """(right, bottom) of the corner where the program painted least, so that a badge there hides least."""
    height, width = image.shape[:2]
    corners: dict[Corner, float] = {}
    for right, bottom in ((False, True), (True, True), (False, False), (True, False)):
        rows = slice(height * 11 // 12, height) if bottom else slice(0, height // 12)
        columns = slice(width * 3 // 5, width) if right else slice(0, width * 2 // 5)
        corners[right, bottom] = float(image[rows, columns].std(axis=(0, 1)).max())
    return min(corners, key=lambda c: round(corners[c]))


def _label(shape: Shape, points: list[tuple[float, float]], factor: float) -> Label:
    """An outline is named at its top, an area at its bottom, a path where it begins, a point beside it."""
    if shape.kind in ("outline", "name"):
        x, y = min(points, key=lambda p: p[1])
    elif shape.kind == "area":
        x, y = max(points, key=lambda p: p[1])
    else:
        x, y = points[0]
    gap = _reach(shape, factor) if shape.kind in ("disc", "ring") else 0.0
    return Label(shape.label, x, y, shape.role, gap + 5.0 * SUPER)
