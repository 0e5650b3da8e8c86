"""Tracks of polygons: the same polygon, frame after frame."""

from __future__ import annotations

import math
from array import array
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from sandbox.scene.collect import Outline
from sandbox.scene.colours import chroma

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["PolygonLinker", "PolygonTrack", "pair_of"]

# Two outlines of one frame are paintings of one thing (shadow aside: fill, glow, line) when they lie this close.
SAME_CENTRE = 0.04  # of the radius
SAME_RADIUS = 0.16
SAME_TURN_DEG = 2.5
# A thing continues a track when it moved and grew by less than this between frames, as a share of its radius.
MAX_STEP = 0.35
OTHER_COLOUR = 0.1  # a colour that the track never had costs as much as a step of that share
MAX_THINGS = 60  # in one frame
MAX_LIVE_TRACKS = 48
FORGET_AFTER_FRAMES = 240
MIN_FRAMES = 5  # of a track that is kept after it was forgotten
MIN_PAIR_COVERAGE = 0.2
MIN_PAIR_DISTANCE = 0.12  # of the radius, between the two centres


@dataclass(frozen=True, eq=False)
class PolygonTrack:
    """One polygon over time; k is the number of frames in which it was seen, n its corners.

    frames   (k,) indices of frames, rising
    times_s  (k,) virtual seconds
    corners  (k, n, 2) screen pixels
    colour   0xRRGGBB of its lines, the commonest; `colours` counts frames by colour
    width    median width of its lines in px, 0 where it is only filled
    total    frames of the whole run
    from_pixels: seen in captured pictures, to about a pixel, not in the recorded shapes
    """

    sides: int
    frames: NDArray[np.int64]
    times_s: NDArray[np.float64]
    corners: NDArray[np.float64]
    colours: Counter[int]
    width: float
    opacity: float
    total: int
    from_pixels: bool = False

    @property
    def colour(self) -> int:
        return self.colours.most_common(1)[0][0]

    @property
    def coverage(self) -> float:
        """Share of the run's frames that show it."""
        return len(self.frames) / max(1, self.total)

    @cached_property
    def centres(self) -> NDArray[np.float64]:
        """(k, 2) mean of the corners, px."""
        return self.corners.mean(axis=1)  # type: ignore[no-any-return]

    @cached_property
    def radii(self) -> NDArray[np.float64]:
        """(k,) mean distance of the corners from the centre, px."""
        import numpy as np

        return np.hypot(*np.moveaxis(self.corners - self.centres[:, None], 2, 0)).mean(axis=1)  # type: ignore[no-any-return]

    @property
    def radius(self) -> float:
        """Median circumradius, px."""
        import numpy as np

        return float(np.median(self.radii))

    @property
    def centre(self) -> tuple[float, float]:
        """Median centre, px."""
        import numpy as np

        x, y = np.median(self.centres, axis=0)
        return float(x), float(y)

    @cached_property
    def ordered(self) -> NDArray[np.float64]:
        """(k, n, 2) the corners in the order of their angle around the centre, whatever order they were drawn in."""
        import numpy as np

        offset = self.corners - self.centres[:, None]
        order = np.argsort(np.arctan2(offset[:, :, 1], offset[:, :, 0]), axis=1)
        return np.take_along_axis(self.corners, order[:, :, None], axis=1)

    @cached_property
    def side_spread(self) -> NDArray[np.float64]:
        """(k,) longest minus shortest side, over the mean side."""
        import numpy as np

        sides = np.hypot(*np.moveaxis(np.roll(self.ordered, -1, axis=1) - self.ordered, 2, 0))
        return (sides.max(axis=1) - sides.min(axis=1)) / np.maximum(sides.mean(axis=1), 1e-9)  # type: ignore[no-any-return]

    @cached_property
    def corner_spread(self) -> NDArray[np.float64]:
        """(k,) largest minus smallest distance of a corner from the centre, over the mean distance."""
        import numpy as np

        r = np.hypot(*np.moveaxis(self.corners - self.centres[:, None], 2, 0))
        return (r.max(axis=1) - r.min(axis=1)) / np.maximum(r.mean(axis=1), 1e-9)  # type: ignore[no-any-return]

    @cached_property
    def turn_deg(self) -> NDArray[np.float64]:
        """(k,) orientation in degrees, counter-clockwise as a person sees it, unwrapped over time.

        A regular n-gon looks the same every 360/n degrees, so steps between frames are read as the smallest possible turn.
        The orientation is the phase of the mean of (corner - centre)^n, divided by n; the sign turns because y points down.
        """
        import numpy as np

        offset = self.corners - self.centres[:, None]
        z = offset[:, :, 0] + 1j * offset[:, :, 1]
        z = z / np.maximum(np.abs(z), 1e-9)
        phase = np.unwrap(np.angle((z**self.sides).mean(axis=1)))
        return np.asarray(-np.degrees(phase) / self.sides)

    @cached_property
    def speed_deg_s(self) -> float:
        """Slope of the straight line through `turn_deg`; positive is counter-clockwise as seen."""
        import numpy as np

        if len(self.frames) < 3:
            return 0.0
        return float(np.polyfit(self.times_s - self.times_s[0], self.turn_deg, 1)[0])

    @cached_property
    def turn_residual_deg(self) -> NDArray[np.float64]:
        """(k,) `turn_deg` minus its straight line."""
        import numpy as np

        if len(self.frames) < 3:
            return np.zeros(len(self.frames))
        t = self.times_s - self.times_s[0]
        return self.turn_deg - np.polyval(np.polyfit(t, self.turn_deg, 1), t)


