"""The guest's first process: lays out the program, gives up every right, runs it in a child, and tells how it ended.

Started as `python -I -S launch.py SETUP SPEC CONTROL TRACE [STDOUT STDERR]`, the last five being descriptor numbers or paths of
FIFOs. It is process 1 of the PID namespace where there is one. SETUP is a JSON object, carried out before anything else:

    box        the folder that holds every writable place
    mounts     null, or {"bytes": n, "covers": {folder: [kept paths]}}: as root, in a mount namespace of its own, `box` becomes
               a tmpfs of that size and each folder is covered but for the paths kept
    confine    null, or {"readable", "writable", "packages"}: Landlock by the package sandlock, found in the folders `packages`

Then it says {"ready": true} and reads one line of SPEC, a JSON object:

    files      name → base64 content, laid into `box`/work
    argv, env  of the program;  stdin  base64
    trace      true where the program's descriptor 3 shall be TRACE
    uid, gid   whom to become, null: stay
    rlimits    resource name → value, counted down to what is allowed here
    seccomp    base64 of a BPF program, or null;  scoped  true: the program can signal nobody but itself and its children
    collect    globs of output files;  file_bytes  their sum at most

CONTROL carries lines of JSON: {"ready"}, {"started"}, then {"exit": code} or {"signal": number} with wall_s, cpu_s and
peak_bytes, then {"file": name, "size": n} each followed by n bytes, then {"done"}; it ends when SPEC is closed.
{"failed": text} says that the launcher itself could not do its work. The program reaches none of it: its descriptors are closed
there and this process is not dumpable.
"""

from __future__ import annotations

import base64
import contextlib
import ctypes
import fnmatch
import json
import os
import resource
import signal
import stat
import struct
import sys
import time
from typing import Any, NoReturn

PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_SECCOMP, PR_CAPBSET_DROP = 1, 4, 22, 24
PR_SET_CHILD_SUBREAPER, PR_SET_NO_NEW_PRIVS = 36, 38
SECCOMP_MODE_FILTER = 2
CLONE_NEWNS = 0x20000
MS_RDONLY, MS_NOSUID, MS_NODEV, MS_REMOUNT, MS_BIND, MS_REC, MS_PRIVATE = 1, 2, 4, 32, 4096, 16384, 1 << 18
LANDLOCK_CREATE_RULESET, LANDLOCK_RESTRICT_SELF = 444, 446
LANDLOCK_SCOPE_ABSTRACT_UNIX_SOCKET, LANDLOCK_SCOPE_SIGNAL = 1, 2
TRACE_FD = 3
LAST_FD = 1 << 20
PLACES = ("work", "home", "tmp", "shm")
MAX_FILES = 256
MAX_ENTRIES = 50_000
CANNOT_RUN = 126

libc = ctypes.CDLL(None, use_errno=True)


def main() -> None:
    setup = json.loads(sys.argv[1])
    spec_fd, control, trace = _open(sys.argv[2], os.O_RDONLY), _open(sys.argv[3], os.O_WRONLY), _open(sys.argv[4], os.O_WRONLY)
    for number, name in enumerate(sys.argv[5:7], 1):
        os.dup2(_open(name, os.O_WRONLY), number)
    try:
        if setup["mounts"]:
            _mount(setup["box"], setup["mounts"])
        if setup["confine"]:
            _confine(setup["confine"])
        _tell(control, {"ready": True})
        text = _read_line(spec_fd)
        if not text:
            os._exit(0)  # it was prepared and never used
        _run(json.loads(text), setup, control, trace)
        _read_line(spec_fd)
        os._exit(0)
    except Exception as error:
        _tell(control, {"failed": f"{type(error).__name__}: {error}"})
        os._exit(1)


