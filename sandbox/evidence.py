"""What a check can show beside its numbers: plots over time and marked frames. Data only; report/ draws them.

Times are virtual seconds. Points are screen pixels, y down. Colours are roles, not values, so that light and dark pages and
colour-blind readers are served in one place: "first", "second", "region", "subject", "path", "good", "bad", "muted".
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Band", "Evidence", "Mark", "MarkedFrame", "Plot", "Series", "Shape", "Still"]


@dataclass(frozen=True, slots=True)
class Series:
    """One line (or dots) of a plot; x and y have the same length, NaN is a gap."""

    name: str
    x: tuple[float, ...]
    y: tuple[float, ...]
    role: str = "first"
    dots: bool = False


@dataclass(frozen=True, slots=True)
class Band:
    """A horizontal range that is allowed (`good`) or not; None is open."""

    low: float | None
    high: float | None
    label: str
    role: str = "good"


@dataclass(frozen=True, slots=True)
class Mark:
    """A moment worth seeing, e.g. the first violation."""

    time_s: float
    label: str
    role: str = "bad"


@dataclass(frozen=True, slots=True)
class Plot:
    """Measurements over virtual time. `check` is the id of the finding that it belongs to."""

    id: str
    check: str
    title: str
    unit: str
    series: tuple[Series, ...]
    bands: tuple[Band, ...] = ()
    marks: tuple[Mark, ...] = ()
    x_title: str = "simulated time, s"


@dataclass(frozen=True, slots=True)
class Shape:
    """Drawn over a frame. kind:

    "outline" (closed), "area" (closed, filled faintly), "path" (open), "arrow" (open, with a head at its last point),
    "disc" (one point, `radius` px), "ring" (around such a disc), "name" (an outline's label without the outline).
    What is "bad" is drawn thicker.
    """

    kind: str
    points: tuple[tuple[float, float], ...]
    role: str
    label: str = ""
    radius: float = 0.0


@dataclass(frozen=True, slots=True)
class MarkedFrame:
    """The frame at `time_s` (the nearest captured one, or a blank one of the window's size) with shapes drawn over it.

    `badge` stands in a corner, so that the picture alone tells what it shows and when.
    """

    id: str
    check: str
    title: str
    time_s: float
    shapes: tuple[Shape, ...]
    badge: str = ""
    role: str = "muted"


@dataclass(frozen=True, slots=True)
class Still:
    """A picture that is ready: PNG bytes made by the judge, never the submission's own."""

    id: str
    check: str
    title: str
    png: bytes


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that a challenge wants shown. The first frame, or else the first still, is the report's main picture."""

    frames: tuple[MarkedFrame, ...] = ()
    plots: tuple[Plot, ...] = ()
    stills: tuple[Still, ...] = ()