class _Live:
    __slots__ = ("colours", "corners", "frames", "opacities", "radius", "sides", "widths", "x", "y")

    def __init__(self, outline: Outline, frame: int) -> None:
        self.sides = len(outline.corners) // 2
        self.frames = array("q")
        self.corners = array("d")
        self.colours: Counter[int] = Counter()
        self.widths = array("d")
        self.opacities = array("d")
        self.add(outline, frame)

    def add(self, outline: Outline, frame: int) -> None:
        self.frames.append(frame)
        self.corners.extend(outline.corners)
        self.colours[outline.colour] += 1
        self.widths.append(outline.width)
        self.opacities.append(outline.opacity)
        self.x, self.y, self.radius = outline.x, outline.y, outline.radius


def _rank(outline: Outline) -> float:
    """How much a painting looks like the thing's own line: opaque, coloured, a line rather than a fill."""
    return outline.opacity * (1.0 if outline.width > 0 else 0.6) * (0.4 + min(1.0, chroma(outline.colour) / 0.15))


def _turn(outline: Outline) -> float:
    n = len(outline.corners) // 2
    z = sum(
        complex(x - outline.x, y - outline.y) ** n / max(outline.radius, 1e-9) ** n
        for x, y in zip(outline.corners[::2], outline.corners[1::2], strict=True)
    )
    return math.degrees(math.atan2(z.imag, z.real)) / n


def _things(outlines: list[Outline]) -> list[Outline]:
    """One outline for each thing of a frame: the best painting of each group that lies on the same spot."""
    if len(outlines) <= 1:
        return outlines
    best: list[Outline] = []
    turns: list[float] = []
    for outline in sorted(outlines, key=_rank, reverse=True):
        n = len(outline.corners)
        turn: float | None = None
        for other, its_turn in zip(best, turns, strict=True):
            if (
                len(other.corners) == n
                and math.hypot(other.x - outline.x, other.y - outline.y) <= max(2.0, SAME_CENTRE * other.radius)
                and abs(other.radius - outline.radius) <= max(3.0, SAME_RADIUS * other.radius)
            ):
                if other.corners is outline.corners:
                    break
                turn = _turn(outline) if turn is None else turn
                period = 720.0 / n
                if abs((its_turn - turn + period / 2) % period - period / 2) <= SAME_TURN_DEG:
                    break
        else:
            best.append(outline)
            turns.append(_turn(outline) if turn is None else turn)
    return best


