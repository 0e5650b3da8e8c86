"""Many jobs at once: some workers, each with a back end of its own, each job in a sandbox of its own."""

from __future__ import annotations

import os
import queue
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress

from sandbox.errors import InfrastructureError
from sandbox.isolation import Backend, auto, backend
from sandbox.job import Job
from sandbox.outcome import Outcome

__all__ = ["run_all"]

OnDone = Callable[[int, "Outcome | InfrastructureError"], None]
"""Gets a job's place and how it ended, in a worker's thread, as they end."""


def run_all(
    jobs: Sequence[Job], on_done: OnDone, *, runner: str = "auto", trust_program: bool = False, workers: int | None = None
) -> None:
    """Runs all jobs, `workers` at a time (None: one a processor). A machine's failure is told in place of an Outcome.

    Raises BackendUnavailable where no back end is ready, and whatever `on_done` raises. When it returns, or raises
    (KeyboardInterrupt too), nothing of the jobs is left running.
    """
    name = auto().name if runner == "auto" else runner
    places: queue.SimpleQueue[int] = queue.SimpleQueue()
    for place in range(len(jobs)):
        places.put(place)
    stop = threading.Event()
    failures: list[BaseException] = []

    def work() -> None:
        try:
            mine = backend(name, trust_program=trust_program)
            try:
                while (place := next_place()) is not None:
                    outcome = ended(mine, jobs[place])
                    if outcome is not None:
                        on_done(place, outcome)
            finally:
                mine.close()
        except BaseException as error:
            failures.append(error)
            stop.set()

    def next_place() -> int | None:
        with suppress(queue.Empty):
            return None if stop.is_set() else places.get_nowait()
        return None

    def ended(mine: Backend, job: Job) -> Outcome | InfrastructureError | None:
        """None where the others have stopped meanwhile: then it was ended, not judged."""
        outcome: Outcome | InfrastructureError
        try:
            outcome = mine.run(job, watch=lambda usage: "interrupted" if stop.is_set() else None)
        except InfrastructureError as error:
            outcome = error
        return None if stop.is_set() else outcome

    threads = [threading.Thread(target=work) for _ in range(min(workers or os.cpu_count() or 1, len(jobs)))]
    try:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        stop.set()
        for thread in threads:
            if thread.ident is not None:
                thread.join()
    if failures:
        raise failures[0]
