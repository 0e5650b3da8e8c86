"""Contacts: the velocity jumps of a ball, and the moving wall at which each one happened.

A wall is one side of a polygon that turns about its centre. With y down and φ the polygon's angle as arctan2 gives it in
screen coordinates, a point p of it moves at φ'·(-(p_y - c_y), p_x - c_x). The outward normal of a side points away from
the centre. Velocities are px/s; "approach" is the ball's velocity relative to the wall along the outward normal.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from sandbox.scene.ball import BallTrack
from sandbox.scene.motion import Flight, Path
from sandbox.scene.polygons import PolygonTrack

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Contact", "count_exits", "find_contacts"]

SPEED_WINDOW_FRAMES = 4  # on each side, for the local turning speed
MIN_JUMP_SIGMAS = 6.0
MIN_JUMP_SHARE = 0.05  # of the ball's typical speed
MIN_JUMP_PX_S = 6.0
AGREES_WITH_WALL = 0.5  # cosine between the jump and the inward normal from which the jump supports a wall
MIN_APPROACH_PX_S = 15.0
MIN_CLEAN_FRAMES = 4
CORNER_PX = 4.0  # two walls whose gaps differ by less than this (or a third of the radius) both may have acted


@dataclass(frozen=True, slots=True)
class Contact:
    """One velocity jump.

    time_s, x, y     where the two flights meet
    jump             |Δv|
    gap              px between the ball's edge and the nearest wall, smallest over the jump; negative is overlap
    polygon          0 for the first polygon, 1 for the second; wall is the index of its side
    approach, leave  normal velocity relative to the wall before and after (approach > 0 is towards the wall,
                     leave > 0 is away from it)
    slip             wall's tangential velocity minus the ball's, before
    wall_tangential  the wall's tangential velocity;  tangential  the ball's, before;  push  its change
    error            standard error of a velocity component, the larger of both flights
    corner           two walls are within reach, so that normal and tangential parts are not to be trusted
    frames           sightings in the flight before and after
    before, after    the ball's velocity, px/s
    normal           the wall's outward unit normal;  foot  the point of the wall that the ball touches, px
    pivot            the polygon's centre, px;  turn  its φ', rad/s
    """

    time_s: float
    x: float
    y: float
    jump: float
    gap: float
    polygon: int
    wall: int
    approach: float
    leave: float
    slip: float
    wall_tangential: float
    tangential: float
    push: float
    error: float
    corner: bool
    frames: tuple[int, int]
    before: tuple[float, float]
    after: tuple[float, float]
    normal: tuple[float, float]
    foot: tuple[float, float]
    pivot: tuple[float, float]
    turn: float

    @property
    def clean(self) -> bool:
        """Whether its velocities are to be trusted: one wall acted, it was approached, and both flights were seen."""
        return not self.corner and min(self.frames) >= MIN_CLEAN_FRAMES and self.approach > self.least_approach

    @property
    def least_approach(self) -> float:
        """px/s from which the ball surely approached the wall."""
        return max(MIN_APPROACH_PX_S, 3 * self.error)

    @property
    def restitution(self) -> float | None:
        """Leaving over approaching normal speed; None where the ball hardly approached."""
        return self.leave / self.approach if self.approach > 3 * max(self.error, 1.0) else None


class _Walls:
    """One polygon's sides at any time, from its corners in the frames around."""

    def __init__(self, track: PolygonTrack) -> None:
        import numpy as np

        self.t = track.times_s
        self.sides = track.sides
        self.turn = -np.radians(track.turn_deg)
        self.c = track.centres
        self.first = track.ordered
        # Turning speed, local, because a mutant's need not be constant.
        k = SPEED_WINDOW_FRAMES
        n = len(self.t)
        low, high = np.maximum(np.arange(n) - k, 0), np.minimum(np.arange(n) + k, n - 1)
        span = self.t[high] - self.t[low]
        self.omega = np.where(span > 0, (self.turn[high] - self.turn[low]) / np.where(span > 0, span, 1.0), 0.0)

    def at(self, t: float) -> tuple[NDArray[np.float64], tuple[float, float], float] | None:
        """(corners (n, 2), centre, φ') at time t, turned from the nearest sighting; None where it is not seen near t."""
        import numpy as np

        i = int(np.searchsorted(self.t, t))
        i = min(max(i, 0), len(self.t) - 1)
        if i > 0 and abs(self.t[i - 1] - t) < abs(self.t[i] - t):
            i -= 1
        if abs(self.t[i] - t) > 0.25:
            return None
        c = self.c[i]
        angle = float(self.omega[i]) * (t - float(self.t[i]))
        cos, sin = math.cos(angle), math.sin(angle)
        offset = self.first[i] - c
        turned = np.stack([cos * offset[:, 0] - sin * offset[:, 1], sin * offset[:, 0] + cos * offset[:, 1]], axis=1) + c
        return turned, (float(c[0]), float(c[1])), float(self.omega[i])


