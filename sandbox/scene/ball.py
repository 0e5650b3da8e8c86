"""The ball: one disc among many (its own highlight, outline and glow, and a trail of its former selves), frame after frame."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from sandbox.scene.collect import Discs
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
    discs: Discs, times_s: NDArray[np.float64], size: tuple[int, int], colour: str | None = "red"
) -> BallTrack | None:
    """The moving solid disc, by colour first; where no disc of that colour is seen in half of the frames, by any colour.

    A trail is told from the ball by being fainter, smaller or less colourful; where it is none of these, by being old: the
    ball is where no disc was in the frame before. Radius: the largest solid disc of the ball's colour around its centre.
    """
    import numpy as np

    if not len(discs):
        return None
    table = discs.table  # frames rise
    found = _find(table, times_s, size, colour)
    if colour is None:
        return found[0] if found is not None else None
    if found is not None and found[0].coverage >= MIN_NAMED_COVERAGE:
        larger = (table["radius"] >= DOMINANT_RADII[0] * found[0].radius) & (table["opacity"] >= np.float32(RING_OPACITY))
        if len(np.unique(table["frame"][larger & (table["width"] <= 0)])) < MIN_NAMED_COVERAGE * len(times_s):
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
    table: NDArray[np.void], times_s: NDArray[np.float64], size: tuple[int, int], colour: str | None
) -> _Found | None:
    """The track, and (k,) its discs' places in the painting order. table: as Discs.table."""
    import numpy as np

    total = len(times_s)
    known, which = np.unique(table["colour"], return_inverse=True)
    likeness = np.asarray([_likeness(int(c), colour) for c in known], np.float32)[which]
    usable = (table["radius"] >= MIN_RADIUS_PX) & (table["radius"] <= MAX_RADIUS_SHARE * min(size)) & (likeness > 0)
    filled = (table["width"] <= 0) | (table["width"] >= 0.5 * table["radius"])
    rings = table[usable & ~filled]
    usable &= filled
    if not usable.any():
        return None
    moves = _moves(table, usable, STATIC_SHARE * total)
    if moves.any():  # where everything stands still, a ball at rest is better than none
        usable = moves
    table, likeness = table[usable], likeness[usable]
    xy = np.column_stack([table["x"], table["y"]])
    radius, opacity = table["radius"].astype(float), table["opacity"]
    score = likeness * opacity * np.sqrt(radius)
    frames, starts, counts = np.unique(table["frame"].astype(np.int64), return_index=True, return_counts=True)
    good = score >= NEARLY_AS_GOOD * np.repeat(np.maximum.reduceat(score, starts), counts)
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
            before = xy[a : a + counts[number - 1]][good[a : a + counts[number - 1]]]
            near = np.abs(xy[rows, None] - before[None]).max(axis=2) <= SAME_PLACE_PX
            fresh = rows[~near.any(axis=1)] if not near.any(axis=1).all() else rows
        ball = fresh[np.argmax(table["order"][fresh])]
        chosen[number] = ball
        if follows and len(fresh) > 1:
            far = np.hypot(*(xy[fresh] - xy[ball]).T) > RIVAL_DISTANCE * radius[ball]
            rivals += bool((far & (np.abs(radius[fresh] - radius[ball]) <= 0.2 * radius[ball])).any())
    track = table[chosen]
    apart = np.hypot(*(xy - np.repeat(xy[chosen], counts, axis=0)).T)
    part = (
        (apart <= CONCENTRIC * radius)
        & (opacity >= np.minimum(np.float32(SOLID_OPACITY), np.repeat(track["opacity"], counts)))
        & (radius <= 2.0 * np.repeat(radius[chosen], counts))
        & (likeness >= 0.5 * np.repeat(likeness[chosen], counts))
    )
    solid = (track["opacity"] >= np.float32(SOLID_OPACITY)) & ~_in_rings(track, rings, table, starts, counts)
    ball = BallTrack(
        frames=frames,
        times_s=times_s[frames],
        xy=xy[chosen],
        radii=np.maximum(np.maximum.reduceat(np.where(part, radius, 0.0), starts), radius[chosen]),
        colours=Counter(track["colour"].tolist()),
        named=colour is not None,
        solid=float(solid.mean()),
        rivals=rivals / len(frames),
        total=total,
    )
    return ball, track["order"].astype(np.int64)


def _moves(table: NDArray[np.void], usable: NDArray[np.bool_], most: float) -> NDArray[np.bool_]:
    """(n,) which of the usable discs have their place and size, to the pixel, in fewer than `most` frames."""
    import numpy as np

    # One number for place and size: coordinates are below 2^24 px and a ball's radius is below 2^13.
    place = np.zeros(np.count_nonzero(usable), np.int64)
    for name, bits in (("x", 25), ("y", 25), ("radius", 13)):
        place = (place << bits) | (np.round(table[name][usable]).astype(np.int64) & ((1 << bits) - 1))
    _, which, often = np.unique(place, return_inverse=True, return_counts=True)
    moves = usable.copy()
    moves[usable] = often[which] < most
    return moves


def _in_rings(
    track: NDArray[np.void],
    rings: NDArray[np.void],
    table: NDArray[np.void],
    starts: NDArray[np.int64],
    counts: NDArray[np.int64],
) -> NDArray[np.bool_]:
    """(k,) whether the ball of a frame is but the filling of a larger ring of its kind of colour: faint, or one of the discs
    of the trail, which has others like it.

    starts, counts (k,) are the frame's rows in `table`.
    """
    import numpy as np

    result = np.zeros(len(track), bool)
    row_of = {int(frame): row for row, frame in enumerate(track["frame"])}
    for ring in rings:
        row = row_of.get(int(ring["frame"]))
        if row is None or result[row]:
            continue
        ball = track[row]
        near = np.hypot(ring["x"] - ball["x"], ring["y"] - ball["y"]) <= CONCENTRIC * ring["radius"]
        if not (near and ring["radius"] >= RING_RADII * ball["radius"] and ring["opacity"] >= ball["opacity"]):
            continue
        others = table[starts[row] : starts[row] + counts[row]]
        twins = np.abs(others["radius"] - ball["radius"]) <= TWIN_PX
        twins &= np.hypot(others["x"] - ball["x"], others["y"] - ball["y"]) > SAME_PLACE_PX
        # What lies inside of the ring shades the ball; a trail reaches beyond it.
        twins &= np.hypot(others["x"] - ring["x"], others["y"] - ring["y"]) + others["radius"] > ring["radius"] + TWIN_PX
        like = [distance(int(ball["colour"]), int(c)) <= TWIN_COLOUR for c in others["colour"][twins]]
        result[row] = ball["opacity"] < np.float32(RING_OPACITY) or any(like)
    return result
