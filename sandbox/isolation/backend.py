"""The one protocol that every back end follows, and what a caller gets from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from sandbox.job import Job
from sandbox.outcome import Outcome, Usage

__all__ = ["Backend", "OnTrace", "Readiness", "Watch"]

OnTrace = Callable[[bytes], None]
"""Gets the recorder's bytes as they arrive, in the thread that called `run`."""

Watch = Callable[[Usage], str | None]
"""Called about ten times a second with what was used so far; a string stops the run with Ending.STOPPED and that reason."""


@dataclass(frozen=True, slots=True)
class Readiness:
    """Whether a back end can be used on this machine.

    enforces  limit or protection → mechanism, what it would enforce here
    gaps      limit or protection → why not
    advice    what to do to get it, or to close the gaps; one line, empty where nothing is to be done
    """

    ready: bool
    detail: str
    enforces: Mapping[str, str] = field(default_factory=dict)
    gaps: Mapping[str, str] = field(default_factory=dict)
    advice: str = ""


class Backend(Protocol):
    """One way to run an untrusted program.

    `run` raises BackendUnavailable or InfrastructureError where the machine fails, and never raises for anything the
    program does. When it returns, or raises (KeyboardInterrupt too), no process, mount, cgroup or file of the run is left.
    """

    name: str

    def probe(self) -> Readiness: ...

    def prepare(self, job: Job) -> None:
        """Get sandboxes ready for jobs with the same limits; each is used once. Optional: `run` works without it."""

    def run(self, job: Job, *, on_trace: OnTrace | None = None, watch: Watch | None = None) -> Outcome: ...

    def close(self) -> None:
        """Ends sandboxes that were prepared and not used."""