@dataclass(frozen=True, slots=True)
class _Near:
    gap: float
    polygon: int
    wall: int
    normal: tuple[float, float]
    velocity: tuple[float, float]
    foot: tuple[float, float]
    pivot: tuple[float, float]
    turn: float


def _near_walls(walls: list[_Walls], t: float, p: tuple[float, float], radius: float) -> list[_Near]:
    import numpy as np

    found = []
    for index, polygon in enumerate(walls):
        state = polygon.at(t)
        if state is None:
            continue
        corners, centre, omega = state
        a, b = corners, np.roll(corners, -1, axis=0)
        edge = b - a
        length = np.maximum(np.hypot(edge[:, 0], edge[:, 1]), 1e-9)
        normal = np.stack([edge[:, 1], -edge[:, 0]], axis=1) / length[:, None]
        outward = np.sign(((a - np.asarray(centre)) * normal).sum(axis=1))
        normal *= np.where(outward == 0, 1.0, outward)[:, None]
        distance = ((a - np.asarray(p)) * normal).sum(axis=1)
        if distance.min() < -radius:  # from outside, a side reaches no further than its ends
            along = np.clip(((np.asarray(p) - a) * edge).sum(axis=1) / length**2, 0.0, 1.0)
            distance = np.hypot(*(a + along[:, None] * edge - np.asarray(p)).T)
        for side in np.argsort(distance)[:3]:
            gap = float(distance[side]) - radius
            n = (float(normal[side, 0]), float(normal[side, 1]))
            foot = (p[0] + n[0] * float(distance[side]), p[1] + n[1] * float(distance[side]))
            v = (-omega * (foot[1] - centre[1]), omega * (foot[0] - centre[0]))
            found.append(_Near(gap, index, int(side), n, v, foot, centre, omega))
    return sorted(found, key=lambda w: w.gap)


def _meeting(path: Path, before: Flight, after: Flight) -> tuple[float, tuple[float, float], tuple[float, float]]:
    """Time and the two models' positions where the flights come closest, near the cut between them; inner coordinates."""
    low, high = float(path.t[before.last]), float(path.t[after.first])
    step = max(high - low, 1e-6)
    best: tuple[float, float, tuple[float, float], tuple[float, float]] | None = None
    for i in range(-4, 13):
        t = low + step * i / 8
        p, q = path.at(before, t, before.last), path.at(after, t, after.first)
        off = math.hypot(p[0] - q[0], p[1] - q[1])
        if best is None or off < best[0]:
            best = (off, t, p, q)
    assert best is not None
    return best[1], best[2], best[3]


