"""Free flight: a ball's path cut into pieces between velocity jumps, with the acceleration that rules all pieces.

Model between two jumps, in screen pixels and seconds with y down:

    dv/dt = A - k·v        A = (A_x, A_y) constant, k ≥ 0 linear air drag

With u = x + k·∫x dt - A·t²/2 this is u'' = 0, so every piece is a straight line in (t, u), and cutting the path is
piecewise linear regression. The cut is optimal under a penalty for each piece: PELT, R. Killick, P. Fearnhead and I. A. Eckley,
"Optimal detection of changepoints with a linear computational cost", JASA 107 (2012), with the exact least squares as cost.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Flight", "Free", "Path", "fit_free_flight"]

WINDOW_S = 0.15  # of a local parabola
MIN_WINDOW_FRAMES = 7
NOISE_FLOOR_PX = 0.05
ROUNDING_PX = 0.29  # rms of rounding to whole pixels
MAX_NOISE_PX = 1.2
CUT_PENALTY = 40.0  # in units of the noise's variance
MAX_PIECE_FRAMES = 600
GAP_FRAMES = 3  # frames without a sighting that end a piece
REFINEMENTS = 3


@dataclass(frozen=True, slots=True)
class Free:
    """What rules free flight.

    ax, ay      px/s², ay positive is downwards;  drag k in 1/s
    ax_error …  standard errors
    noise_px    rms distance of positions from the model within pieces
    windows     independent pieces of evidence behind the numbers
    spread      interquartile range of the local vertical accelerations beyond what noise explains, px/s²
    """

    ax: float
    ay: float
    drag: float
    ax_error: float
    ay_error: float
    noise_px: float
    windows: int
    spread: float


@dataclass(frozen=True, slots=True)
class Flight:
    """One piece: sightings first … last (inclusive positions in the track), velocities at both ends in px/s, rms in px.

    `error` is the standard error of each velocity component in px/s.
    """

    first: int
    last: int
    start_v: tuple[float, float]
    end_v: tuple[float, float]
    line: tuple[float, float, float, float]
    rms: float
    error: float

    @property
    def count(self) -> int:
        return self.last - self.first + 1


@dataclass(frozen=True, eq=False)
class Path:
    """A cut path. Inside, times count from the first sighting (`start_s`) and positions from `origin`: small numbers.

    t (k,) s, xy (k, 2) px, integral (k, 2) px·s: the path's integral over time, which the drag works on.
    """

    free: Free
    flights: list[Flight]
    t: NDArray[np.float64]
    xy: NDArray[np.float64]
    integral: NDArray[np.float64]
    origin: tuple[float, float]
    start_s: float

    def at(self, flight: Flight, t: float, anchor: int) -> tuple[float, float]:
        """Position by `flight`'s model at time t, near the sighting at position `anchor` (for the drag's integral)."""
        ux, bx, uy, by = flight.line
        k, dt = self.free.drag, t - float(self.t[anchor])
        ix = float(self.integral[anchor, 0]) + dt * float(self.xy[anchor, 0])
        iy = float(self.integral[anchor, 1]) + dt * float(self.xy[anchor, 1])
        x = ux + bx * t - k * ix + self.free.ax * t * t / 2
        y = uy + by * t - k * iy + self.free.ay * t * t / 2
        return x, y

    def velocity(self, flight: Flight, t: float, at: tuple[float, float]) -> tuple[float, float]:
        """Velocity by `flight`'s model at time t and position `at`, px/s."""
        _, bx, _, by = flight.line
        k = self.free.drag
        return bx - k * at[0] + self.free.ax * t, by - k * at[1] + self.free.ay * t


