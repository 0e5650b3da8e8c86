"""The ball: one disc among many (its own highlight, outline and glow, and a trail of its former selves), frame after frame."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from sandbox.scene.collect import Disc, Discs
from sandbox.scene.colours import chroma, distance, is_named

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
TWIN_PX, TWIN_COLOUR = 1.0, 0.03  # two neighbours of a trail differ by less, in radius and in OKLab
DOMINANT_RADII = 1.3, 3.0
NEAR_RADII = 10.0
RIVAL_DISTANCE = 2.5  # radii between two discs that are two balls


@dataclass(frozen=True, eq=False)
class BallTrack:
    """k frames in which the ball is seen.

    frames   (k,) indices of frames, rising;  times_s (k,)
    xy       (k, 2) centre in screen px;      radii (k,) px
    colours  frames by colour 0xRRGGBB;       named: whether it was found by the colour asked for
    solid    share of frames in which its disc is filled and opaque
    rivals   share of frames in which a second, equal disc is newly drawn elsewhere
    from_pixels: seen in captured pictures, to about a pixel, not in the recorded shapes
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
    from_pixels: bool = False

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


_Found = tuple[BallTrack, "NDArray[np.float64]"]


def _likeness(colour: int, name: str | None) -> float:
    """0…1: how much a colour is the one asked for (any, where `name` is None)."""
    if name is None:
        return 0.5 + 0.5 * min(1.0, chroma(colour) / 0.2)
    sure = is_named(colour, name)
    return 0.0 if sure is False else (1.0 if sure else 0.5) * (0.3 + 0.7 * min(1.0, chroma(colour) / 0.22))


def find_ball(
    discs: Sequence[Disc] | Discs, times_s: NDArray[np.float64], size: tuple[int, int], colour: str | None = "red"
) -> BallTrack | None:
    """The moving solid disc, by colour first; where no disc of that colour is seen in half of the frames, by any colour.

    A trail is told from the ball by being fainter, smaller or less colourful; where it is none of these, by being old: the
    ball is where no disc was in the frame before. Radius: the largest solid disc of the ball's colour around its centre.
    """
    import numpy as np

    if not len(discs):
        return None
    # Columns of a Disc: frame, x, y, radius, colour, opacity, width, order; frames rise.
    table = np.asarray(discs, float)
    found = _find(table, times_s, size, colour)
    if colour is None:
        return found[0] if found is not None else None
    if found is not None and found[0].coverage >= MIN_NAMED_COVERAGE:
        larger = (table[:, 3] >= DOMINANT_RADII[0] * found[0].radius) & (table[:, 5] >= RING_OPACITY) & (table[:, 6] <= 0)
        if len(np.unique(table[larger, 0])) < MIN_NAMED_COVERAGE * len(times_s):
            return found[0]
    other = _find(table, times_s, size, None)
    if found is None or other is None:
        return next((f[0] for f in (found, other) if f is not None), None)
    lacking = found[0].coverage < MIN_NAMED_COVERAGE and other[0].coverage > found[0].coverage
    return other[0] if lacking or _dominates(other, found) else found[0]


def _dominates(other: _Found, named: _Found) -> bool:
    """Whether a solid ball of any colour moves where the named discs are only its trail: larger, near, and not beneath them as
    an outline or a halo would be."""
    import numpy as np

    ball, trail = other[0], named[0]
    low, high = DOMINANT_RADII
    fits = low * trail.radius <= ball.radius <= high * trail.radius
    if not fits or ball.solid < trail.solid or ball.coverage < trail.coverage - 0.05:
        return False
    _, mine, its = np.intersect1d(ball.frames, trail.frames, assume_unique=True, return_indices=True)
    if not len(mine):
        return False
    apart = np.hypot(*(ball.xy[mine] - trail.xy[its]).T)
    beneath = (apart <= CONCENTRIC * ball.radius) & (other[1][mine] < named[1][its])
    return float(np.median(apart)) <= NEAR_RADII * ball.radius and float(beneath.mean()) < 0.2


def _find(
    table: NDArray[np.float64], times_s: NDArray[np.float64], size: tuple[int, int], colour: str | None
) -> _Found | None:
    """The track, and (k,) its discs' places in the painting order."""
    import numpy as np

    total = len(times_s)
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
    ball = BallTrack(
        frames=frames,
        times_s=times_s[frames],
        xy=track[:, 1:3].copy(),
        radii=np.maximum(radii, track[:, 3]),
        colours=Counter(track[:, 4].astype(int).tolist()),
        named=colour is not None,
        solid=float(((track[:, 5] >= SOLID_OPACITY) & ~_in_rings(track, rings, table, starts, counts)).mean()),
        rivals=rivals / len(frames),
        total=total,
    )
    return ball, track[:, 7]


def _in_rings(
    track: NDArray[np.float64],
    rings: NDArray[np.float64],
    table: NDArray[np.float64],
    starts: NDArray[np.int64],
    counts: NDArray[np.int64],
) -> NDArray[np.bool_]:
    """(k,) whether the ball of a frame is but the filling of a larger ring of its kind of colour: faint, or one of the discs
    of the trail, which has others like it.

    starts, counts (k,) are the frame's rows in `table`.
    """
    import numpy as np

    result = np.zeros(len(track), bool)
    row_of = {int(frame): row for row, frame in enumerate(track[:, 0])}
    for ring in rings:
        row = row_of.get(int(ring[0]))
        if row is None or result[row]:
            continue
        ball = track[row]
        near = np.hypot(ring[1] - ball[1], ring[2] - ball[2]) <= CONCENTRIC * ring[3]
        if not (near and ring[3] >= RING_RADII * ball[3] and ring[5] >= ball[5]):
            continue
        others = table[starts[row] : starts[row] + counts[row]]
        twins = (np.abs(others[:, 3] - ball[3]) <= TWIN_PX) & (np.hypot(*(others[:, 1:3] - ball[1:3]).T) > SAME_PLACE_PX)
        like = [distance(int(ball[4]), int(c)) <= TWIN_COLOUR for c in others[twins, 4]]
        result[row] = ball[5] < RING_OPACITY or any(like)
    return result
