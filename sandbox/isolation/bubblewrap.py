"""bubblewrap: `bwrap` with every namespace unshared, a read-only root of binds, and one sized tmpfs for all that is written."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from sandbox.isolation.backend import Readiness
from sandbox.isolation.cgroup import CgroupPlace
from sandbox.isolation.guest import Host, Inside, setup_message
from sandbox.isolation.local import GROUP_ADVICE, LocalBackend, cgroup_place, is_root
from sandbox.limits import Limits

__all__ = ["Bubblewrap"]

BOX = "/box"
GUEST = "/guest"
USER = 1000
CAPABILITIES = ("CAP_CHOWN", "CAP_DAC_OVERRIDE", "CAP_SETGID", "CAP_SETPCAP", "CAP_SETUID")
SYSTEM = ("/lib", "/lib32", "/lib64", "/bin", "/sbin")
SETTINGS = ("/etc/fonts", "/etc/ld.so.cache", "/etc/alternatives", "/etc/localtime", "/etc/mime.types", "/var/cache/fontconfig")
LINKS = {"fd": "/proc/self/fd", "stdin": "fd/0", "stdout": "fd/1", "stderr": "fd/2", "shm": f"{BOX}/shm"}
DEVICES = ("null", "zero", "full", "random", "urandom")
PROBE_TIMEOUT_S = 20
ADVICE = "install bubblewrap (apt install bubblewrap), and allow user namespaces (sysctl kernel.unprivileged_userns_clone=1)"


class Bubblewrap(LocalBackend):
    """Needs bwrap ≥ 0.6, and either root or user namespaces."""

    name = "bubblewrap"
    tells_pid = True

    def probe(self) -> Readiness:
        program = shutil.which("bwrap")
        if program is None:
            return Readiness(False, "bwrap is not installed", advice=ADVICE)
        try:
            done = subprocess.run(
                [program, *_namespaces(), "--ro-bind", "/", "/", "/bin/true"],
                capture_output=True, text=True, timeout=PROBE_TIMEOUT_S, check=False,
            )  # fmt: skip
        except (OSError, subprocess.TimeoutExpired) as error:
            return Readiness(False, f"bwrap does not work: {error}", advice=ADVICE)
        if done.returncode:
            return Readiness(False, f"bwrap does not work: {' '.join(done.stderr.split())}", advice=ADVICE)
        grouped = isinstance(cgroup_place(), CgroupPlace)
        enforced, gaps = self.limits_here(grouped)
        advice = "" if grouped else GROUP_ADVICE
        return Readiness(True, f"{program}, {'as root' if is_root() else 'in a user namespace'}", enforced, gaps, advice)

    def _inside(self, folder: Path | None) -> Inside:
        return Inside(BOX, f"{GUEST}/runners", Host.find().python)

    def _command(self, limits: Limits, inside: Inside, fds: Mapping[str, int]) -> list[str]:
        host = Host.find()
        channels = [str(fds[name]) for name in ("spec", "control", "trace")]
        return [
            _bwrap(),
            *_namespaces(),
            "--info-fd", str(fds["info"]),
            *_root(host),
            "--perms", "0755", "--size", str(int(limits.file_bytes)), "--tmpfs", BOX,
            "--remount-ro", "/",
            "--chdir", BOX,
            "--", host.launcher, "-I", "-S", f"{GUEST}/runners/launch.py", setup_message(BOX), *channels,
        ]  # fmt: skip

    def _protections(self, grouped: bool) -> tuple[dict[str, str], dict[str, str]]:
        enforced = {
            "file_bytes": "tmpfs of that size",
            "network": "network namespace without interfaces",
            "files": "mount namespace, read-only binds",
            "processes of the host": "PID namespace",
            "user": "a user of its own" if is_root() else "user namespace, not root in it",
        }
        return enforced, {}


@cache
def _bwrap() -> str:
    return shutil.which("bwrap") or "bwrap"


def _namespaces() -> list[str]:
    options = ["--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try"]
    options += ["--hostname", "sandbox", "--die-with-parent", "--as-pid-1", "--new-session"]
    if not is_root():
        return [*options, "--unshare-user", "--uid", str(USER), "--gid", str(USER)]
    options += ["--cap-drop", "ALL"]
    for name in CAPABILITIES:
        options += ["--cap-add", name]
    return options


@cache
def _root(host: Host) -> tuple[str, ...]:
    """The read-only file system, as bwrap's options."""
    binds = ["/usr", *(path for path in SETTINGS if Path(path).exists()), *host.readable]
    targets = {path: path for path in binds} | {f"{GUEST}/runners": str(host.runners)}
    options: list[str] = []
    for parent in sorted({parent for path in targets for parent in Path(path).parents} - {Path("/")}):
        if not any(parent.is_relative_to(path) for path in targets):
            options += ["--perms", "0755", "--dir", str(parent)]
    for path, source in sorted(targets.items()):
        options += ["--ro-bind", source, path]
    for folder in map(Path, SYSTEM):
        if folder.is_symlink():
            options += ["--symlink", str(folder.readlink()), str(folder)]
        elif folder.exists():
            options += ["--ro-bind", str(folder), str(folder)]
    options += ["--proc", "/proc", "--perms", "0755", "--tmpfs", "/dev"]
    for name in DEVICES:
        options += ["--dev-bind", f"/dev/{name}", f"/dev/{name}"]
    for name, target in LINKS.items():
        options += ["--symlink", target, f"/dev/{name}"]
    options += ["--remount-ro", "/dev"]
    for name in ("/tmp", "/var/tmp"):
        if not any(Path(path).is_relative_to(name) for path in targets):  # else Python itself lies there, and TMPDIR must do
            options += ["--symlink", f"{BOX}/tmp", name]
    return tuple(options)
