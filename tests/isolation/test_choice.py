"""Which back end is taken, and what is said where none can be."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from sandbox import BackendUnavailable, Job, UsageError, run
from sandbox.content import content_folder
from sandbox.isolation import ISOLATING, auto, backend, image, ready_backends
from sandbox.isolation.docker_engine import connect
from sandbox.isolation.owner import folder, is_gone, owner, owner_of, sweep_folders
from tests.isolation.machine import readiness

JOB = Job({"program.py": b""}, "program.py")


def test_process_is_refused_without_trust() -> None:
    with pytest.raises(UsageError, match=r"isolates nothing; if you trust the program: --runner process --trust-program"):
        run(JOB, "process")


def test_unknown_names_and_options_are_wrong_usage() -> None:
    with pytest.raises(UsageError, match="no back end 'chroot'; there are auto, docker, bubblewrap, sandlock, process"):
        backend("chroot")
    with pytest.raises(UsageError, match="the back end bubblewrap has no such option"):
        backend("bubblewrap", runtime="runsc")


def test_auto_takes_the_strongest_that_is_ready() -> None:
    if not ready_backends():
        pytest.skip("no back end that isolates is ready on this machine")
    chosen = auto()
    try:
        assert chosen.name == next(name for name in ISOLATING if readiness(name).ready)
    finally:
        chosen.close()


def test_engine_that_does_not_answer_is_unavailable_with_advice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOCKER_HOST", "unix:///nowhere/docker.sock")
    with pytest.raises(BackendUnavailable, match=r"no Docker engine answers .*; start a Docker engine on this machine"):
        run(JOB, "docker")
    found = backend("docker").probe()
    assert not found.ready and "no Docker engine answers" in found.detail and found.advice


def test_engine_on_another_machine_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOCKER_HOST", "tcp://127.0.0.1:1")
    with pytest.raises(BackendUnavailable, match="may be on another machine, whose files are not ours"):
        connect(timeout_s=1)


def test_missing_bwrap_is_told_with_advice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    found = backend("bubblewrap").probe()
    assert (found.ready, found.detail) == (False, "bwrap is not installed")
    assert found.advice.startswith("install bubblewrap")


def test_no_back_end_at_all_names_each_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.setenv("DOCKER_HOST", "unix:///nowhere/docker.sock")
    monkeypatch.setitem(sys.modules, "sandlock", None)
    with pytest.raises(
        BackendUnavailable, match=r"no sandbox is ready here \(docker: .*; bubblewrap: .*; sandlock: .*\); `sandb"
    ):
        auto()


def test_image_is_named_by_what_goes_into_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    before = image.image_name()
    assert before.startswith("sandbox-guest:") and len(before.partition(":")[2]) == 12
    assert image.image_name() == before
    other = tmp_path / "Dockerfile"
    other.write_bytes(content_folder("Dockerfile").read_bytes() + b"\n")
    monkeypatch.setattr(image, "content_folder", lambda name: other)
    assert image.image_name() != before


@pytest.mark.docker
def test_image_that_is_not_built_is_told_with_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    if not readiness("docker").ready:
        pytest.skip(f"docker is not ready on this machine: {readiness('docker').detail}")
    for module in ("sandbox.isolation.image", "sandbox.isolation.docker_engine"):
        monkeypatch.setattr(f"{module}.image_name", lambda: "sandbox-guest:000000000000")
    docker = backend("docker")
    try:
        found = docker.probe()
        assert (found.ready, found.advice) == (False, "sandbox doctor --build-image")
        with pytest.raises(BackendUnavailable, match="the guest image is not built: sandbox doctor --build-image"):
            docker.run(JOB)
    finally:
        docker.close()


class TestOwner:
    def test_this_process_is_alive_and_an_ended_one_is_gone(self) -> None:
        code = "from sandbox.isolation.owner import owner; print(owner())"
        ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()
        assert not is_gone(owner())
        assert is_gone(ended)

    def test_process_that_got_the_number_of_an_ended_one_is_not_it(self) -> None:
        pid, start, namespace = owner().split(".")
        assert is_gone(f"{pid}.{int(start) - 1}.{namespace}")

    def test_of_other_namespaces_nothing_is_known(self) -> None:
        assert not is_gone("1.1.1")

    @pytest.mark.parametrize("name", ["", "sandbox-", "sandbox-12-3", "sandbox-a.b.c-1", "other-1.2.3-1", "sandbox-1.2-3"])
    def test_other_names_have_no_owner(self, name: str) -> None:
        assert owner_of(name) == "" and not is_gone(owner_of(name))

    def test_folders_of_the_gone_are_swept_and_others_stay(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
        ours = folder()
        pid, start, namespace = owner().split(".")
        gone = tmp_path / f"sandbox-{pid}.{int(start) - 1}.{namespace}-x"
        (gone / "box").mkdir(parents=True)
        (tmp_path / "sandbox-other").mkdir()
        (tmp_path / f"sandbox-{pid}.1.{namespace}-link").symlink_to(ours)
        inner = gone / "box"
        for _ in range(40):  # deeper than one folder, and closed
            (inner / "x").write_text("")
            (inner / "d").mkdir()
            inner = inner / "d"
        inner.chmod(0)
        sweep_folders()
        assert not gone.exists()
        assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
            [ours.name, "sandbox-other", f"sandbox-{pid}.1.{namespace}-link"]
        )
