"""Why a run ended: from what the supervisor saw and what the kernel counted to an Outcome."""

from __future__ import annotations

import signal
from collections.abc import Mapping
from dataclasses import dataclass, field

from sandbox.isolation.supervise import Seen
from sandbox.limits import Limits
from sandbox.outcome import Ending, Outcome, Usage

__all__ = ["Counted", "outcome_of"]


@dataclass(frozen=True, slots=True)
class Counted:
    """The kernel's numbers of one run; None and empty where nothing counts them.

    oom_kills  processes that the kernel ended for want of memory
    """

    cpu_s: float | None = None
    peak_bytes: int | None = None
    oom_kills: int = 0
    evidence: Mapping[str, str] = field(default_factory=dict)


def outcome_of(
    backend: str, limits: Limits, seen: Seen, counted: Counted, enforced: Mapping[str, str], gaps: Mapping[str, str]
) -> Outcome:
    """The Outcome of one run."""
    end = seen.end
    cpu = max((s for s in (counted.cpu_s, seen.cpu_s, end.cpu_s if end else None) if s is not None), default=None)
    peak = counted.peak_bytes if counted.peak_bytes is not None else end.peak_bytes if end is not None else None
    evidence = dict(counted.evidence)
    ending, reason = _ending(limits, seen, counted, cpu)
    if end is not None and end.signal is not None:
        evidence["signal"] = _signal_name(end.signal)
    by_itself = ending is Ending.EXITED and end is not None
    return Outcome(
        backend=backend,
        ending=ending,
        exit_code=end.exit_code if by_itself and end is not None else None,
        signal=_signal(seen, ending),
        usage=Usage(seen.wall_s, cpu, peak),
        stdout=seen.stdout,
        stderr=seen.stderr,
        stdout_dropped=seen.stdout_dropped,
        stderr_dropped=seen.stderr_dropped,
        reason=reason,
        evidence=evidence,
        enforced=dict(sorted(enforced.items())),
        gaps=dict(sorted(gaps.items())),
        files=seen.files,
    )


def _ending(limits: Limits, seen: Seen, counted: Counted, cpu_s: float | None) -> tuple[Ending, str]:
    end = seen.end
    if seen.ending is not None:
        return seen.ending, seen.reason
    if counted.oom_kills and (end is None or end.exit_code != 0):
        return Ending.MEMORY, f"the kernel ended a process at {int(limits.memory_bytes)} bytes of memory"
    if end is None:
        return Ending.SIGNALLED, "the program ended its own sandbox"
    if end.signal == signal.SIGXCPU or (end.signal == signal.SIGKILL and cpu_s is not None and cpu_s >= limits.cpu_s):
        return Ending.CPU, f"more than {limits.cpu_s:g} s of processor time"
    if end.signal is not None:
        return Ending.SIGNALLED, _signal_name(end.signal)
    return Ending.EXITED, ""


def _signal(seen: Seen, ending: Ending) -> int | None:
    if ending is not Ending.SIGNALLED:
        return None
    return int(signal.SIGKILL) if seen.end is None else seen.end.signal


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
