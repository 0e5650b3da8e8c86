"""Job: what is handed to a back end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from sandbox.errors import UsageError
from sandbox.limits import Limits

__all__ = ["Job", "JobKind"]


class JobKind(StrEnum):
    """How the guest starts the entry."""

    PLAIN = "plain"  # as `python entry args…` would (or by exec, where it is not Python)
    BARE = "bare"  # Python as for PLAIN, but without installed packages: it sees the standard library alone
    TASK = "task"  # tests of a function and the function, in two processes; stdin as runners/task.py has it
    RECORD = "record"  # Python under the virtual clock with the recorder, which writes to the trace channel


@dataclass(frozen=True, slots=True)
class Job:
    """One program to run once.

    files    name → content; laid into the working folder of the guest. Names are relative, without `..`
    entry    the name in `files` that is run
    args     the program's arguments
    stdin    bytes that the program reads; then end of file
    options  settings of the recorder (kind RECORD), JSON values only; see runners/README.md
    collect  glob patterns, relative to the working folder; matching regular files come back in `Outcome.files`
    """

    files: Mapping[str, bytes]
    entry: str
    kind: JobKind = JobKind.PLAIN
    args: tuple[str, ...] = ()
    stdin: bytes = b""
    limits: Limits = field(default_factory=Limits)
    options: Mapping[str, object] = field(default_factory=dict)
    collect: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.entry not in self.files:
            raise UsageError(f"the job's entry {self.entry!r} is not among its files")
        for name in self.files:
            parts = name.split("/")
            if not name or "\0" in name or name.startswith("/") or any(p in ("", ".", "..") for p in parts):
                raise UsageError(f"not a name for a file of a job: {name!r}")
