"""Running one untrusted program once, under limits, by the strongest back end that is ready.

`run(job)` is what most callers need; `backend(name)` gives one back end, for many runs or sandboxes made ahead.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sandbox.errors import BackendUnavailable, UsageError
from sandbox.isolation.backend import Backend, OnTrace, Readiness, Watch
from sandbox.job import Job
from sandbox.outcome import Outcome

__all__ = ["ISOLATING", "NAMES", "Backend", "OnTrace", "Readiness", "Watch", "auto", "backend", "ready_backends", "run"]

ISOLATING = ("docker", "bubblewrap", "sandlock")
"""The back ends that isolate, strongest first."""

NAMES = (*ISOLATING, "process")


def backend(name: str, *, trust_program: bool = False, **options: object) -> Backend:
    """The back end of this name; "auto" is the strongest that is ready. It is not probed unless by "auto".

    options  of the back end: docker takes `runtime` (str), `cpus` (float)

    Raises UsageError for an unknown name, option, or "process" without `trust_program`; BackendUnavailable where none is ready.
    """
    if name == "auto":
        return auto()
    if name not in NAMES:
        raise UsageError(f"no back end {name!r}; there are {', '.join(('auto', *NAMES))}")
    if name == "process" and not trust_program:
        raise UsageError("the back end process isolates nothing; if you trust the program: --runner process --trust-program")
    try:
        return _made(name, options)
    except TypeError as error:
        raise UsageError(f"the back end {name} has no such option: {error}") from error


def _made(name: str, options: Mapping[str, Any]) -> Backend:
    if name == "docker":
        from sandbox.isolation.docker_engine import Docker

        return Docker(**options)
    if name == "bubblewrap":
        from sandbox.isolation.bubblewrap import Bubblewrap

        return Bubblewrap(**options)
    if name == "sandlock":
        from sandbox.isolation.landlock import Sandlock

        return Sandlock(**options)
    from sandbox.isolation.process import Process

    return Process(**options)


def ready_backends() -> list[str]:
    """Names of the isolating back ends that are ready here, strongest first."""
    return [name for name in ISOLATING if backend(name).probe().ready]


def auto() -> Backend:
    """The strongest back end that is ready. Raises BackendUnavailable where none is."""
    found = {}
    for name in ISOLATING:
        candidate = backend(name)
        readiness = candidate.probe()
        if readiness.ready:
            return candidate
        found[name] = readiness
    reasons = "; ".join(f"{name}: {readiness.detail}" for name, readiness in found.items())
    raise BackendUnavailable(f"no sandbox is ready here ({reasons}); `sandbox doctor` tells how to get one")


def run(
    job: Job,
    runner: str = "auto",
    *,
    trust_program: bool = False,
    on_trace: OnTrace | None = None,
    watch: Watch | None = None,
) -> Outcome:
    """Runs the job once in a sandbox of its own; see backend.Backend for what it raises and leaves behind."""
    chosen = backend(runner, trust_program=trust_program)
    try:
        return chosen.run(job, on_trace=on_trace, watch=watch)
    finally:
        chosen.close()
