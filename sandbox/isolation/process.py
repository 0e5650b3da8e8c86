"""process: resource limits and nothing else. For debugging one's own program."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from sandbox.isolation.backend import Readiness
from sandbox.isolation.cgroup import CgroupPlace
from sandbox.isolation.cover import covers
from sandbox.isolation.guest import Host, Inside, setup_message
from sandbox.isolation.local import LocalBackend, cgroup_place, is_root
from sandbox.limits import Limits

__all__ = ["Process"]


class Process(LocalBackend):
    """Runs a trusted program as a child of ours: it can read what our user can read, and use the network."""

    name = "process"
    uses_folder = True
    counts_files = not is_root()

    def probe(self) -> Readiness:
        enforced, gaps = self.limits_here(isinstance(cgroup_place(), CgroupPlace))
        return Readiness(True, "resource limits only; needs --trust-program", enforced, gaps, "use another back end")

    def _inside(self, folder: Path | None) -> Inside:
        host = Host.find()
        return Inside(f"{folder}/box", str(host.runners), host.python)

    def _command(self, limits: Limits, inside: Inside, fds: Mapping[str, int]) -> list[str]:
        host = Host.find()
        Path(inside.box).mkdir()
        mounts = {"bytes": int(limits.file_bytes), "covers": covers(host)} if is_root() else None
        channels = [str(fds[name]) for name in ("spec", "control", "trace")]
        return [host.launcher, "-I", "-S", str(host.runners / "launch.py"), setup_message(inside.box, mounts), *channels]

    def _protections(self, grouped: bool) -> tuple[dict[str, str], dict[str, str]]:
        enforced = {"user": "a user of its own"} if is_root() else {}
        gaps = dict.fromkeys(("network", "files", "processes of the host"), "this back end isolates nothing")
        if is_root():
            enforced["file_bytes"] = "tmpfs of that size for the working folder"
        else:
            enforced["file_bytes"] = "the host's count of the working folder, RLIMIT_FSIZE a file"
            gaps["user"] = "the program is our own user"
        gaps["file_bytes"] = "the program may write elsewhere"
        return enforced, gaps
