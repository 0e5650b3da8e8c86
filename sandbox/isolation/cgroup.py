"""One control group for one run, on cgroup v1 and v2: limits, usage, and the kernel's evidence for an out-of-memory kill.

On v1 a group is made below this process's own groups, so that whatever limits us limits it too. On v2 a group with processes
cannot have controllers for children, so it is made beside our own, where that place is delegated to us.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import signal
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from sandbox.errors import InfrastructureError
from sandbox.isolation.ending import Counted
from sandbox.isolation.owner import PREFIX, is_gone, owner, owner_of
from sandbox.limits import Limits

__all__ = ["Cgroup", "CgroupPlace", "Meters"]

ROOT = Path("/sys/fs/cgroup")
OWN = Path("/proc/self/cgroup")
V1_CONTROLLERS = ("memory", "pids", "cpuacct")
V2_CONTROLLERS = ("memory", "pids")
LAUNCHER_PROCESSES = 1
END_TRIES = 500
END_PAUSE_S = 0.004
_numbers = itertools.count(1)


@dataclass(frozen=True, slots=True)
class CgroupPlace:
    """Where groups can be made: controller → the folder below which a group is made; on v2 all are the same one."""

    version: int
    folders: dict[str, Path]

    @classmethod
    def find(cls, root: Path = ROOT, own: Path = OWN) -> CgroupPlace | str:
        """The place, or in words why there is none."""
        try:
            lines = [line.split(":", 2) for line in own.read_text().splitlines()]
        except OSError as error:
            return f"{own}: {error.strerror}"
        if (root / "cgroup.controllers").is_file():
            return cls._find_v2(root, next((path for number, _, path in lines if number == "0"), "/"))
        paths = {name: path for _, names, path in lines for name in names.split(",") if name}
        folders = {}
        for name in V1_CONTROLLERS:
            folder = root / name / paths.get(name, "/").lstrip("/")
            if not folder.is_dir():  # a container sees its own group as the root
                folder = root / name
            if not os.access(folder, os.W_OK):
                return f"{folder} is not writable"
            folders[name] = folder
        return cls(1, folders)

    @classmethod
    def _find_v2(cls, root: Path, path: str) -> CgroupPlace | str:
        own = root / path.lstrip("/")
        if own == root:
            return "this process is in the root group, beside which no other can be made"
        parent = own.parent
        if not (os.access(parent, os.W_OK) and os.access(parent / "cgroup.procs", os.W_OK)):
            return f"{parent} is not writable: it is not delegated to this user"
        try:
            enabled = (parent / "cgroup.subtree_control").read_text().split()
        except OSError as error:
            return f"{parent}: {error.strerror}"
        missing = [name for name in V2_CONTROLLERS if name not in enabled]
        if missing:
            return f"{parent} does not hand on {' and '.join(missing)}"
        return cls(2, dict.fromkeys(V1_CONTROLLERS, parent))

    def sweep(self) -> None:
        """Removes groups whose owner was killed before it could, with whatever is in them."""
        for parent in set(self.folders.values()):
            for folder in parent.glob(f"{PREFIX}*-*"):
                if is_gone(owner_of(folder.name)):
                    _remove(folder)


class Meters:
    """The kernel's counters of one group; `folders` maps each controller to the group's folder."""

    def __init__(self, version: int, folders: Mapping[str, Path]) -> None:
        self.version = version
        self.folders = dict(folders)

    @classmethod
    def of_process(cls, pid: int, part: str, root: Path = ROOT) -> Meters | None:
        """Those of the group that a process is in; None where they are not to be seen, or its path does not contain `part`."""
        try:
            lines = [line.split(":", 2) for line in Path("/proc", str(pid), "cgroup").read_text().splitlines()]
        except OSError:
            return None
        version = 2 if (root / "cgroup.controllers").is_file() else 1
        paths = {name: path for _, names, path in lines for name in names.split(",")}
        folders = {}
        for name in V1_CONTROLLERS:
            path = paths.get("" if version == 2 else name, "")
            folders[name] = (root if version == 2 else root / name) / path.lstrip("/")
            if part not in path or not folders[name].is_dir():
                return None
        return cls(version, folders)

    def cpu_s(self) -> float | None:
        folder = self.folders["cpuacct"]
        if self.version == 1:
            value = _number(folder / "cpuacct.usage")
            return None if value is None else value / 1e9
        value = _field(folder / "cpu.stat", "usage_usec")
        return None if value is None else value / 1e6

    def peak_bytes(self) -> int | None:
        return _number(self.folders["memory"] / ("memory.max_usage_in_bytes" if self.version == 1 else "memory.peak"))

    def oom_kills(self) -> int:
        name = "memory.oom_control" if self.version == 1 else "memory.events"
        return _field(self.folders["memory"] / name, "oom_kill") or 0

    def evidence(self) -> dict[str, str]:
        """The kernel's counters that are not 0: how often a limit was met, and how many processes that ended."""
        memory, pids = self.folders["memory"], self.folders["pids"]
        found = {"oom_kill": self.oom_kills(), "pids.events": _field(pids / "pids.events", "max") or 0}
        if self.version == 1:
            found["memory.failcnt"] = _number(memory / "memory.failcnt") or 0
        else:
            found["memory.events"] = _field(memory / "memory.events", "max") or 0
        return {name: str(value) for name, value in found.items() if value}

    def counted(self) -> Counted:
        """All of it."""
        return Counted(self.cpu_s(), self.peak_bytes(), self.oom_kills(), self.evidence())


