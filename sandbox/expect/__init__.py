"""`expect(subject).to_…`: assertions over a scene that read like the sentences of a prompt.

    left, right = scene.pair(6)
    expect(left).to_rotate("counter-clockwise", rms_deg=2.0, at_least_deg_s=2.0, at_most_deg_s=720.0)
    expect(ball).to_stay_inside(overlap, …)

Each returns a Result: what was expected with the tolerance as applied, what was measured, when, and the numbers. Nothing is
raised, so that one check may ask several things and tell all of them. Lengths are screen pixels, y down.
"""

from __future__ import annotations

from typing import overload

from sandbox.expect.answer import expect_explained, expect_prose
from sandbox.expect.ball import ExpectBall, clearance
from sandbox.expect.computed import (
    Trials,
    Weighing,
    expect_answer,
    expect_computed,
    expect_efficient,
    expect_own_means,
    expect_started,
)
from sandbox.expect.flight import ExpectFlight
from sandbox.expect.picture import expect_own_colour, expect_trail, expect_witnesses_agree
from sandbox.expect.polygon import ExpectPolygon
from sandbox.expect.program import expect_within_limits
from sandbox.expect.result import Result, all_of
from sandbox.expect.run import expect_whole_run
from sandbox.scene.ball import BallTrack
from sandbox.scene.flight import BallFlight
from sandbox.scene.polygons import PolygonTrack

__all__ = [
    "ExpectBall",
    "ExpectFlight",
    "ExpectPolygon",
    "Result",
    "Trials",
    "Weighing",
    "all_of",
    "clearance",
    "expect",
    "expect_answer",
    "expect_computed",
    "expect_efficient",
    "expect_explained",
    "expect_own_colour",
    "expect_own_means",
    "expect_prose",
    "expect_started",
    "expect_trail",
    "expect_whole_run",
    "expect_within_limits",
    "expect_witnesses_agree",
]


@overload
def expect(subject: PolygonTrack) -> ExpectPolygon: ...
@overload
def expect(subject: BallTrack) -> ExpectBall: ...
@overload
def expect(subject: BallFlight) -> ExpectFlight: ...


def expect(subject: PolygonTrack | BallTrack | BallFlight) -> ExpectPolygon | ExpectBall | ExpectFlight:
    """The assertions that fit the subject."""
    if isinstance(subject, PolygonTrack):
        return ExpectPolygon(subject)
    if isinstance(subject, BallTrack):
        return ExpectBall(subject)
    return ExpectFlight(subject)
