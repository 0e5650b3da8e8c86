"""Assertions about what the screen shows, from captured pictures: regions' colours, the trail, and the two witnesses."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from sandbox.expect.result import Result
from sandbox.scene.marks import TrailMarks
from sandbox.scene.regions import RegionColours
from sandbox.scene.trail import TrailCurve
from sandbox.scene.witness import Agreement

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["expect_own_colour", "expect_trail", "expect_witnesses_agree"]

GROWING = 1.25  # times the marks of the first half
MIN_MIDDLE_LAGS = 3
CLEARLY = 1.2  # times `gone`: between the two nobody can be sure
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


def expect_trail(
    curve: TrailCurve | None,
    marks: TrailMarks | None,
    *,
    visible: float,
    faded: float,
    unfaded: float,
    gone: float,
    gone_after_s: float,
) -> Result:
    """Past places are seen (contrast ≥ `visible`), older ones less than `faded` of the newest, and in the end (by
    `gone_after_s`) less than `gone` of it. Above `unfaded` of the newest they are certainly not fainter.

    The pixels say whether there is a trail at all. How it changes with age is read from its marks where it has any.
    """
    expected = "past positions visible, older ones fainter or smaller, and gone in the end"
    if marks is not None and marks.ink >= visible and (curve is None or max(curve.peak, curve.fresh) >= visible):
        return _marks_fade(marks, expected, faded=faded, unfaded=unfaded, gone_after_s=gone_after_s)
    if curve is None:
        return Result.undecided(expected, "no captured picture shows polygons and ball")
    return _pixels_fade(curve, expected, visible=visible, faded=faded, gone=gone, gone_after_s=gone_after_s)


def _marks_fade(marks: TrailMarks, expected: str, *, faded: float, unfaded: float, gone_after_s: float) -> Result:
    import numpy as np

    fading = float(np.nanmedian(marks.fading)) if np.isfinite(marks.fading).any() else math.nan
    oldest = float(np.median(marks.oldest_s))
    early, late = (float(np.median(part)) for part in np.array_split(marks.counts, 2))
    numbers: dict[str, Any] = {"marks": late, "oldest_s": round(oldest, 2), "old_over_young": round(fading, 3)}
    text = f"{late:.0f} marks up to {oldest:.1f} s old, the old ones with {fading:.0%} of the young ones' ink"
    if oldest > gone_after_s and late > GROWING * early:
        return Result.judged(False, expected, f"{text}; from {early:.0f} marks it grows and grows", score=0.5, **numbers)
    if math.isnan(fading):
        return Result.undecided(expected, f"{late:.0f} marks, none of them old enough to compare", **numbers)
    good = True if fading < faded else False if fading > unfaded else None
    return Result.judged(good, expected, text, score=0.6, **numbers)


def _pixels_fade(
    curve: TrailCurve, expected: str, *, visible: float, faded: float, gone: float, gone_after_s: float
) -> Result:
    import numpy as np

    known = np.isfinite(curve.strength)
    floor = max(visible, 1.5 * curve.noise)
    if known.sum() < 4:
        return Result.undecided(expected, "the ball's past places are never free enough to be read")
    lags, strength = curve.lags_s[known], curve.strength[known]
    peak_at = int(np.argmax(strength[: max(3, len(strength) // 2)]))
    peak = float(strength[peak_at])
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
            good = False if late and last > CLEARLY * gone else None
        if not good:
            return Result.judged(good, expected, text, score=0.5, **numbers)
    span = after[: int(below[0]) + 1] if len(below) else after
    span_lags = after_lags[: len(span)]
    middle = span[(span_lags > 0.35 * end_s) & (span_lags < 0.9 * end_s)] if math.isfinite(end_s) else span[1:]
    fades = float(np.median(middle)) < faded if len(middle) else True
    text = f"contrast {peak:.2f} when {lags[peak_at]:.2f} s old, gone after {end_s:.1f} s"
    if len(middle):
        text += f", {float(np.median(middle)):.0%} of it on the way"
    # So few lags between the peak and the end may all be hidden under the newest part of the trail.
    faint: bool | None = True if fades else False if len(middle) >= MIN_MIDDLE_LAGS else None
    return Result.judged(faint, expected, text, score=0.6, **numbers)


def expect_witnesses_agree(
    agreement: Agreement | None,
    *,
    wrong_share: float,
    subject_share: float,
    blob_share: float,
    entity_share: float,
    entity_missing: float,
    pictures: int,
) -> Result:
    """Captured pixels are what the recorded shapes say: at most `wrong_share` of the certain pixels differ in a picture, at
    most `subject_share` of the ball's, and no patch of `blob_share` of the ball's area.

    The entities must be seen: `entity_share` of the ball's core and of the lines in their colours, where no pixel is certain.
    Below `entity_missing` in most pictures they are certainly not where they were recorded.
    """
    import numpy as np

    expected = f"recorded shapes and captured pixels agree (≤ {wrong_share:.0%} of the certain pixels differ)"
    if agreement is None:
        return Result.undecided(expected, "nothing was captured to compare with")
    missing = [
        name
        for name, shares in (("ball", agreement.ball), ("polygons' lines", agreement.lines))
        if np.isfinite(shares).sum() >= pictures and float((shares[np.isfinite(shares)] < entity_missing).mean()) > 0.5
    ]
    if missing:
        at = float(agreement.times_s[0])
        return Result.judged(False, expected, f"the pictures do not show the {missing[0]} where recorded", time_s=at)
    enough = agreement.certain >= MIN_CERTAIN_PX
    ball, lines = _middle(agreement.ball), _middle(agreement.lines - np.nan_to_num(agreement.beside))
    entities = f"the ball's colour in {ball:.0%} of its place, the lines' in {_middle(agreement.lines):.0%} of theirs"
    numbers = {"ball_share": round(ball, 3), "lines_share": round(lines, 3)} if math.isfinite(ball + lines) else {}
    if not enough.any():
        seen = ball >= entity_share and lines >= entity_share / 2
        words = f"{entities}; no pixel's colour is certain from the shapes alone"
        return Result.judged(True if seen else None, expected, words, **numbers)
    wrong = agreement.wrong[enough]
    subject = agreement.subject[np.isfinite(agreement.subject)]
    blob = agreement.blob[np.isfinite(agreement.blob)]
    bad = (wrong > wrong_share).sum() + (subject > subject_share).sum() + (blob > blob_share).sum()
    worst = float(wrong.max())
    of_ball = f", of the ball's {float(subject.max()):.1%}" if len(subject) else ""
    text = f"{len(wrong)} pictures compared, at most {worst:.2%} of pixels differ{of_ball}"
    if len(blob) and blob.max() > blob_share:
        text += f"; a patch of {float(blob.max()):.1f} × the ball's area that nothing recorded explains"
    when = float(agreement.times_s[enough][int(np.argmax(wrong))]) if bad else None
    good = True if not bad else False if bad >= pictures else None
    return Result.judged(good, expected, text, time_s=when, pictures=len(wrong), worst_share=round(worst, 5), **numbers)


def _middle(values: NDArray[np.float64]) -> float:
    import numpy as np

    known = values[np.isfinite(values)]
    return float(np.median(known)) if len(known) else math.nan
