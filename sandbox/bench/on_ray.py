"""Judging on a Ray cluster: tasks go to whichever machine has a processor free, and again elsewhere where one dies."""

from __future__ import annotations

from concurrent.futures import Future
from contextlib import suppress
from typing import Any

from sandbox.bench.judge import JudgeTask, carry_out, error_judgement
from sandbox.errors import BackendUnavailable, UsageError
from sandbox.store import Judgement

__all__ = ["OnRay"]

RETRIES = 3  # after a worker or its machine died; more than that and the answer itself kills judges


class OnRay:
    """Each task takes one processor of the cluster. Every machine has this package, in the same version, and a back end.

    jobs  None: as many as the cluster has processors
    """

    def __init__(self, jobs: int | None, address: str | None) -> None:
        try:
            import ray
        except ImportError as error:
            raise UsageError("Ray is not installed: pip install 'llm-sandbox-judge[ray]'") from error
        self._ray: Any = ray
        self._owned = not ray.is_initialized()
        try:
            if self._owned:
                ray.init(
                    address=address, num_cpus=jobs if address is None else None, log_to_driver=False, logging_level="error"
                )
            self.jobs: int = jobs or max(1, int(ray.cluster_resources().get("CPU", 1)))
        except (ConnectionError, RuntimeError, ValueError) as error:
            raise BackendUnavailable(f"the Ray cluster {address or 'of this machine'} cannot be reached: {error}") from error
        self._carry_out: Any = ray.remote(num_cpus=1, max_retries=RETRIES)(carry_out)
        self._under_way: set[Any] = set()

    def submit(self, task: JudgeTask) -> Future[Judgement]:
        future: Future[Judgement] = Future()
        reference = self._carry_out.remote(task)
        self._under_way.add(reference)

        def ended(done: Future[Any]) -> None:
            self._under_way.discard(reference)
            failed = done.exception()
            future.set_result(done.result() if failed is None else error_judgement(task, _words(failed), 0.0))

        reference.future().add_done_callback(ended)
        return future

    def close(self) -> None:
        for reference in list(self._under_way):
            with suppress(Exception):  # it may have ended, and the cluster may be gone
                self._ray.cancel(reference, force=True)
        if self._owned:
            self._ray.shutdown()


def _words(error: BaseException) -> str:
    first = next((line for line in str(error).splitlines() if line.strip()), "")
    return f"the Ray worker died: {type(error).__name__}: {first}"
