"""Answers and judgements for tests of the store and of boards."""

from __future__ import annotations

import json
from typing import Any

from sandbox.finding import VerdictKind
from sandbox.models.answer import Answer
from sandbox.store import Judgement


def answer(text: str = "print(1)", **changes: Any) -> Answer:
    known: dict[str, Any] = {
        "model": "ollama:qwen3:14b", "challenge": "count", "language": "en", "thinking": True, "sample": 0, "prompt": "Count."
    }  # fmt: skip
    return Answer(text=text, **known | changes)


def judgement(verdict: str = "passed", score: float | None = 100.0, **changes: Any) -> Judgement:
    known: dict[str, Any] = {
        "challenge": "count", "title": "Counts", "error": "", "backend": "bubblewrap", "seconds": 0.5,
        "judged": "2026-01-01T00:00:00Z", "report": json.dumps({"verdict": verdict}).encode(),
    }  # fmt: skip
    return Judgement(verdict=VerdictKind(verdict), score=score, **known | changes)
