"""What the back ends without an engine share: a launcher started as a child of ours, pipes, a control group, the pool."""

from __future__ import annotations

import os
import secrets
import signal
import subprocess
import time
from abc import ABC, abstractmethod
from collections.abc import Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from sandbox.errors import BackendUnavailable, InfrastructureError
from sandbox.isolation.backend import OnTrace, Readiness, Watch
from sandbox.isolation.cgroup import Cgroup, CgroupPlace
from sandbox.isolation.ending import Counted, outcome_of
from sandbox.isolation.guest import Inside, rlimits, spec_message
from sandbox.isolation.owner import folder as new_folder
from sandbox.isolation.owner import remove_folder, sweep_folders
from sandbox.isolation.seccomp import filter_program
from sandbox.isolation.supervise import Channels, Guest, supervise
from sandbox.isolation.tree import Tree, folder_bytes, tasks_of_user, tree_of
from sandbox.job import Job
from sandbox.limits import Limits
from sandbox.outcome import Ending, Outcome

__all__ = ["GROUP_ADVICE", "LocalBackend", "Started", "is_root"]

FIRST_UID, UIDS = 0x50000000, 1 << 24  # a user of its own for each run, where we are root
SAMPLE_EVERY_S = 0.1
END_TIMEOUT_S = 10.0
HOLD_TRIES = 100
GROUP_ADVICE = "for a memory limit on all processes together: run in a delegated control group (systemd-run --user --scope)"


def is_root() -> bool:
    """True where the program's rights are given up by changing the user."""
    return os.geteuid() == 0


@cache
def cgroup_place() -> CgroupPlace | str:
    """Where control groups can be made on this machine, or why not. The first time it removes what killed judges left."""
    sweep_folders()
    place = CgroupPlace.find()
    if isinstance(place, CgroupPlace):
        place.sweep()
    return place


@dataclass(slots=True)
class Started:
    """A launcher that waits for its spec, with everything that is to be released.

    process  what was started; launcher  the launcher's pid as seen from here, and a descriptor that stays its own
    folder   the host's folder for the run, None where all files are in the sandbox's own tmpfs
    """

    limits: Limits
    process: subprocess.Popen[bytes]
    channels: Channels
    launcher: int
    pidfd: int
    inside: Inside
    uid: int | None
    cgroup: Cgroup | None
    folder: Path | None
    resources: ExitStack
    sampled: float = 0.0
    tree: Tree = field(default_factory=lambda: Tree((), 0.0, 0, 0))

    def alive(self) -> bool:
        return self.process.poll() is None

    def kill(self) -> None:
        """Ends every process: what is below the launcher, what is in the group, and the launcher."""
        if self.cgroup is None:
            self._end_others()
        with suppress(ProcessLookupError):
            signal.pidfd_send_signal(self.pidfd, signal.SIGKILL)
        if self.cgroup is not None:
            self.cgroup.kill()

    def _end_others(self) -> None:
        """Without a group they are held first, until no new one appears. Orphans come back to the launcher, which goes last."""
        held: set[int] = set()
        for _ in range(HOLD_TRIES):
            found = set(tree_of(self.launcher).pids) - held - {self.launcher}
            if not found:
                break
            held |= found
            _signal_all(found, signal.SIGSTOP)
        _signal_all(held, signal.SIGKILL)

    def sample(self) -> Tree:
        if time.monotonic() - self.sampled >= SAMPLE_EVERY_S:
            self.tree = tree_of(self.launcher)
            self.sampled = time.monotonic()
        return self.tree

    def cpu_s(self) -> float | None:
        if self.cgroup is not None and (used := self.cgroup.cpu_s()) is not None:
            return used
        return self.sample().cpu_s

    def exceeds(self) -> tuple[Ending, str] | None:
        """The limits that no mechanism of the kernel enforces on all processes together here."""
        if self.cgroup is None:
            tree = self.sample()
            if tree.resident_bytes > self.limits.memory_bytes:
                return Ending.MEMORY, f"{tree.resident_bytes} bytes resident in {len(tree.pids)} processes"
        if self.folder is not None and (used := folder_bytes(str(self.folder))) > self.limits.file_bytes:
            return Ending.STOPPED, f"more than {int(self.limits.file_bytes)} bytes of files ({used})"
        return None

    def close(self) -> None:
        """Ends it and releases everything; may be called twice."""
        try:
            self.kill()
            self.channels.close()
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(END_TIMEOUT_S)
            if self.process.poll() is None:
                self.process.kill()
                self.process.wait()
        finally:
            self.resources.close()


