"""Finding and Verdict: what a check says, and what all checks say together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

__all__ = ["Finding", "Status", "Verdict", "VerdictKind"]


class Status(StrEnum):
    """What one check says. `mark` is its sign in tables."""

    PASS = "pass"
    FAIL = "fail"
    UNDECIDED = "undecided"
    SKIPPED = "skipped"

    @property
    def mark(self) -> str:
        return {Status.PASS: "✓", Status.FAIL: "✗", Status.UNDECIDED: "?", Status.SKIPPED: "–"}[self]


@dataclass(frozen=True, slots=True)
class Finding:
    """One check's result: measured first, judged second.

    score     0…1, the share of `weight` that counts
    weight    the check's share of the whole score, any positive unit; 0 where it was not asked of this submission
    expected  in words, with the tolerance as it was applied
    actual    in words, with the measured numbers
    time_s    virtual second of the first violation (or of the telling moment), None where none
    evidence  JSON values: the numbers behind `actual`, for pictures and for readers
    """

    id: str
    status: Status
    expected: str
    actual: str
    score: float = 0.0
    weight: float = 1.0
    time_s: float | None = None
    evidence: Mapping[str, object] = field(default_factory=dict)


class VerdictKind(StrEnum):
    """What all findings say together; `exit_code` is the command line's."""

    PASSED = "passed"
    FAILED = "failed"
    UNDECIDED = "undecided"
    ERROR = "error"

    @property
    def exit_code(self) -> int:
        return {VerdictKind.PASSED: 0, VerdictKind.FAILED: 1, VerdictKind.UNDECIDED: 3, VerdictKind.ERROR: 4}[self]


@dataclass(frozen=True, slots=True)
class Verdict:
    """passed: every check passes; failed: some check fails on positive evidence; undecided: nothing fails, something
    could not be decided; error: the judge or the machine failed, which says nothing about the program.

    score  0…100 from the weights of the checks that were asked, those that were not reached included; None for an error
    """

    kind: VerdictKind
    score: float | None

    @classmethod
    def of(cls, findings: Iterable[Finding]) -> Verdict:
        """The verdict of a run that the judge could carry out. Skipped checks decide nothing, but what was asked and not
        reached earns nothing either: a program that shows less than another must not be worth more."""
        found = list(findings)
        weight = sum(f.weight for f in found)
        score = 100.0 * sum(f.weight * f.score for f in found) / weight if weight else 0.0
        statuses = {f.status for f in found} - {Status.SKIPPED}
        if Status.FAIL in statuses:
            kind = VerdictKind.FAILED
        elif Status.UNDECIDED in statuses or not statuses:
            kind = VerdictKind.UNDECIDED
        else:
            kind = VerdictKind.PASSED
        return cls(kind, round(score, 1))

    @classmethod
    def error(cls) -> Verdict:
        return cls(VerdictKind.ERROR, None)
