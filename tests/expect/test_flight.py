"""Bounces and pushes from contacts whose outcomes are known; what pymunk's prediction may decide, and what it may not."""

from __future__ import annotations

import numpy as np
import pytest

from sandbox.expect import Result, expect
from sandbox.finding import Status
from sandbox.scene import BallFlight, Contact
from sandbox.scene.motion import fit_free_flight
from tests.scene.test_prediction import RADIUS, Outcome, bounces
from tests.synthetic import ball_track, polygon_track, times

REACH = {"reach": 0.4, "reach_px": 6.0, "miss_share": 0.4}


def flight(contacts: list[Contact]) -> BallFlight:
    t = times(10)
    xy = np.stack([300 + 20 * t, 200 + 250 * (t % 1) ** 2], axis=1)
    hexagon = polygon_track(t)
    return BallFlight(ball_track(t, xy, radius=RADIUS), (hexagon,), fit_free_flight(t, xy), contacts, (0,))


def bounce(contacts: list[Contact]) -> Result:
    t = times(10)
    return expect(flight(contacts)).to_bounce_off_walls(
        at_least=8,
        at_wall_share=0.9,
        reversed_share=0.9,
        restitution=(0.2, 1.15),
        gap_times_s=t,
        gaps_px=np.full(len(t), 50.0),
        **REACH,
    )


def push(contacts: list[Contact]) -> Result:
    return expect(flight(contacts)).to_take_push_from_walls(significance=3.0, negligible=0.02, **REACH)


def test_bounces_that_pymunk_predicts_pass_with_its_numbers() -> None:
    result = bounce(bounces(lambda approach, slip: (0.9 * approach, 0.3 * slip)))
    assert result.status is Status.PASS
    assert result.actual.endswith("restitution 0.90; pymunk predicts 100% of 60 outcomes")
    assert result.evidence["fitted_restitution"] == 0.9


def test_outcomes_that_have_nothing_to_do_with_how_the_ball_came_are_undecided() -> None:
    random = np.random.default_rng(3)
    # restitution 0.9 in the median, and every normal velocity turns round: by these formulas alone it passes
    result = bounce(bounces(lambda approach, slip: (0.9 * approach, random.choice([-1, 1]) * random.uniform(400, 900))))
    assert result.status is Status.UNDECIDED
    assert "pymunk predicts" in result.actual and "of a jump" in result.actual


@pytest.mark.parametrize(
    "outcome",
    [
        pytest.param(lambda approach, slip: (250.0, 0.2 * slip), id="constant speed"),
        pytest.param(lambda approach, slip: ((0.6 + 0.5 * (slip % 1)) * approach, 0.2 * slip), id="random restitution"),
        pytest.param(lambda approach, slip: (0.9 * approach, 1.6 * slip), id="tangential restitution"),
    ],
)
def test_a_law_that_pymunk_does_not_know_does_not_count_against_a_program(outcome: Outcome) -> None:
    assert [r.status for r in (bounce(bounces(outcome)), push(bounces(outcome)))] == [Status.PASS, Status.PASS]


def test_fewer_bounces_than_tell_a_law_are_judged_by_the_formulas_alone() -> None:
    result = bounce(bounces(lambda approach, slip: (0.9 * approach, 0.3 * slip), n=10))
    assert result.status is Status.PASS and "pymunk" not in result.actual


def test_a_push_passes_and_a_static_reflection_fails() -> None:
    pushed = push(bounces(lambda approach, slip: (0.9 * approach, 0.3 * slip)))
    assert pushed.status is Status.PASS and pushed.evidence["better_with_still_walls"] == 0
    static = push(bounces(lambda approach, slip: (0.9 * approach, 0.0)))
    assert static.status is Status.FAIL and static.evidence["better_with_moving_walls"] == 0


def test_a_push_that_the_balls_spin_hides_is_seen_by_pymunk() -> None:
    spin = 0.0

    def roll(approach: float, slip: float) -> tuple[float, float]:
        nonlocal spin
        push = (slip - spin) / 3
        spin += 2 * push
        return 0.9 * approach, push

    result = push(bounces(roll, turn=0.1))
    assert result.evidence["slope"] < 3 * result.evidence["slope_error"], "the slope alone does not tell"
    assert result.status is Status.PASS and result.evidence["fitted_spin"]


def test_a_push_against_the_walls_motion_stays_a_failure() -> None:
    assert push(bounces(lambda approach, slip: (0.9 * approach, -0.3 * slip))).status is Status.FAIL
