"""The graphics libraries: which ones have a recorder, and when it is put in.

A library that the program's text mentions is loaded at once, where a planted module of the same name cannot be found yet. One
that it imports nevertheless is loaded at that moment, with the import path of the beginning.
"""

from __future__ import annotations

import importlib
import importlib.abc
import importlib.machinery
import re
import sys
from collections.abc import Callable, Sequence
from types import ModuleType

from runners.libraries.base import Library
from runners.session import Session

__all__ = ["install"]

RECORDERS = {"pygame": "runners.libraries.pygame"}
"""Library → module of ours with a `library` that follows base.Library."""

UNSUPPORTED = ("tkinter", "turtle", "pyglet", "matplotlib")
"""Libraries that show pictures and have no recorder yet: their use is noted."""


def install(session: Session, sources: Sequence[bytes]) -> None:
    """Makes the recorders ready; `sources` are the program's files."""
    later: dict[str, Callable[[], None]] = {}
    for name, module in RECORDERS.items():

        def put_in(module: str = module) -> None:
            library: Library = importlib.import_module(module).library
            library.install(session)

        if any(re.search(rb"\b%s\b" % name.encode(), source) for source in sources):
            put_in()
        else:
            later[name] = put_in
    sys.meta_path.insert(0, _Importer(session, later))


class _Importer(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Loads recorded libraries with their recorders, patches what else must be, and notes unsupported ones."""

    def __init__(self, session: Session, later: dict[str, Callable[[], None]]) -> None:
        self._session = session
        self._later = later
        self._path = list(sys.path)
        self._ours = {name: module for name, module in sys.modules.items() if name.split(".")[0] == "runners"}
        self._loaded: dict[str, ModuleType] = {}

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        put_in = self._later.pop(name, None)
        if put_in is not None:
            self._load(put_in)
            self._loaded[name] = sys.modules[name]
            return importlib.machinery.ModuleSpec(name, self)
        if name in UNSUPPORTED:
            self._session.note("unsupported", f"{name}: no recorder yet")
        return None

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType:
        return self._loaded[spec.name]

    def exec_module(self, module: ModuleType) -> None:
        """The module ran already."""

    def _load(self, put_in: Callable[[], None]) -> None:
        path, sys.path[:] = list(sys.path), self._path
        theirs = {name: sys.modules.pop(name) for name in list(sys.modules) if name.split(".")[0] == "runners"}
        sys.modules.update(self._ours)
        try:
            put_in()
        finally:
            for name in [name for name in sys.modules if name.split(".")[0] == "runners"]:
                del sys.modules[name]
            sys.modules.update(theirs)
            sys.path[:] = path
