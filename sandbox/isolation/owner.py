"""Who owns what a run makes outside its process: a name that tells whether the owner still lives, also after a SIGKILL.

Everything that would outlive a killed judge (control groups, containers, folders) carries this name, and is swept at the next
start of a judge on the same machine.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from functools import cache
from pathlib import Path

__all__ = ["PREFIX", "folder", "is_gone", "owner", "owner_of", "sweep_folders"]

PREFIX = "sandbox-"
_FIELDS = 3


def owner() -> str:
    """`pid.start.namespace` of this process: no other process of the machine ever has the same."""
    return _name(os.getpid())


@cache
def _name(pid: int) -> str:
    return f"{pid}.{_start(str(pid))}.{_namespace()}"


def owner_of(name: str) -> str:
    """The owner in `sandbox-OWNER-…`, "" where there is none."""
    found = name.removeprefix(PREFIX).partition("-")[0] if name.startswith(PREFIX) else ""
    return found if _is_name(found) else ""


def is_gone(name: str) -> bool:
    """True where that owner has ended. Of processes in other PID namespaces nothing is known, so they count as alive."""
    if not _is_name(name):
        return False
    pid, start, namespace = name.split(".")
    return namespace == _namespace() and _start(pid) != start


def folder() -> Path:
    """A new folder for a run, which only this user may enter."""
    return Path(tempfile.mkdtemp(prefix=f"{PREFIX}{owner()}-"))


def sweep_folders() -> None:
    """Removes folders of owners that were killed."""
    with contextlib.suppress(OSError):
        for path in Path(tempfile.gettempdir()).glob(f"{PREFIX}*-*"):
            if is_gone(owner_of(path.name)) and not path.is_symlink():
                shutil.rmtree(path, ignore_errors=True)


def _is_name(text: str) -> bool:
    fields = text.split(".")
    return len(fields) == _FIELDS and all(part.isdecimal() for part in fields)


def _start(pid: str) -> str:
    """When the process started, in the kernel's ticks; "" where there is none, or it is a zombie."""
    try:
        fields = Path("/proc", pid, "stat").read_text().rpartition(")")[2].split()
    except (OSError, UnicodeDecodeError):
        return ""
    return "" if fields[0] in ("Z", "X") else fields[19]


@cache
def _namespace() -> str:
    try:
        return "".join(filter(str.isdecimal, str(Path("/proc/self/ns/pid").readlink())))
    except OSError:
        return "0"
