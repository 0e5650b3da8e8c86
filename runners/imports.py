"""Acting when the program imports a module: before (load it our way) or after (change it)."""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import importlib.util
import sys
from collections.abc import Callable, Sequence
from types import ModuleType

__all__ = ["Importer"]

OURS = "runners"


class Importer(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Stands first among the finders of modules.

    instead  module → what loads it, with the import path and the modules of ours as they were at the beginning
    after    module → what is done to it when it was loaded
    seen     module → what is called when it is looked for
    """

    def __init__(self) -> None:
        self.instead: dict[str, Callable[[], None]] = {}
        self.after: dict[str, Callable[[ModuleType], None]] = {}
        self.seen: dict[str, Callable[[], None]] = {}
        self._path = list(sys.path)
        self._ours: dict[str, ModuleType] = {}
        self._loaded: dict[str, ModuleType] = {}
        self._specs: dict[str, importlib.machinery.ModuleSpec | None] = {}

    def install(self) -> None:
        """Takes effect from now on; modules that are loaded already are changed at once."""
        self._ours = {name: module for name, module in sys.modules.items() if _is_ours(name)}
        for name in [name for name in self.after if name in sys.modules]:
            self.after.pop(name)(sys.modules[name])
        sys.meta_path.insert(0, self)

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if name in self.seen:
            self.seen.pop(name)()
        if name in self.instead:
            self._load(self.instead.pop(name))
            # Where the module is there already, the import system would take its own spec and run it once more.
            self._loaded[name] = sys.modules.pop(name)
            return importlib.machinery.ModuleSpec(name, self)
        if name in self.after:
            change = self.after.pop(name)
            spec = importlib.util.find_spec(name)
            if spec is not None and spec.loader is not None:
                spec.loader = _Changing(spec.loader, change)
            return spec
        return None

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType:
        module = self._loaded.pop(spec.name)
        self._specs[spec.name] = module.__spec__
        return module

    def exec_module(self, module: ModuleType) -> None:
        """The module ran already."""
        module.__spec__ = self._specs.pop(module.__name__)

    def _load(self, load: Callable[[], None]) -> None:
        path, sys.path[:] = list(sys.path), self._path
        theirs = {name: sys.modules.pop(name) for name in list(sys.modules) if _is_ours(name)}
        sys.modules.update(self._ours)
        try:
            load()
        finally:
            for name in [name for name in sys.modules if _is_ours(name)]:
                del sys.modules[name]
            sys.modules.update(theirs)
            sys.path[:] = path


class _Changing(importlib.abc.Loader):
    """A module's own loader, and a change after it."""

    def __init__(self, loader: importlib.abc.Loader, change: Callable[[ModuleType], None]) -> None:
        self._loader = loader
        self._change = change

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType | None:
        return self._loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        self._loader.exec_module(module)
        self._change(module)

    def __getattr__(self, name: str) -> object:
        return getattr(self._loader, name)


def _is_ours(name: str) -> bool:
    return name == OURS or name.startswith(OURS + ".")
