"""pymunk's outcome of a contact, against the textbook formulas worked out here; and laws that are found from contacts."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from sandbox import Report, verify
from sandbox.isolation import backend
from sandbox.scene.contacts import Contact
from sandbox.scene.prediction import Law, Prediction, collide, predict

RADIUS, APOTHEM = 14.0, 180.0
SMOOTH = Law(restitution=0.9, least_px_s=0.0, grip=0.0, friction=0.0, spins=False)
REFERENCE = sorted((Path(__file__).parents[2] / "reference" / "hexagon").glob("solution*.py"))
RUNNER = next((name for name in ("bubblewrap", "sandlock") if backend(name).probe().ready), "auto")

Outcome = Callable[[float, float], tuple[float, float]]  # (approach, slip) → (leave, push)


def contact(
    normal_deg: float = 90.0, velocity: tuple[float, float] = (120.0, 300.0), *, turn: float = 0.0, aside: float = 0.0
) -> Contact:
    """A ball at a wall whose outward normal points so many degrees clockwise from the right (90 is down), `aside` px from the
    wall's middle; the outcome is still to be given."""
    angle = math.radians(normal_deg)
    n, t = (math.cos(angle), math.sin(angle)), (-math.sin(angle), math.cos(angle))
    lever = (APOTHEM * n[0] + aside * t[0], APOTHEM * n[1] + aside * t[1])
    wall = (-turn * lever[1], turn * lever[0])
    wall_tangential, tangential = dot(wall, t), dot(velocity, t)
    return Contact(
        time_s=0.0, x=0.0, y=0.0, jump=0.0, gap=0.0, polygon=0, wall=0,
        approach=dot(velocity, n) - dot(wall, n), leave=0.0,
        slip=wall_tangential - tangential, wall_tangential=wall_tangential, tangential=tangential, push=0.0,
        error=0.5, corner=False, frames=(20, 20),
        before=velocity, after=velocity, normal=n, foot=(300 + lever[0], 300 + lever[1]), pivot=(300.0, 300.0), turn=turn,
    )  # fmt: skip


def dot(a: tuple[float, float], b: tuple[float, float]) -> float:
    return a[0] * b[0] + a[1] * b[1]


def went(before: Contact, leave: float, push: float) -> Contact:
    """The same contact with this outcome, relative to the wall along its normal and as a change along it."""
    (nx, ny), (vx, vy) = before.normal, before.before
    normal = -(before.approach + leave)
    after = (vx + normal * nx - push * ny, vy + normal * ny + push * nx)
    return replace(before, leave=leave, push=push, after=after, jump=math.hypot(normal, push))


def bounces(outcome: Outcome, n: int = 60, *, turn: float = 0.8) -> list[Contact]:
    """n contacts from all sides, at walls that turn either way with `turn` rad/s."""
    random = np.random.default_rng(7)
    found = []
    for i in range(n):
        side = math.radians(60 * i)
        speed, slant = random.uniform(150, 500), random.uniform(-0.9, 0.9)
        velocity = (speed * math.cos(side + slant), speed * math.sin(side + slant))
        one = contact(60.0 * i, velocity, turn=turn * (-1) ** i, aside=random.uniform(-80, 80))
        found.append(went(one, *outcome(one.approach, one.slip)))
    return found


def predicted(outcome: Outcome) -> Prediction:
    prediction = predict(bounces(outcome), RADIUS)
    assert prediction is not None
    return prediction


def test_a_wall_that_stands_still_turns_the_normal_velocity_round() -> None:
    (after,) = collide([contact(90, (120, 300))], [SMOOTH], RADIUS)
    assert after == pytest.approx((120, -0.9 * 300), abs=0.01)


def test_a_turning_wall_hits_with_its_own_speed_there() -> None:
    # φ' = 0.5 /s, 60 px beside the middle of the lower wall, towards the left: it moves up there with 30 px/s
    (after,) = collide([contact(90, (0, 300), turn=0.5, aside=60)], [SMOOTH], RADIUS)
    assert after == pytest.approx((0, -30 - 0.9 * 330), abs=0.01)


def test_a_rough_wall_takes_the_ball_along_by_its_share_of_the_slip() -> None:
    # the lower wall moves left with 0.5 · 180 = 90 px/s
    (after,) = collide([contact(90, (120, 300), turn=0.5)], [replace(SMOOTH, grip=0.3, friction=5.0)], RADIUS)
    assert after == pytest.approx((120 - 0.3 * 210, -270), abs=0.02)


def test_friction_pushes_with_no_more_than_its_share_of_the_impulse() -> None:
    (after,) = collide([contact(90, (120, 300), turn=0.5)], [replace(SMOOTH, grip=1.0, friction=0.1)], RADIUS)
    assert after == pytest.approx((120 - 0.1 * 1.9 * 300, -270), abs=0.02)


def test_a_ball_that_already_rolls_with_the_wall_is_not_pushed() -> None:
    law = replace(SMOOTH, grip=1 / 3, friction=5.0)
    # Its lowest point moves with v_x - ω r: 120 px/s forwards and as much backwards.
    (after,) = collide([contact(90, (120, 300))], [law], RADIUS, spins=[120 / RADIUS])
    assert after == pytest.approx((120, -270), abs=0.02)


