"""docker: a container of the guest image for each run, through the engine of this machine.

The channels are FIFOs in a folder of the host that the container sees read-only, so the engine must run here. They are
unlinked before the launcher gets its spec: the program finds none of them.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import select
import signal
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sandbox.errors import BackendUnavailable, InfrastructureError
from sandbox.isolation.backend import OnTrace, Readiness, Watch
from sandbox.isolation.cgroup import Meters
from sandbox.isolation.ending import Counted, outcome_of
from sandbox.isolation.guest import Inside, rlimits, runners_folder, setup_message, spec_message
from sandbox.isolation.image import LABEL, image_name
from sandbox.isolation.owner import PREFIX, is_gone, owner, remove_folder, sweep_folders
from sandbox.isolation.owner import folder as new_folder
from sandbox.isolation.seccomp import filter_program
from sandbox.isolation.supervise import Channels, Guest, supervise, wait_ready
from sandbox.job import Job
from sandbox.limits import MIB, Limits
from sandbox.outcome import Outcome

if TYPE_CHECKING:
    from docker import DockerClient
    from docker.models.containers import Container

__all__ = ["Docker", "connect"]

DEFAULT_HOST = "unix:///var/run/docker.sock"
USER = 10001
BOX = "/box"
GUEST_RUNNERS = "/guest/runners"
CHANNELS = "/channels"
NAMES = ("spec", "control", "trace", "stdout", "stderr")
LAUNCHER_PROCESSES = 1
SHM_BYTES = 1 * MIB  # for locks; part of the limit on files
TIMEOUT_S = 60
ASK_EVERY_S = 0.5
BUILD = "sandbox doctor --build-image"
ADVICE = "start a Docker engine on this machine (or set DOCKER_HOST=unix://…) and be allowed to use its socket"


def connect(timeout_s: float = TIMEOUT_S) -> DockerClient:
    """A client of the engine on this machine. Raises BackendUnavailable where none answers."""
    try:
        import docker
        from docker.errors import DockerException
    except ImportError as error:
        raise BackendUnavailable("the package docker is not installed: pip install docker") from error
    host = os.environ.get("DOCKER_HOST") or DEFAULT_HOST
    if not host.startswith("unix://"):
        where = f"the Docker engine at {_short(host)} may be on another machine, whose files are not ours"
        raise BackendUnavailable(f"{where}; {ADVICE}")
    try:
        with socket.socket(socket.AF_UNIX) as client:  # the package leaves its socket open where this fails
            client.connect(host.removeprefix("unix://"))
        return docker.from_env(timeout=timeout_s)
    except (DockerException, OSError) as error:
        raise BackendUnavailable(f"no Docker engine answers at {_short(host)} ({_short(error)}); {ADVICE}") from error


def _short(error: BaseException | str) -> str:
    return " ".join(str(error).split())[:200]


@contextlib.contextmanager
def _engine_failures() -> Iterator[None]:
    """The engine's and the connection's exceptions become InfrastructureError."""
    from docker.errors import DockerException
    from requests.exceptions import RequestException

    try:
        yield
    except (DockerException, RequestException, OSError) as error:
        raise InfrastructureError(f"the Docker engine failed: {_short(error)}") from error


@dataclass(slots=True)
class _Standing:
    """A started container whose launcher waits for its spec.

    folder  where the channels' names are; held  our second ends, which keep the channels open until the launcher has its own
    pidfd   of its first process; -1 and meters None where this machine does not show them to us
    """

    limits: Limits
    container: Container
    channels: Channels
    folder: Path
    held: list[int]
    pidfd: int
    meters: Meters | None
    resources: ExitStack
    counted: Counted = field(default_factory=Counted)
    asked: float = 0.0
    gone: bool = False

    def alive(self) -> bool:
        """By the process where it is known here, else by asking the engine, seldom."""
        if not self.gone and self.pidfd >= 0:
            self.gone = bool(select.select([self.pidfd], [], [], 0)[0])
        elif not self.gone and time.monotonic() - self.asked >= ASK_EVERY_S:
            self.asked = time.monotonic()
            self.gone = self.state().get("Running") is not True
        return not self.gone

    def kill(self) -> None:
        if not self.alive():
            return
        if self.pidfd >= 0:
            try:
                signal.pidfd_send_signal(self.pidfd, signal.SIGKILL)
                return
            except ProcessLookupError:
                return
            except PermissionError:
                pass  # the engine may do what we may not
        from docker.errors import APIError

        with _engine_failures(), contextlib.suppress(APIError):
            self.container.kill()

    def count(self) -> None:
        if self.meters is not None:
            self.counted = self.meters.counted()

    def cpu_s(self) -> float | None:
        return self.meters.cpu_s() if self.meters is not None else None

    def opened(self) -> None:
        """The launcher has all its ends: nobody else shall have one."""
        _close_all(self.held)
        for name in NAMES:
            (self.folder / name).unlink(missing_ok=True)

    def state(self) -> dict[str, Any]:
        with _engine_failures():
            self.container.reload()
        found: dict[str, Any] = self.container.attrs["State"]
        return found


def _fifos(folder: Path) -> tuple[Channels, list[int]]:
    """Our ends of the channels, and second ends that keep each of them open."""
    ours, held = {}, []
    for name in NAMES:
        path = folder / name
        os.mkfifo(path)
        path.chmod(0o666)  # the folder above lets nobody of this machine through
        held.append(os.open(path, os.O_RDWR | os.O_NONBLOCK | os.O_CLOEXEC))
        ours[name] = os.open(path, (os.O_WRONLY if name == "spec" else os.O_RDONLY) | os.O_NONBLOCK | os.O_CLOEXEC)
    return Channels(**ours), held


def _close_all(fds: list[int]) -> None:
    while fds:
        os.close(fds.pop())


def _forced_away(container: Container) -> None:
    from docker.errors import APIError, NotFound

    with _engine_failures():
        try:
            container.remove(force=True, v=True)
        except NotFound:
            return
        except APIError as error:
            if error.status_code != 409:  # somebody removes it already
                raise


class Docker:
    """The strongest back end.

    runtime  name of another runtime that the engine knows, such as "runsc" (gVisor)
    cpus     processors that a run may use, None for all
    """

    name = "docker"

    def __init__(self, *, runtime: str | None = None, cpus: float | None = None) -> None:
        self._runtime = runtime
        self._cpus = cpus
        self._client: DockerClient | None = None
        self._prepared: list[_Standing] = []

    def probe(self) -> Readiness:
        try:
            client = self._connected()
            with _engine_failures():
                found = {tag for image in client.images.list(name=image_name().partition(":")[0]) for tag in image.tags}
                version = client.version()["Version"]
        except InfrastructureError as error:
            return Readiness(False, str(error).removesuffix(f"; {ADVICE}"), advice=ADVICE)
        if image_name() not in found:
            return Readiness(False, f"engine {version}, but the guest image is not built", advice=BUILD)
        enforced, gaps = self._limits_here()
        return Readiness(True, f"engine {version}, image {image_name()}", enforced, gaps)

    def prepare(self, job: Job) -> None:
        """Starts one container ahead for a job with these limits."""
        self._prepared.append(self._start(job.limits))

    def close(self) -> None:
        """Removes containers that were prepared and not used, and the connection."""
        try:
            while self._prepared:
                self._remove(self._prepared.pop())
        finally:
            if self._client is not None:
                self._client.close()
                self._client = None

    def run(self, job: Job, *, on_trace: OnTrace | None = None, watch: Watch | None = None) -> Outcome:
        """Runs the job once; see backend.Backend."""
        standing = self._take(job.limits) or self._start(job.limits)
        try:
            wait_ready(standing.channels.control, standing.channels.stderr, standing.alive)
            standing.opened()
            spec = spec_message(
                job,
                Inside(BOX, GUEST_RUNNERS, "/usr/local/bin/python3"),
                uid=None,
                limits=rlimits(job.limits, memory=False, processes=None),
                seccomp=filter_program(),
            )
            guest = Guest(standing.kill, standing.alive, standing.cpu_s, count=standing.count)
            seen = supervise(guest, standing.channels, spec, job.limits, on_trace, watch)
            counted = standing.counted
            if not counted.oom_kills and standing.state().get("OOMKilled") is True:
                counted = replace(counted, oom_kills=1, evidence={**counted.evidence, "OOMKilled": "true"})
            return outcome_of(self.name, job.limits, seen, counted, *self._limits_here())
        finally:
            self._remove(standing)

    def _limits_here(self) -> tuple[dict[str, str], dict[str, str]]:
        enforced = {
            "wall_s": "the host's clock",
            "cpu_s": "the host's clock on the container's cgroup, RLIMIT_CPU",
            "memory_bytes": "the container's cgroup, no swap",
            "processes": "the container's cgroup",
            "output_bytes": "the host's pipes",
            "file_bytes": "tmpfs of that size, read-only root",
            "network": "none",
            "files": "the image, read-only",
            "processes of the host": "PID namespace",
            "user": f"user {USER}, no capabilities",
            "kernel": f"{self._runtime or 'Docker'}'s seccomp profile and ours, no new privileges",
        }
        return enforced, {}

    # how a container comes and goes

    def _connected(self) -> DockerClient:
        if self._client is None:
            self._client = connect()
            self._sweep()
        return self._client

    def _sweep(self) -> None:
        """Removes what judges left that were killed before they could."""
        assert self._client is not None
        sweep_folders()
        with _engine_failures():
            for container in self._client.containers.list(all=True, ignore_removed=True, filters={"label": f"{LABEL}=run"}):
                if is_gone(container.labels.get(f"{LABEL}.owner", "")):
                    _forced_away(container)

    def _take(self, limits: Limits) -> _Standing | None:
        for standing in [s for s in self._prepared if s.limits == limits]:
            self._prepared.remove(standing)
            if standing.alive():
                return standing
            self._remove(standing)
        return None

    def _start(self, limits: Limits) -> _Standing:
        client = self._connected()
        with ExitStack() as resources:
            outer = new_folder()
            resources.callback(remove_folder, outer)
            folder = outer / "channels"
            folder.mkdir()
            folder.chmod(0o755)
            channels, held = _fifos(folder)
            resources.callback(channels.close)
            resources.callback(_close_all, held)
            container = self._created(client, limits, folder)
            resources.callback(_forced_away, container)
            with _engine_failures():
                container.start()
                container.reload()
            pid = int(container.attrs["State"]["Pid"] or 0)
            meters = Meters.of_process(pid, str(container.id))
            pidfd = -1
            if meters is not None:
                with contextlib.suppress(OSError):
                    pidfd = os.pidfd_open(pid)
                    resources.callback(os.close, pidfd)
            return _Standing(limits, container, channels, folder, held, pidfd, meters, resources.pop_all())

    def _created(self, client: DockerClient, limits: Limits, folder: Path) -> Container:
        from docker.errors import ImageNotFound
        from docker.types import LogConfig

        python = "/usr/local/bin/python3"
        channels = [f"{CHANNELS}/{name}" for name in NAMES]
        room = max(int(limits.file_bytes) - SHM_BYTES, MIB // 4)
        try:
            with _engine_failures():
                return client.containers.create(
                    image_name(),
                    [python, "-I", "-S", f"{GUEST_RUNNERS}/launch.py", setup_message(BOX), *channels],
                    name=f"{PREFIX}{owner()}-{secrets.token_hex(6)}",
                    labels={LABEL: "run", f"{LABEL}.owner": owner()},
                    environment={"LANG": "C.UTF-8"},
                    user=f"{USER}:{USER}",
                    hostname="sandbox",
                    working_dir=BOX,
                    network_mode="none",
                    read_only=True,
                    tmpfs={BOX: f"rw,exec,nosuid,nodev,size={room},mode=755,uid={USER},gid={USER}"},
                    shm_size=SHM_BYTES,
                    volumes={
                        str(folder): {"bind": CHANNELS, "mode": "ro"},
                        str(runners_folder()): {"bind": GUEST_RUNNERS, "mode": "ro"},
                    },
                    mem_limit=int(limits.memory_bytes),
                    memswap_limit=int(limits.memory_bytes),
                    nano_cpus=int(self._cpus * 1e9) if self._cpus else None,
                    pids_limit=int(limits.processes) + LAUNCHER_PROCESSES,
                    cap_drop=["ALL"],
                    security_opt=["no-new-privileges"],
                    runtime=self._runtime,
                    log_config=LogConfig(type="none"),
                )
        except InfrastructureError as error:
            if isinstance(error.__cause__, ImageNotFound):
                raise BackendUnavailable(f"the guest image is not built: {BUILD}") from error
            raise

    def _remove(self, standing: _Standing) -> None:
        standing.resources.close()
