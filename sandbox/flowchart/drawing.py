"""The nouns of a drawing as it was read from SVG: closed outlines, strokes, arrowheads and texts, flat, in one frame.

All lengths are in the scaled frame of `chart.Point`: x right, y down, the median font size is 14. `Drawing.scale` leads back:
user units of the root = scaled / scale.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from sandbox.flowchart.chart import Point
from sandbox.flowchart.mend import Repair

__all__ = ["EM", "Box", "Drawing", "Head", "Outline", "OutlineKind", "Repair", "Stroke", "TextLine"]

EM = 14.0
"""The median font size in the scaled frame, px."""

Box = tuple[float, float, float, float]
"""left, top, right, bottom."""


class OutlineKind(StrEnum):
    RECT = "rect"
    ELLIPSE = "ellipse"
    POLYGON = "polygon"
    PATH = "path"


@dataclass(frozen=True, slots=True)
class Outline:
    """A closed shape that is filled or stroked.

    points   the border, curves flattened, without the first point again at the end
    corners  the points that the source names: a rounded rect has four, an ellipse none
    rounding radius of a rect's corners as a share of its shorter side, 0…0.5
    fill     the paint as written, lower case; "" where it is not filled; `stroke` likewise
    order    of painting: a later one covers an earlier one
    open     its last side is not drawn, only filled: it is a stroke of the same order as well, and which of the two was meant
             shows in whether a text stands in it
    """

    kind: OutlineKind
    points: tuple[Point, ...]
    corners: tuple[Point, ...]
    rounding: float
    fill: str
    stroke: str
    stroke_width: float
    dashed: bool
    curved: bool
    order: int
    open: bool = False

    @property
    def box(self) -> Box:
        xs, ys = [p[0] for p in self.points], [p[1] for p in self.points]
        return min(xs), min(ys), max(xs), max(ys)


@dataclass(frozen=True, slots=True)
class Head:
    """An arrowhead at an end of a stroke, or a mark that says no direction (a dot).

    reach    how far its tip lies beyond the stroke's end, along the stroke; negative where it lies before
    forward  True: it points out of the stroke's end; False: back into the stroke; None: it points nowhere
    """

    reach: float
    forward: bool | None


@dataclass(frozen=True, slots=True)
class Stroke:
    """An open line. `start` and `end` are its marker heads, `middle` is +1 or -1 where heads along it point on or back.

    missing  a marker is asked for that the drawing does not define: "start", "end" (nothing is shown there)
    """

    points: tuple[Point, ...]
    width: float
    paint: str
    dashed: bool
    curved: bool
    start: Head | None
    end: Head | None
    middle: int
    missing: frozenset[str]
    order: int


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of text.

    size      font size
    box       its estimated extent: ascent 0.8 and descent 0.2 of the size; the width from common fonts' mean advances
    measured  False where the place inside a larger box is a guess (text of foreignObject): only the box's centre is sure
    block     lines with the same number come from one text element
    """

    text: str
    size: float
    box: Box
    measured: bool
    block: int
    order: int
    paint: str = "black"
    upright: bool = True

    @property
    def centre(self) -> Point:
        left, top, right, bottom = self.box
        return (left + right) / 2, (top + bottom) / 2


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a drawing shows.

    view     what a viewer shows of the frame: the root's viewBox, else its size; None where neither is given
    width_px, height_px  the size in which it asks to be shown, CSS px; None where it does not say
    scale    scaled px per user unit of the root
    repairs  what was malformed, and how it was mended
    unsafe   what is active or comes from elsewhere, each in words; empty for a safe drawing
    images   boxes of embedded pictures, which are not read
    notes    what was left out in reading: CSS that was not tried
    """

    outlines: tuple[Outline, ...]
    strokes: tuple[Stroke, ...]
    texts: tuple[TextLine, ...]
    view: Box | None
    width_px: float | None
    height_px: float | None
    scale: float
    repairs: tuple[Repair, ...] = ()
    unsafe: tuple[str, ...] = ()
    images: tuple[Box, ...] = ()
    notes: tuple[str, ...] = ()
    tree: Any = field(default=None, repr=False, compare=False)
    """The root element, for pictures; not for judging."""
