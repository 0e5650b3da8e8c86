"""Running programs under the real recorder in a process of their own, and reading what it wrote."""

# ruff: noqa: E501 - programs are easier to read on the lines that they have

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import textwrap
from dataclasses import dataclass, field
from pathlib import Path

from sandbox.recording import wire

ROOT = Path(__file__).parents[2]
BOOT = "import json, sys; sys.path[:0] = [sys.argv[1]]; from runners.record import record; record({call})"
CALL = "sys.argv[2], sys.argv[5:], json.loads(sys.argv[3]), int(sys.argv[4])"
WINDOW = "import pygame\npygame.init()\nscreen = pygame.display.set_mode((100, 80))\n"


@dataclass
class Recorded:
    """What one run left behind."""

    data: bytes
    exit_code: int
    stdout: str
    stderr: str
    frames: list[wire.Frame] = field(default_factory=list)
    captures: list[wire.Capture] = field(default_factory=list)
    notes: list[wire.Note] = field(default_factory=list)
    hello: wire.Hello | None = None
    end: wire.End | None = None
    files: dict[str, str] = field(default_factory=dict)
    """Text files that the program left in its folder."""

    def ops(self, *kinds: type) -> list[object]:
        """All operations of these kinds in all frames."""
        return [op for frame in self.frames for op in frame.ops if not kinds or isinstance(op, kinds)]

    def noted(self, kind: str) -> list[str]:
        return [note.text for note in self.notes if note.kind == kind]


def run(source: str, files: dict[str, str] | None = None, args: tuple[str, ...] = (), **options: object) -> Recorded:
    """Runs `source` as prog.py beside `files` in a fresh folder; one simulated second unless told otherwise."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name, "work")
        folder.mkdir()
        for file, text in {"prog.py": source, **(files or {})}.items():
            (folder / file).write_text(textwrap.dedent(text), encoding="utf-8")
        trace = Path(name, "trace")
        fd = os.open(trace, os.O_CREAT | os.O_WRONLY)
        try:
            done = subprocess.run(
                [sys.executable, "-s", "-P", "-c", BOOT.format(call=CALL), str(ROOT), "prog.py", json.dumps({"seconds": 1.0, **options}), str(fd), *args],
                cwd=folder, pass_fds=(fd,), capture_output=True, text=True, timeout=100, check=False, stdin=subprocess.DEVNULL,
                env={"PATH": os.environ["PATH"], "HOME": name, "PYTHONHASHSEED": "0", "OMP_NUM_THREADS": "1"},
            )  # fmt: skip
        finally:
            os.close(fd)
        recorded = read(trace.read_bytes(), done.returncode, done.stdout, done.stderr)
        recorded.files = {p.name: p.read_text(errors="replace") for p in folder.iterdir() if p.is_file()}
        return recorded


def read(data: bytes, exit_code: int = 0, stdout: str = "", stderr: str = "") -> Recorded:
    """Decodes a whole recording with the host's own decoder."""
    recorded = Recorded(data, exit_code, stdout, stderr)
    for message in wire.Decoder().feed(data):
        match message:
            case wire.Frame():
                recorded.frames.append(message)
            case wire.Capture():
                recorded.captures.append(message)
            case wire.Note():
                recorded.notes.append(message)
            case wire.Hello():
                recorded.hello = message
            case wire.End():
                recorded.end = message
    return recorded


def drawn(calls: str, surface: str = "screen", **options: object) -> Recorded:
    """One frame in which `calls` are made, then another; `s` is the surface drawn on."""
    body = textwrap.dedent(calls)
    return run(
        f"{WINDOW}import pygame.gfxdraw\ns = {surface}\n{body}\nscreen.blit(s, (0, 0)) if s is not screen else None\npygame.display.flip()\n",
        **options,
    )