def _steps(things: list[Outline], live: list[_Live]) -> list[tuple[float, int, int]]:
    """(cost, thing, track) of every continuation that is near enough; the cheapest are taken first."""
    found = []
    for place, track in enumerate(live):
        for number, outline in enumerate(things):
            if track.sides != len(outline.corners) // 2:
                continue
            step = math.hypot(track.x - outline.x, track.y - outline.y) + abs(track.radius - outline.radius)
            cost = step / track.radius
            if cost < MAX_STEP:
                found.append((cost if outline.colour in track.colours else cost + OTHER_COLOUR, number, place))
    return found


class PolygonLinker:
    """Call `add` with each frame's polygons, in order. A track's frame takes 24 bytes and 16 for each corner."""

    def __init__(self) -> None:
        self.frames = 0
        self._live: list[_Live] = []
        self._done: list[_Live] = []

    def add(self, outlines: list[Outline]) -> None:
        frame = self.frames
        self.frames += 1
        things = _things(outlines)[:MAX_THINGS]
        taken: set[int] = set()
        continued: set[int] = set()
        live = self._live
        for _, number, place in sorted(_steps(things, live)):
            if number not in continued and place not in taken:
                continued.add(number)
                taken.add(place)
                live[place].add(things[number], frame)
        live += [_Live(outline, frame) for number, outline in enumerate(things) if number not in continued]
        if len(live) > MAX_LIVE_TRACKS:
            keep = sorted(live, key=lambda t: (t.frames[-1] >= frame - FORGET_AFTER_FRAMES, len(t.frames)), reverse=True)
            self._done += [t for t in keep[MAX_LIVE_TRACKS // 2 :] if len(t.frames) >= MIN_FRAMES]
            self._live = keep[: MAX_LIVE_TRACKS // 2]

    def tracks(self, times_s: NDArray[np.float64]) -> list[PolygonTrack]:
        """All tracks so far, longest first. `times_s` is (frames,)."""
        import numpy as np

        found = []
        for track in self._live + self._done:
            frames = np.array(track.frames, np.int64)
            found.append(
                PolygonTrack(
                    track.sides,
                    frames,
                    times_s[frames],
                    np.array(track.corners).reshape(len(frames), track.sides, 2),
                    track.colours,
                    float(np.median(track.widths)),
                    float(np.median(track.opacities)),
                    self.frames,
                )
            )
        return sorted(found, key=lambda t: -len(t.frames))


def pair_of(tracks: list[PolygonTrack], sides: int) -> tuple[PolygonTrack, PolygonTrack] | None:
    """The two polygons that the picture is about, left one first: long seen, coloured lines, regular, of `sides` corners.

    Where there are not two of `sides` corners, the nearest other ones are taken, so that a check can say what it saw.
    """
    import numpy as np

    def worth(track: PolygonTrack) -> float:
        regular = 1.0 if float(np.median(track.side_spread)) < 0.06 else 0.0
        right = 1.5 if track.sides == sides else 0.0
        steady = 0.5 if float(np.ptp(np.percentile(track.radii, [5, 95]))) < 0.05 * track.radius else 0.0
        lines = 0.3 if track.width > 0 else 0.0
        return 2.0 * track.coverage + right + regular + steady + lines + track.opacity * min(1.0, chroma(track.colour) / 0.12)

    candidates = sorted((t for t in tracks if t.coverage >= MIN_PAIR_COVERAGE), key=worth, reverse=True)[:8]
    if len(candidates) < 2:
        return None
    pairs = [
        (worth(a) + worth(b) - abs(a.radius - b.radius) / max(a.radius, b.radius), a, b)
        for i, a in enumerate(candidates)
        for b in candidates[i + 1 :]
        if math.dist(a.centre, b.centre) >= MIN_PAIR_DISTANCE * min(a.radius, b.radius)
    ]
    if not pairs:
        return None
    _, a, b = max(pairs, key=lambda p: p[0])
    return (a, b) if a.centre[0] <= b.centre[0] else (b, a)
