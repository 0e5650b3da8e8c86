"""The second opinion: the same program under pygame alone, its pixels kept at every display.

`plain` runs it as it is; `on_virtual_time` with the recorder's clock and nothing else of it, for programs that look at clocks.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import lz4.block
import numpy as np

from tests.runners.recorded import Recorded, run

KEEP = """
import hashlib, json, os, sys
import pygame
kept = open(os.environ.get("HOME") + "/kept", "w")
def keeping(show):
    def function(*args, **named):
        window = pygame.display.get_surface()
        digest = hashlib.sha256(pygame.image.tobytes(window, "RGB")).hexdigest()
        print(json.dumps([*window.get_size(), digest]), file=kept, flush=True)
        return show(*args, **named)
    return function
pygame.display.flip, pygame.display.update = keeping(pygame.display.flip), keeping(pygame.display.update)
exec(compile(open("real.py").read(), "prog.py", "exec"), globals())
"""
DRIVERS = {"SDL_VIDEODRIVER": "dummy", "SDL_AUDIODRIVER": "dummy", "PYGAME_HIDE_SUPPORT_PROMPT": "1"}

Shown = tuple[int, int, str]
"""Width, height and the pixels' digest."""


@dataclass(frozen=True)
class Plain:
    shown: list[Shown]
    stdout: str
    stderr: str
    exit_code: int


def plain(source: str) -> Plain:
    """Under pygame without the recorder, in real time."""
    with tempfile.TemporaryDirectory() as home:
        Path(home, "real.py").write_text(source, encoding="utf-8")
        done = subprocess.run(
            [sys.executable, "-c", KEEP], cwd=home, capture_output=True, text=True, timeout=100, check=False,
            env={"PATH": os.environ["PATH"], "HOME": home, "PYTHONHASHSEED": "0", **DRIVERS}, stdin=subprocess.DEVNULL,
        )  # fmt: skip
        return Plain(_kept(Path(home, "kept").read_text()), done.stdout, done.stderr, done.returncode)


def on_virtual_time(source: str, seconds: float) -> list[Shown]:
    """What it shows under pygame on the virtual clock."""
    recorded = run(
        KEEP.replace('os.environ.get("HOME") + "/kept"', '"kept"'), {"real.py": source}, trace=False, seconds=seconds
    )
    return _kept(recorded.files["kept"])


def captured(recorded: Recorded) -> dict[int, Shown]:
    """Frame index → what its capture shows."""
    shown = {}
    for capture in recorded.captures:
        raw = lz4.block.decompress(capture.data, uncompressed_size=capture.width * capture.height * 4)
        rgb = np.ascontiguousarray(np.frombuffer(raw, np.uint8).reshape(-1, 4)[:, 2::-1])
        shown[capture.index] = (capture.width, capture.height, hashlib.sha256(rgb.tobytes()).hexdigest())
    return shown


def _kept(text: str) -> list[Shown]:
    return [(width, height, digest) for width, height, digest in map(json.loads, text.splitlines())]
