"""What one expectation says: measured first, judged second."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sandbox.finding import Status

__all__ = ["Result", "all_of"]


@dataclass(frozen=True, slots=True)
class Result:
    """Like a Finding without an id: expected and actual in words, the virtual second that tells, numbers as JSON values.

    score   0…1; a pass is 1, anything else what share of the requirement was met
    """

    status: Status
    expected: str
    actual: str
    score: float = 0.0
    time_s: float | None = None
    evidence: Mapping[str, object] = field(default_factory=dict)

    @classmethod
    def judged(
        cls,
        good: bool | None,
        expected: str,
        actual: str,
        *,
        score: float | None = None,
        time_s: float | None = None,
        **evidence: object,
    ) -> Result:
        """True passes, False fails, None is undecided. A score other than 1 or 0 may be given for what does not pass."""
        status = Status.UNDECIDED if good is None else Status.PASS if good else Status.FAIL
        share = 1.0 if good else (score or 0.0)
        return cls(status, expected, actual, max(0.0, min(1.0, share)), time_s, evidence)

    @classmethod
    def undecided(cls, expected: str, why: str, **evidence: object) -> Result:
        return cls(Status.UNDECIDED, expected, why, 0.0, None, evidence)


def all_of(*results: Result) -> Result:
    """Every part must hold: a failing part decides, then an undecided one. The words are those of the parts that matter."""
    for status in (Status.FAIL, Status.UNDECIDED):
        parts = [r for r in results if r.status is status]
        if parts:
            break
    else:
        parts = list(results)
        status = Status.PASS
    evidence: dict[str, object] = {}
    for result in results:
        evidence.update(result.evidence)
    times = [r.time_s for r in parts if r.time_s is not None]
    return Result(
        status,
        "; ".join(dict.fromkeys(r.expected for r in parts)),
        "; ".join(dict.fromkeys(r.actual for r in parts)),
        sum(r.score for r in results) / len(results) if results else 0.0,
        min(times) if times else None,
        evidence,
    )