def _run(spec: dict[str, Any], setup: dict[str, Any], control: int, trace: int) -> None:
    box = setup["box"]
    os.umask(0o022)
    _lay_out(spec, box)
    _drop_privileges(spec)
    _prctl(PR_SET_CHILD_SUBREAPER, 1)
    _prctl(PR_SET_DUMPABLE, 0)
    for number in (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    reading, failure = os.pipe2(os.O_CLOEXEC)
    _tell(control, {"started": True})
    started = time.monotonic()
    pid = os.fork()
    if pid == 0:
        _become_program(spec, box, trace, failure)
    os.close(failure)
    os.close(trace)
    if words := _read_all(reading):
        raise OSError(words.decode("utf-8", "replace"))
    status = _wait_for(pid)
    wall_s = time.monotonic() - started
    _end_others(alone=os.getpid() == 1 or _is_scoped())
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    end: dict[str, Any] = {"signal": os.WTERMSIG(status)} if os.WIFSIGNALED(status) else {"exit": os.WEXITSTATUS(status)}
    end |= {"wall_s": wall_s, "cpu_s": usage.ru_utime + usage.ru_stime, "peak_bytes": usage.ru_maxrss * 1024}
    _tell(control, end)
    _send_files(control, os.path.join(box, "work"), spec)
    _tell(control, {"done": True})


def _open(name: str, flags: int) -> int:
    return int(name) if name.isdigit() else os.open(name, flags)


def _read_all(fd: int) -> bytes:
    parts = []
    while part := os.read(fd, 1 << 20):
        parts.append(part)
    os.close(fd)
    return b"".join(parts)


def _read_line(fd: int) -> bytes:
    """To the end of the line or of the stream."""
    parts = []
    while part := os.read(fd, 1 << 20):
        parts.append(part)
        if part.endswith(b"\n"):
            break
    return b"".join(parts)


def _tell(fd: int, message: dict[str, Any]) -> None:
    _write(fd, json.dumps(message).encode() + b"\n")


def _write(fd: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(fd, view) :]


def _checked(result: int, what: str) -> int:
    if result < 0:
        raise OSError(ctypes.get_errno(), f"{what}: {os.strerror(ctypes.get_errno())}")
    return result


def _prctl(option: int, value: int, what: str = "prctl") -> None:
    _checked(libc.prctl(option, ctypes.c_ulong(value), 0, 0, 0), what)


# ── before the program is known ──────────────────────────────────────────────────────────────────────────────────────


def _mount(box: str, plan: dict[str, Any]) -> None:
    _checked(libc.unshare(CLONE_NEWNS), "unshare")
    _one_mount(None, "/", None, MS_REC | MS_PRIVATE)
    for folder, kept in plan["covers"].items():
        held = {path: os.open(path, os.O_PATH) for path in kept}
        _one_mount("tmpfs", folder, "tmpfs", MS_NOSUID | MS_NODEV, "size=1m,mode=755")
        for path, fd in held.items():
            os.makedirs(path, 0o755, exist_ok=True)
            _one_mount(f"/proc/self/fd/{fd}", path, None, MS_BIND | MS_REC)
            os.close(fd)
        _one_mount(None, folder, None, MS_REMOUNT | MS_RDONLY | MS_NOSUID | MS_NODEV, "size=1m,mode=755")
    _one_mount("tmpfs", box, "tmpfs", MS_NOSUID | MS_NODEV, f"size={plan['bytes']},mode=755")


def _one_mount(source: str | None, target: str, kind: str | None, flags: int, data: str | None = None) -> None:
    source_, target_, kind_, data_ = (None if text is None else os.fsencode(text) for text in (source, target, kind, data))
    _checked(libc.mount(source_, target_, kind_, ctypes.c_ulong(flags), data_), f"mount {target}")


def _confine(plan: dict[str, Any]) -> None:
    before = list(sys.path)
    sys.path += plan["packages"]
    import sandlock

    sandlock.confine(sandlock.Sandbox(fs_readable=plan["readable"], fs_writable=plan["writable"]))
    sys.path[:] = before


# ── before the program runs ──────────────────────────────────────────────────────────────────────────────────────────


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
            file.write(base64.b64decode(content))
        os.chmod(path, 0o755)
        made.append(path)
    if spec["uid"] is not None:
        for path in made:
            os.chown(path, spec["uid"], spec["gid"])


def _drop_privileges(spec: dict[str, Any]) -> None:
    if spec["uid"] is not None:
        for capability in range(64):
            libc.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0)  # beyond the kernel's last one it fails, which is as good
        os.setgroups([])
        os.setresgid(spec["gid"], spec["gid"], spec["gid"])
        os.setresuid(spec["uid"], spec["uid"], spec["uid"])
        _prctl(PR_SET_PDEATHSIG, signal.SIGKILL)  # a change of user cleared it
    if os.getuid() == 0:
        raise PermissionError("the program would run as root")
    _prctl(PR_SET_NO_NEW_PRIVS, 1, "no_new_privs")


