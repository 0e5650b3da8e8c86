"""The graphics libraries: which ones have a recorder, and when it is put in.

A library that the program's text mentions is loaded at once, where a planted module of the same name cannot be found yet. One
that it imports nevertheless is loaded at that moment, with the import path of the beginning.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Sequence

from runners.imports import Importer
from runners.libraries.base import Library
from runners.session import Session

__all__ = ["install"]

RECORDERS = {"pygame": "runners.libraries.pygame"}
"""Library → module of ours with a `library` that follows base.Library."""

UNSUPPORTED = (
    "tkinter", "turtle", "pyglet", "matplotlib", "arcade", "OpenGL", "moderngl", "glfw", "vpython", "pyray", "raylib", "kivy",
    "cv2", "PIL.ImageTk", "PyQt5", "PyQt6", "PySide2", "PySide6", "wx", "p5", "plotly", "panda3d", "direct", "ursina", "taichi",
)  # fmt: skip
"""Libraries that show pictures and have no recorder yet: their use is noted."""


def install(session: Session, importer: Importer, sources: Sequence[bytes]) -> None:
    """Makes the recorders ready; `sources` are the program's files."""
    for name, module in RECORDERS.items():

        def put_in(module: str = module) -> None:
            library: Library = importlib.import_module(module).library
            library.install(session)

        if any(re.search(rb"\b%s\b" % name.encode(), source) for source in sources):
            put_in()
        else:
            importer.instead[name] = put_in
    for name in UNSUPPORTED:
        importer.seen[name] = lambda name=name: session.note("unsupported", f"{name}: no recorder yet")  # type: ignore[misc]
