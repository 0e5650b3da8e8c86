"""The library: `from sandbox import verify, run, Limits`."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest

import sandbox
from sandbox import Job, Limits, Progress, Report, UsageError, run, verify
from sandbox.report import dumps, report_data
from tests.cli.command import PROGRAMS, any_runner
from tests.cli.command import sandbox as command

MEASURED = ("usage", "speed", "evidence", "stderr")  # differ from run to run: times, memory, a folder's name


def chosen() -> str:
    return any_runner()[1]


def test_names_are_sorted_and_all_there() -> None:
    assert sandbox.__all__ == sorted(sandbox.__all__)
    assert [name for name in sandbox.__all__ if getattr(sandbox, name, None) is None] == []
    assert dir(sandbox) == sandbox.__all__


def test_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="module 'sandbox' has no attribute 'verfy'"):
        _ = sandbox.verfy


def test_importing_does_nothing() -> None:
    code = "import sys, sandbox; print(sorted(name for name in sys.modules if name.startswith('sandbox')))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "['sandbox', 'sandbox.version']\n"


def test_verify_stays_the_function_after_its_module_was_imported() -> None:
    code = "import sandbox.verify; from sandbox import verify; print(callable(verify), callable(sandbox.verify))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "True True\n"


def test_verify_returns_the_report_that_the_command_prints(tmp_path: Path) -> None:
    path = PROGRAMS / "mutants" / "crash_first_bounce.py"
    told: list[Progress] = []
    report = verify("hexagon", path.read_text(), runner=chosen(), seconds=3, on_progress=told.append)
    printed = command(
        "verify", "--challenge", "hexagon", *any_runner(), "--seconds", "3", "--no-video", "--json", str(path), cwd=tmp_path
    ).json
    assert isinstance(report, Report)
    assert not report.passed
    assert report.artifacts == {}
    assert {progress.stage for progress in told} >= {"judge"}
    ours = json.loads(dumps(report_data(report)))
    for data in (ours, printed):
        for part in (data["run"], data["recording"]):
            for name in MEASURED:
                part.pop(name, None)
    for key in ("challenge", "title", "verdict", "score", "error", "checks", "run", "recording", "versions"):
        assert ours[key] == printed[key], key


def test_verify_writes_where_it_is_asked_to(tmp_path: Path) -> None:
    source = "import pygame\npygame.init()\nscreen = pygame.display.set_mode((80, 60))\npygame.display.flip()\n"
    report = verify("hexagon", source.encode(), runner=chosen(), seconds=1, out=tmp_path / "report", video=False)
    assert report.artifacts["page"] == tmp_path / "report" / "report.html"
    assert all(path.is_file() for path in report.artifacts.values())


@pytest.mark.parametrize("seconds", [0.5, 3601, float("nan")])
def test_verify_refuses_what_it_cannot_carry_out(seconds: float) -> None:
    with pytest.raises(UsageError, match="seconds must be 1…3600"):
        verify("hexagon", "import pygame\n", seconds=seconds)


def test_run_gives_an_outcome_under_limits() -> None:
    job = Job(files={"a.py": b"print('hi')"}, entry="a.py", limits=Limits(wall_s=10, processes=4))
    outcome = run(job, chosen())
    assert (outcome.ok, outcome.stdout, outcome.backend) == (True, b"hi\n", chosen())


def test_limits_are_named_with_their_units() -> None:
    units = ("_s", "_bytes")
    assert [field.name for field in fields(Limits) if not field.name.endswith(units)] == ["processes"]
