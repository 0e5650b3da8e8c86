"""The command as a user starts it: a process of its own, with or without a terminal."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

PROGRAMS = Path(__file__).parents[1] / "programs" / "hexagon"
COMMAND = (sys.executable, "-m", "sandbox")
CONTROL = re.compile(r"\x1b(\[[0-9;?]*[A-Za-z]|\][^\x07]*\x07|[()][A-Z])")


@cache
def runner() -> str:
    """An isolating back end that is ready, the quickest to start."""
    return next((name for name in ("bubblewrap", "sandlock", "docker") if is_ready(name)), "")


@cache
def _ready() -> frozenset[str]:
    """As the command itself tells it."""
    found = sandbox("doctor", "--json", cwd=Path.cwd()).json["backends"]
    return frozenset(name for name, readiness in found.items() if readiness["ready"])


def is_ready(name: str) -> bool:
    return name in _ready()


def any_runner() -> list[str]:
    """The options that choose it; skips where the machine has none."""
    if not runner():
        pytest.skip("no isolating back end is ready on this machine (bubblewrap, sandlock or docker)")
    return ["--runner", runner()]


def environment(changes: Mapping[str, str] | None = None) -> dict[str, str]:
    """Ours without what would colour or widen the output, and with the checkout on the path."""
    left_out = ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES", "TERM", "PYTHONWARNINGS")
    return {k: v for k, v in os.environ.items() if k not in left_out} | dict(changes or {})


@dataclass(frozen=True)
class Result:
    code: int
    stdout: str
    stderr: str

    @property
    def json(self) -> dict[str, Any]:
        value = json.loads(self.stdout)
        assert isinstance(value, dict)
        return value


def sandbox(*arguments: str, cwd: Path, stdin: bytes = b"", **env: str) -> Result:
    """Without a terminal."""
    done = subprocess.run([*COMMAND, *arguments], cwd=cwd, input=stdin, capture_output=True, env=environment(env), check=False)
    return Result(done.returncode, done.stdout.decode(), done.stderr.decode())


class Terminal:
    """A command on a terminal of its own, as its controlling one, so that Ctrl-C reaches it as from a keyboard."""

    def __init__(self, arguments: tuple[str, ...], cwd: Path, columns: int, env: Mapping[str, str]) -> None:
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
        self.process = subprocess.Popen(
            ["setsid", "--ctty", "--wait", *COMMAND, *arguments],
            cwd=cwd, stdin=slave, stdout=slave, stderr=slave, env=environment({"TERM": "xterm-256color", **env}),
        )  # fmt: skip
        os.close(slave)
        self.raw = ""

    def read(self, seconds: float) -> bool:
        """Takes what comes within so many seconds; False when the command has closed the terminal."""
        if not select.select([self._master], [], [], seconds)[0]:
            return True
        try:
            data = os.read(self._master, 65536)
        except OSError:  # how Linux says that nobody has the terminal open any more
            return False
        self.raw += data.decode("utf-8", "replace")
        return bool(data)

    def until(self, text: str, seconds: float = 60.0) -> None:
        end = time.monotonic() + seconds
        while text not in self.text:
            if not self.read(0.2) or time.monotonic() > end:
                pytest.fail(f"{text!r} never came; there is: {self.text[-2000:]!r}")

    def press(self, keys: bytes) -> None:
        os.write(self._master, keys)

    def wait(self) -> int:
        while self.read(60.0):
            if self.process.poll() is not None and not select.select([self._master], [], [], 0.2)[0]:
                break
        return self.process.wait(60)

    @property
    def text(self) -> str:
        """Without the sequences that colour it and move the cursor."""
        return CONTROL.sub("", self.raw).replace("\r\n", "\n")

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        os.close(self._master)


@contextmanager
def terminal(*arguments: str, cwd: Path, columns: int = 80, **env: str) -> Iterator[Terminal]:
    opened = Terminal(arguments, cwd, columns, env)
    try:
        yield opened
    finally:
        opened.close()
