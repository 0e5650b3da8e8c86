"""Shape: one thing painted on the screen in one frame, in screen pixels (x right, y down)."""

from __future__ import annotations

from enum import IntEnum

import msgspec

__all__ = ["Kind", "Shape"]


class Kind(IntEnum):
    """POLYGON is closed; LINE is an open polyline; DISC is a circle; BOX is anything else, known by its bounding box."""

    POLYGON = 0
    LINE = 1
    DISC = 2
    BOX = 3


class Shape(msgspec.Struct, frozen=True, gc=False):
    """points   flat [x0, y0, …]; for a DISC the centre; for a BOX its upper left and lower right corners
    colour   0xRRGGBB
    opacity  0…1, all surfaces on the way to the screen included
    width    of the outline in px; 0 is filled
    radius   of a DISC, px
    text     what a text says; empty for others
    """

    kind: Kind
    points: list[float]
    colour: int
    opacity: float
    width: float = 0.0
    radius: float = 0.0
    text: str = ""

    @property
    def rgb(self) -> tuple[int, int, int]:
        return self.colour >> 16 & 255, self.colour >> 8 & 255, self.colour & 255