def find_contacts(path: Path, ball: BallTrack, polygons: tuple[PolygonTrack, ...]) -> list[Contact]:
    """Every velocity jump that stands out of the noise, in the order of time.

    Jumps are found without looking at the walls, so that a ball which turns where there is no wall is seen to do so.
    """
    import numpy as np

    walls = [_Walls(p) for p in polygons]
    radius = ball.radius
    speeds = [math.hypot(*f.end_v) for f in path.flights if f.count >= 4]
    typical = float(np.median(speeds)) if speeds else 0.0
    contacts: list[Contact] = []
    for before, after in pairwise(path.flights):
        if before.count < 2 or after.count < 2:
            continue
        t, p, q = _meeting(path, before, after)
        v0, v1 = path.velocity(before, t, p), path.velocity(after, t, q)
        dv = (v1[0] - v0[0], v1[1] - v0[1])
        jump = math.hypot(*dv)
        error = math.hypot(before.error, after.error)
        if jump < max(MIN_JUMP_PX_S, MIN_JUMP_SIGMAS * error, MIN_JUMP_SHARE * typical):
            continue
        at = ((p[0] + q[0]) / 2 + path.origin[0], (p[1] + q[1]) / 2 + path.origin[1])
        time_s = t + path.start_s
        near = _near_walls(walls, time_s, at, radius)
        if not near:
            continue
        chosen, gap = _choose(near, walls, path, before, after, radius, dv)
        n, w = chosen.normal, chosen.velocity
        tangent = (-n[1], n[0])
        wt = w[0] * tangent[0] + w[1] * tangent[1]
        vt0 = v0[0] * tangent[0] + v0[1] * tangent[1]
        vt1 = v1[0] * tangent[0] + v1[1] * tangent[1]
        rivals = [o for o in near if o is not chosen and o.gap - chosen.gap < max(CORNER_PX, radius / 3)]
        contacts.append(
            Contact(
                time_s=time_s,
                x=at[0],
                y=at[1],
                jump=jump,
                gap=gap,
                polygon=chosen.polygon,
                wall=chosen.wall,
                approach=(v0[0] - w[0]) * n[0] + (v0[1] - w[1]) * n[1],
                leave=-((v1[0] - w[0]) * n[0] + (v1[1] - w[1]) * n[1]),
                slip=wt - vt0,
                wall_tangential=wt,
                tangential=vt0,
                push=vt1 - vt0,
                error=error,
                corner=bool(rivals),
                frames=(before.count, after.count),
                before=v0,
                after=v1,
                normal=n,
                foot=chosen.foot,
                pivot=chosen.pivot,
                turn=chosen.turn,
            )
        )
    return contacts


def count_exits(ball: BallTrack, polygon: PolygonTrack) -> int:
    """How often the ball's centre leaves the polygon, from one sighting of both to the next."""
    import numpy as np
    import shapely

    _, mine, theirs = np.intersect1d(ball.frames, polygon.frames, assume_unique=True, return_indices=True)
    if not len(mine):
        return 0
    shapes = shapely.polygons(shapely.linearrings(polygon.ordered[theirs]))
    inside = shapely.contains_xy(shapes, ball.xy[mine, 0], ball.xy[mine, 1])
    return int((inside[:-1] & ~inside[1:]).sum())


def _choose(
    near: list[_Near],
    walls: list[_Walls],
    path: Path,
    before: Flight,
    after: Flight,
    radius: float,
    dv: tuple[float, float],
) -> tuple[_Near, float]:
    """The wall that acted, and the smallest gap to any wall over the sightings on both sides of the jump."""
    size = math.hypot(*dv) or 1.0
    reach = near[0].gap + max(CORNER_PX, radius / 2)
    fitting = [
        o
        for o in near
        if o.gap <= reach and -(dv[0] * o.normal[0] + dv[1] * o.normal[1]) / size >= AGREES_WITH_WALL
    ]
    chosen = max(fitting, key=lambda o: -(dv[0] * o.normal[0] + dv[1] * o.normal[1])) if fitting else near[0]
    gap = near[0].gap
    for position in (before.last, after.first):
        seen = (float(path.xy[position, 0]) + path.origin[0], float(path.xy[position, 1]) + path.origin[1])
        there = _near_walls(walls, float(path.t[position]) + path.start_s, seen, radius)
        if there:
            gap = min(gap, there[0].gap)
    return chosen, gap
