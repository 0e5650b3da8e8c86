"""Help is instant, and tells of everything."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from sandbox import __version__
from tests.cli.command import environment, sandbox

HEAVY = {
    "PIL", "RestrictedPython", "av", "cv2", "docker", "jinja2", "lz4", "msgspec", "numpy", "pygame", "pymunk", "rich",
    "sandlock", "shapely",
}  # fmt: skip
OPTIONS = {
    "verify": "--challenge --runner auto,docker,bubblewrap,sandlock,process --seconds --json --out --no-video SUBMISSION",
    "run": "--runner --wall --cpu --memory --processes --output --files --json PROGRAM ARGS",
    "doctor": "--build-image --json",
    "challenges": "SLUG|DIR --json",
}


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], *([command, "--help"] for command in OPTIONS), ["wrong"]])
def test_no_heavy_module_is_imported(arguments: list[str]) -> None:
    code = (
        "import sys\nfrom sandbox.cli import main\ntry:\n    main(sys.argv[1:])\nexcept SystemExit:\n    pass\n"
        f"print('HEAVY', sorted({HEAVY} & set(sys.modules)))"
    )
    command = [sys.executable, "-c", code, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, env=environment(), check=True)
    assert done.stdout.endswith("HEAVY []\n")


@pytest.mark.parametrize("command", OPTIONS)
def test_help_names_every_option_and_the_exit_codes(command: str, tmp_path: Path) -> None:
    done = sandbox(command, "--help", cwd=tmp_path)
    assert (done.code, done.stderr) == (0, "")
    assert [word for word in OPTIONS[command].split() if word not in done.stdout] == []
    assert "0 passed" in done.stdout or "Exit" in done.stdout or "exit code" in done.stdout


def test_help_fits_80_columns_and_names_every_command(tmp_path: Path) -> None:
    done = sandbox("--help", cwd=tmp_path, COLUMNS="80")
    assert done.code == 0
    assert max(map(len, done.stdout.splitlines())) <= 80
    assert [command for command in OPTIONS if command not in done.stdout] == []
    assert "exit codes: 0 passed, 1 failed, 2 wrong usage, 3 undecided, 4 error" in " ".join(done.stdout.split())


def test_version(tmp_path: Path) -> None:
    assert sandbox("--version", cwd=tmp_path).stdout == f"sandbox {__version__}\n"
