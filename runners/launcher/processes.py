"""After the program has begun: waiting for its end, and for the judge's, and ending what it left running."""

from __future__ import annotations

import os
import select
import time

from runners.launcher.kernel import signal

__all__ = ["end_others", "is_alone", "wait_for", "woken_by_children"]


def woken_by_children() -> int:
    """A descriptor that can be read when a child has ended."""
    reading, writing = os.pipe2(os.O_CLOEXEC | os.O_NONBLOCK)
    signal.signal(signal.SIGCHLD, lambda number, frame: None)
    signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
    return reading


def wait_for(pid: int, wake: int, spec_fd: int) -> int | None:
    """The program's status; None where the judge is gone, which has SPEC open as long as it lives."""
    poll = select.poll()
    poll.register(wake, select.POLLIN)
    poll.register(spec_fd, 0)  # its end is always told
    while True:
        while True:
            found, status = os.waitpid(-1, os.WNOHANG)
            if found == pid:
                return status
            if not found:
                break
        if any(fd == spec_fd for fd, _ in poll.poll()):
            return None
        try:
            os.read(wake, 1 << 16)
        except BlockingIOError:
            continue


def is_alone() -> bool:
    """True where `kill(-1)` reaches nobody but this process's descendants: in a PID namespace, or in a Landlock domain that
    scopes signals, where this process may not even signal its parent."""
    if os.getpid() == 1:
        return True
    try:
        os.kill(os.getppid(), 0)
    except PermissionError:
        return True
    return False


def end_others(alone: bool) -> None:
    """Whatever the program left running dies before its files are read. `alone` as by is_alone, or as a user of its own."""
    while True:
        if alone:
            _kill(-1, signal.SIGKILL)
        else:
            for number in (signal.SIGSTOP, signal.SIGKILL):  # held first, so that none of them can make another
                for pid in _descendants():
                    _kill(pid, number)
        try:
            found, _ = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if not found:
            time.sleep(0.001)


def _kill(pid: int, number: int) -> None:
    try:
        os.kill(pid, number)
    except (ProcessLookupError, PermissionError):
        return


def _descendants() -> list[int]:
    children: dict[int, list[int]] = {}
    try:
        names = os.listdir("/proc")
    except OSError:
        return []
    for name in names:
        if name.isdigit():
            try:
                with open(f"/proc/{name}/stat", "rb") as file:
                    parent = int(file.read().rpartition(b")")[2].split()[1])
            except (OSError, ValueError, IndexError):
                continue
            children.setdefault(parent, []).append(int(name))
    found, queue = [], [os.getpid()]
    while queue:
        for pid in children.get(queue.pop(), ()):
            found.append(pid)
            queue.append(pid)
    return found