def fit_free_flight(t: NDArray[np.float64], xy: NDArray[np.float64]) -> Path | None:
    """Cuts the path t (k,) s, xy (k, 2) px. None where there are too few sightings to say anything (< 30)."""
    import numpy as np

    if len(t) < 30:
        return None
    t0 = t - t[0]
    origin = xy.mean(axis=0)
    local = xy - origin
    dt = np.diff(t0, prepend=0.0)
    integral = np.cumsum(np.vstack([np.zeros(2), (local[1:] + local[:-1]) / 2 * dt[1:, None]]), axis=0)
    free = _local_parabolas(t0, local)
    flights: list[Flight] = []
    for _ in range(REFINEMENTS):
        flights = _cut(t0, local, integral, free)
        better = _refine(t0, local, integral, flights, free)
        settled = abs(better.ay - free.ay) <= max(better.ay_error, 0.01 * abs(free.ay)) and abs(better.drag - free.drag) < 0.02
        free = better
        if settled:
            break
    flights = _cut(t0, local, integral, free)
    return Path(free, flights, t0, local, integral, (float(origin[0]), float(origin[1])), float(t[0]))


def _straight(
    t: NDArray[np.float64], xy: NDArray[np.float64], integral: NDArray[np.float64], free: Free
) -> NDArray[np.float64]:
    import numpy as np

    return xy + free.drag * integral - np.outer(t * t / 2, [free.ax, free.ay])


