"""Judging in processes of this machine: each judge is a process of its own, and one that dies takes one answer with it."""

from __future__ import annotations

import atexit
import os
import select
import signal
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import Future
from contextlib import suppress
from functools import cache
from queue import SimpleQueue
from typing import IO, BinaryIO

import msgspec

from sandbox.bench.judge import JudgeTask, error_judgement
from sandbox.bench.worker import read_message, write_message
from sandbox.store import Judgement

__all__ = ["Local", "kept_judges"]

PATIENCE_S = 3600.0  # real seconds that a judge may take for one answer, above the limits of every challenge
GRACE_S = 10.0  # to end a sandbox and go
LAST_WORDS = 500  # bytes of what a judge wrote before it died

_Job = tuple[JudgeTask, "Future[Judgement]"]


class Local:
    """`jobs` threads, each with a judge of its own, started when the first tasks come. A process that ends without `close`
    takes its judges with it: they see their pipes closed."""

    def __init__(self, jobs: int) -> None:
        self.jobs = jobs
        self._queue: SimpleQueue[_Job | None] = SimpleQueue()
        self._closed = threading.Event()
        self._threads: list[threading.Thread] = []

    def submit(self, task: JudgeTask) -> Future[Judgement]:
        future: Future[Judgement] = Future()
        self._queue.put((task, future))
        if len(self._threads) < self.jobs:
            self._threads.append(threading.Thread(target=self._work, name="judge", daemon=True))
            self._threads[-1].start()
        return future

    def close(self) -> None:
        self._closed.set()
        for _ in self._threads:
            self._queue.put(None)
        for thread in self._threads:
            thread.join()

    def _work(self) -> None:
        judge: _Judge | None = None
        try:
            while (job := self._queue.get()) is not None and not self._closed.is_set():
                task, future = job
                if not future.set_running_or_notify_cancel():
                    continue
                judge = judge or _Judge(self._closed)
                started = time.monotonic()
                judgement = judge.judgement(task)
                if judgement is None:
                    why = judge.end()
                    judge = None
                    if self._closed.is_set():
                        return
                    judgement = error_judgement(task, why, time.monotonic() - started)
                future.set_result(judgement)
        finally:
            if judge is not None:
                judge.end()


def kept_judges() -> Local:
    """This process's own, as many as there are processors, kept until it ends: for whoever judges now and then."""
    return _kept(os.getpid())


@cache
def _kept(process: int) -> Local:
    """A process that was forked must not use its parent's."""
    judges = Local(os.cpu_count() or 1)
    atexit.register(judges.close)
    return judges


class _Judge:
    """One process and the pipes to it."""

    def __init__(self, closed: threading.Event) -> None:
        self._closed = closed
        self._said: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - closed by `end`
        theirs, ours = os.pipe()
        answers, their_answers = os.pipe()
        try:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "sandbox.bench.worker", str(theirs), str(their_answers)],
                stdin=subprocess.DEVNULL,
                stdout=self._said,
                stderr=self._said,
                pass_fds=(theirs, their_answers),
            )
        except BaseException:
            os.close(ours)
            os.close(answers)
            raise
        finally:
            os.close(theirs)
            os.close(their_answers)
        self._tasks: BinaryIO = os.fdopen(ours, "wb")
        self._judgements: BinaryIO = os.fdopen(answers, "rb")
        self._late = False

    def judgement(self, task: JudgeTask) -> Judgement | None:
        """None where the process has died, is late, or nobody wants it any more: then `end` tells which."""
        try:
            write_message(self._tasks, msgspec.msgpack.encode(task))
        except OSError:
            return None
        until = time.monotonic() + PATIENCE_S
        while not select.select([self._judgements], [], [], 0.1)[0]:
            self._late = time.monotonic() > until
            if self._late or self._closed.is_set():
                return None
        body = read_message(self._judgements)
        return None if body is None else msgspec.msgpack.decode(body, type=Judgement)

    def end(self) -> str:
        """Ends the process, if it has not ended, and says why it did."""
        if self._late or self._closed.is_set() or not self._has_gone():
            self.process.send_signal(signal.SIGTERM)
        if not self._has_gone():
            self.process.kill()
            self.process.wait()
        for file in (self._tasks, self._judgements):
            with suppress(OSError):  # it had died with a task half written
                file.close()
        words = self._last_words()
        self._said.close()
        if self._late:
            return f"the judge gave no verdict within {PATIENCE_S:g} s"
        code = self.process.returncode
        how = f"by signal {-code} ({signal.Signals(-code).name})" if code < 0 else f"with exit code {code}"
        return f"the judge's process ended {how}{words}"

    def _has_gone(self) -> bool:
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(GRACE_S)
        return self.process.returncode is not None

    def _last_words(self) -> str:
        size = self._said.seek(0, os.SEEK_END)
        self._said.seek(max(0, size - LAST_WORDS))
        lines = self._said.read().decode("utf-8", "replace").strip().splitlines()
        return f": {lines[-1]}" if lines else ""
