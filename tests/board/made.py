"""Runs for boards, without a store."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import Any

from sandbox.finding import VerdictKind
from sandbox.models.answer import AnswerEnding
from sandbox.store import Run

_numbers = count(1)


def run(verdict: str | None = "passed", score: float | None = None, **changes: Any) -> Run:
    number = next(_numbers)
    known: dict[str, Any] = {
        "answer": number, "judgement": None if verdict is None else number, "model": "m", "challenge": "count",
        "title": "Counts", "language": "en", "thinking": True, "sample": number, "ending": AnswerEnding.COMPLETE, "problem": "",
        "error": "", "seconds": 10.0, "prompt_tokens": 100, "completion_tokens": 1000, "reasoning_tokens": None, "judge_s": 2.0,
    }  # fmt: skip
    if score is None and verdict not in (None, "error"):
        score = 100.0 if verdict == "passed" else 20.0
    return Run(verdict=None if verdict is None else VerdictKind(verdict), score=score, **known | changes)


def runs(passed: int, failed: int, **changes: Any) -> Iterator[Run]:
    yield from (run("passed", **changes) for _ in range(passed))
    yield from (run("failed", **changes) for _ in range(failed))
