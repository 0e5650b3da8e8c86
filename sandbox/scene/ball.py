"""The ball: one disc among many (its own highlight, outline and glow, and a trail of its former selves), frame after frame."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from sandbox.scene.collect import Disc
from sandbox.scene.colours import chroma, is_named

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["BallTrack", "find_ball"]

SOLID_OPACITY = 0.6
MIN_RADIUS_PX = 2.5
MAX_RADIUS_SHARE = 0.2  # of the window's shorter side
NEARLY_AS_GOOD = 0.93
SAME_PLACE_PX = 0.6
STATIC_SHARE = 0.9  # a disc at one place in this share of frames is decoration
CONCENTRIC = 0.4  # of the radius
MIN_NAMED_COVERAGE = 0.5
RIVAL_DISTANCE = 2.5  # radii between two discs that are two balls


@dataclass(frozen=True, eq=False)
class BallTrack:
    """k frames in which the ball is seen.

    frames   (k,) indices of frames, rising;  times_s (k,)
    xy       (k, 2) centre in screen px;      radii (k,) px
    colours  frames by colour 0xRRGGBB;       named: whether it was found by the colour asked for
    solid    share of frames in which its disc is filled and opaque
    rivals   share of frames in which a second, equal disc is newly drawn elsewhere
    """

    frames: NDArray[np.int64]
    times_s: NDArray[np.float64]
    xy: NDArray[np.float64]
    radii: NDArray[np.float64]
    colours: Counter[int]
    named: bool
    solid: float
    rivals: float
    total: int

    @property
    def colour(self) -> int:
        return self.colours.most_common(1)[0][0]

    @property
    def coverage(self) -> float:
        return len(self.frames) / max(1, self.total)

    @cached_property
    def radius(self) -> float:
        """Median radius, px."""
        import numpy as np

        return float(np.median(self.radii))


def _likeness(colour: int, name: str | None) -> float:
    """0…1: how much a colour is the one asked for (any, where `name` is None)."""
    if name is None:
        return 0.5 + 0.5 * min(1.0, chroma(colour) / 0.2)
    sure = is_named(colour, name)
    return 0.0 if sure is False else (1.0 if sure else 0.5) * (0.3 + 0.7 * min(1.0, chroma(colour) / 0.22))


def find_ball(
    discs: list[Disc], times_s: NDArray[np.float64], size: tuple[int, int], colour: str | None = "red"
) -> BallTrack | None:
    """The moving solid disc, by colour first; where no disc of that colour is seen in half of the frames, by any colour.

    A trail is told from the ball by being fainter, smaller or less colourful; where it is none of these, by being old: the
    ball is where no disc was in the frame before. Radius: the largest solid disc of the ball's colour around its centre.
    """
    track = _find(discs, times_s, size, colour)
    if colour is not None and (track is None or track.coverage < MIN_NAMED_COVERAGE):
        other = _find(discs, times_s, size, None)
        if other is not None and (track is None or other.coverage > track.coverage):
            return other
    return track


def _find(discs: list[Disc], times_s: NDArray[np.float64], size: tuple[int, int], colour: str | None) -> BallTrack | None:
    import numpy as np

    total = len(times_s)
    largest = MAX_RADIUS_SHARE * min(size)
    likeness: dict[int, float] = {}
    usable: list[tuple[float, Disc]] = []
    places: Counter[tuple[int, int, int]] = Counter()
    for disc in discs:
        if not MIN_RADIUS_PX <= disc.radius <= largest or 0 < disc.width < 0.5 * disc.radius:
            continue
        like = likeness.get(disc.colour)
        if like is None:
            like = likeness[disc.colour] = _likeness(disc.colour, colour)
        if like <= 0.0:
            continue
        places[round(disc.x), round(disc.y), round(disc.radius)] += 1
        usable.append((like * disc.opacity * math.sqrt(disc.radius), disc))
    static = {place for place, count in places.items() if count >= STATIC_SHARE * total}
    frames: dict[int, list[tuple[float, Disc]]] = {}
    for entry in usable:
        disc = entry[1]
        if (round(disc.x), round(disc.y), round(disc.radius)) not in static:
            frames.setdefault(disc.frame, []).append(entry)
    if not frames:  # everything stands still: better a ball at rest than none
        for entry in usable:
            frames.setdefault(entry[1].frame, []).append(entry)
    chosen: list[Disc] = []
    radii: list[float] = []
    rivals = solid = 0
    before: list[tuple[float, float]] = []
    last_frame = -1
    for frame in sorted(frames):
        entries = frames[frame]
        best = max(entries, key=lambda e: e[0])[0]
        good = [d for score, d in entries if score >= NEARLY_AS_GOOD * best]
        fresh = good
        if len(good) > 1:
            fresh = [d for d in good if not any(_near(d, p) for p in before)] if last_frame == frame - 1 else good
            fresh = fresh or good
        ball = max(fresh, key=lambda d: d.order)
        if len(fresh) > 1 and last_frame == frame - 1:
            rivals += any(
                math.hypot(d.x - ball.x, d.y - ball.y) > RIVAL_DISTANCE * ball.radius
                and abs(d.radius - ball.radius) <= 0.2 * ball.radius
                for d in fresh
            )
        chosen.append(ball)
        solid += ball.opacity >= SOLID_OPACITY
        radii.append(
            max(
                d.radius
                for _, d in entries
                if math.hypot(d.x - ball.x, d.y - ball.y) <= CONCENTRIC * d.radius
                and (d.opacity >= min(SOLID_OPACITY, ball.opacity))
                and d.radius <= 2.0 * ball.radius
                and (d is ball or likeness[d.colour] >= 0.5 * likeness[ball.colour])
            )
        )
        before = [(d.x, d.y) for d in good]
        last_frame = frame
    if not chosen:
        return None
    index = np.asarray([d.frame for d in chosen])
    return BallTrack(
        frames=index,
        times_s=times_s[index],
        xy=np.asarray([(d.x, d.y) for d in chosen], float),
        radii=np.asarray(radii, float),
        colours=Counter(d.colour for d in chosen),
        named=colour is not None,
        solid=solid / len(chosen),
        rivals=rivals / len(chosen),
        total=total,
    )


def _near(disc: Disc, place: tuple[float, float]) -> bool:
    return abs(disc.x - place[0]) <= SAME_PLACE_PX and abs(disc.y - place[1]) <= SAME_PLACE_PX
