"""Assertions about a ball as it is drawn, and where it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.expect.result import Result
from sandbox.scene.ball import BallTrack
from sandbox.scene.colours import is_named, name_of
from sandbox.scene.overlap import Overlap

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["ExpectBall", "clearance"]


def clearance(ball: BallTrack, overlap: Overlap) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.int64]]:
    """For the frames that show both: times (m,) s, px from the ball's edge to the region's border (m,), index in the track.

    Negative where the edge is past the border; minus the radius or less where the centre is.
    """
    import numpy as np

    _, mine, theirs = np.intersect1d(ball.frames, overlap.frames, assume_unique=True, return_indices=True)
    whole = Overlap(
        overlap.frames[theirs], overlap.times_s[theirs], overlap.regions[theirs], overlap.first[theirs], overlap.second[theirs]
    )
    return ball.times_s[mine], whole.depth(ball.xy[mine]) - ball.radius, mine


class ExpectBall:
    """Made by `expect(ball)`."""

    def __init__(self, ball: BallTrack) -> None:
        self._ball = ball

    def to_be_coloured(self, colour: str) -> Result:
        """The commonest colour of its disc has that name to a person's eye."""
        ball = self._ball
        return Result.judged(
            is_named(ball.colour, colour), f"a {colour} ball", name_of(ball.colour), colour=f"#{ball.colour:06x}"
        )

    def to_be_one_solid_disc(self, *, in_share: float, radius_within: float, rounding_px: float) -> Result:
        """Seen filled in `in_share` of all frames, no second equal disc, radius constant in 95 % of frames."""
        import numpy as np

        ball = self._ball
        low, high = np.percentile(ball.radii, [2.5, 97.5])
        change = float(high - low)
        allowed = max(rounding_px, radius_within * ball.radius)
        seen = ball.coverage * ball.solid
        one = ball.rivals <= 0.2
        good = seen >= in_share and one and change <= allowed
        words = [f"seen in {ball.coverage:.1%} of frames", f"radius {ball.radius:.1f} px ± {change / 2:.1f}"]
        if not one:
            words.append(f"a second ball in {ball.rivals:.0%} of frames")
        if ball.solid < in_share:
            words.append(f"solid in {ball.solid:.0%}")
        return Result.judged(
            good,
            f"one solid disc of constant radius (± {allowed / 2:.1f} px) in ≥ {in_share:.0%} of frames",
            ", ".join(words),
            score=0.5 * seen,
            radius_px=round(ball.radius, 2),
            radius_change_px=round(change, 2),
        )

    def to_start_at(self, places: list[tuple[float, float]], *, within_px: float) -> Result:
        """First seen within `within_px` of one of `places` (px)."""
        import numpy as np

        ball = self._ball
        x, y = (float(v) for v in ball.xy[0])
        off = min(float(np.hypot(x - px, y - py)) for px, py in places)
        return Result.judged(
            off <= within_px,
            f"first shown within {within_px:.0f} px of the centre",
            f"first shown {off:.1f} px away, at ({x:.0f}, {y:.0f})",
            time_s=float(ball.times_s[0]),
            start_distance_px=round(off, 2),
        )

    def to_stay_inside(self, overlap: Overlap, *, past_wall_px: float, in_share: float) -> Result:
        """In every frame the centre is inside the region and the edge passes its border by at most `past_wall_px`.

        Undecided for a ball that is inside wherever it is seen, but seen in less than `in_share` of all frames: it may be
        hidden while it is outside.
        """
        import numpy as np

        times, gap, _ = clearance(self._ball, overlap)
        expected = f"inside in every frame, edge past a wall by ≤ {past_wall_px:.1f} px"
        if len(times) < 30:
            return Result.undecided(expected, f"ball and region are seen together in {len(times)} frames only")
        gap = np.where(np.isnan(gap), -1e6, gap)
        out = gap < -past_wall_px
        count = int(out.sum())
        worst = int(np.argmin(gap))
        past = -float(gap[worst])
        if not count and self._ball.coverage < in_share:
            seen = f"inside wherever it is seen, but it is seen in {self._ball.coverage:.1%} of frames only"
            return Result.undecided(expected, seen)
        if not count:
            text = f"inside in all {len(times)} frames, edge past a wall by {max(0.0, past):.1f} px at most"
        else:
            outside = int((gap < -self._ball.radius).sum())
            where = f"{past:.1f} px past the wall at {times[worst]:.2f} s" if past < 1e5 else "there is no overlap at all"
            text = f"{count} of {len(times)} frames past the wall, centre outside in {outside}; worst {where}"
        share = 1 - count / len(times)
        return Result.judged(
            count == 0,
            expected,
            text,
            score=max(0.0, 1 - 10 * (1 - share)) * 0.5,
            time_s=float(times[int(np.argmax(out))]) if count else None,
            frames_outside=count,
            frames=len(times),
            worst_px=round(min(past, 1e6), 2),
            worst_s=round(float(times[worst]), 3),
        )
