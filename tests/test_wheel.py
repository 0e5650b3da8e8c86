"""What is installed from a wheel has everything that it needs, and needs no checkout."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.cli.command import any_runner, sandbox

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds what the wheel puts into site-packages."""
    built, folder = tmp_path_factory.mktemp("wheel"), tmp_path_factory.mktemp("site")
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(built)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    (wheel,) = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def test_it_has_one_package_alone(installed: Path) -> None:
    assert sorted(path.name for path in installed.iterdir() if not path.name.endswith(".dist-info")) == ["sandbox"]


def test_it_carries_guest_challenges_solutions_and_image(installed: Path) -> None:
    content = installed / "sandbox" / "_content"
    for name in ("runners", "challenges", "reference"):
        carried = {str(path.relative_to(content / name)) for path in (content / name).rglob("*.*")}
        ours = {str(path.relative_to(ROOT / name)) for path in (ROOT / name).rglob("*.*") if path.suffix != ".pyc"}
        assert carried == ours
    assert (content / "Dockerfile").read_bytes() == (ROOT / "Dockerfile").read_bytes()


def test_it_judges_without_the_checkout(installed: Path, tmp_path: Path) -> None:
    told = sandbox(
        "verify", "--challenge", "hexagon", *any_runner(), "--seconds", "5", "--no-video", "--json",
        cwd=tmp_path, PYTHONPATH=str(installed),
    )  # fmt: skip
    assert told.stderr == ""
    statuses = {check["id"]: check["status"] for check in told.json["checks"]}
    assert (statuses["starts"], statuses["two-hexagons"], statuses["contained"]) == ("pass", "pass", "pass")
    shown = sandbox("challenges", "hexagon", "--json", cwd=tmp_path, PYTHONPATH=str(installed)).json
    assert shown["challenges"][0]["folder"] == str(installed / "sandbox" / "_content" / "challenges" / "hexagon")
