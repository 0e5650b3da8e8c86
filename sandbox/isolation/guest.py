"""What goes into a sandbox: the interpreter's folders, the environment, and the launcher's two messages, setup and spec."""

from __future__ import annotations

import json
import marshal
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sandbox.content import content_folder
from sandbox.errors import InfrastructureError
from sandbox.job import Job, JobKind
from sandbox.limits import GIB, Limits

__all__ = ["Host", "Inside", "environment", "rlimits", "runners_folder", "setup_message", "spec_message"]

STACK_BYTES = 8 << 20
OPEN_FILES = 256
CPU_GRACE_S = 2  # the kernel's own clock is the second line behind the host's
ADDRESS_FACTOR = 4  # address space is reserved more generously than memory is used
MARSHAL = 2  # a version that every Python reads: the guest's may be another than ours
PACKAGES = ("msgspec", "sandlock")  # whose folder is where all packages are


@dataclass(frozen=True, slots=True)
class Inside:
    """How things are called inside a sandbox: absolute paths there.

    box      the folder of all writable places: work, home, tmp, shm
    runners  the recorder's folder
    python   the interpreter with the libraries
    """

    box: str
    runners: str
    python: str


@dataclass(frozen=True, slots=True)
class Host:
    """This machine's interpreter. `readable` are the folders that Python and its libraries need, nothing above them.

    launcher  the real interpreter, which starts without its site packages
    python    the one of this environment, with them
    """

    launcher: str
    python: str
    readable: tuple[str, ...]
    packages: tuple[str, ...]
    runners: Path

    @classmethod
    @cache
    def find(cls) -> Host:
        """Raises InfrastructureError where the interpreter cannot be found."""
        launcher = os.path.realpath(getattr(sys, "_base_executable", "") or sys.executable)
        if not os.access(launcher, os.X_OK):
            raise InfrastructureError(f"the Python interpreter cannot be found at {launcher!r}")
        system = ("/usr", "/lib", "/lib32", "/lib64", "/bin", "/sbin")
        packages = tuple(dict.fromkeys(str(path) for path in map(_package_folder, PACKAGES) if path))
        folders = dict.fromkeys([sys.base_prefix, sys.base_exec_prefix, sys.prefix, sys.exec_prefix, *packages])
        own = tuple(f for f in folders if f and not _inside(f, (*system, *(g for g in folders if g != f))))
        return cls(launcher, sys.executable, own, packages, runners_folder())


@cache
def runners_folder() -> Path:
    """The recorder's folder, its byte code written ahead where that is allowed: in a sandbox the folder cannot be written, and
    every start would compile it again."""
    import compileall

    folder = content_folder("runners")
    if os.access(folder, os.W_OK):
        compileall.compile_dir(folder, quiet=2)
    return folder


def _package_folder(name: str) -> Path | None:
    from importlib.util import find_spec

    spec = find_spec(name)
    return Path(spec.origin).parent.parent if spec is not None and spec.origin else None


def _inside(path: str, folders: Sequence[str]) -> bool:
    return path == "/usr" or any(path.startswith(f.rstrip("/") + "/") for f in folders)


def environment(inside: Inside, kind: JobKind) -> dict[str, str]:
    """The program's whole environment; nothing of the host's gets through."""
    variables = {
        "PATH": f"{Path(inside.python).parent}:/usr/local/bin:/usr/bin:/bin",
        "HOME": f"{inside.box}/home",
        "TMPDIR": f"{inside.box}/tmp",
        "USER": "guest",
        "LOGNAME": "guest",
        "LANG": "C.UTF-8",
        "PYTHONDONTWRITEBYTECODE": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "SDL_VIDEODRIVER": "dummy",
        "SDL_AUDIODRIVER": "dummy",
    }
    if kind is JobKind.RECORD:
        variables |= {"PYTHONHASHSEED": "0", "TZ": "UTC"}
    return variables


def rlimits(limits: Limits, *, memory: bool, processes: int | None) -> dict[str, tuple[int, int]]:
    """Resource limits of every process of the program: name → (soft, hard).

    memory     True where no cgroup limits the memory of all processes together
    processes  how many processes and threads the program's user may have, None where a cgroup counts
    """
    cpu = int(limits.cpu_s) + 1
    files = int(limits.file_bytes)
    found = {
        "RLIMIT_CORE": (0, 0),
        "RLIMIT_CPU": (cpu, cpu + CPU_GRACE_S),
        "RLIMIT_FSIZE": (files, files),
        "RLIMIT_NOFILE": (OPEN_FILES, OPEN_FILES),
        "RLIMIT_STACK": (STACK_BYTES, STACK_BYTES),
        "RLIMIT_MEMLOCK": (0, 0),
        "RLIMIT_MSGQUEUE": (0, 0),
    }
    if memory:
        amount = int(limits.memory_bytes)
        found["RLIMIT_DATA"] = (amount, amount)
        found["RLIMIT_AS"] = (ADDRESS_FACTOR * amount + GIB, ADDRESS_FACTOR * amount + GIB)
    if processes is not None:
        found["RLIMIT_NPROC"] = (processes, processes)
    return found


def setup_message(box: str, mounts: Mapping[str, object] | None = None, confine: Mapping[str, object] | None = None) -> str:
    """The launcher's first argument."""
    return marshal.dumps({"box": box, "mounts": mounts, "confine": confine}, MARSHAL).hex()


def spec_message(
    job: Job,
    inside: Inside,
    *,
    uid: int | None,
    limits: Mapping[str, tuple[int, int]],
    seccomp: bytes | None,
    scoped: bool = False,
) -> bytes:
    """What the launcher reads once the sandbox stands: its length in 8 bytes, then marshal."""
    record = job.kind is JobKind.RECORD
    path = f"{inside.box}/work/{job.entry}"
    if record:
        argv = [inside.python, "-s", "-P", f"{inside.runners}/start.py", json.dumps(dict(job.options)), job.entry]
    elif job.kind is JobKind.BARE:
        argv = [inside.python, "-S", "-P", f"{inside.runners}/bare.py", job.entry]
    elif job.kind is JobKind.TASK:
        argv = [inside.python, "-I", f"{inside.runners}/task.py"]
    elif job.entry.endswith(".py"):
        argv = [inside.python, f"./{job.entry}" if job.entry.startswith("-") else job.entry]
    else:
        argv = [path]
    data = marshal.dumps({
        "files": {name: bytes(content) for name, content in job.files.items()},
        "argv": [*argv, *job.args],
        "env": environment(inside, job.kind),
        "stdin": bytes(job.stdin),
        "trace": record,
        "uid": uid,
        "gid": uid,
        "rlimits": dict(limits),
        "seccomp": seccomp or None,
        "scoped": scoped,
        "collect": list(job.collect),
        "file_bytes": int(job.limits.file_bytes),
    }, MARSHAL)  # fmt: skip
    return len(data).to_bytes(8, "little") + data
