"""Executor: who carries out judgements."""

from __future__ import annotations

import os
from concurrent.futures import Future
from typing import Protocol

from sandbox.bench.judge import JudgeTask
from sandbox.errors import UsageError
from sandbox.store import Judgement

__all__ = ["NAMES", "Executor", "executor"]

NAMES = ("local", "ray")


class Executor(Protocol):
    """jobs  how many tasks it carries out at once"""

    jobs: int

    def submit(self, task: JudgeTask) -> Future[Judgement]:
        """The future's result is a judgement whatever happens, an error where the judge or its machine dies."""

    def close(self) -> None:
        """Ends what is under way and leaves nothing running; futures that have no result yet never get one."""


def executor(name: str = "local", *, jobs: int | None = None, address: str | None = None) -> Executor:
    """jobs     None: as many as there are processors
    address  of a Ray cluster, as ray.init takes it; None starts one on this machine

    Raises UsageError where there is none of this name, or Ray is not installed.
    """
    if name == "local":
        from sandbox.bench.local import Local

        if address is not None:
            raise UsageError("--address is of a Ray cluster: add --executor ray")
        return Local(jobs or os.cpu_count() or 1)
    if name == "ray":
        from sandbox.bench.on_ray import OnRay

        return OnRay(jobs, address)
    raise UsageError(f"no executor {name!r}; there are {', '.join(NAMES)}")
