"""Outcome: how a run ended, why, with what evidence, and what it used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

__all__ = ["Ending", "Outcome", "Usage"]


class Ending(StrEnum):
    """Why the program ended. One owner of this closed list; `phrase` is its display name."""

    EXITED = "exited"
    SIGNALLED = "signalled"
    WALL = "wall-limit"
    CPU = "cpu-limit"
    MEMORY = "out-of-memory"
    STOPPED = "stopped"
    UNREAD = "unread"

    @property
    def phrase(self) -> str:
        return {
            Ending.EXITED: "ended by itself",
            Ending.SIGNALLED: "was ended by a signal",
            Ending.WALL: "reached its wall-clock limit",
            Ending.CPU: "reached its CPU limit",
            Ending.MEMORY: "ran out of memory",
            Ending.STOPPED: "was stopped by the judge",
            Ending.UNREAD: "showed more than the judge can read",
        }[self]


@dataclass(frozen=True, slots=True)
class Usage:
    """What the run used. None where this back end cannot measure it.

    wall_s      real seconds from the start of the program to its end
    cpu_s       processor seconds of all its processes
    peak_bytes  highest memory use, by the cgroup where there is one, else by rusage of the largest process
    """

    wall_s: float
    cpu_s: float | None = None
    peak_bytes: int | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one Job ended.

    exit_code     the program's own exit code, None where a signal or a limit ended it
    signal        number of the signal that ended it, None otherwise
    evidence      the kernel's words for the ending, e.g. {"memory.failcnt": "812", "oom_kill": "1"}
    stdout/err    kept bytes (at most Limits.output_bytes each); *_dropped counts the rest
    enforced      limit name → the mechanism that enforced it here ("cgroup v1 memory", "RLIMIT_AS", …)
    gaps          limit or protection name → why this back end could not enforce it here
    files         collected output files, name → content
    """

    backend: str
    ending: Ending
    exit_code: int | None
    signal: int | None
    usage: Usage
    stdout: bytes = b""
    stderr: bytes = b""
    stdout_dropped: int = 0
    stderr_dropped: int = 0
    reason: str = ""
    evidence: Mapping[str, str] = field(default_factory=dict)
    enforced: Mapping[str, str] = field(default_factory=dict)
    gaps: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        """True where the program ended by itself with exit code 0."""
        return self.ending is Ending.EXITED and self.exit_code == 0
