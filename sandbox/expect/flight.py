"""Assertions about a ball's movement: free fall, bounces off moving walls, and whether it goes on."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from sandbox.expect.result import Result
from sandbox.scene.flight import BallFlight
from sandbox.scene.prediction import Prediction

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["ExpectFlight"]

LONG_FLIGHT_FRAMES = 8
MIN_LONG_FLIGHTS = 4
OPENING_S = 1.0
STUCK_SHARE = 0.03  # of the frames after the first contact, free of walls
STRONG_SIGMAS, STRONG_AGREE = 4.0, 0.8  # of a prediction that settles what a slope alone leaves open
MIN_EXITS = 3  # leaving a polygon so often, and more often than bouncing off it, is no accident


class ExpectFlight:
    """Made by `expect(scene.flight(ball, *walls))`."""

    def __init__(self, flight: BallFlight) -> None:
        self._flight = flight

    def to_fall_under_gravity(
        self, *, at_least_px_s2: float, sideways_share: float, spread_share: float, free_share: float
    ) -> Result:
        """Between contacts a parabola: constant downward acceleration ≥ `at_least_px_s2`, at most `sideways_share` of it
        sideways, differing between flights by at most `spread_share` (interquartile, beyond noise). Linear air drag is fitted
        and allowed. At least `free_share` of the time must be spent in flights long enough to be measured."""
        expected = f"parabolas with constant acceleration downwards (≥ {at_least_px_s2:g} px/s²)"
        path = self._flight.path
        if path is None:
            return Result.undecided(expected, "the ball was seen too briefly")
        free = path.free
        long = [f for f in path.flights if f.count >= LONG_FLIGHT_FRAMES]
        share = sum(f.count for f in long) / len(path.t)
        if len(long) < MIN_LONG_FLIGHTS and share < free_share:
            return Result.undecided(expected, f"only {len(long)} flights are long enough to be measured")
        sure_down = free.ay - 4 * free.ay_error
        good_down = free.ay >= at_least_px_s2 and sure_down > 0
        sideways = abs(free.ax) <= sideways_share * abs(free.ay) + 4 * free.ax_error + 1.0
        constant = free.spread <= spread_share * abs(free.ay) or free.spread <= at_least_px_s2
        text = f"{_signed(free.ay)} px/s² down, {_signed(free.ax)} sideways, spread {free.spread:.0f}"
        if free.drag:
            text += f", air drag {free.drag:.2f} /s"
        text += f", over {len(long)} flights"
        good: bool | None = good_down and sideways and constant and share >= free_share
        if not good and good_down and sideways and (constant or free.spread <= 1.5 * spread_share * abs(free.ay)):
            good = None
        numbers = {"gravity_px_s2": round(free.ay, 2), "sideways_px_s2": round(free.ax, 2), "drag_per_s": round(free.drag, 4)}
        return Result.judged(good, expected, text, **numbers)

    def _natural_speed(self) -> float:
        """px/s that a fall through the height of its path, and the fastest corner of a wall, can give; 0 if not known."""
        import numpy as np

        path, walls = self._flight.path, self._flight.walls
        if path is None or not walls or path.free.ay <= 0:
            return 0.0
        height = min(float(np.ptp(self._flight.ball.xy[:, 1])), 2 * max(w.radius for w in walls))
        corner = max(math.radians(abs(w.speed_deg_s)) * w.radius for w in walls)
        return math.sqrt(2 * path.free.ay * height + corner**2)

    def to_bounce_off_walls(
        self,
        *,
        at_least: int,
        at_wall_share: float,
        reach: float,
        reach_px: float,
        reversed_share: float,
        restitution: tuple[float, float],
        miss_share: float,
        gap_times_s: NDArray[np.float64],
        gaps_px: NDArray[np.float64],
    ) -> Result:
        """At least so many bounces, off every polygon; jumps happen at walls; the normal velocity relative to the moving
        wall turns round; the median restitution lies in the range. A ball that stays on the walls from its first contact on
        bounces nowhere. `gaps_px` are px from its edge to the nearest wall at `gap_times_s`.

        At a wall is a gap of at most `reach` radii + `reach_px` between edge and wall. Second witness: what passes by these
        formulas is undecided where the velocities that pymunk predicts miss by `miss_share` of the jump or more, in the median.
        """
        import numpy as np

        flight = self._flight
        low, high = restitution
        expected = (
            f"≥ {at_least} bounces, off both; ≥ {at_wall_share:.0%} of jumps at a wall; restitution {low:g}…{high:g}"
        )
        if flight.path is None:
            return Result.undecided(expected, "the ball was seen too briefly")
        within_px = reach * flight.ball.radius + reach_px
        at_wall, jumps = flight.at_walls(within_px), flight.contacts
        if not jumps:
            return Result.judged(False, expected, "no bounce at all", bounces=0)
        per_polygon = [sum(c.polygon == i for c in at_wall) for i in range(len(flight.walls))]
        share = len(at_wall) / len(jumps)
        bounces = [c for c in at_wall if c.approach > c.least_approach]
        turned = sum(c.leave > -c.least_approach for c in bounces) / max(1, len(bounces))
        values = [c.restitution for c in at_wall if c.clean and c.restitution is not None]
        median = float(np.median(values)) if len(values) >= 3 else math.nan
        text = f"{len(at_wall)} at walls ({' + '.join(map(str, per_polygon))}) of {len(jumps)} jumps"
        text += f", restitution {median:.2f}" if not math.isnan(median) else ", restitution not measurable"
        stray = next((c for c in jumps if c not in at_wall), None) if share < at_wall_share else None
        through = [e >= MIN_EXITS and e > n for e, n in zip(flight.exits, per_polygon, strict=False)]
        enough = len(at_wall) >= at_least and min(per_polygon) >= 1 and not any(through)
        good: bool | None = enough and share >= at_wall_share and turned >= reversed_share
        if good and math.isnan(median):
            good = None
        elif good:
            good = low <= median <= high
        prediction = flight.prediction(within_px)
        contradicted = prediction is not None and prediction.median_miss >= miss_share
        if good and contradicted:
            good = None
        later = gaps_px[gap_times_s > jumps[0].time_s + 1.0]
        free = float((later > _touch_px(flight.ball.radius)).mean()) if len(later) else 1.0
        if free < STUCK_SHARE:
            good = False
            text += f"; free of the walls in {free:.1%} of the frames after the first"
        if stray is not None:
            text += f"; {len(jumps) - len(at_wall)} away from any wall, first {stray.gap:.0f} px off"
        if any(through):
            text += f"; it passes through the walls of one polygon {max(flight.exits)} times"
        if turned < reversed_share:
            text += f"; normal velocity turns round in {turned:.0%} only"
        text += _predicted(prediction, contradicted)
        result = Result.judged(
            good,
            expected,
            text,
            score=0.5 * share * min(1.0, len(at_wall) / at_least),
            time_s=stray.time_s if stray else None,
            bounces=len(at_wall),
            jumps=len(jumps),
            per_polygon=per_polygon,
            restitution=None if math.isnan(median) else round(median, 3),
        )
        return replace(result, evidence={**result.evidence, **_normal_numbers(prediction)})

    def to_take_push_from_walls(
        self, *, reach: float, reach_px: float, significance: float, negligible: float, miss_share: float
    ) -> Result:
        """The tangential velocity change follows the wall's own tangential motion: in Δv_t = a·w_t - b·v_t over all clean
        bounces (w_t the wall's, v_t the ball's tangential velocity), a is positive beyond `significance` standard errors.

        A static reflection has a = 0, with or without damping b. It fails where a is certainly below `negligible`.

        Second witness: pymunk predicts the outcomes with walls that move, and with walls that stand still. Where it misses by
        `miss_share` of the jump, a slope that passes is undecided. Where nearly all outcomes are predicted, and the tangential
        ones clearly better by walls that move, an undecided slope passes and one that fails is undecided: a ball's spin, which
        is not seen, spoils the slope at slow walls.
        """
        import numpy as np

        expected = "tangential velocity follows the moving wall (positive slope)"
        within_px = reach * self._flight.ball.radius + reach_px
        clean = [c for c in self._flight.at_walls(within_px) if c.clean]
        if len(clean) < 6:
            return Result.undecided(expected, f"only {len(clean)} clean bounces to measure it from")
        design = np.array([[c.wall_tangential, -c.tangential] for c in clean])
        target = np.array([c.push for c in clean])
        weight = 1 / np.array([max(c.error, 1.0) for c in clean])
        slope, error = _robust_slope(design, target, weight)
        text = f"slope {slope:+.3f} ± {error:.3f} over {len(clean)} bounces"
        good: bool | None = slope > significance * error and slope > negligible
        if not good:
            good = False if slope + significance * error < negligible or (slope <= negligible and error < negligible) else None
        prediction = self._flight.prediction(within_px)
        contradicted = prediction is not None and prediction.median_miss >= miss_share
        strong = (
            prediction is not None and prediction.agree_share >= STRONG_AGREE and prediction.motion_sigmas >= STRONG_SIGMAS
        )
        if good and contradicted:
            good = None
        elif not good and strong:
            good = True if good is None else None
        text += _predicted(prediction, contradicted)
        numbers = {"slope": round(slope, 4), "slope_error": round(error, 4), "bounces": len(clean)}
        result = Result.judged(good, expected, text, **numbers)
        return replace(result, evidence={**result.evidence, **_tangential_numbers(prediction)})

    def to_keep_moving(
        self,
        duration_s: float,
        gap_times_s: NDArray[np.float64],
        gaps_px: NDArray[np.float64],
        *,
        every_s: float,
        flying_share: float,
        slowest: float,
        fastest: float,
        beyond_fall: float,
        grown: float,
    ) -> Result:
        """In every window of `every_s` seconds of the second half it moves, touches a wall and flies freely in at least
        `flying_share` of the frames; its rms speed stays between `slowest` and `fastest` times that of the first half.

        A speed that grew before that, up to some cap, shows by being both more than `beyond_fall` times what falling through
        the region and the walls' own speed can give, sqrt(2 g h + w²), and `grown` times that of the first second.
        """
        import numpy as np

        flight = self._flight
        expected = f"in every {every_s:g} s of the second half it moves, touches a wall and flies; speed neither dies nor grows"
        ball = flight.ball
        if flight.path is None or duration_s < 2 * every_s:
            return Result.undecided(expected, "the run is too short")
        speed_t, speed = _speeds(ball.times_s, ball.xy)
        gap_t, gap = gap_times_s, gaps_px
        touch = _touch_px(ball.radius)
        contact_t = np.asarray([c.time_s for c in flight.contacts])
        first = speed[speed_t < duration_s / 2]
        reference = _rms(first)
        start, rows = duration_s / 2, []
        while start + every_s <= duration_s + 0.5:
            end = start + every_s
            here = speed[(speed_t >= start) & (speed_t < end)]
            near = gap[(gap_t >= start) & (gap_t < end)]
            hits = int(((contact_t >= start) & (contact_t < end)).sum()) + int((near <= touch).sum() > 0)
            rms = _rms(here)
            flying = float((near > touch).mean()) if len(near) else 0.0
            rows.append((start, rms, hits, flying))
            start = end
        if not rows:
            return Result.undecided(expected, "the run is too short")
        moving = 0.05 * ball.radius
        natural, opening = self._natural_speed(), _rms(speed[speed_t < OPENING_S])
        for start, rms, hits, flying in rows:
            why = ""
            if rms <= moving:
                why = f"stands still from {start:.0f} s on"
            elif not hits:
                why = f"touches no wall in {start:.0f}…{start + every_s:.0f} s"
            elif flying < flying_share:
                why = f"rests on a wall in {1 - flying:.0%} of {start:.0f}…{start + every_s:.0f} s"
            elif rms < slowest * reference:
                why = f"slows down to {rms:.0f} px/s from {reference:.0f} px/s"
            elif rms > fastest * reference:
                why = f"speeds up to {rms:.0f} px/s from {reference:.0f} px/s"
            elif natural and rms > beyond_fall * natural and rms > grown * opening:
                why = f"has sped up to {rms:.0f} px/s from {opening:.0f} px/s; falling gives {natural:.0f} px/s"
            if why:
                return Result.judged(False, expected, why, time_s=start, speeds_px_s=[round(r[1], 1) for r in rows])
        later = [r[1] for r in rows]
        text = f"rms speed {reference:.0f} px/s in the first half, {min(later):.0f}…{max(later):.0f} after"
        return Result.judged(True, expected, text, speeds_px_s=[round(r[1], 1) for r in rows])


def _predicted(prediction: Prediction | None, contradicted: bool) -> str:
    if prediction is None:
        return ""
    text = f"; pymunk predicts {prediction.agree_share:.0%} of {len(prediction.contacts)} outcomes"
    return text + f", and misses by {prediction.median_miss:.0%} of a jump" if contradicted else text


def _normal_numbers(prediction: Prediction | None) -> dict[str, object]:
    """What pymunk makes of normal velocities, for the evidence: medians in px/s over the contacts that were predicted."""
    if prediction is None:
        return {}
    predicted, seen = prediction.inward_px_s
    return {
        "pymunk_contacts": len(prediction.contacts),
        "pymunk_agree_share": round(prediction.agree_share, 3),
        "pymunk_miss_share": round(prediction.median_miss, 4),
        "leave_predicted_px_s": round(predicted, 1),
        "leave_seen_px_s": round(seen, 1),
        "fitted_restitution": round(prediction.law.restitution, 3),
        "fitted_least_px_s": round(prediction.law.least_px_s, 1),
    }


def _tangential_numbers(prediction: Prediction | None) -> dict[str, object]:
    """What it makes of tangential velocities."""
    if prediction is None:
        return {}
    (predicted, seen), (moving, still) = prediction.push_px_s, prediction.motion
    return {
        "pymunk_contacts": len(prediction.contacts),
        "pymunk_agree_share": round(prediction.agree_share, 3),
        "pymunk_miss_share": round(prediction.median_miss, 4),
        "push_predicted_px_s": round(predicted, 1),
        "push_seen_px_s": round(seen, 1),
        "better_with_moving_walls": moving,
        "better_with_still_walls": still,
        "fitted_grip": round(prediction.law.grip, 3),
        "fitted_friction": prediction.law.friction,
        "fitted_spin": prediction.law.spins,
    }


def _rms(values: NDArray[np.float64]) -> float:
    return math.sqrt(float((values**2).mean())) if len(values) else 0.0


def _touch_px(radius: float) -> float:
    """A gap up to which the ball is on a wall: whole pixels and lines hide the rest."""
    return max(2.0, 0.15 * radius)


def _signed(value: float) -> str:
    return f"{value:+.0f}"


def _speeds(t: NDArray[np.float64], xy: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """(times s, speeds px/s) over a few frames each, so that rounding to whole pixels does not count as movement."""
    import numpy as np

    step = 3
    if len(t) <= step:
        return np.zeros(0), np.zeros(0)
    dt = np.maximum(t[step:] - t[:-step], 1e-6)
    return (t[step:] + t[:-step]) / 2, np.hypot(*(xy[step:] - xy[:-step]).T) / dt


def _robust_slope(
    design: NDArray[np.float64], target: NDArray[np.float64], weight: NDArray[np.float64]
) -> tuple[float, float]:
    """(first coefficient, its standard error) by Huber-weighted least squares.

    P. J. Huber, "Robust estimation of a location parameter" (1964); tuning constant 1.345, scale from the median deviation.
    """
    import numpy as np

    w = weight.copy()
    solution: NDArray[np.float64] = np.zeros(2)
    scale = 1.0
    for _ in range(12):
        rows = design * w[:, None]
        solution = np.asarray(np.linalg.lstsq(rows, target * w, rcond=None)[0], float)
        rest = target - design @ solution
        scale = max(1.4826 * float(np.median(np.abs(rest))), 0.5)
        huber = np.minimum(1.0, 1.345 * scale / np.maximum(np.abs(rest), 1e-9))
        w = weight / weight.max() * np.sqrt(huber)
    rows = design * w[:, None]
    covariance = np.linalg.pinv(rows.T @ rows)
    rest = (target - design @ solution) * w
    variance = float((rest**2).sum()) / max(1.0, float((w**2).sum()) - 2)
    return float(solution[0]), math.sqrt(max(variance * float(covariance[0, 0]), 1e-12))
