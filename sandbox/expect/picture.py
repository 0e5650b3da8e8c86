"""Assertions about what the screen shows, from captured pictures: regions' colours, the trail, and the two witnesses."""

from __future__ import annotations

import math
from typing import Any

from sandbox.expect.result import Result
from sandbox.scene.regions import RegionColours
from sandbox.scene.trail import TrailCurve
from sandbox.scene.witness import Agreement

__all__ = ["expect_own_colour", "expect_trail", "expect_witnesses_agree"]

MIN_CERTAIN_PX = 150  # fewer certain pixels in a picture say nothing


def expect_own_colour(colours: RegionColours | None, *, visible: float, invisible: float) -> Result:
    """The overlap's colour lies at least `visible` (OKLab distance) from both polygons' insides and from the outside.

    Below `invisible` it fails; between the two nobody can be sure. Medians over the pictures in which a part is free to see.
    """
    import numpy as np

    expected = f"the overlap differs from both insides and the background by ≥ {visible:g} (OKLab)"
    if colours is None:
        return Result.undecided(expected, "no captured picture shows both polygons")
    contrasts: dict[str, float] = {}
    for part, word in (("first", "left"), ("second", "right"), ("outside", "background")):
        values = colours.contrast("overlap", part)
        values = values[np.isfinite(values)]
        if len(values):
            contrasts[word] = float(np.median(values))
    if not contrasts:
        return Result.undecided(expected, "the overlap is never free enough of ball, trail and lines to be read")
    word, least = min(contrasts.items(), key=lambda c: c[1])
    good = True if least >= visible else False if least < invisible else None
    text = ", ".join(f"{w} {v:.3f}" for w, v in contrasts.items())
    rounded = {w: round(v, 4) for w, v in contrasts.items()}
    return Result.judged(good, expected, f"distances: {text}", nearest=word, contrasts=rounded)


def expect_trail(curve: TrailCurve | None, *, visible: float, faded: float, gone: float, gone_after_s: float) -> Result:
    """Past places are seen (contrast ≥ `visible`), older ones less than `faded` of the newest, and in the end (by
    `gone_after_s`) less than `gone` of it."""
    import numpy as np

    expected = "past positions visible, older ones fainter or smaller, and gone in the end"
    if curve is None:
        return Result.undecided(expected, "no captured picture shows polygons and ball")
    known = np.isfinite(curve.strength)
    if known.sum() < 4:
        return Result.undecided(expected, "the ball's past places are never free enough to be read")
    lags, strength = curve.lags_s[known], curve.strength[known]
    peak_at = int(np.argmax(strength[: max(3, len(strength) // 2)]))
    peak = float(strength[peak_at])
    floor = max(visible, 1.5 * curve.noise)
    numbers: dict[str, Any] = {"lags_s": [round(float(v), 2) for v in lags], "contrast": [round(float(v), 4) for v in strength]}
    if peak < floor and curve.fresh >= max(2 * visible, floor):
        text = f"contrast {curve.fresh:.2f} right behind the ball, gone within {lags[0]:.2f} s"
        return Result.judged(True, expected, text, **numbers)
    if peak < floor:
        certain = peak < 0.5 * visible and curve.noise < visible and not curve.fresh >= visible
        return Result.judged(False if certain else None, expected, f"no trail: contrast {peak:.3f}", **numbers)
    after = strength[peak_at:] / peak
    after_lags = lags[peak_at:]
    below = np.nonzero(after < gone)[0]
    end_s = float(after_lags[below[0]]) if len(below) else math.inf
    last = float(after[-1])
    if not len(below) or float(after[below[0] :].max()) > 2 * gone:
        late = after_lags[-1] >= gone_after_s
        text = f"still at {last:.0%} of its contrast after {after_lags[-1]:.1f} s"
        if last < gone:
            good: bool | None = True
        else:
            good = False if late and last > 1.5 * gone else None
        if not good:
            return Result.judged(good, expected, text, score=0.5, **numbers)
    span = after[: int(below[0]) + 1] if len(below) else after
    span_lags = after_lags[: len(span)]
    middle = span[(span_lags > 0.35 * end_s) & (span_lags < 0.9 * end_s)] if math.isfinite(end_s) else span[1:]
    fades = bool(len(middle)) and float(np.median(middle)) < faded
    text = f"contrast {peak:.2f} when {lags[peak_at]:.2f} s old, gone after {end_s:.1f} s"
    if len(middle):
        text += f", {float(np.median(middle)):.0%} of it on the way"
    return Result.judged(fades or not len(middle), expected, text, score=0.6, **numbers)


def expect_witnesses_agree(agreement: Agreement | None, *, wrong_share: float, subject_share: float, pictures: int) -> Result:
    """Captured pixels are what the recorded shapes say: at most `wrong_share` of the certain pixels differ in a picture, and
    at most `subject_share` of the ball's."""
    import numpy as np

    expected = f"recorded shapes and captured pixels agree (≤ {wrong_share:.0%} of the certain pixels differ)"
    if agreement is None:
        return Result.undecided(expected, "nothing was captured to compare with")
    enough = agreement.certain >= MIN_CERTAIN_PX
    if not enough.any():
        return Result.undecided(expected, "the shapes leave no pixel's colour certain")
    wrong = agreement.wrong[enough]
    subject = agreement.subject[np.isfinite(agreement.subject)]
    bad = (wrong > wrong_share).sum() + (subject > subject_share).sum()
    worst = float(wrong.max())
    ball = f", of the ball's {float(subject.max()):.1%}" if len(subject) else ""
    text = f"{len(wrong)} pictures compared, at most {worst:.2%} of pixels differ{ball}"
    at = float(agreement.times_s[enough][int(np.argmax(wrong))]) if bad else None
    good = True if not bad else False if bad >= pictures else None
    return Result.judged(good, expected, text, time_s=at, pictures=len(wrong), worst_share=round(worst, 5))
