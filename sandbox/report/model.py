"""Report: everything that is known about one judged submission, as data. Writers in this package turn it into files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sandbox.evidence import Evidence
from sandbox.finding import Finding, Verdict, VerdictKind
from sandbox.kind import Kind
from sandbox.outcome import Outcome
from sandbox.recording.captures import Captures

__all__ = ["Report", "RunFacts", "Span", "SubmissionFacts", "nothing_shown"]

Span = tuple[float, float]
"""From and to, simulated seconds."""


@dataclass(frozen=True, slots=True)
class SubmissionFacts:
    """What was judged. `taken` says which part of an answer was taken and why; all text is untrusted."""

    name: str
    kind: str
    source: str
    taken: str = ""


@dataclass(frozen=True, slots=True)
class RunFacts:
    """What the recording said about itself. Times are virtual seconds; `speed` is virtual over wall seconds."""

    library: str = ""
    library_version: str = ""
    frames: int = 0
    seconds: float = 0.0
    width: int = 0
    height: int = 0
    fps: float = 0.0
    speed: float = 0.0
    end_reason: str = ""
    traceback: str = ""
    notes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """The result of `verify`. `passed` is the short answer.

    error      one line where the verdict is "error": what failed in the machine or the judge
    artifacts  name ("report", "screenshot", "video", …) → path of the file that was written
    captures   the frames for pictures and video; none where the program showed none
    moments    captures of failures from a second run: the frames that evidence marks, and a film around the first; may be empty
    moment_film_s  the simulated seconds of that film, None where there is none
    """

    challenge: str
    title: str
    verdict: Verdict
    findings: tuple[Finding, ...]
    submission: SubmissionFacts
    kind: Kind = Kind.ANIMATION
    outcome: Outcome | None = None
    run: RunFacts = field(default_factory=RunFacts)
    evidence: Evidence = field(default_factory=Evidence)
    captures: Captures = field(default_factory=Captures)
    moments: Captures = field(default_factory=Captures)
    moment_film_s: Span | None = None
    error: str = ""
    artifacts: Mapping[str, Path] = field(default_factory=dict)
    versions: Mapping[str, str] = field(default_factory=dict)

    @property
    def passed(self) -> bool:
        return self.verdict.kind is VerdictKind.PASSED

    @property
    def score(self) -> float | None:
        return self.verdict.score


def nothing_shown(report: Report) -> str:
    """Why there is no picture, in few words."""
    return "nothing was judged" if report.verdict.kind is VerdictKind.ERROR else "no frame was shown"
