"""sandlock: Landlock through the package of that name, and our seccomp filter. No root, no system package, no namespaces."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from sandbox.isolation.backend import Readiness
from sandbox.isolation.cgroup import CgroupPlace
from sandbox.isolation.cover import covers
from sandbox.isolation.guest import Host, Inside, setup_message
from sandbox.isolation.local import GROUP_ADVICE, LocalBackend, cgroup_place, is_root
from sandbox.isolation.seccomp import filter_program
from sandbox.limits import Limits

__all__ = ["Sandlock"]

READABLE = ("/usr", "/lib", "/lib32", "/lib64", "/bin", "/sbin", "/etc/fonts", "/etc/ld.so.cache", "/etc/alternatives",
            "/etc/localtime", "/etc/mime.types", "/var/cache/fontconfig", "/dev/urandom", "/dev/random")  # fmt: skip
WRITABLE = ("/dev/null", "/dev/zero", "/dev/full")


class Sandlock(LocalBackend):
    """Landlock is applied to the launcher; the program gets a second domain, from which it cannot signal the launcher."""

    name = "sandlock"
    uses_folder = True
    namespaces = False
    scoped = True
    counts_files = not is_root()

    def probe(self) -> Readiness:
        try:
            import sandlock
        except (ImportError, OSError) as error:
            return Readiness(False, f"the package sandlock does not load: {error}", advice="pip install sandlock (Linux only)")
        has, needs = sandlock.landlock_abi_version(), sandlock.min_landlock_abi()
        if has < needs:
            detail = f"Landlock has version {has} here, {needs} is needed"
            return Readiness(False, detail, advice="use Linux 6.12 or newer, with landlock among the security modules (lsm=)")
        if filter_program() is None:
            return Readiness(False, "no seccomp table for this architecture, and Landlock alone leaves the network open")
        grouped = isinstance(cgroup_place(), CgroupPlace)
        enforced, gaps = self.limits_here(grouped)
        advice = "" if grouped else GROUP_ADVICE
        return Readiness(True, f"Landlock version {has}, seccomp", enforced, gaps, advice)

    def _inside(self, folder: Path | None) -> Inside:
        host = Host.find()
        return Inside(f"{folder}/box", str(host.runners), host.python)

    def _command(self, limits: Limits, inside: Inside, fds: Mapping[str, int]) -> list[str]:
        host = Host.find()
        Path(inside.box).mkdir()
        system = [path for path in READABLE if Path(path).exists()]
        confine = {
            "readable": [*system, *host.readable, str(host.runners)],
            "writable": [*WRITABLE, inside.box],
            "packages": host.packages,
        }
        mounts = {"bytes": int(limits.file_bytes), "covers": covers(host)} if is_root() else None
        setup = setup_message(inside.box, mounts, confine)
        channels = [str(fds[name]) for name in ("spec", "control", "trace")]
        return [host.launcher, "-I", "-S", str(host.runners / "launch.py"), setup, *channels]

    def _protections(self, grouped: bool) -> tuple[dict[str, str], dict[str, str]]:
        enforced = {
            "network": "seccomp: no sockets, no queues or memory shared by name",
            "files": "Landlock: system libraries and Python to read, the run's folder to write",
            "processes of the host": "Landlock scopes signals and ptrace",
        }
        gaps = {
            "pid namespace": "the program sees process numbers, though it reads no /proc and signals nobody but itself",
            "shared memory": "/dev/shm cannot be written: no multiprocessing locks",
        }
        if is_root():
            enforced |= {"file_bytes": "tmpfs of that size in a mount namespace", "user": "a user of its own"}
        else:
            enforced["file_bytes"] = "the host's count of the run's folder, RLIMIT_FSIZE a file"
            gaps["user"] = "the program has our own user; Landlock keeps it from our files"
            gaps["file_bytes"] = "counted ten times a second: a fast writer passes the limit by what it writes in between"
        return enforced, gaps