def _signal_all(pids: set[int], number: int) -> None:
    for pid in pids:
        with suppress(ProcessLookupError, PermissionError):
            os.kill(pid, number)


class LocalBackend(ABC):
    """A back end whose launcher is started by this process. Subclasses say how, and what that enforces."""

    name: str

    def __init__(self) -> None:
        self._prepared: list[Started] = []

    # what subclasses say

    @abstractmethod
    def probe(self) -> Readiness: ...

    @abstractmethod
    def _inside(self, folder: Path | None) -> Inside:
        """How things are called inside, for a run with this folder of the host."""

    @abstractmethod
    def _command(self, limits: Limits, inside: Inside, fds: Mapping[str, int]) -> list[str]:
        """What to start; `fds` are the launcher's ends: "spec", "control", "trace", "info"."""

    @abstractmethod
    def _protections(self, grouped: bool) -> tuple[dict[str, str], dict[str, str]]:
        """(enforced, gaps) by this back end, with or without a control group."""

    uses_folder = False
    tells_pid = False  # True where "info" gets {"child-pid": …}, because a helper stands between us and the launcher
    namespaces = True  # False where the program shares the network and the IPC of the host
    scoped = False
    counts_files = False  # True where the host must count the files' bytes

    # the protocol

    def prepare(self, job: Job) -> None:
        """Starts one sandbox ahead for a job with these limits."""
        self._prepared.append(self._start(job.limits))

    def close(self) -> None:
        """Ends sandboxes that were prepared and not used."""
        while self._prepared:
            self._prepared.pop().close()

    def run(self, job: Job, *, on_trace: OnTrace | None = None, watch: Watch | None = None) -> Outcome:
        """Runs the job once; see backend.Backend."""
        started = self._take(job.limits) or self._start(job.limits)
        try:
            limits = rlimits(job.limits, memory=started.cgroup is None, processes=self._processes(started, job.limits))
            calls = filter_program(namespaces=self.namespaces)
            spec = spec_message(job, started.inside, uid=started.uid, limits=limits, seccomp=calls, scoped=self.scoped)
            guest = Guest(started.kill, started.alive, started.cpu_s, started.exceeds)
            seen = supervise(guest, started.channels, spec, job.limits, on_trace, watch)
            counted = Counted() if started.cgroup is None else started.cgroup.counted()
            enforced, gaps = self.limits_here(started.cgroup is not None)
            return outcome_of(self.name, job.limits, seen, counted, enforced, gaps)
        finally:
            started.close()

    def limits_here(self, grouped: bool) -> tuple[dict[str, str], dict[str, str]]:
        """(enforced, gaps) of limits and protections."""
        enforced = {"wall_s": "the host's clock", "output_bytes": "the host's pipes"}
        gaps = {}
        place = cgroup_place()
        if grouped and isinstance(place, CgroupPlace):
            enforced |= {
                "memory_bytes": f"cgroup v{place.version} memory",
                "processes": f"cgroup v{place.version} pids",
                "cpu_s": f"the host's clock on cgroup v{place.version}, RLIMIT_CPU",
            }
        else:
            enforced |= {
                "memory_bytes": "RLIMIT_DATA and RLIMIT_AS a process; the host's sum of resident memory",
                "processes": "RLIMIT_NPROC",
                "cpu_s": "the host's clock on /proc, RLIMIT_CPU",
            }
            if not is_root():
                gaps["processes"] = "all processes of our user are counted: each that ends meanwhile makes room for one more"
            gaps["memory_bytes"] = f"pages of a tmpfs are not counted, and peaks shorter than {SAMPLE_EVERY_S:g} s: {place}"
        if filter_program() is not None:
            enforced["kernel"] = "seccomp filter, no new privileges"
        else:
            gaps["kernel"] = "no seccomp table for this architecture"
        own, missing = self._protections(grouped)
        return enforced | own, gaps | missing

    # how a launcher comes to be

    def _take(self, limits: Limits) -> Started | None:
        for started in self._prepared:
            if started.limits == limits:
                self._prepared.remove(started)
                if started.alive():
                    return started
                started.close()
                return self._take(limits)
        return None

    def _processes(self, started: Started, limits: Limits) -> int | None:
        if started.cgroup is not None:
            return None
        others = 0 if started.uid is not None else tasks_of_user(os.getuid())
        return int(limits.processes) + others

    def _start(self, limits: Limits) -> Started:
        with ExitStack() as resources:
            place = cgroup_place()
            group = resources.enter_context(Cgroup(place, limits)) if isinstance(place, CgroupPlace) else None
            folder = None
            if self.uses_folder:
                folder = new_folder()
                resources.callback(remove_folder, folder)
                folder.chmod(0o711)
            inside = self._inside(folder)
            channels, theirs = self._pipes(resources)
            command = self._command(limits, inside, theirs)
            process = _spawn(command, theirs)
            for name in ("spec", "control", "trace", "stdout", "stderr"):
                os.close(theirs.pop(name))
            try:
                launcher = self._launcher(process, theirs)
                pidfd = os.pidfd_open(launcher)
                resources.callback(os.close, pidfd)
                if group is not None:
                    group.add(launcher)
            except (OSError, InfrastructureError) as error:
                words = _last_words(process, channels)
                raise InfrastructureError(f"the sandbox did not start: {words or error}") from error
            except BaseException:
                process.kill()
                process.wait()
                raise
            uid = FIRST_UID + secrets.randbelow(UIDS) if is_root() else None
            counted = folder if self.counts_files else None
            return Started(limits, process, channels, launcher, pidfd, inside, uid, group, counted, resources.pop_all())

    def _pipes(self, resources: ExitStack) -> tuple[Channels, dict[str, int]]:
        ours, theirs = {}, {}
        for name in ("spec", "control", "trace", "stdout", "stderr", *(("info",) if self.tells_pid else ())):
            reading, writing = os.pipe()
            ours[name], theirs[name] = (writing, reading) if name == "spec" else (reading, writing)
        info = ours.pop("info", -1)
        channels = Channels(**ours)
        resources.callback(channels.close)
        if info >= 0:
            theirs["info_read"] = info
        return channels, theirs

    def _launcher(self, process: subprocess.Popen[bytes], theirs: dict[str, int]) -> int:
        if not self.tells_pid:
            return process.pid
        import json

        os.close(theirs.pop("info"))
        with os.fdopen(theirs.pop("info_read"), "rb") as info:
            text = info.read()
        if not text:
            raise InfrastructureError("its helper ended")
        return int(json.loads(text)["child-pid"])


def _spawn(command: list[str], theirs: Mapping[str, int]) -> subprocess.Popen[bytes]:
    passed = [fd for name, fd in theirs.items() if name in ("spec", "control", "trace", "info")]
    try:
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=theirs["stdout"],
            stderr=theirs["stderr"],
            pass_fds=passed,
            env={"PATH": os.defpath, "LANG": "C.UTF-8"},
            start_new_session=True,
        )
    except OSError as error:
        for fd in theirs.values():
            os.close(fd)
        raise BackendUnavailable(f"{command[0]} cannot be started: {error.strerror}") from error


def _last_words(process: subprocess.Popen[bytes], channels: Channels) -> str:
    process.kill()
    process.wait()
    os.set_blocking(channels.stderr, False)
    with suppress(BlockingIOError):
        return " ".join(os.read(channels.stderr, 2000).decode("utf-8", "replace").split())
    return ""
