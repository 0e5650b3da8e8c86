"""Challenges as tasks of Inspect AI, the extra [inspect]:

    inspect eval sandbox/SLUG --model ollama/qwen3:14b --epochs 5 -T language=zh
    inspect eval sandbox/challenge -T folder=./mine --model …

Inspect asks the model; the scorer is this judge: `passed` is the share of answers of which every check passes, `score` the mean
score, 0…1. An answer that was cut short, or of which nothing can be said, is left out of both (NaN, "unscored"); where the
judge or the machine fails the sample is an error, as Inspect counts it. What the checks found is in the score's explanation
and metadata.
"""

from __future__ import annotations

import asyncio
import json
import math
from pathlib import Path
from typing import Any

from inspect_ai import Task, task
from inspect_ai.dataset import Sample
from inspect_ai.scorer import Score, Scorer, Target, accuracy, mean, scorer, stderr
from inspect_ai.solver import TaskState, generate

from sandbox.challenge import Challenge, all_challenges, find
from sandbox.errors import InfrastructureError
from sandbox.finding import Status, VerdictKind
from sandbox.store import Judgement
from sandbox.text import one_line

__all__ = ["challenge", "judge"]

WRONG = (Status.FAIL.value, Status.UNDECIDED.value)
# Inspect puts a package's name before its tasks' where it finds the package: not in an editable install whose distribution
# has another name than its package.
_PREFIX = "" if "site-packages" in Path(__file__).parts else "sandbox/"


@task(name=f"{_PREFIX}challenge")
def challenge(folder: str, language: str = "en", runner: str = "auto") -> Task:
    """Any folder that is a challenge, or a slug."""
    return _task(find(folder), language, runner)


def _built_in(known: Challenge) -> None:
    @task(name=f"{_PREFIX}{known.slug}")
    def built_in(language: str = "en", runner: str = "auto") -> Task:
        return _task(known, language, runner)


for _challenge in all_challenges():
    _built_in(_challenge)


def _task(about: Challenge, language: str, runner: str) -> Task:
    from sandbox.models.asking import prompt_of

    sample = Sample(input=prompt_of(about, language), id=f"{about.slug}-{language}")
    return Task(dataset=[sample], solver=generate(), scorer=judge(str(about.folder), runner), name=about.slug)


@scorer(metrics={"passed": [accuracy(), stderr()], "score": [mean(), stderr()]})
def judge(folder: str, runner: str = "auto") -> Scorer:
    """The challenge's checks, on the answer without its reasoning."""

    async def score(state: TaskState, target: Target) -> Score:
        from sandbox.bench.judge import Artifacts, task_of
        from sandbox.bench.local import kept_judges

        if state.output.stop_reason in ("max_tokens", "model_length"):
            return Score(value=math.nan, explanation="the answer was cut short")
        text = state.output.completion
        to_do = task_of(find(Path(folder)), text, name=str(state.model), runner=runner, artifacts=Artifacts.NONE)
        judgement = await asyncio.wrap_future(kept_judges().submit(to_do))
        if judgement.verdict is VerdictKind.ERROR:
            raise InfrastructureError(judgement.error)
        return _score(judgement, text)

    return score


def _score(judgement: Judgement, text: str) -> Score:
    report: dict[str, Any] = json.loads(judgement.report)
    wrong = [check for check in report["checks"] if check["status"] in WRONG]
    lines = [f"{judgement.verdict.value}, {judgement.score or 0:g} of 100"]
    lines += [f"{check['status']} {check['id']}: {one_line(check['actual'])}" for check in wrong]
    passed = float(judgement.verdict is VerdictKind.PASSED)
    decided = {"passed": passed, "score": (judgement.score or 0.0) / 100}
    return Score(
        value=math.nan if judgement.verdict is VerdictKind.UNDECIDED else decided,
        answer=text,
        explanation="\n".join(lines),
        metadata={"verdict": judgement.verdict.value, "score": judgement.score, "checks": report["checks"]},
    )
