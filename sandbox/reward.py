"""Rewards: what an answer is worth to whoever trains a model.

    from sandbox import reward, rewards
    reward(answer, "CHALLENGE")                    one answer
    rewards(answers, "CHALLENGE")                  many at once, as many as there are processors
    await reward_async(answer, "CHALLENGE")        from an event loop; gather as many as you like

A reward is 0…1 whatever the model said: nothing in an answer raises. What the judge cannot tell earns nothing: an answer that
is undecided as a whole is worth what its checks could see, and with "pass" 0. It could be left out (`undecided=math.nan`), but
being left out is better than failing, and so a model would learn to write what no judge can see.

One thing is no reward and is NaN: an answer that could not be judged, because the machine or the judge failed (tried twice). A
number in its place would teach something that was not seen, an exception would end a long training for one hiccup, and None is
no float. Leave such samples out before you compute advantages; `math.isnan` tells them. Why is told to the logger
"sandbox.reward". What makes every judgement impossible is raised: a wrong challenge, a machine without a back end.

Judges are processes of their own and are kept from call to call, so that neither a crash of one nor its memory is yours.
"""

from __future__ import annotations

import asyncio
import logging
import math
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from sandbox.bench.judge import JudgeTask
    from sandbox.store import Judgement

__all__ = ["reward", "reward_async", "rewards", "rewards_async"]

TRIES = 2
Measure = Literal["score", "pass"]
Said = str | bytes | Sequence[Mapping[str, object]] | None
"""What a model said: its text, or a chat as trainers pass it, whose last message is the answer. Anything else says nothing."""
_log = logging.getLogger("sandbox.reward")


def reward(
    answer: Said,
    challenge: str | Path,
    *,
    measure: Measure = "score",
    undecided: float | None = None,
    runner: str = "auto",
    trust_program: bool = False,
) -> float:
    """The answer's score over 100, or with "pass" 1.0 where every check passes, else 0.0. NaN where it could not be judged.

    undecided  what an answer is worth of which the judge cannot tell whether it passes; None: as any that does not pass

    Raises UsageError and BackendUnavailable where no answer could be judged in this way.
    """
    return rewards([answer], challenge, measure=measure, undecided=undecided, runner=runner, trust_program=trust_program)[0]


def rewards(
    answers: Sequence[Said],
    challenge: str | Path | Sequence[str | Path],
    *,
    measure: Measure = "score",
    undecided: float | None = None,
    runner: str = "auto",
    trust_program: bool = False,
) -> list[float]:
    """As `reward`, of many answers to one challenge, or each to its own."""
    from sandbox.bench.local import kept_judges

    tasks = _tasks(answers, challenge, runner, trust_program)
    judges = kept_judges()
    futures = [judges.submit(task) for task in tasks]
    done = [future.result() for future in futures]
    again = [judges.submit(task) if _failed(judged) else None for task, judged in zip(tasks, done, strict=True)]
    done = [judged if future is None else future.result() for judged, future in zip(done, again, strict=True)]
    return [_value(judged, measure, undecided) for judged in done]


async def reward_async(
    answer: Said,
    challenge: str | Path,
    *,
    measure: Measure = "score",
    undecided: float | None = None,
    runner: str = "auto",
    trust_program: bool = False,
) -> float:
    """As `reward`. What is cancelled before a judge takes it is never judged."""
    from sandbox.bench.local import kept_judges

    (task,) = await asyncio.to_thread(_tasks, [answer], challenge, runner, trust_program)
    for _ in range(TRIES):
        judged = await asyncio.wrap_future(kept_judges().submit(task))
        if not _failed(judged):
            break
    return _value(judged, measure, undecided)


async def rewards_async(
    answers: Sequence[Said],
    challenge: str | Path | Sequence[str | Path],
    *,
    measure: Measure = "score",
    undecided: float | None = None,
    runner: str = "auto",
    trust_program: bool = False,
) -> list[float]:
    """As `rewards`."""
    each = _each(answers, challenge)
    return await asyncio.gather(
        *(
            reward_async(answer, one, measure=measure, undecided=undecided, runner=runner, trust_program=trust_program)
            for answer, one in zip(answers, each, strict=True)
        )
    )


def _each(answers: Sequence[Said], challenge: str | Path | Sequence[str | Path]) -> Sequence[str | Path]:
    from sandbox.errors import UsageError

    if isinstance(answers, str):
        raise UsageError("rewards takes a list of answers; of one answer it is `reward`")
    if isinstance(challenge, (str, Path)):
        return [challenge] * len(answers)
    if len(challenge) != len(answers):
        raise UsageError(f"{len(answers)} answers need one challenge, or as many, not {len(challenge)}")
    return challenge


def _tasks(
    answers: Sequence[Said], challenge: str | Path | Sequence[str | Path], runner: str, trust_program: bool
) -> list[JudgeTask]:
    from sandbox.bench.judge import Artifacts, task_of
    from sandbox.challenge import find

    each = _each(answers, challenge)
    found = {one: find(one) for one in dict.fromkeys(each)}
    name = _ready(runner, trust_program)
    return [
        task_of(found[one], _text(answer), runner=name, trust_program=trust_program, artifacts=Artifacts.NONE)
        for answer, one in zip(answers, each, strict=True)
    ]


def _text(said: object) -> str:
    if isinstance(said, str):
        return str.__str__(said)
    if isinstance(said, bytes):
        return said.decode("utf-8", "replace")
    last = said[-1] if isinstance(said, (list, tuple)) and said else None
    return _text(last.get("content")) if isinstance(last, dict) else ""


@cache
def _ready(runner: str, trust_program: bool) -> str:
    """The back end's name. Raises where it is not ready."""
    from sandbox.errors import BackendUnavailable
    from sandbox.isolation import backend

    chosen = backend(runner, trust_program=trust_program)
    try:
        readiness = chosen.probe()
    finally:
        chosen.close()
    if not readiness.ready:
        raise BackendUnavailable(f"{chosen.name}: {readiness.detail}; {readiness.advice}")
    return chosen.name


def _failed(judged: Judgement) -> bool:
    from sandbox.finding import VerdictKind

    return judged.verdict is VerdictKind.ERROR


def _value(judged: Judgement, measure: Measure, undecided: float | None) -> float:
    from sandbox.finding import VerdictKind

    if judged.verdict is VerdictKind.ERROR:
        _log.warning("no reward: %s could not be judged: %s", judged.challenge, judged.error)
        return math.nan
    if judged.verdict is VerdictKind.UNDECIDED and undecided is not None:
        return undecided
    return float(judged.verdict is VerdictKind.PASSED) if measure == "pass" else (judged.score or 0.0) / 100
