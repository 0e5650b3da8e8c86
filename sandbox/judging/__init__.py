"""Judging: what is done with a submission, one module a kind of challenge. Each takes a Question and gives a Report."""

from __future__ import annotations

from sandbox.judging.question import Question
from sandbox.report.model import Report

__all__ = ["Question", "judged"]


def judged(question: Question) -> Report:
    """Raises InfrastructureError where the machine or the judge fails."""
    from importlib import import_module

    module = import_module(f"sandbox.judging.{question.challenge.kind.value}")
    report: Report = module.judged(question)
    return report
