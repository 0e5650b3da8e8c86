"""Judging a drawing: it is read on the host; what it says is carried out in a sandbox where a check asks for it."""

from __future__ import annotations

from sandbox.case import DrawingCase
from sandbox.judging.question import Question, versions
from sandbox.outcome import Ending, Outcome, Usage
from sandbox.progress import Progress
from sandbox.report.model import Report

__all__ = ["judged"]


def judged(question: Question) -> Report:
    """Nothing runs before a check asks for it, so that the outcome is that of no run."""
    challenge, submission = question.challenge, question.submission
    if question.on_progress is not None:
        question.on_progress(Progress("judge", 0.0, 0.0, 0))
    reason = "" if submission.source else "the answer holds no SVG"
    case = DrawingCase(
        submission,
        Outcome("none", Ending.STOPPED, None, None, Usage(0.0), reason=reason),
        challenge.tolerances,
        folder=challenge.folder,
        runner=question.runner,
        trust_program=question.trust_program,
    )
    findings = challenge.judge(case)
    evidence = challenge.evidence(case, findings)
    return question.report(findings, evidence, versions("lxml", "resvg_py", "RestrictedPython", "shapely"))
