"""Judging a program by what it reads and prints: one run as it is, and as many more as the checks ask for."""

from __future__ import annotations

from dataclasses import replace

from sandbox.case import ProgramCase
from sandbox.isolation import backend
from sandbox.job import Job, JobKind
from sandbox.judging.question import ENTRY, Question, versions
from sandbox.limits import Limits
from sandbox.outcome import Ending, Outcome, Usage
from sandbox.progress import Progress
from sandbox.report.model import Report

__all__ = ["judged"]


def judged(question: Question) -> Report:
    """Each run has a sandbox of its own, all of one back end, which is chosen once."""
    challenge, submission = question.challenge, question.submission
    chosen = backend(question.runner, trust_program=question.trust_program)

    def carried_out(source: str, stdin: bytes, args: tuple[str, ...], limits: Limits, bare: bool) -> Outcome:
        if not source:
            return Outcome("none", Ending.STOPPED, None, None, Usage(0.0), reason="the answer holds no program")
        if question.on_progress is not None:
            question.on_progress(Progress("run", 0.0, 0.0, 0))
        files = {ENTRY: source.encode("utf-8", "surrogatepass")}
        kind = JobKind.BARE if bare else JobKind.PLAIN
        return chosen.run(Job(files, ENTRY, kind, args, stdin, limits))

    try:
        trials = challenge.trials
        first = carried_out(submission.source, b"", (), challenge.limits, False)
        case = ProgramCase(
            submission,
            first,
            challenge.tolerances,
            limits=challenge.limits,
            trials=trials,
            policies=challenge.policies,
            runs=carried_out,
            solution=challenge.solution,
            oracle=challenge.oracle,
        )
        findings = challenge.judge(case)
        evidence = challenge.evidence(case, findings)
    finally:
        chosen.close()
    return replace(question.report(findings, evidence, versions("RestrictedPython")), outcome=first)