class Cgroup(Meters):
    """Use as a context manager; on leaving, everything in the group is killed and the group is removed.

    Raises InfrastructureError where the group cannot be made.
    """

    def __init__(self, place: CgroupPlace, limits: Limits) -> None:
        name = f"{PREFIX}{owner()}-{next(_numbers)}"
        super().__init__(place.version, {controller: folder / name for controller, folder in place.folders.items()})
        self._limits = limits

    def __enter__(self) -> Cgroup:
        try:
            for folder in set(self.folders.values()):
                folder.mkdir()
            self._limit()
        except OSError as error:
            self.close()
            raise InfrastructureError(f"no control group could be made: {error}") from error
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def _limit(self) -> None:
        memory, pids = self.folders["memory"], self.folders["pids"]
        amount = str(int(self._limits.memory_bytes))
        (pids / "pids.max").write_text(str(int(self._limits.processes) + LAUNCHER_PROCESSES))
        if self.version == 2:
            (memory / "memory.max").write_text(amount)
            with contextlib.suppress(OSError):  # only there where the kernel counts swap
                (memory / "memory.swap.max").write_text("0")
            return
        (memory / "memory.limit_in_bytes").write_text(amount)
        with contextlib.suppress(OSError):
            (memory / "memory.memsw.limit_in_bytes").write_text(amount)

    def add(self, pid: int) -> None:
        """Moves a process in; what it starts from now on is in, too."""
        try:
            for folder in set(self.folders.values()):
                (folder / "cgroup.procs").write_text(str(pid))
        except OSError as error:
            raise InfrastructureError(f"the sandbox could not be put into its control group: {error}") from error

    def kill(self) -> None:
        """Ends every process in the group."""
        _kill(self.folders["pids"])

    def close(self) -> None:
        """Ends what is left and removes the group. Does nothing the second time."""
        for folder in set(self.folders.values()):
            _remove(folder)


def _remove(folder: Path) -> None:
    for _ in range(END_TRIES):
        try:
            folder.rmdir()
            return
        except FileNotFoundError:
            return
        except OSError:
            _kill(folder)
            time.sleep(END_PAUSE_S)


def _kill(folder: Path) -> None:
    try:
        pids = [int(pid) for pid in (folder / "cgroup.procs").read_text().split() if pid != "0"]
    except (OSError, ValueError):
        return
    for pid in pids:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.kill(pid, signal.SIGKILL)


def _number(path: Path) -> int | None:
    try:
        return int(path.read_text())
    except (OSError, ValueError):
        return None


def _field(path: Path, name: str) -> int | None:
    try:
        return int(dict(line.split(maxsplit=1) for line in path.read_text().splitlines())[name])
    except (OSError, ValueError, KeyError):
        return None
