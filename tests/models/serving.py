"""Real servers of models, started for a test and ended after it."""

from __future__ import annotations

import os
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

ENVIRONMENT = Path(__file__).parents[2] / ".venv-models"
MODEL = ENVIRONMENT / "Qwen3-0.6B-tiny"
GGUF = ENVIRONMENT / "Qwen3-0.6B-tiny.gguf"
CHALLENGES = Path(__file__).parents[1] / "challenges"
START_S = 100
# A folder and a file are the models: nothing is to be looked for on the network.
OFFLINE = {"HF_HUB_OFFLINE": "1", "HF_HUB_DISABLE_TELEMETRY": "1", "PYTHONWARNINGS": "", "OMP_NUM_THREADS": "1"}

NO_SERVER = pytest.mark.skipif(not GGUF.is_file(), reason="no server of models is installed: make models")


@dataclass(frozen=True)
class Serving:
    url: str
    process: subprocess.Popen[bytes]


@contextmanager
def serving(command: Sequence[str | Path], log: Path) -> Iterator[Serving]:
    """The server that the command starts; "PORT" in it is replaced. Fails the test where it does not start."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port = held.getsockname()[1]
    named = [str(port) if part == "PORT" else str(part) for part in command]
    with log.open("wb") as out:
        process = subprocess.Popen(named, stdout=out, stderr=subprocess.STDOUT, env={**os.environ, **OFFLINE})
    try:
        end = time.monotonic() + START_S
        while not answers(f"http://127.0.0.1:{port}/health"):
            if process.poll() is not None or time.monotonic() > end:
                pytest.fail(f"the server did not start: {log.read_text(errors='replace')[-2000:]}")
            time.sleep(0.1)
        yield Serving(f"http://127.0.0.1:{port}", process)
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2) as response:
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def solution(challenge: str) -> str:
    """What the tiny model answers when it thinks."""
    program = (CHALLENGES / challenge / "reference" / "solution.py").read_text(encoding="utf-8")
    return f"```python\n{program}```"
