"""What is taken from the program before it begins: the user, limits, signals, system calls."""

from __future__ import annotations

import ctypes
import os
import resource
import struct

from runners.launcher.kernel import checked, libc, prctl, signal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, NoReturn

__all__ = ["PR_SET_CHILD_SUBREAPER", "PR_SET_DUMPABLE", "become_program", "drop_privileges"]

PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_SECCOMP, PR_CAPBSET_DROP = 1, 4, 22, 24
PR_SET_CHILD_SUBREAPER, PR_SET_NO_NEW_PRIVS = 36, 38
SECCOMP_MODE_FILTER = 2
LANDLOCK_CREATE_RULESET, LANDLOCK_RESTRICT_SELF = 444, 446
LANDLOCK_SCOPE_ABSTRACT_UNIX_SOCKET, LANDLOCK_SCOPE_SIGNAL = 1, 2
TRACE_FD = 3
LAST_FD = 1 << 20
CANNOT_RUN = 126


def drop_privileges(spec: dict[str, Any]) -> None:
    """Becomes the program's user. Raises PermissionError where that would be root."""
    if spec["uid"] is not None:
        for capability in range(64):
            libc.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0)  # beyond the kernel's last one it fails, which is as good
        os.setgroups([])
        os.setresgid(spec["gid"], spec["gid"], spec["gid"])
        os.setresuid(spec["uid"], spec["uid"], spec["uid"])
        if os.getpid() == 1:  # a change of user cleared it. Elsewhere this process is needed to end the others: see wait_for
            prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getuid() == 0:
        raise PermissionError("the program would run as root")
    prctl(PR_SET_NO_NEW_PRIVS, 1, "no_new_privs")


def become_program(spec: dict[str, Any], box: str, trace: int, failure: int) -> NoReturn:
    """In the child. What goes wrong before the program could begin is the launcher's failure, told through `failure`."""
    try:
        os.setsid()
        prctl(PR_SET_DUMPABLE, 1)  # else /proc/self belongs to root; nobody else is here yet
        try:
            with open("/proc/self/oom_score_adj", "w") as file:
                file.write("1000")
        except OSError:
            pass  # where /proc is hidden, the kernel's own order applies: the largest dies first
        _stdin(spec["stdin"])
        os.dup2(failure, TRACE_FD + 1, inheritable=False) if failure != TRACE_FD + 1 else None
        failure = TRACE_FD + 1
        if spec["trace"]:
            os.dup2(trace, TRACE_FD)
        else:
            os.closerange(TRACE_FD, TRACE_FD + 1)
        os.closerange(failure + 1, LAST_FD)
        os.chdir(os.path.join(box, "work"))
        for name, value in spec["rlimits"].items():
            kind = getattr(resource, name)
            hard = resource.getrlimit(kind)[1]
            limits = [v if hard == resource.RLIM_INFINITY else min(v, hard) for v in value]
            resource.setrlimit(kind, (limits[0], limits[1]))
        for number in range(1, signal.NSIG):
            if number not in (signal.SIGKILL, signal.SIGSTOP) and signal.getsignal(number) == signal.SIG_IGN:
                signal.signal(number, signal.SIG_DFL)
        if spec["scoped"]:
            _scope()
        if spec["seccomp"]:
            _filter(spec["seccomp"])
    except Exception as error:
        os.write(failure, f"{type(error).__name__}: {error}".encode())
        os._exit(CANNOT_RUN)
    try:
        os.execve(spec["argv"][0], spec["argv"], spec["env"])
    except (OSError, ValueError) as error:
        os.write(2, f"{os.path.basename(spec['argv'][0])}: cannot be run: {error}\n".encode("utf-8", "replace"))
    os._exit(CANNOT_RUN)


def _stdin(data: bytes) -> None:
    fd = os.memfd_create("stdin")
    with open(fd, "wb", closefd=False) as file:
        file.write(data)
    os.lseek(fd, 0, os.SEEK_SET)
    os.dup2(fd, 0)
    os.close(fd)


def _scope() -> None:
    scoped = struct.pack("QQQ", 0, 0, LANDLOCK_SCOPE_SIGNAL | LANDLOCK_SCOPE_ABSTRACT_UNIX_SOCKET)
    rules = checked(libc.syscall(LANDLOCK_CREATE_RULESET, scoped, ctypes.c_size_t(len(scoped)), 0), "landlock scope")
    checked(libc.syscall(LANDLOCK_RESTRICT_SELF, rules, 0), "landlock scope")
    os.close(rules)


def _filter(program: bytes) -> None:
    code = ctypes.create_string_buffer(program, len(program))
    head = struct.pack("HxxxxxxQ", len(program) // 8, ctypes.addressof(code))
    checked(libc.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, head, 0, 0), "seccomp")
