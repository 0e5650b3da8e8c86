"""Who owns what a run makes outside its process: a name that tells whether the owner still lives, also after a SIGKILL.

Everything that would outlive a killed judge (control groups, containers, folders) carries this name, and is swept at the next
start of a judge on the same machine.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import tempfile
import time
from functools import cache
from pathlib import Path

__all__ = ["PREFIX", "folder", "is_gone", "owner", "owner_of", "remove_folder", "sweep_folders"]

PREFIX = "sandbox-"
REMOVE_TRIES = 50
REMOVE_PAUSE_S = 0.02
_FIELDS = 3
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_numbers = itertools.count()


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
                remove_folder(path)


def remove_folder(path: Path) -> None:
    """Removes it with everything in it, also where folders lie deeper than a path can name, or may not be entered.

    Folders within folders are moved up first, so no depth is ever walked. A process that is being killed may write for a last
    time meanwhile, so it is tried again. Leaves what cannot be removed.
    """
    for _ in range(REMOVE_TRIES):
        try:
            top = os.open(path, _FOLDER)
        except OSError:
            return
        try:
            while names := os.listdir(top):  # noqa: PTH208 - pathlib takes no descriptor
                for name in names:
                    _remove_one(top, name)
            path.rmdir()
            return
        except OSError:
            time.sleep(REMOVE_PAUSE_S)
        finally:
            os.close(top)


def _remove_one(top: int, name: str) -> None:
    if _unlinked(top, name):
        return
    os.chmod(name, 0o700, dir_fd=top)
    inner = os.open(name, _FOLDER, dir_fd=top)
    try:
        for child in os.listdir(inner):  # noqa: PTH208
            if not _unlinked(inner, child):
                os.chmod(child, 0o700, dir_fd=inner)
                os.rename(child, f"{next(_numbers)}-moved-up", src_dir_fd=inner, dst_dir_fd=top)
    finally:
        os.close(inner)
    os.rmdir(name, dir_fd=top)


def _unlinked(folder: int, name: str) -> bool:
    """False for a folder."""
    try:
        os.unlink(name, dir_fd=folder)
    except IsADirectoryError:
        return False
    return True


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
