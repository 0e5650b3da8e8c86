"""What a board tells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from sandbox.scoring import Estimate, Place
from sandbox.store import Run

__all__ = ["MODES", "Board", "ChallengeFacts", "Measure", "Row", "contestant"]

MODES = {True: "thinking", False: "no thinking", None: "as it is"}
"""What the three values of `thinking` are called."""


class Measure(StrEnum):
    """What a ranking goes by. One owner of this closed list."""

    PASS = "pass"  # pass@1
    SCORE = "score"  # the mean score


def contestant(model: str, thinking: bool | None, language: str) -> str:
    """The name of what is ranked: a model in one mode, asked in one language."""
    return f"{model}, {MODES[thinking]}, {language}"


@dataclass(frozen=True, slots=True)
class ChallengeFacts:
    slug: str
    title: str


@dataclass(frozen=True, slots=True)
class Row:
    """One model in one mode and language, in one challenge or in all.

    challenge    its slug, empty for all of them
    challenges   in how many of them there is a decided answer
    answers      all of them; the counts from `passed` to `waiting` add up to it
    undecided    judged, but nothing is said for or against; errors: the judge or its machine failed
    incomplete   cut short, not judged; unanswered: the server failed; waiting: not judged yet
    pass_rate    passed of passed and failed, 0…1, with Wilson's interval; over several challenges the mean of their rates, with
                 the interval over challenges (see scoring.mean_over_tasks). None where nothing was decided
    pass_at      k → pass@k, for each k of which there are samples enough (in every challenge)
    score        the mean score of what was decided, 0…100
    seconds      median of real seconds of a complete answer; tokens: median of what was generated. None where nobody told
    judge_s      median of real seconds of judging
    place        among all rows of this challenge; None where nothing was decided
    """

    model: str
    thinking: bool | None
    language: str
    challenge: str
    challenges: int
    answers: int
    passed: int
    failed: int
    undecided: int
    errors: int
    incomplete: int
    unanswered: int
    waiting: int
    pass_rate: Estimate | None = None
    pass_at: Mapping[int, float] = field(default_factory=dict)
    score: Estimate | None = None
    seconds: float | None = None
    tokens: float | None = None
    judge_s: float | None = None
    place: Place | None = None

    @property
    def contestant(self) -> str:
        """By which `place.tied` names it."""
        return contestant(self.model, self.thinking, self.language)

    @property
    def decided(self) -> int:
        return self.passed + self.failed

    @property
    def bounds(self) -> tuple[float, float] | None:
        """The pass rate if all that is undecided failed, and if it passed: what leaving it out can hide."""
        judged = self.decided + self.undecided
        return (self.passed / judged, (self.passed + self.undecided) / judged) if judged else None


@dataclass(frozen=True, slots=True)
class Board:
    """rows     by challenge, then by place; those without a place last
    totals   over all challenges, in the same order
    runs     what it was made of, in the order in which the answers came
    made     when, ISO 8601, UTC
    """

    measure: Measure
    ks: tuple[int, ...]
    challenges: tuple[ChallengeFacts, ...]
    rows: tuple[Row, ...]
    totals: tuple[Row, ...]
    runs: tuple[Run, ...]
    made: str
