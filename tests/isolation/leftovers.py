"""What runs may leave on a machine, found from outside: processes, control groups, containers, mounts, folders, files."""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path

from sandbox.isolation.cgroup import CgroupPlace
from sandbox.isolation.image import LABEL
from sandbox.isolation.local import FIRST_UID, UIDS
from sandbox.isolation.owner import PREFIX

SETTLE_S = 10.0
SHARED_PLACES = ("/tmp", "/var/tmp", "/dev/shm", "/dev/mqueue", "/run/lock")
_GUEST = (b"USER=guest", b"LOGNAME=guest", b"PYTHONDONTWRITEBYTECODE=1")


def settled(owner: str, *, docker: bool) -> list[str]:
    """What is left of an owner's runs, in words, after the time that the kernel needs to let go of things."""
    deadline = time.monotonic() + SETTLE_S
    while (found := left(owner, docker=docker)) and time.monotonic() < deadline:
        time.sleep(0.1)
    return found


def left(owner: str, *, docker: bool) -> list[str]:
    return [*_groups(owner), *_folders(owner), *_orphans(), *_files_of_guests(), *(_containers(owner) if docker else ())]


def with_argument(text: str) -> list[int]:
    """Processes of the whole machine that were started with this argument."""
    return [int(pid) for pid in _pids() if text.encode() in _read(pid, "cmdline").split(b"\0")]


def launchers() -> list[int]:
    """Processes that this one started and that are, or lead to, a launcher: prepared sandboxes, without root too."""
    ours = [pid for pid in _pids() if _read(pid, "stat").rpartition(b")")[2].split()[1:2] == [str(os.getpid()).encode()]]
    return [int(pid) for pid in ours if b"launch.py" in _read(pid, "cmdline")]


def _groups(owner: str) -> list[str]:
    place = CgroupPlace.find()
    if isinstance(place, str):
        return []
    return [f"control group {path}" for folder in set(place.folders.values()) for path in folder.glob(f"{PREFIX}{owner}-*")]


def _folders(owner: str) -> list[str]:
    mounted = [f"mount {line.split()[4]}" for line in Path("/proc/self/mountinfo").read_text().splitlines() if owner in line]
    return [f"folder {path}" for path in Path(tempfile.gettempdir()).glob(f"{PREFIX}{owner}-*")] + mounted


def _orphans() -> list[str]:
    """Programs that run without a launcher above them have escaped, whoever started them."""
    programs = [pid for pid in _pids() if set(_GUEST) <= set(_read(pid, "environ").split(b"\0"))]
    return [f"process {pid} {_read(pid, 'cmdline')!r}" for pid in programs if not _has_launcher(pid)]


def _has_launcher(pid: str) -> bool:
    while pid not in ("", "0"):
        if any(part.endswith(b"/launch.py") for part in _read(pid, "cmdline").split(b"\0")):
            return True
        if _read(pid, "stat").rpartition(b")")[2].split()[:1] in ([b"Z"], [b"X"], []):
            return True  # it is ending
        pid = _read(pid, "stat").rpartition(b")")[2].split()[1].decode()
    return False


def _files_of_guests() -> list[str]:
    """As root every run has a user of its own, whose files and shared memory nobody else made."""
    guests = range(FIRST_UID, FIRST_UID + UIDS)
    paths = [path for place in map(Path, SHARED_PLACES) if place.is_dir() for path in place.iterdir()]
    blocks = [line.split() for line in Path("/proc/sysvipc/shm").read_text().splitlines()[1:]]
    files = [f"file {path}" for path in paths if _user(path) in guests]
    return files + [f"shared memory {fields[1]}" for fields in blocks if int(fields[7]) in guests]


def _user(path: Path) -> int:
    try:
        return path.lstat().st_uid
    except OSError:
        return -1


def _containers(owner: str) -> list[str]:
    from sandbox.isolation.docker_engine import connect

    client = connect()
    try:
        with_label = client.containers.list(all=True, ignore_removed=True, filters={"label": f"{LABEL}.owner={owner}"})
        return [f"container {container.name}" for container in with_label]
    finally:
        client.close()


def _pids() -> list[str]:
    return [path.name for path in Path("/proc").iterdir() if path.name.isdigit()]


def _read(pid: str, name: str) -> bytes:
    try:
        return Path("/proc", pid, name).read_bytes()
    except OSError:
        return b""
