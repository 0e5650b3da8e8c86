"""Checks that a challenge can name without code of its own: functions by the id of the check, with "_" for "-"."""

from __future__ import annotations

from sandbox.case import AnimationCase, Case, ProgramCase
from sandbox.errors import ChallengeError
from sandbox.expect.program import expect_outputs, expect_own_end, expect_within_limits
from sandbox.expect.result import Result

__all__ = ["outputs", "starts", "within_limits"]


def starts(case: Case) -> Result:
    """The program runs to its own end with exit code 0, without input."""
    return expect_own_end(_program(case).outcome)


def outputs(case: Case) -> Result:
    """For each input of cases.toml the program prints what stands there."""
    return expect_outputs(_program(case))


def within_limits(case: Case) -> Result:
    """No run that was asked for reaches a limit."""
    asked = _program(case)
    return expect_within_limits(asked.outcome, asked.limits)


def _program(case: Case) -> ProgramCase:
    if not isinstance(case, ProgramCase):
        kind = "an animation" if isinstance(case, AnimationCase) else "a drawing"
        raise ChallengeError(f'this check is for programs that read and print, not for {kind}: set kind = "program"')
    return case