def _become_program(spec: dict[str, Any], box: str, trace: int, failure: int) -> NoReturn:
    """In the child. What goes wrong before the program could begin is the launcher's failure, told through `failure`."""
    try:
        os.setsid()
        _prctl(PR_SET_DUMPABLE, 1)  # else /proc/self belongs to root; nobody else is here yet
        try:
            with open("/proc/self/oom_score_adj", "w") as file:
                file.write("1000")
        except OSError:
            pass  # where /proc is hidden, the kernel's own order applies: the largest dies first
        _stdin(base64.b64decode(spec["stdin"]))
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
            if number not in (signal.SIGKILL, signal.SIGSTOP) and signal.getsignal(number) is signal.SIG_IGN:
                signal.signal(number, signal.SIG_DFL)
        if spec["scoped"]:
            _scope()
        if spec["seccomp"]:
            _filter(base64.b64decode(spec["seccomp"]))
    except Exception as error:
        _write(failure, f"{type(error).__name__}: {error}".encode())
        os._exit(CANNOT_RUN)
    try:
        os.execve(spec["argv"][0], spec["argv"], spec["env"])
    except (OSError, ValueError) as error:
        _write(2, f"{os.path.basename(spec['argv'][0])}: cannot be run: {error}\n".encode("utf-8", "replace"))
    os._exit(CANNOT_RUN)


def _stdin(data: bytes) -> None:
    fd = os.memfd_create("stdin")
    _write(fd, data)
    os.lseek(fd, 0, os.SEEK_SET)
    os.dup2(fd, 0)
    os.close(fd)


def _scope() -> None:
    scoped = struct.pack("QQQ", 0, 0, LANDLOCK_SCOPE_SIGNAL | LANDLOCK_SCOPE_ABSTRACT_UNIX_SOCKET)
    rules = _checked(libc.syscall(LANDLOCK_CREATE_RULESET, scoped, ctypes.c_size_t(len(scoped)), 0), "landlock scope")
    _checked(libc.syscall(LANDLOCK_RESTRICT_SELF, rules, 0), "landlock scope")
    os.close(rules)


def _filter(program: bytes) -> None:
    code = ctypes.create_string_buffer(program, len(program))
    head = struct.pack("HxxxxxxQ", len(program) // 8, ctypes.addressof(code))
    _checked(libc.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, head, 0, 0), "seccomp")


# ── after the program ────────────────────────────────────────────────────────────────────────────────────────────────


def _wait_for(pid: int) -> int:
    while True:
        found, status = os.wait()
        if found == pid:
            return status


def _is_scoped() -> bool:
    """True where this process may not even signal its parent: `kill(-1)` then ends its descendants alone."""
    try:
        os.kill(os.getppid(), 0)
    except PermissionError:
        return True
    return False


def _end_others(alone: bool) -> None:
    """Whatever the program left running dies before its files are read.

    alone  signals reach nobody but this process's descendants: in a PID namespace, in a Landlock domain that scopes them, or as
           a user of their own
    """
    while True:
        if alone:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(-1, signal.SIGKILL)
        else:
            for number in (signal.SIGSTOP, signal.SIGKILL):  # held first, so that none of them can make another
                for pid in _descendants():
                    try:
                        os.kill(pid, number)
                    except (ProcessLookupError, PermissionError):
                        continue
        try:
            found, _ = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if not found:
            time.sleep(0.001)


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


def _send_files(control: int, work: str, spec: dict[str, Any]) -> None:
    patterns = [pattern.split("/") for pattern in spec["collect"]]
    left, sent, seen = spec["file_bytes"], 0, 0
    queue = [""] if patterns else []
    while queue and seen < MAX_ENTRIES:
        folder = queue.pop()
        try:
            entries = sorted(os.scandir(os.path.join(work, folder)), key=lambda entry: entry.name, reverse=True)
        except OSError:
            continue
        for entry in reversed(entries):
            seen += 1
            name = os.path.join(folder, entry.name)
            if entry.is_dir(follow_symlinks=False):
                queue.append(name)
            elif sent < MAX_FILES and _is_plain(name) and any(_matches(name.split("/"), p) for p in patterns):
                data = _content(os.path.join(work, name), left)
                if data is not None:
                    left -= len(data)
                    sent += 1
                    _tell(control, {"file": name, "size": len(data)})
                    _write(control, data)


def _is_plain(name: str) -> bool:
    return name.isprintable()  # neither control characters nor bytes that are not UTF-8


def _matches(parts: list[str], pattern: list[str]) -> bool:
    if not pattern:
        return not parts
    if pattern[0] == "**":
        return any(_matches(parts[n:], pattern[1:]) for n in range(len(parts) + 1))
    return bool(parts) and fnmatch.fnmatchcase(parts[0], pattern[0]) and _matches(parts[1:], pattern[1:])


def _content(path: str, at_most: int) -> bytes | None:
    try:
        fd = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return None
    with os.fdopen(fd, "rb") as file:
        facts = os.fstat(fd)
        if not stat.S_ISREG(facts.st_mode) or facts.st_size > at_most or facts.st_nlink > 1:
            return None
        return file.read(facts.st_size)


if __name__ == "__main__":
    main()
