"""What goes into the store and comes out of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sandbox.finding import VerdictKind
from sandbox.models.answer import AnswerEnding

__all__ = ["Judgement", "Run"]


@dataclass(frozen=True, slots=True)
class Judgement:
    """One answer, judged.

    challenge  its slug
    score      0…100, None for an error
    error      one line where the verdict is "error"
    seconds    real time of judging
    judged     when, ISO 8601, UTC
    report     the bytes of report.json
    artifacts  file name in the report's folder → content: the page, pictures, videos
    """

    challenge: str
    title: str
    verdict: VerdictKind
    score: float | None
    error: str
    backend: str
    seconds: float
    judged: str
    report: bytes
    artifacts: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Run:
    """One answer and what was made of it, in short: what tables are made of.

    judgement         its id, None while the answer is not judged; verdict, score and judge_s then say nothing
    thinking          None where the model does as it likes
    seconds           of answering; judge_s of judging
    """

    answer: int
    judgement: int | None
    model: str
    challenge: str
    title: str
    language: str
    thinking: bool | None
    sample: int
    ending: AnswerEnding
    problem: str
    verdict: VerdictKind | None
    score: float | None
    error: str
    seconds: float
    prompt_tokens: int | None
    completion_tokens: int | None
    reasoning_tokens: int | None
    judge_s: float
