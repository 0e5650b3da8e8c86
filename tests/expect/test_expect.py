"""What expectations say: the status, and the words with expected and actual."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sandbox.expect import all_of, expect, expect_own_colour, expect_trail, expect_witnesses_agree
from sandbox.expect.result import Result
from sandbox.finding import Status
from sandbox.scene import Agreement, BallFlight, TrailCurve, TrailMarks
from sandbox.scene.motion import fit_free_flight
from sandbox.scene.overlap import overlap_of
from tests.synthetic import BLUE, GREEN, ball_track, falling, polygon_track, times

T = times(4)
SPEED = {"rms_deg": 2.0, "at_least_deg_s": 2.0, "at_most_deg_s": 720.0}
FADING = {"visible": 0.012, "faded": 0.8, "unfaded": 0.93, "gone": 0.3, "gone_after_s": 6.0}
LAGS = np.array([0.1, 0.4, 0.6, 0.8, 1.0, 1.2, 8.0])


def said(result: Result) -> tuple[str, str]:
    return result.status.value, result.actual


def test_rotation() -> None:
    assert said(expect(polygon_track(T)).to_rotate("counter-clockwise", **SPEED)) == (
        "pass",
        "counter-clockwise 40.0 °/s, 0.00° rms",
    )
    wrong = expect(polygon_track(T)).to_rotate("clockwise", **SPEED)
    assert wrong.status is Status.FAIL and wrong.time_s == 0.0
    assert wrong.expected == "clockwise, 2…720 °/s, within 2° rms of constant"
    still = expect(polygon_track(T, ccw_deg_s=0)).to_rotate("clockwise", **SPEED)
    assert said(still) == ("fail", "does not turn (0.00° rms)")
    brief = expect(polygon_track(T[:5])).to_rotate("clockwise", **SPEED)
    assert said(brief) == ("undecided", "seen in 5 frames only")


def test_regular() -> None:
    shape = {"within": 0.02, "rounding_px": 2.5, "in_share": 0.95}
    assert expect(polygon_track(T)).to_be_regular(6, **shape).status is Status.PASS
    assert said(expect(polygon_track(T, sides=5)).to_be_regular(6, **shape)) == ("fail", "a pentagon")
    bent = polygon_track(T)
    bent.corners[:, 0] += 20
    assert expect(bent).to_be_regular(6, **shape).status is Status.FAIL
    rounded = polygon_track(T)
    rounded.corners[:] = np.round(rounded.corners)
    assert expect(rounded).to_be_regular(6, **shape).status is Status.PASS


def test_equal_size_and_still_centre() -> None:
    one = polygon_track(T)
    assert expect(one).to_have_the_size_of(polygon_track(T, radius=203), within=0.03).status is Status.PASS
    other = expect(one).to_have_the_size_of(polygon_track(T, radius=220), within=0.03)
    assert said(other) == ("fail", "radii 200.0 and 220.0 px (9.1% apart, 0.0% over time)")
    assert expect(one).to_stand_still(within=0.03).status is Status.PASS
    drifting = polygon_track(T)
    drifting.corners[:, :, 0] += 20 * T[:, None]
    assert expect(drifting).to_stand_still(within=0.03).status is Status.FAIL


@pytest.mark.parametrize(
    ("colour", "status"), [(BLUE, Status.PASS), (GREEN, Status.FAIL), (0xFFFFFF, Status.FAIL), (0x9040FF, Status.UNDECIDED)]
)
def test_line_colour(colour: int, status: Status) -> None:
    assert expect(polygon_track(T, colour=colour)).to_be_drawn_in("blue").status is status


def test_ball_leaves_for_one_frame() -> None:
    overlap = overlap_of(polygon_track(T), polygon_track(T, 460, ccw_deg_s=-40, colour=GREEN))
    assert overlap is not None
    xy = np.tile([380.0, 300.0], (len(T), 1))
    inside = expect(ball_track(T, xy)).to_stay_inside(overlap, past_wall_px=3.5, in_share=0.95)
    assert said(inside) == ("pass", "inside in all 240 frames, edge past a wall by 0.0 px at most")
    xy[120] = (700, 300)
    outside = expect(ball_track(T, xy)).to_stay_inside(overlap, past_wall_px=3.5, in_share=0.95)
    assert outside.status is Status.FAIL and outside.time_s == pytest.approx(2.0)
    assert outside.actual.startswith("1 of 240 frames past the wall, centre outside in 1;")


def test_a_ball_may_be_hidden_while_it_is_outside() -> None:
    overlap = overlap_of(polygon_track(T), polygon_track(T, 460, ccw_deg_s=-40, colour=GREEN))
    assert overlap is not None
    ball = replace(ball_track(T, np.tile([380.0, 300.0], (len(T), 1))), total=2 * len(T))
    hidden = expect(ball).to_stay_inside(overlap, past_wall_px=3.5, in_share=0.95)
    assert said(hidden) == ("undecided", "inside wherever it is seen, but it is seen in 50.0% of frames only")


def test_start() -> None:
    ball = expect(ball_track(T, np.tile([380.0, 300.0], (len(T), 1))))
    assert ball.to_start_at([(380, 310)], within_px=20).status is Status.PASS
    assert said(ball.to_start_at([(300, 300)], within_px=20)) == ("fail", "first shown 80.0 px away, at (380, 300)")


def test_gravity() -> None:
    bounds = {"at_least_px_s2": 15.0, "sideways_share": 0.2, "spread_share": 0.35, "free_share": 0.35}

    def flight(gravity: float) -> Result:
        t = times(8)
        xy = falling(t, gravity=gravity)
        return expect(BallFlight(ball_track(t, xy), (), fit_free_flight(t, xy), [])).to_fall_under_gravity(**bounds)

    assert flight(500).status is Status.PASS
    assert flight(0).status is Status.FAIL
    up = flight(-500)
    assert up.status is Status.FAIL and up.actual.startswith("-")
    short = expect(BallFlight(ball_track(T, falling(T)), (), None, [])).to_fall_under_gravity(**bounds)
    assert said(short) == ("undecided", "the ball was seen too briefly")


CURVES = {
    "fading": ([0.2, 0.15, 0.08, 0.01, 0, 0, 0], Status.PASS),
    "none": ([0.001, 0, 0, 0, 0, 0, 0], Status.FAIL),
    "endless": ([0.2, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2], Status.FAIL),
    "as strong until it vanishes": ([0.2, 0.2, 0.2, 0.2, 0.2, 0, 0], Status.FAIL),
}


@pytest.mark.parametrize(("strength", "status"), CURVES.values(), ids=CURVES)
def test_trail(strength: list[float], status: Status) -> None:
    values = np.array(strength)
    curve = TrailCurve(LAGS, values, values, np.full(7, 50), values[0], 0.001, 50)
    assert expect_trail(curve, None, **FADING).status is status


MARKS = {
    "fading": (0.3, 1, 0.2, Status.PASS, "30 marks up to 1.0 s old, the old ones with 30% of the young ones' ink"),
    "as strong as ever": (1.0, 1, 0.2, Status.FAIL, "30 marks up to 1.0 s old, the old ones with 100% of the young ones' ink"),
    "hardly fainter": (0.88, 1, 0.2, Status.UNDECIDED, "the old ones with 88% of the young ones' ink"),
    "endless": (0.3, 20, 0.2, Status.FAIL, "grows and grows"),
}


@pytest.mark.parametrize(("fading", "age", "ink", "status", "words"), MARKS.values(), ids=MARKS)
def test_trail_by_its_marks(fading: float, age: float, ink: float, status: Status, words: str) -> None:
    counts = np.linspace(3, 57, 40) if age > 6 else np.full(40, 30)
    marks = TrailMarks(np.arange(40.0), counts, np.full(40, float(age)), np.full(40, fading), ink)
    flat = np.full(7, 0.1)
    curve = TrailCurve(LAGS, flat, flat, np.full(7, 50), 0.1, 0.001, 50)
    result = expect_trail(curve, marks, **FADING)
    assert result.status is status and words in result.actual


def test_marks_that_nobody_sees_are_no_trail() -> None:
    marks = TrailMarks(np.arange(40.0), np.full(40, 30), np.full(40, 1.0), np.full(40, 0.3), 0.2)
    nothing = np.zeros(7)
    curve = TrailCurve(LAGS, nothing, nothing, np.full(7, 50), 0.0, 0.001, 50)
    assert expect_trail(curve, marks, **FADING).status is Status.FAIL


WITNESSES = {
    "wrong_share": 0.02, "subject_share": 0.5, "blob_share": 0.4, "entity_share": 0.6, "entity_missing": 0.1, "pictures": 3,
}  # fmt: skip


def agree(wrong: list[float], *, certain: int = 9000, blob: float = 0.0, ball: float = 1.0, lines: float = 1.0) -> Result:
    n = len(wrong)
    columns = (np.full(n, v) for v in (np.nan, blob, ball, lines, 0.0))
    agreement = Agreement(np.arange(n) / 1.0, np.full(n, certain), np.array(wrong), *columns)
    return expect_witnesses_agree(agreement, **WITNESSES)


def test_certain_pixels_decide() -> None:
    assert agree([0, 0.01, 0]).status is Status.PASS
    assert agree([0, 0.3, 0]).status is Status.UNDECIDED
    assert agree([0.3, 0.3, 0.3]).status is Status.FAIL
    patch = agree([0, 0, 0], blob=0.9)
    assert patch.status is Status.FAIL and "a patch of 0.9 × the ball's area" in patch.actual


def test_entities_decide_where_no_pixel_is_certain() -> None:
    assert agree([0, 0, 0], certain=0).status is Status.PASS
    assert agree([0, 0, 0], certain=0, ball=0.4).status is Status.UNDECIDED
    lost = agree([0, 0, 0], ball=0.0)
    assert said(lost) == ("fail", "the pictures do not show the ball where recorded")
    assert said(agree([0, 0, 0], lines=0.0)) == ("fail", "the pictures do not show the polygons' lines where recorded")


def test_nothing_captured_is_undecided() -> None:
    assert expect_own_colour(None, visible=0.03, invisible=0.012).status is Status.UNDECIDED
    assert expect_trail(None, None, **FADING).status is Status.UNDECIDED


def test_a_failing_part_decides_then_an_undecided_one() -> None:
    good, bad, unknown = Result.judged(True, "a", "b"), Result.judged(False, "c", "d"), Result.undecided("e", "f")
    assert all_of(good, bad, unknown).status is Status.FAIL and all_of(good, bad, unknown).expected == "c"
    assert all_of(good, unknown).actual == "f"
    assert all_of(good, good).score == 1.0
