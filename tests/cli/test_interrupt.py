"""Ctrl-C at a terminal stops `sandbox verify` at once, with exit code 130, and leaves nothing running."""

from __future__ import annotations

import secrets
import time
from pathlib import Path

import pytest

from sandbox.isolation import NAMES
from tests.cli.command import is_ready, terminal


def running(token: str) -> list[str]:
    """Processes of the machine with the token somewhere in their command line."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if token.encode() in path.read_bytes():
                found.append(path.parent.name)
        except OSError:
            continue
    return found


def become(condition: bool, token: str) -> bool:
    """Waits until something with the token runs, or nothing does."""
    for _ in range(100):
        if bool(running(token)) == condition:
            return True
        time.sleep(0.1)
    return False


@pytest.mark.parametrize("name", [pytest.param(n, marks=[pytest.mark.docker] if n == "docker" else []) for n in NAMES])
def test_ctrl_c_stops_at_once_and_leaves_nothing(name: str, tmp_path: Path) -> None:
    if not is_ready(name):
        pytest.skip(f"the back end {name} is not ready on this machine")
    # A number of seconds that no other run has is found in the command line of everything that belongs to this one.
    token = f"3599.{secrets.randbelow(10**9):09d}1"
    options = ("--runner", name, "--trust-program", "--seconds", token, "--out", "report")
    with terminal("verify", "--challenge", "hexagon", *options, cwd=tmp_path) as seen:
        seen.until("frames")
        assert len(running(token)) >= 2, "the command, and the guest"
        seen.press(b"\x03")
        assert seen.wait() == 130
        assert seen.text.rstrip().endswith("sandbox: interrupted")
        assert "Traceback" not in seen.text
    assert become(False, token), f"still running: {running(token)}"
    assert list(tmp_path.iterdir()) == [], "no report, and no half of one"
