"""The guest's first process; launch.py says what it is told and what it tells."""

from __future__ import annotations

import os
import resource
import sys
import time

from runners.launcher.control import read_spec, read_until_closed, setup_of, tell, write
from runners.launcher.kernel import prctl, signal
from runners.launcher.processes import end_others, is_alone, wait_for, woken_by_children
from runners.launcher.rights import PR_SET_CHILD_SUBREAPER, PR_SET_DUMPABLE, become_program, drop_privileges
from runners.launcher.setup import confine, mount

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

__all__ = ["main"]

PLACES = ("work", "home", "tmp", "shm")


def main() -> None:
    """Carries out the setup, waits for the spec, runs the program, and ends the process."""
    setup = setup_of(sys.argv[1])
    spec_fd, control, trace = _open(sys.argv[2], os.O_RDONLY), _open(sys.argv[3], os.O_WRONLY), _open(sys.argv[4], os.O_WRONLY)
    for number, name in enumerate(sys.argv[5:7], 1):
        os.dup2(_open(name, os.O_WRONLY), number)
    try:
        wake = woken_by_children()
        if setup["mounts"]:
            mount(setup["box"], setup["mounts"])
        if setup["confine"]:
            confine(setup["confine"])
        tell(control, {"ready": True})
        spec = read_spec(spec_fd)
        if spec is None:
            os._exit(0)  # it was prepared and never used
        _run(spec, setup["box"], control, trace, spec_fd, wake)
        read_until_closed(spec_fd)
        os._exit(0)
    except Exception as error:
        tell(control, {"failed": f"{type(error).__name__}: {error}"})
        os._exit(1)


def _run(spec: dict[str, Any], box: str, control: int, trace: int, spec_fd: int, wake: int) -> None:
    os.umask(0o022)
    _lay_out(spec, box)
    drop_privileges(spec)
    prctl(PR_SET_CHILD_SUBREAPER, 1)
    prctl(PR_SET_DUMPABLE, 0)
    for number in (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    reading, failure = os.pipe2(os.O_CLOEXEC)
    tell(control, {"started": True})
    started = time.monotonic()
    pid = os.fork()
    if pid == 0:
        become_program(spec, box, trace, failure)
    os.close(failure)
    os.close(trace)
    words = read_until_closed(reading)
    os.close(reading)
    if words:
        raise OSError(words.decode("utf-8", "replace"))
    alone = is_alone()
    status = wait_for(pid, wake, spec_fd)
    if status is None:
        end_others(alone)
        os._exit(1)
    wall_s = time.monotonic() - started
    end_others(alone)
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    end: dict[str, Any] = {"signal": os.WTERMSIG(status)} if os.WIFSIGNALED(status) else {"exit": os.WEXITSTATUS(status)}
    end |= {"wall_s": wall_s, "cpu_s": usage.ru_utime + usage.ru_stime, "peak_bytes": usage.ru_maxrss * 1024}
    tell(control, end)
    if spec["collect"]:
        from runners.launcher.outputs import outputs

        for name, data in outputs(os.path.join(box, "work"), spec["collect"], spec["file_bytes"]):
            tell(control, {"file": name, "size": len(data)})
            write(control, data)
    tell(control, {"done": True})


def _lay_out(spec: dict[str, Any], box: str) -> None:
    made = [os.path.join(box, place) for place in PLACES]
    for path in made:
        os.makedirs(path, exist_ok=True)
    work = made[0]
    for name, content in spec["files"].items():
        path = os.path.join(work, name)
        folder = os.path.dirname(path)
        os.makedirs(folder, exist_ok=True)
        while len(folder) > len(work) and folder not in made:
            made.append(folder)
            folder = os.path.dirname(folder)
        with open(path, "wb") as file:
            file.write(content)
        os.chmod(path, 0o755)
        made.append(path)
    if spec["uid"] is not None:
        for path in made:
            os.chown(path, spec["uid"], spec["gid"])


def _open(name: str, flags: int) -> int:
    if name.isdigit():
        return int(name)
    fd = os.open(name, flags | os.O_NONBLOCK)  # the judge holds the other end, or has died: then there is nothing to wait for
    os.set_blocking(fd, True)
    return fd
