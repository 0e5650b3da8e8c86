"""Assertions about one polygon, and about two of them together."""

from __future__ import annotations

from sandbox.expect.result import Result
from sandbox.scene.colours import is_named, name_of
from sandbox.scene.polygons import PolygonTrack

__all__ = ["ExpectPolygon"]

WORDS = {3: "triangle", 4: "quadrilateral", 5: "pentagon", 6: "hexagon", 7: "heptagon", 8: "octagon"}


class ExpectPolygon:
    """Made by `expect(track)`."""

    def __init__(self, track: PolygonTrack) -> None:
        self._track = track

    def to_be_regular(self, sides: int, *, within: float, rounding_px: float, in_share: float) -> Result:
        """`sides` corners, and in `in_share` of all frames the sides and the corners' distances from the centre differ by at
        most `within` of their mean (or `rounding_px`, which programs that draw in whole pixels need)."""
        import numpy as np

        track = self._track
        expected = f"regular {_word(sides)}, sides within {within:.0%}, in ≥ {in_share:.0%} of frames"
        if track.sides != sides:
            return Result.judged(False, expected, f"a {_word(track.sides)}", sides=track.sides)
        mean_side = track.radii * 2 * np.sin(np.pi / sides)
        allowed = np.maximum(within, rounding_px / np.maximum(mean_side, 1e-9))
        spread = np.maximum(track.side_spread, track.corner_spread)
        good = spread <= allowed
        share = float(good.sum()) / max(1, track.total)
        off = np.nonzero(~good)[0]
        worst = float(np.percentile(spread, 95))
        text = f"{share:.1%} of frames, spread {float(np.median(spread)):.1%} (95th percentile {worst:.1%})"
        at = float(track.times_s[off[0]]) if len(off) and share < in_share else None
        return Result.judged(share >= in_share, expected, text, score=share, time_s=at, regular_share=share, spread=worst)

    def to_stand_still(self, *, within: float) -> Result:
        """The centre stays within `within` of the radius of its median place in 99 % of frames."""
        import numpy as np

        track = self._track
        off = np.hypot(*(track.centres - np.asarray(track.centre)).T) / track.radius
        far = float(np.percentile(off, 99))
        at = float(track.times_s[int(np.argmax(off))]) if far > within else None
        return Result.judged(
            far <= within,
            f"centre still within {within:.0%} of the radius",
            f"centre moves by {far:.1%} of the radius",
            time_s=at,
            centre_travel=far,
        )

    def to_have_the_size_of(self, other: PolygonTrack, *, within: float) -> Result:
        """Both circumradii, and each over time, differ by at most `within`."""
        import numpy as np

        track = self._track
        a, b = track.radius, other.radius
        between = abs(a - b) / max(a, b)
        swing = max(
            float(np.subtract(*np.percentile(t.radii, [98, 2]))) / t.radius - 1.5 / t.radius for t in (track, other)
        )
        worst = max(between, swing)
        return Result.judged(
            worst <= within,
            f"equal radii within {within:.0%}",
            f"radii {a:.1f} and {b:.1f} px ({between:.1%} apart, {max(0.0, swing):.1%} over time)",
            radii=[round(a, 2), round(b, 2)],
        )

    def to_be_drawn_in(self, colour: str, *, in_share: float = 0.9) -> Result:
        """Its lines have that colour to a person's eye in `in_share` of its frames; what some would say is undecided."""
        track = self._track
        total = sum(track.colours.values())
        sure = sum(n for c, n in track.colours.items() if is_named(c, colour)) / total
        perhaps = sum(n for c, n in track.colours.items() if is_named(c, colour) is not False) / total
        good = True if sure >= in_share else None if perhaps >= in_share else False
        return Result.judged(good, f"lines in {colour}", name_of(track.colour), colour=f"#{track.colour:06x}")

    def to_rotate(self, direction: str, *, rms_deg: float, at_least_deg_s: float, at_most_deg_s: float) -> Result:
        """`direction` is "counter-clockwise" or "clockwise", as seen; constant: `rms_deg` from a straight line over time."""
        import numpy as np

        track = self._track
        expected = f"{direction}, {at_least_deg_s:g}…{at_most_deg_s:g} °/s, within {rms_deg:g}° rms of constant"
        if len(track.frames) < 10:
            return Result.undecided(expected, f"seen in {len(track.frames)} frames only")
        speed = track.speed_deg_s
        rest = track.turn_residual_deg
        rms = float(np.sqrt((rest**2).mean()))
        seen = "counter-clockwise" if speed > 0 else "clockwise"
        fast = at_least_deg_s <= abs(speed) <= at_most_deg_s
        text = f"{seen} {abs(speed):.1f} °/s, {rms:.2f}° rms" if abs(speed) >= 0.05 else f"does not turn ({rms:.2f}° rms)"
        good = seen == direction and fast and rms <= rms_deg
        at = None
        if rms > rms_deg:
            at = float(track.times_s[int(np.argmax(np.abs(rest) > rms_deg))])
        elif not good:
            at = float(track.times_s[0])
        return Result.judged(good, expected, text, time_s=at, speed_deg_s=round(speed, 3), rms_deg=round(rms, 3))


def _word(sides: int) -> str:
    return WORDS.get(sides, f"{sides}-gon")
