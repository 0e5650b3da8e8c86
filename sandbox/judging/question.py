"""Question: what is to be judged, and how."""

from __future__ import annotations

import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

from sandbox.challenge import Challenge
from sandbox.evidence import Evidence
from sandbox.finding import Finding, Status, Verdict
from sandbox.progress import OnProgress
from sandbox.report.model import Report, SubmissionFacts
from sandbox.submission import Submission
from sandbox.version import __version__

__all__ = ["ENTRY", "Question", "failed_report", "versions"]

ENTRY = "program.py"
"""The program's name inside the sandbox."""


@dataclass(frozen=True, eq=False)
class Question:
    """seconds   simulated seconds to run, where the challenge has a clock
    pictures  whether pictures of failures are wanted
    """

    challenge: Challenge
    submission: Submission
    runner: str
    trust_program: bool
    seconds: float
    pictures: bool
    on_progress: OnProgress | None

    @property
    def facts(self) -> SubmissionFacts:
        given = self.submission
        return SubmissionFacts(given.name, given.kind, given.source, given.taken)

    def report(self, findings: Sequence[Finding], evidence: Evidence, by: Mapping[str, str]) -> Report:
        """What every kind's report has; `by` are the versions that the verdict rests on."""
        return Report(
            challenge=self.challenge.slug,
            title=self.challenge.title,
            verdict=Verdict.of(findings),
            findings=tuple(findings),
            submission=self.facts,
            kind=self.challenge.kind,
            evidence=evidence,
            versions=by,
        )


def failed_report(question: Question, why: str) -> Report:
    """The machine or the judge failed, which says nothing about the submission."""
    challenge = question.challenge
    return Report(
        challenge.slug,
        challenge.title,
        Verdict.error(),
        tuple(Finding(c.id, Status.SKIPPED, c.title, "not judged", 0.0, 0.0) for c in challenge.checks),
        question.facts,
        kind=challenge.kind,
        error=" ".join(why.split()),
        versions=versions(),
    )


def versions(*packages: str) -> Mapping[str, str]:
    """Of this judge, its Python, and the packages that the verdict rests on."""
    found = {"sandbox": __version__, "python": platform.python_version()}
    for package in packages:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            continue
    return found