def test_a_weak_bounce_is_topped_up() -> None:
    weak, strong = contact(90, (0, 100)), contact(90, (0, 400))
    law = replace(SMOOTH, least_px_s=250.0)
    assert collide([weak, strong], [law, law], RADIUS)[:, 1] == pytest.approx([-250, -360], abs=0.01)


@pytest.mark.parametrize("grip", [0.0, 0.2, 1 / 3, 1.0])
@pytest.mark.parametrize("friction", [0.05, 0.4, 1e6])
def test_pymunk_and_the_formulas_agree_from_all_sides(grip: float, friction: float) -> None:
    law = Law(0.85, 0.0, grip, friction, False)

    def formula(approach: float, slip: float) -> tuple[float, float]:
        most = friction * 1.85 * approach
        return 0.85 * approach, max(-most, min(most, grip * slip))

    contacts = bounces(formula)
    assert collide(contacts, [law] * len(contacts), RADIUS) == pytest.approx(np.array([c.after for c in contacts]), abs=0.1)


def test_one_half_tells_the_law_of_the_other() -> None:
    prediction = predicted(lambda approach, slip: (0.9 * approach, 0.3 * slip))
    law = prediction.law
    assert (law.restitution, law.grip, law.spins) == (pytest.approx(0.9, abs=0.01), pytest.approx(0.3, abs=0.01), False)
    assert prediction.agree_share == 1.0 and prediction.median_miss < 0.01
    leaves, pushes = prediction.inward_px_s, prediction.push_px_s
    assert leaves[0] == pytest.approx(leaves[1], rel=0.01) and pushes[0] == pytest.approx(pushes[1], rel=0.03)


def test_walls_that_move_predict_a_push_better_than_walls_that_stand_still() -> None:
    prediction = predicted(lambda approach, slip: (0.9 * approach, 0.3 * slip))
    moving, still = prediction.motion
    assert moving > 50 and still == 0 and prediction.motion_sigmas > 7


def test_without_friction_the_walls_motion_tells_nothing() -> None:
    prediction = predicted(lambda approach, slip: (0.9 * approach, 0.0))
    assert prediction.motion == (0, 0) and prediction.agree_share == 1.0


def test_a_least_speed_is_found() -> None:
    law = predicted(lambda approach, slip: (max(0.9 * approach, 240.0), 0.3 * slip)).law
    assert (law.restitution, law.least_px_s) == (pytest.approx(0.9, abs=0.01), pytest.approx(240, abs=1))


def test_a_spin_that_is_not_seen_is_followed() -> None:
    spin = 0.0  # of the surface, px/s: a disc's friction ends a third of the slip and gives the rest to the spin

    def roll(approach: float, slip: float) -> tuple[float, float]:
        nonlocal spin
        push = (slip - spin) / 3
        spin += 2 * push
        return 0.9 * approach, push

    prediction = predicted(roll)
    assert prediction.law.spins and prediction.law.grip == pytest.approx(1 / 3)
    assert prediction.agree_share == 1.0


def test_outcomes_that_are_no_bounces_are_not_predicted() -> None:
    random = np.random.default_rng(3)
    prediction = predicted(lambda approach, slip: (random.uniform(-400, 400), random.uniform(-400, 400)))
    assert prediction.median_miss > 0.4 and prediction.agree_share < 0.3


@pytest.mark.parametrize(
    "outcome",
    [
        pytest.param(lambda approach, slip: (500.0, 0.2 * slip), id="constant speed"),
        pytest.param(lambda approach, slip: ((0.6 + 0.5 * (slip % 1)) * approach, 0.2 * slip), id="random restitution"),
        pytest.param(lambda approach, slip: (0.9 * approach, 1.6 * slip), id="tangential restitution"),
        pytest.param(lambda approach, slip: (0.9 * approach + 60, 0.2 * slip + 40), id="kicks"),
    ],
)
def test_laws_that_pymunk_does_not_know_are_missed_by_little(outcome: Outcome) -> None:
    assert predicted(outcome).median_miss < 0.3


def test_too_few_contacts_predict_nothing() -> None:
    assert predict(bounces(lambda approach, slip: (0.9 * approach, 0.3 * slip), n=11), RADIUS) is None


def test_contacts_that_are_not_clean_are_not_predicted() -> None:
    contacts = bounces(lambda approach, slip: (0.9 * approach, 0.3 * slip))
    contacts[4:8] = [replace(c, corner=True) for c in contacts[4:8]]
    prediction = predict(contacts, RADIUS)
    assert prediction is not None and len(prediction.contacts) == 56


@pytest.fixture(scope="module", params=REFERENCE, ids=lambda p: p.name)
def reference(request: pytest.FixtureRequest) -> Report:
    return verify("hexagon", request.param, runner=RUNNER, seconds=30.0)


def test_pymunk_predicts_what_the_reference_programs_do(reference: Report) -> None:
    numbers = {f.id: f.evidence for f in reference.findings}
    assert numbers["bounces"]["pymunk_agree_share"] >= 0.95, numbers["bounces"]
    assert numbers["bounces"]["leave_predicted_px_s"] == pytest.approx(numbers["bounces"]["leave_seen_px_s"], rel=0.02)
    push = numbers["spin-transfer"]
    assert push["push_predicted_px_s"] == pytest.approx(push["push_seen_px_s"], rel=0.1)
    assert push["better_with_moving_walls"] >= 5 * push["better_with_still_walls"] > -1, push
