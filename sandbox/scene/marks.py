"""The trail as the program draws it anew in each frame: shapes that lie where the ball was, with their age, ink and size.

The pixels say whether a trail is to be seen; its marks say, where there are any, how it changes with age, free of whatever
else covers those places. A trail that lives on a surface of its own, fading there, has no marks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sandbox.scene.ball import BallTrack
from sandbox.scene.colours import oklab
from sandbox.scene.polygons import PolygonTrack
from sandbox.scene.regions import region_colours
from sandbox.scene.scene import Scene
from sandbox.scene.shape import Kind, Shape

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["TrailMarks", "trail_marks"]

MAX_PICTURES = 60
FROM_S = 1.0
MIN_MARKS = 4  # ages in a picture that make a trail
MIN_PICTURES = 8
NEAR_PX, NEAR_RADII = 2.0, 0.3  # how far a mark may lie from where the ball was
NOT_BALL_RADII = 0.6  # nearer to the ball than this is the ball's own painting
MAX_SIZE_RADII = 1.6  # what is larger is no mark of the ball
SAME_DISTANCE_PX = 0.6  # places as near as that to a mark: the youngest made it
GAP_S, GAP_TIMES = 0.3, 5.0  # a longer gap between ages, and so many times the usual one, ends the trail
YOUNG, OLD = 0.35, 0.7  # shares of the oldest age that a young and an old mark have


@dataclass(frozen=True, eq=False)
class TrailMarks:
    """p pictures. times_s (p,);  counts (p,) ages that have a mark;  oldest_s (p,) age of the oldest.

    fading (p,)  ink of the old marks over ink of the young ones, medians, where ink is contrast × opacity × size; NaN where
                 one of them is missing
    ink          contrast × opacity of the young marks, OKLab distance, median over the pictures
    """

    times_s: NDArray[np.float64]
    counts: NDArray[np.int64]
    oldest_s: NDArray[np.float64]
    fading: NDArray[np.float64]
    ink: float


def trail_marks(scene: Scene, first: PolygonTrack, second: PolygonTrack, ball: BallTrack) -> TrailMarks | None:
    """None where too few pictures have marks to speak of a trail."""
    import numpy as np

    grounds = _grounds(scene, first, second, ball)
    mine = {int(f): i for i, f in enumerate(ball.frames)}
    seen = [f for f in scene.pictures if f in mine and ball.times_s[mine[f]] >= FROM_S]
    if not seen or not len(grounds):
        return None
    chosen = [seen[int(k)] for k in np.linspace(0, len(seen) - 1, min(MAX_PICTURES, len(seen)))]
    rows = []
    for frame in dict.fromkeys(chosen):
        now = mine[frame]
        ages, ink, size = _marks(scene.pictures[frame].shapes, ball, now, grounds)
        row = (float(ball.times_s[now]), len(ages), 0.0, np.nan, np.nan)
        if len(ages) >= MIN_MARKS:
            oldest = float(ages.max())
            young, old = ages <= YOUNG * oldest, ages >= OLD * oldest
            weight = ink * size
            both = young.any() and old.any()
            fading = float(np.median(weight[old]) / max(np.median(weight[young]), 1e-9)) if both else np.nan
            strength = float(np.median(ink[young])) if young.any() else float(np.median(ink))
            row = (row[0], len(ages), oldest, fading, strength)
        rows.append(row)
    table = np.asarray(rows)
    marked = table[:, 1] >= MIN_MARKS
    if marked.sum() < MIN_PICTURES or marked.mean() < 0.5:
        return None
    times_s, counts, oldest_s, fading, strength = table.T
    return TrailMarks(times_s, counts.astype(np.int64), oldest_s, fading, float(np.nanmedian(strength)))


def _grounds(scene: Scene, first: PolygonTrack, second: PolygonTrack, ball: BallTrack) -> NDArray[np.float64]:
    """(g, 3) OKLab colours that a faded mark may end in: what lies in and around the polygons."""
    import warnings

    import numpy as np

    colours = region_colours(scene, first, second, ball)
    if colours is None:
        return np.zeros((0, 3))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # a part that is never free to see has no median
        middle = np.nanmedian(colours.medians, axis=0)
    return np.asarray(middle[np.isfinite(middle).all(axis=1)])


def _marks(
    shapes: list[Shape], ball: BallTrack, now: int, grounds: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """(ages s, ink, sizes px), one for each age that has a mark: the strongest."""
    import numpy as np

    places: list[tuple[float, float]] = []
    facts: list[tuple[float, float]] = []
    for shape in shapes:
        size = shape.radius if shape.kind is Kind.DISC else max(1.0, shape.width)
        if size > MAX_SIZE_RADII * ball.radius or (shape.kind is Kind.POLYGON and shape.width <= 0):
            continue
        if shape.kind is Kind.BOX or (shape.radius and shape.width > 0):
            continue
        ink = shape.opacity * float(np.linalg.norm(grounds - np.asarray(oklab(shape.colour)), axis=1).min())
        for place in zip(shape.points[::2], shape.points[1::2], strict=True):
            places.append(place)
            facts.append((ink, size))
    if not places:
        return np.zeros(0), np.zeros(0), np.zeros(0)
    past, times = ball.xy[: now + 1], ball.times_s[: now + 1]
    at, fact = np.asarray(places), np.asarray(facts)
    away = np.hypot(*(at - past[-1]).T) > NOT_BALL_RADII * ball.radius
    reach = max(NEAR_PX, NEAR_RADII * ball.radius)
    away &= _near_path(at, past, reach)
    at, fact = at[away], fact[away]
    if not len(at):
        return np.zeros(0), np.zeros(0), np.zeros(0)
    off = np.hypot(at[:, None, 0] - past[None, :, 0], at[:, None, 1] - past[None, :, 1])
    nearest = off.min(axis=1)
    age_index = len(past) - 1 - np.argmax((off <= nearest[:, None] + SAME_DISTANCE_PX)[:, ::-1], axis=1)
    good = nearest <= reach
    best: dict[int, tuple[float, float]] = {}
    for index, (ink, size) in zip(age_index[good].tolist(), fact[good].tolist(), strict=True):
        if index not in best or ink * size > best[index][0] * best[index][1]:
            best[index] = (ink, size)
    order = sorted(best, reverse=True)
    ages = np.asarray([times[-1] - times[i] for i in order], float)
    values = np.asarray([best[i] for i in order], float).reshape(-1, 2)
    gaps = np.diff(ages, prepend=0.0)
    wide = np.nonzero(gaps > max(GAP_S, GAP_TIMES * float(np.median(gaps)) if len(gaps) else 0.0))[0]
    end = int(wide[0]) if len(wide) else len(ages)
    return ages[:end], values[:end, 0], values[:end, 1]


def _near_path(at: NDArray[np.float64], path: NDArray[np.float64], reach: float) -> NDArray[np.bool_]:
    """(m,) whether a point at (m, 2) may lie within `reach` px of the path (k, 2): by cells of that size, so that the lines of
    a background cost nothing."""
    import numpy as np

    low = path.min(axis=0) - 2 * reach
    cells = ((path - low) // reach).astype(np.int64)
    grid = np.zeros(cells.max(axis=0) + 3, bool)
    for dx in (-1, 0, 1):
        for dy in (-1, 0, 1):
            grid[cells[:, 0] + dx, cells[:, 1] + dy] = True
    mine = np.floor((at - low) / reach)
    inside = ((mine >= 0) & (mine < grid.shape)).all(axis=1)
    mine = np.where(inside[:, None], mine, 0).astype(np.int64)
    return np.asarray(inside & grid[mine[:, 0], mine[:, 1]])
