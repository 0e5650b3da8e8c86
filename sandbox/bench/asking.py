"""Asking: questions on an event loop in a thread of its own, each server with as many at a time as it takes."""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import Future

from sandbox.models import Answer, AskOptions, OnAsking, ask_async
from sandbox.models.many import Question
from sandbox.models.spec import Model

__all__ = ["Asker"]


class Asker:
    """jobs  questions at a time in all; None: each server's own number, as models.toml says"""

    def __init__(self, jobs: int | None = None, options: AskOptions | None = None) -> None:
        self._jobs = jobs
        self._options = options
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="asking", daemon=True)
        self._busy: dict[str, int] = {}
        self._futures: set[Future[Answer]] = set()

    def has_room(self, model: Model) -> bool:
        if self._jobs is not None:
            return len(self._futures) < self._jobs
        return self._busy.get(model.server.url, 0) < model.server.concurrency

    def submit(self, question: Question, on_progress: OnAsking | None = None) -> Future[Answer]:
        if not self._thread.is_alive():
            self._thread.start()
        future = asyncio.run_coroutine_threadsafe(self._ask(question, on_progress), self._loop)
        url = question.model.server.url
        self._busy[url] = self._busy.get(url, 0) + 1
        self._futures.add(future)
        return future

    def done(self, question: Question, future: Future[Answer]) -> None:
        """To be told of every future that has ended, so that there is room again."""
        self._busy[question.model.server.url] -= 1
        self._futures.discard(future)

    async def _ask(self, question: Question, on_progress: OnAsking | None) -> Answer:
        return await ask_async(
            question.model,
            question.challenge,
            thinking=question.thinking,
            language=question.language,
            sample=question.sample,
            seed=question.seed,
            on_progress=on_progress,
            options=self._options,
        )

    def close(self) -> None:
        """Closes the connections of what is under way, which ends the models' work, and forgets it."""
        if not self._thread.is_alive():
            self._loop.close()
            return
        asyncio.run_coroutine_threadsafe(_cancelled(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()


async def _cancelled() -> None:
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
    await asyncio.get_running_loop().shutdown_asyncgens()
