"""What the parts of pygame's recorder share."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FunctionType
from typing import Any

import pygame

from runners.libraries.pygame.colours import Colours
from runners.libraries.pygame.painting import Painter
from runners.libraries.pygame.surfaces import Entry, Op, Surfaces
from runners.patching import replace_in_type, type_entries
from runners.session import Session

__all__ = ["UNREADABLE", "Context", "Encode"]

Real = Callable[..., Any]
Encode = Callable[..., tuple[Op | None, tuple[Any, ...] | None]]
"""From the surface's entry and a call's arguments: the operation (None where nothing is drawn), and copies of the arguments
after the surface for a later call (None where the call must happen now). Takes the names and defaults of pygame's function."""

UNREADABLE = (TypeError, ValueError, KeyError, IndexError, AttributeError, OverflowError, pygame.error)
"""What reading arguments raises where they are not plain: pygame decides what they are."""


class Context:
    """The session, the surfaces and the colours; and what was put into pygame, to notice when it is replaced."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.clock = session.clock
        self.surfaces = Surfaces(session.frames.ops, session.options.lazy)
        self.painter = Painter(self.surfaces)
        self.colours = Colours()
        self.on_show: Callable[[pygame.Surface], None] | None = None
        """Called before a window is shown."""
        self._placed: list[tuple[dict[str, Any], str, object, str]] = []
        session.guards.append(self._replaced)

    def replace(self, module: Any, name: str, value: Any) -> None:
        """Puts `value` into the module, under the name and with the looks of what was there."""
        _dress(value, getattr(module, name), module.__name__)
        setattr(module, name, value)
        self._placed.append((vars(module), name, value, f"{module.__name__}.{name}"))
        self._watch(module)

    def replace_method(self, kind: type, name: str, value: Any) -> None:
        """Puts `value` into the type."""
        _dress(value, getattr(kind, name), kind.__module__)
        replace_in_type(kind, name, value)
        self._placed.append((type_entries(kind), name, value, f"{kind.__module__}.{kind.__name__}.{name}"))

    def drawn_colour(self, entry: Entry, colour: Any) -> int:
        """What pygame.draw leaves: the colour with its alpha on a surface with alpha, the opaque colour elsewhere."""
        colours = self.colours
        try:
            return (colours.rgba_of if entry.alpha else colours.opaque_of)[colour]
        except (KeyError, TypeError):
            value = colours.learn(colour, entry)
            return value if entry.alpha else value | 0xFF

    def primitive(self, label: str, real: Real, encode: Encode) -> Real:
        """A function that draws on its first argument, recorded. A call that raises in pygame raises the same here."""
        entries, entry_of, record = self.surfaces.entries, self.surfaces.entry, self.surfaces.record
        painter = self.painter
        discarded, put_off, before_write = painter.is_discarded, painter.put_off, painter.before_write
        get_frame = sys._getframe
        lazy = self.surfaces.lazy

        def function(*args: Any, **named: Any) -> Any:
            op, later, readable = None, None, False
            try:
                surface = args[0] if args else named["surface"]
                entry = entries.get(id(surface)) or entry_of(surface)
                op, later = encode(entry, *args[1:], **named) if args else _encode_named(encode, entry, named)
                readable = True
                if later is not None and lazy and entry.lazy and discarded(get_frame(1)):
                    if op is not None:
                        record(op)
                        put_off(entry, real, later)
                    return None
                before_write(surface)
            except UNREADABLE:
                painter.paint()
            result = real(*args, **named)
            if op is not None:
                record(op)
            elif not readable:
                self.lost(label)
            return result

        return function

    def lost(self, what: str) -> None:
        """An operation that pygame carried out and the wire cannot carry: coordinates not finite or far away, or too many."""
        self.session.note("coordinates", f"{what}: arguments are not finite or out of range; not recorded")

    def _watch(self, module: Any) -> None:
        """The module itself stays where the program's imports and attributes find it."""
        label = module.__name__
        parent, _, last = label.rpartition(".")
        places = [(sys.modules, label)] + ([(vars(sys.modules[parent]), last)] if parent in sys.modules else [])
        for entries, name in places:
            place = (entries, name, module, label)
            if entries.get(name) is module and place not in self._placed:
                self._placed.append(place)

    def _replaced(self) -> str | None:
        for entries, name, value, label in self._placed:
            if entries.get(name) is not value:
                return label
        return None


def _encode_named(encode: Encode, entry: Entry, named: dict[str, Any]) -> tuple[Op | None, tuple[Any, ...] | None]:
    rest = dict(named)
    del rest["surface"]
    return encode(entry, **rest)


def _dress(value: Any, original: Any, module: str) -> None:
    """Name and documentation of the original: help() and error messages stay as they are."""
    if not isinstance(value, FunctionType):
        return
    value.__name__ = value.__qualname__ = getattr(original, "__name__", "function")
    value.__doc__ = original.__doc__
    value.__module__ = module
