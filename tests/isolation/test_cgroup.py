"""Control groups of both versions, on trees of files as the kernel shows them: this machine has only one of the two."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sandbox import InfrastructureError, Limits
from sandbox.isolation.cgroup import Cgroup, CgroupPlace, Meters
from sandbox.isolation.ending import Counted
from sandbox.limits import MIB

LIMITS = Limits(memory_bytes=64 * MIB, processes=8)


def tree(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return root


class TestVersion1:
    OWN = "9:name=systemd:/\n8:pids:/user\n4:memory:/user/job\n2:cpu,cpuacct:/\n0::/\n"

    def root(self, tmp_path: Path) -> Path:
        for folder in ("pids/user", "memory/user/job", "cpuacct"):
            (tmp_path / "cgroup" / folder).mkdir(parents=True)
        (tmp_path / "own").write_text(self.OWN)
        return tmp_path / "cgroup"

    def test_place_is_below_the_own_group_of_each_controller(self, tmp_path: Path) -> None:
        root = self.root(tmp_path)
        place = CgroupPlace.find(root, tmp_path / "own")
        assert place == CgroupPlace(
            1, {"memory": root / "memory/user/job", "pids": root / "pids/user", "cpuacct": root / "cpuacct"}
        )

    def test_own_group_that_is_not_shown_is_the_root(self, tmp_path: Path) -> None:
        root = self.root(tmp_path)
        (root / "memory/user/job").rmdir()
        place = CgroupPlace.find(root, tmp_path / "own")
        assert isinstance(place, CgroupPlace) and place.folders["memory"] == root / "memory"

    def test_missing_controller_is_named(self, tmp_path: Path) -> None:
        root = self.root(tmp_path)
        (root / "cpuacct").rmdir()
        assert CgroupPlace.find(root, tmp_path / "own") == f"{root / 'cpuacct'} is not writable"

    def test_limits_are_written_in_the_kernels_units(self, tmp_path: Path) -> None:
        place = CgroupPlace(1, {name: tmp_path / name for name in ("memory", "pids", "cpuacct")})
        for folder in place.folders.values():
            folder.mkdir()
        group = Cgroup(place, LIMITS)
        group.__enter__()
        assert (group.folders["memory"] / "memory.limit_in_bytes").read_text() == str(64 * MIB)
        assert (group.folders["memory"] / "memory.memsw.limit_in_bytes").read_text() == str(64 * MIB)
        assert (group.folders["pids"] / "pids.max").read_text() == "9"  # and the launcher

    def test_meters_read_usage_and_evidence(self, tmp_path: Path) -> None:
        tree(tmp_path, {
            "cpuacct.usage": "1500000000\n",
            "memory.max_usage_in_bytes": "67108864\n",
            "memory.oom_control": "oom_kill_disable 0\nunder_oom 0\noom_kill 2\n",
            "memory.failcnt": "812\n",
            "pids.events": "max 3\n",
        })  # fmt: skip
        counted = Meters(1, dict.fromkeys(("memory", "pids", "cpuacct"), tmp_path)).counted()
        assert counted == Counted(1.5, 67108864, 2, {"oom_kill": "2", "pids.events": "3", "memory.failcnt": "812"})


class TestVersion2:
    def root(self, tmp_path: Path, handed_on: str = "cpu memory pids", own: str = "/user/run.scope") -> Path:
        root = tree(tmp_path / "cgroup", {
            "cgroup.controllers": "cpu memory pids\n",
            "user/cgroup.procs": "",
            "user/cgroup.subtree_control": handed_on + "\n",
        })  # fmt: skip
        (root / "user/run.scope").mkdir()
        (tmp_path / "own").write_text(f"0::{own}\n")
        return root

    def test_place_is_beside_the_own_group(self, tmp_path: Path) -> None:
        root = self.root(tmp_path)
        place = CgroupPlace.find(root, tmp_path / "own")
        assert place == CgroupPlace(2, dict.fromkeys(("memory", "pids", "cpuacct"), root / "user"))

    def test_root_group_has_no_place_beside_it(self, tmp_path: Path) -> None:
        root = self.root(tmp_path, own="/")
        words = CgroupPlace.find(root, tmp_path / "own")
        assert words == "this process is in the root group, beside which no other can be made"

    def test_controllers_that_are_not_handed_on_are_named(self, tmp_path: Path) -> None:
        root = self.root(tmp_path, handed_on="cpu")
        assert CgroupPlace.find(root, tmp_path / "own") == f"{root / 'user'} does not hand on memory and pids"

    @pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
    def test_place_of_another_user_is_told_as_not_delegated(self, tmp_path: Path) -> None:
        root = self.root(tmp_path)
        (root / "user").chmod(0o500)
        words = CgroupPlace.find(root, tmp_path / "own")
        assert words == f"{root / 'user'} is not writable: it is not delegated to this user"

    def test_limits_are_written_in_the_kernels_units(self, tmp_path: Path) -> None:
        group = Cgroup(CgroupPlace(2, dict.fromkeys(("memory", "pids", "cpuacct"), tmp_path)), LIMITS)
        group.__enter__()
        folder = group.folders["memory"]
        texts = {path.name: path.read_text() for path in folder.iterdir()}
        assert texts == {"memory.max": str(64 * MIB), "memory.swap.max": "0", "pids.max": "9"}

    def test_meters_read_usage_and_evidence(self, tmp_path: Path) -> None:
        tree(tmp_path, {
            "cpu.stat": "usage_usec 250000\nuser_usec 200000\n",
            "memory.peak": "1048576\n",
            "memory.events": "low 0\nhigh 0\nmax 5\noom 1\noom_kill 1\n",
            "pids.events": "max 0\n",
        })  # fmt: skip
        counted = Meters(2, dict.fromkeys(("memory", "pids", "cpuacct"), tmp_path)).counted()
        assert counted == Counted(0.25, 1048576, 1, {"oom_kill": "1", "memory.events": "5"})


@pytest.mark.parametrize("version", [1, 2])
def test_meters_without_files_know_nothing(tmp_path: Path, version: int) -> None:
    meters = Meters(version, dict.fromkeys(("memory", "pids", "cpuacct"), tmp_path))
    assert meters.counted() == Counted(None, None, 0, {})


def test_missing_proc_file_is_told(tmp_path: Path) -> None:
    assert CgroupPlace.find(tmp_path, tmp_path / "none") == f"{tmp_path / 'none'}: No such file or directory"


def test_group_that_cannot_be_made_is_the_machines_failure(tmp_path: Path) -> None:
    place = CgroupPlace(2, dict.fromkeys(("memory", "pids", "cpuacct"), tmp_path / "none"))
    with pytest.raises(InfrastructureError, match="no control group could be made"), Cgroup(place, LIMITS):
        pass
