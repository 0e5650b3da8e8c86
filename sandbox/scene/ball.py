"""The ball: one disc among many (its own highlight, outline and glow, and a trail of its former selves), frame after frame."""

from __future__ import annotations

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
RING_OPACITY = 0.9  # a fainter disc inside a ring is its trail or its filling, and the ring is the thing
RING_RADII = 1.15
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

    if not discs:
        return None
    total = len(times_s)
    # Columns of a Disc: frame, x, y, radius, colour, opacity, width, order; frames rise.
    table = np.asarray(discs, float)
    known, which = np.unique(table[:, 4].astype(np.int64), return_inverse=True)
    likeness = np.asarray([_likeness(int(c), colour) for c in known])[which]
    usable = (table[:, 3] >= MIN_RADIUS_PX) & (table[:, 3] <= MAX_RADIUS_SHARE * min(size)) & (likeness > 0)
    filled = (table[:, 6] <= 0) | (table[:, 6] >= 0.5 * table[:, 3])
    rings = table[usable & ~filled]
    table, likeness = table[usable & filled], likeness[usable & filled]
    if not len(table):
        return None
    places, place = np.unique(np.round(table[:, 1:4]).astype(np.int64), axis=0, return_inverse=True)
    moves = np.bincount(place.ravel(), minlength=len(places))[place.ravel()] < STATIC_SHARE * total
    if moves.any():  # where everything stands still, a ball at rest is better than none
        table, likeness = table[moves], likeness[moves]
    score = likeness * table[:, 5] * np.sqrt(table[:, 3])
    frames, starts, counts = np.unique(table[:, 0].astype(np.int64), return_index=True, return_counts=True)
    best = np.repeat(np.maximum.reduceat(score, starts), counts)
    good = score >= NEARLY_AS_GOOD * best
    goods = np.add.reduceat(good.astype(np.int64), starts)
    chosen = np.empty(len(frames), np.int64)
    rivals = 0
    for number, (start, count) in enumerate(zip(starts, counts, strict=True)):
        rows = start + np.nonzero(good[start : start + count])[0]
        if goods[number] == 1:
            chosen[number] = rows[0]
            continue
        follows = number > 0 and frames[number - 1] == frames[number] - 1
        fresh = rows
        if follows:
            a = starts[number - 1]
            before = table[a : a + counts[number - 1]][good[a : a + counts[number - 1]], 1:3]
            near = np.abs(table[rows, None, 1:3] - before[None]).max(axis=2) <= SAME_PLACE_PX
            fresh = rows[~near.any(axis=1)] if not near.any(axis=1).all() else rows
        ball = fresh[np.argmax(table[fresh, 7])]
        chosen[number] = ball
        if follows and len(fresh) > 1:
            far = np.hypot(*(table[fresh, 1:3] - table[ball, 1:3]).T) > RIVAL_DISTANCE * table[ball, 3]
            rivals += bool((far & (np.abs(table[fresh, 3] - table[ball, 3]) <= 0.2 * table[ball, 3])).any())
    track = table[chosen]
    mine = np.repeat(track, counts, axis=0)
    part = (
        (np.hypot(table[:, 1] - mine[:, 1], table[:, 2] - mine[:, 2]) <= CONCENTRIC * table[:, 3])
        & (table[:, 5] >= np.minimum(SOLID_OPACITY, mine[:, 5]))
        & (table[:, 3] <= 2.0 * mine[:, 3])
        & (likeness >= 0.5 * np.repeat(likeness[chosen], counts))
    )
    radii = np.maximum.reduceat(np.where(part, table[:, 3], 0.0), starts)
    return BallTrack(
        frames=frames,
        times_s=times_s[frames],
        xy=track[:, 1:3].copy(),
        radii=np.maximum(radii, track[:, 3]),
        colours=Counter(track[:, 4].astype(int).tolist()),
        named=colour is not None,
        solid=float(((track[:, 5] >= SOLID_OPACITY) & ~_in_rings(track, rings)).mean()),
        rivals=rivals / len(frames),
        total=total,
    )


def _in_rings(track: NDArray[np.float64], rings: NDArray[np.float64]) -> NDArray[np.bool_]:
    """(k,) whether the ball of a frame is but a faint filling of a larger ring of the same kind of colour around it."""
    import numpy as np

    result = np.zeros(len(track), bool)
    row_of = {int(frame): row for row, frame in enumerate(track[:, 0])}
    for ring in rings:
        row = row_of.get(int(ring[0]))
        if row is None or result[row]:
            continue
        ball = track[row]
        near = np.hypot(ring[1] - ball[1], ring[2] - ball[2]) <= CONCENTRIC * ring[3]
        result[row] = near and ball[5] < RING_OPACITY and ring[3] >= RING_RADII * ball[3] and ring[5] >= ball[5]
    return result
