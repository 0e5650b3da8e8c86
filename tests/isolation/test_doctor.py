"""`sandbox doctor`: what each back end can enforce here, as data and for people."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from sandbox.isolation import ISOLATING, NAMES
from tests.isolation.machine import readiness


def doctor(*arguments: str, columns: int = 80, **environment: str) -> subprocess.CompletedProcess[str]:
    variables = {**os.environ, "COLUMNS": str(columns), **environment}
    command = [sys.executable, "-m", "sandbox", "doctor", *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=variables, check=False)


def test_json_has_every_back_end_with_what_it_enforces() -> None:
    done = doctor("--json")
    found = json.loads(done.stdout)["backends"]
    assert tuple(found) == NAMES
    for name in NAMES:
        assert found[name]["ready"] == readiness(name).ready
        assert found[name]["enforces"] == dict(readiness(name).enforces)
    assert done.returncode == (0 if any(found[name]["ready"] for name in ISOLATING) else 4)


@pytest.mark.parametrize("columns", [60, 80, 120])
def test_table_fits_the_terminal_and_names_everything(columns: int) -> None:
    text = doctor(columns=columns).stdout
    assert max(map(len, text.splitlines())) <= columns
    for name in NAMES:
        assert name in text
        for limit in (*readiness(name).enforces, *readiness(name).gaps):
            assert limit in text


def test_back_end_that_is_missing_comes_with_what_to_do() -> None:
    lines = doctor(columns=400, DOCKER_HOST="unix:///nowhere/docker.sock").stdout.splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("✗  docker"))
    assert "no Docker engine answers at unix:///nowhere/docker.sock" in lines[at]
    assert lines[at + 1].split(maxsplit=3)[:3] == ["→", "to", "do"]
    assert "start a Docker engine" in lines[at + 1]
    assert "start a Docker engine" not in lines[at]
