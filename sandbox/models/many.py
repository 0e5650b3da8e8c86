"""Many questions: asked in a thread of their own, as many at a time as each server takes, while the caller judges."""

from __future__ import annotations

import asyncio
import queue
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, replace

from sandbox.challenge import Challenge
from sandbox.models.answer import Answer
from sandbox.models.asking import Asking, AskOptions, ask_async
from sandbox.models.loop import LoopThread
from sandbox.models.spec import Model

__all__ = ["OnQuestion", "Question", "asking"]


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """One answer that is wanted."""

    model: Model
    challenge: Challenge
    thinking: bool | None
    language: str = "en"
    sample: int = 0
    seed: int | None = None


_Done = queue.SimpleQueue[Question | BaseException | None]
OnQuestion = Callable[[Question, Asking | None], None]
"""Called in the asking thread; None where the question is over."""


@contextmanager
def asking(
    questions: Sequence[Question],
    *,
    concurrency: int | None = None,
    options: AskOptions | None = None,
    on_progress: OnQuestion | None = None,
    on_answer: Callable[[Question, Answer], None],
) -> Iterator[Iterator[Question]]:
    """The questions as they are answered; when the block ends, for whatever reason, what is still open is cancelled.

    concurrency  questions at a time to one server; None for what models.toml says of it
    on_answer    called in the asking thread the moment an answer is there, to keep it

    A server that is absent, refuses the key or has not the model is asked no further: the rest fail with the same words.
    An error of asking that is none of a server is raised where the answers are read.
    """
    done: _Done = queue.SimpleQueue()
    crew = _Crew(questions, concurrency, options, on_progress, on_answer, done)
    loop = LoopThread("asking")
    try:
        loop.submit(crew.work()).add_done_callback(lambda ended: done.put(_why(ended)))
        yield _answered(done)
    finally:
        loop.close()


def _why(ended: Future[None]) -> BaseException | None:
    """What ended the asking before its time; None where it is through, or was cancelled."""
    error = None if ended.cancelled() else ended.exception()
    return error.exceptions[0] if isinstance(error, BaseExceptionGroup) else error


def _answered(done: _Done) -> Iterator[Question]:
    while (came := done.get()) is not None:
        if isinstance(came, BaseException):
            raise came
        yield came


class _Crew:
    def __init__(
        self,
        questions: Sequence[Question],
        concurrency: int | None,
        options: AskOptions | None,
        on_progress: OnQuestion | None,
        on_answer: Callable[[Question, Answer], None],
        done: _Done,
    ) -> None:
        self.questions = questions
        self.concurrency = concurrency
        self.options = options
        self.on_progress = on_progress
        self.on_answer = on_answer
        self.done = done
        self.hopeless: dict[str, Answer] = {}

    async def work(self) -> None:
        places = {q.model.server: asyncio.Semaphore(self.concurrency or q.model.server.concurrency) for q in self.questions}
        async with asyncio.TaskGroup() as group:
            for question in self.questions:
                group.create_task(self._one(question, places[question.model.server]))

    async def _one(self, question: Question, place: asyncio.Semaphore) -> None:
        async with place:
            answer = await self._answer(question)
        if answer.failure is not None and answer.failure.lasting:
            self.hopeless.setdefault(question.model.spec, answer)
        self.on_answer(question, answer)
        self.done.put(question)

    async def _answer(self, question: Question) -> Answer:
        known = self.hopeless.get(question.model.spec)
        if known is not None:
            return replace(
                known,
                challenge=question.challenge.slug,
                language=question.language,
                prompt=question.challenge.prompts.get(question.language, ""),
                thinking=question.thinking,
                sample=question.sample,
                seconds=0.0,
            )
        tell = self.on_progress
        try:
            return await ask_async(
                question.model,
                question.challenge,
                thinking=question.thinking,
                language=question.language,
                sample=question.sample,
                seed=question.seed,
                options=self.options,
                on_progress=None if tell is None else lambda told: tell(question, told),
            )
        finally:
            if tell is not None:
                tell(question, None)
