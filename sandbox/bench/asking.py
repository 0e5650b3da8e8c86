"""Asking: each server with as many questions at a time as it takes, while the bench judges."""

from __future__ import annotations

from concurrent.futures import Future

from sandbox.models import Answer, AskOptions, OnAsking, ask_async
from sandbox.models.loop import LoopThread
from sandbox.models.many import Question
from sandbox.models.spec import Model

__all__ = ["Asker"]


class Asker:
    """jobs  questions at a time in all; None: each server's own number, as models.toml says"""

    def __init__(self, jobs: int | None = None, options: AskOptions | None = None) -> None:
        self._jobs = jobs
        self._options = options
        self._loop = LoopThread("asking")
        self._busy: dict[str, int] = {}

    def has_room(self, model: Model) -> bool:
        if self._jobs is not None:
            return sum(self._busy.values()) < self._jobs
        return self._busy.get(model.server.url, 0) < model.server.concurrency

    def submit(self, question: Question, on_progress: OnAsking | None = None) -> Future[Answer]:
        asked = ask_async(
            question.model,
            question.challenge,
            thinking=question.thinking,
            language=question.language,
            sample=question.sample,
            seed=question.seed,
            on_progress=on_progress,
            options=self._options,
        )
        url = question.model.server.url
        self._busy[url] = self._busy.get(url, 0) + 1
        return self._loop.submit(asked)

    def done(self, question: Question) -> None:
        """To be told of every question whose future has ended, so that there is room again."""
        self._busy[question.model.server.url] -= 1

    def close(self) -> None:
        """Closes the connections of what is under way, which ends the models' work, and forgets it."""
        self._loop.close()