def _local_parabolas(t: NDArray[np.float64], xy: NDArray[np.float64]) -> Free:
    """First estimate: parabolas in short windows; those that fit best lie in free flight."""
    import numpy as np

    step = float(np.median(np.diff(t))) or 1 / 60
    n = max(MIN_WINDOW_FRAMES, round(WINDOW_S / step) | 1)
    n = min(n, len(t) // 3)
    windows = np.lib.stride_tricks.sliding_window_view
    tw = windows(t, n)
    tc = tw - tw.mean(axis=1, keepdims=True)
    design = np.stack([np.ones_like(tc), tc, tc * tc], axis=2)
    pw = np.moveaxis(windows(xy, n, axis=0), 2, 1)
    gram = np.einsum("wni,wnj->wij", design, design)
    right = np.einsum("wni,wnc->wic", design, pw)
    usable = np.abs(np.linalg.det(gram)) > 1e-30
    coefficients = np.zeros((len(tw), 3, 2))
    coefficients[usable] = np.linalg.solve(gram[usable], right[usable])
    rest = pw - np.einsum("wni,wic->wnc", design, coefficients)
    rms = np.sqrt((rest**2).mean(axis=(1, 2)) * n / max(1, n - 3))
    rms[~usable] = np.inf
    noise = float(np.clip(np.percentile(rms, 25), NOISE_FLOOR_PX / 5, MAX_NOISE_PX))
    calm = rms <= max(1.6 * noise, NOISE_FLOOR_PX)
    if calm.sum() < 10:
        calm = rms <= np.percentile(rms, 40)
    a = 2 * coefficients[calm, 2]
    v = coefficients[calm, 1]
    ax, ay = np.median(a, axis=0)
    _, drag, ay = _regress(a, v, float(ax), float(ay))
    spread = float(np.subtract(*np.percentile(a[:, 1] + drag * v[:, 1], [75, 25])))
    return Free(float(ax), float(ay), drag, 0.0, spread, noise, int(calm.sum()), spread)


def _regress(
    a: NDArray[np.float64], v: NDArray[np.float64], ax: float, ay: float, weights: NDArray[np.float64] | None = None
) -> tuple[float, float, float]:
    """a = A - k·v by trimmed least squares over both axes: (A_x, k, A_y). k is 0 where the data does not call for drag."""
    import numpy as np

    n = len(a)
    if n < 8:
        return ax, 0.0, ay
    w = np.ones(n) if weights is None else weights
    design = np.zeros((2 * n, 3))
    design[:n, 0], design[:n, 2] = 1.0, -v[:, 0]
    design[n:, 1], design[n:, 2] = 1.0, -v[:, 1]
    target = np.concatenate([a[:, 0], a[:, 1]])
    weight = np.concatenate([w, w])
    start = np.array([ax, ay, 0.0])
    for _ in range(6):
        off = np.abs(target - design @ start)
        limit = 3 * max(float(np.median(off)), 1e-9)
        keep = off <= limit
        rows = design[keep] * np.sqrt(weight[keep])[:, None]
        start, *_ = np.linalg.lstsq(rows, target[keep] * np.sqrt(weight[keep]), rcond=None)
    k = float(start[2])
    if not 0.005 <= k <= 5.0:
        return float(np.median(a[:, 0])), 0.0, float(np.median(a[:, 1]))
    return float(start[0]), k, float(start[1])


def _cut(
    t: NDArray[np.float64], xy: NDArray[np.float64], integral: NDArray[np.float64], free: Free
) -> list[Flight]:
    """PELT with the squared distance from a straight line as cost.

    Each candidate start keeps its own sums, of times and positions that count from itself: a straight line stays one, and the
    numbers stay small however long the run is (sums over the whole run lose all their digits after some minutes).
    """
    import numpy as np

    n = len(t)
    u = _straight(t, xy, integral, free)
    penalty = CUT_PENALTY * max(free.noise_px, NOISE_FLOOR_PX) ** 2
    step = float(np.median(np.diff(t)))
    breaks = np.concatenate([[False], np.diff(t) > (GAP_FRAMES + 0.5) * step]).tolist()
    wx, wy = (xy + free.drag * integral).T
    best = np.full(n + 1, np.inf)
    best[0] = -penalty
    previous = np.zeros(n + 1, int)
    # A column a candidate start, oldest first. Rows: its index, t, w_x, w_y, best; then the number of positions since, Σt, Σt²,
    # Σu_x, Σu_y, Σt·u_x, Σt·u_y, Σ|u|². One array in place, because this is the judge's innermost loop.
    state = np.zeros((13, MAX_PIECE_FRAMES + 2))
    state[:5, 0] = 0, t[0], wx[0], wy[0], best[0]
    count = 1
    with np.errstate(divide="ignore", invalid="ignore"):
        for j in range(1, n + 1):
            now, x, y = t[j - 1], wx[j - 1], wy[j - 1]
            if breaks[j - 1]:
                state[:, 0] = j - 1, now, x, y, best[j - 1], 0, 0, 0, 0, 0, 0, 0, 0
                count = 1
            index, t0, x0, y0, best0, m, st, stt, sx, sy, stx, sty, suu = state[:, :count]
            dt = now - t0
            tt = dt * dt
            ux = x - x0 - tt * (free.ax / 2)
            uy = y - y0 - tt * (free.ay / 2)
            m += 1
            st += dt
            stt += tt
            sx += ux
            sy += uy
            stx += dt * ux
            sty += dt * uy
            suu += ux * ux + uy * uy
            mean = st / m
            cx, cy = stx - mean * sx, sty - mean * sy
            cost = suu - (sx * sx + sy * sy) / m - (cx * cx + cy * cy) / (stt - mean * st)
            cost[m <= 2] = 0.0  # two points always lie on a line
            value = best0 + np.fmax(cost, 0.0)
            winner = int(value.argmin())
            best[j], previous[j] = value[winner] + penalty, int(index[winner])
            keep = (value <= best[j]) & (m < MAX_PIECE_FRAMES)
            if not keep.all():
                kept = state[:, :count][:, keep]
                count = kept.shape[1]
                state[:, :count] = kept
            if j < n:
                state[:, count] = j, t[j], wx[j], wy[j], best[j], 0, 0, 0, 0, 0, 0, 0, 0
                count += 1
    cuts = [n]
    while cuts[-1] > 0:
        cuts.append(int(previous[cuts[-1]]))
    cuts.reverse()
    return [_flight(t, u, a, b - 1, free, xy) for a, b in pairwise(cuts)]


def _flight(
    t: NDArray[np.float64], u: NDArray[np.float64], first: int, last: int, free: Free, xy: NDArray[np.float64]
) -> Flight:
    import numpy as np

    ts, us = t[first : last + 1], u[first : last + 1]
    n = len(ts)
    tm = float(ts.mean())
    spread = float(((ts - tm) ** 2).sum())
    slope = ((ts - tm)[:, None] * us).sum(axis=0) / spread if n >= 2 and spread > 0 else np.zeros(2)
    offset = us.mean(axis=0) - slope * tm
    rest = us - offset - np.outer(ts, slope)
    rms = float(np.sqrt((rest**2).sum() / max(1, 2 * n - 4)))
    error = max(free.noise_px, NOISE_FLOOR_PX) / spread**0.5 if spread > 0 else float("inf")
    k = free.drag
    ends: list[tuple[float, float]] = []
    for position in (first, last):
        tt = float(t[position])
        ends.append(
            (
                float(slope[0]) - k * float(xy[position, 0]) + free.ax * tt,
                float(slope[1]) - k * float(xy[position, 1]) + free.ay * tt,
            )
        )
    line = (float(offset[0]), float(slope[0]), float(offset[1]), float(slope[1]))
    return Flight(first, last, ends[0], ends[1], line, rms, error)


def _refine(
    t: NDArray[np.float64], xy: NDArray[np.float64], integral: NDArray[np.float64], flights: list[Flight], free: Free
) -> Free:
    """Acceleration from a parabola through each whole flight, weighted by how well its length determines it."""
    import numpy as np

    a, v, w = [], [], []
    rest = 0.0
    freedom = 0
    for flight in flights:
        n = flight.count
        # The sightings next to a jump may belong to both flights; the parabola leaves them out.
        first, last = flight.first + 1, flight.last - 1
        if n < 8:
            continue
        ts, ps = t[first : last + 1], xy[first : last + 1]
        tc = ts - ts.mean()
        c = np.polyfit(tc, ps, 2)
        off = ps - np.stack([np.polyval(c[:, axis], tc) for axis in (0, 1)], axis=1)
        rest += float((off**2).sum())
        freedom += 2 * (len(ts) - 3)
        a.append(2 * c[0])
        v.append(c[1])
        w.append(len(ts) * float(np.ptp(tc)) ** 4 / 720)
    if len(a) < 3 or freedom < 1:
        return free
    aa, vv, ww = np.asarray(a), np.asarray(v), np.asarray(w)
    noise = float(np.clip(np.sqrt(rest / freedom), NOISE_FLOOR_PX / 5, MAX_NOISE_PX))
    ax, drag, ay = _regress(aa, vv, free.ax, free.ay, ww)
    if drag == 0.0:
        ax, ay = _weighted_median(aa[:, 0], ww), _weighted_median(aa[:, 1], ww)
    ideal = noise / np.sqrt(ww)
    vertical = aa[:, 1] + drag * vv[:, 1] - ay
    horizontal = aa[:, 0] + drag * vv[:, 0] - ax
    heavy = ww >= np.percentile(ww, 40)
    spread = float(np.subtract(*np.percentile(vertical[heavy], [75, 25]))) if heavy.sum() >= 4 else float("nan")
    explained = 1.35 * float(np.median(ideal[heavy]))
    beyond = float(np.sqrt(max(0.0, spread**2 - explained**2))) if np.isfinite(spread) else 0.0
    robust = 1.4826 / np.sqrt(len(aa))
    return Free(
        ax=ax,
        ay=ay,
        drag=drag,
        ax_error=float(np.median(np.abs(horizontal)) * robust),
        ay_error=float(np.median(np.abs(vertical)) * robust),
        noise_px=noise,
        windows=len(aa),
        spread=beyond,
    )


def _weighted_median(values: NDArray[np.float64], weights: NDArray[np.float64]) -> float:
    import numpy as np

    order = np.argsort(values)
    total = np.cumsum(weights[order])
    return float(values[order][np.searchsorted(total, total[-1] / 2)])
