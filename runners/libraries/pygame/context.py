"""What the parts of pygame's recorder share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pygame

from runners.libraries.pygame.colours import Colours
from runners.libraries.pygame.surfaces import Entry, Surfaces
from runners.patching import replace_in_type, type_entries
from runners.session import Session

__all__ = ["Context"]


class Context:
    """The session, the surfaces and the colours; and what was put into pygame, to notice when it is replaced."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.clock = session.clock
        self.surfaces = Surfaces(session.frames.ops)
        self.colours = Colours()
        self._placed: list[tuple[dict[str, Any], str, object, str]] = []
        session.guards.append(self._replaced)

    def replace(self, module: Any, name: str, value: Any) -> None:
        """Puts `value` into the module, under the name and with the looks of what was there."""
        _dress(value, getattr(module, name), module.__name__)
        setattr(module, name, value)
        self._placed.append((vars(module), name, value, f"{module.__name__}.{name}"))

    def replace_method(self, kind: type, name: str, value: Any) -> None:
        """Puts `value` into the type."""
        _dress(value, getattr(kind, name), kind.__module__)
        replace_in_type(kind, name, value)
        self._placed.append((type_entries(kind), name, value, f"{kind.__module__}.{kind.__name__}.{name}"))

    def drawn_colour(self, entry: Entry, colour: Any, surface: pygame.Surface) -> int:
        """What pygame.draw leaves: the colour with its alpha on a surface with alpha, the opaque colour elsewhere."""
        colours = self.colours
        try:
            return (colours.rgba_of if entry.alpha else colours.opaque_of)[colour]
        except (KeyError, TypeError):
            return (colours.rgba if entry.alpha else colours.opaque)(colour, surface)

    def lost(self, what: str) -> None:
        """An operation that pygame carried out and the wire cannot carry: coordinates that are not finite or far away."""
        self.session.note("coordinates", f"{what}: not finite or out of range; not recorded")

    def taint(self, surface: pygame.Surface, why: str) -> None:
        """The surface's pixels were written past the operations."""
        self.surfaces.record(("taint", self.surfaces.entry(surface).sid, why))

    def _replaced(self) -> str | None:
        for entries, name, value, label in self._placed:
            if entries.get(name) is not value:
                return label
        return None


def _dress(value: Callable[..., Any], original: Any, module: str) -> None:
    """Name and documentation of the original: help() and error messages stay as they are."""
    if isinstance(value, type):
        return
    value.__name__ = value.__qualname__ = getattr(original, "__name__", "function")
    value.__doc__ = original.__doc__
    value.__module__ = module
