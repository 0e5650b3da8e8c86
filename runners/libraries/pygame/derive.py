"""Surfaces made from other surfaces: copies, views, conversions, and transforms with their matrices.

A matrix [a, b, c, d, e, f] takes the source's pixel (x, y) to (a·x + c·y + e, b·x + d·y + f) of the new surface.
"""

from __future__ import annotations

from collections.abc import Callable
from math import cos, radians, sin
from typing import Any

import pygame

from runners.libraries.pygame.context import Context
from runners.libraries.pygame.pixels import Pixels
from runners.libraries.pygame.surfaces import Entry
from runners.patching import type_entries

__all__ = ["Derivation", "install"]

Matrix = list[float]
Size = tuple[int, int]
IDENTITY = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0]


class Derivation:
    """Records that a surface was made from another one."""

    def __init__(self, context: Context, pixels: Pixels) -> None:
        self._context = context
        self._pixels = pixels

    def source(self, surface: pygame.Surface) -> Entry:
        """The entry of a surface that is about to be looked at; its pixels are painted, and sent where they must be."""
        self._context.painter.before_read(surface)
        entry = self._context.surfaces.entry(surface)
        if entry.tainted or entry.exposed:
            self._pixels.send(surface, entry)
        return entry

    def made(self, result: pygame.Surface, source: Entry, how: str, matrix: Matrix) -> Entry:
        """`result` is new; its transparency settings are told, as they are not the source's in every case."""
        surfaces = self._context.surfaces
        entry = surfaces.enter(result)
        surfaces.record(("derive", entry.sid, source.sid, how, matrix, entry.width, entry.height))
        self.settings(result, entry)
        return entry

    def settings(self, surface: pygame.Surface, entry: Entry) -> None:
        record = self._context.surfaces.record
        alpha, key = surface.get_alpha(), surface.get_colorkey()
        if alpha is not None and alpha != 255:
            record(("alpha", entry.sid, alpha))
        if key is not None:
            record(("key", entry.sid, int(pygame.Color(key)) | 0xFF))

    def painted(self, target: pygame.Surface, source: Entry, matrix: Matrix, size: Size) -> None:
        """The result went into a surface that was there: told as a surface of its own that replaces the target's content."""
        surfaces = self._context.surfaces
        entry, sid = surfaces.entry(target), surfaces.number()
        surfaces.record(("derive", sid, source.sid, "transform", matrix, *size))
        surfaces.record(("fill", entry.sid, 0 if entry.alpha else 0xFF, None, 0))
        surfaces.record(("blit", entry.sid, sid, 0.0, 0.0, None, 0))
        surfaces.record(("drop", sid))


def install(context: Context, pixels: Pixels) -> Derivation:
    """Replaces the methods and functions that make surfaces from surfaces."""
    derivation = Derivation(context, pixels)
    _replace_methods(context, derivation)
    _replace_transforms(context, derivation, pixels)
    return derivation


def _replace_methods(context: Context, derivation: Derivation) -> None:
    methods = type_entries(pygame.Surface)
    surfaces, painter = context.surfaces, context.painter

    def copying(real: Callable[..., Any]) -> Callable[..., Any]:
        def function(self: Any, *args: Any, **named: Any) -> Any:
            painter.before_read(self)
            result = real(self, *args, **named)
            source = derivation.source(self)
            if bool(result.get_flags() & pygame.SRCALPHA) == source.alpha:
                derivation.made(result, source, "copy", IDENTITY)
            else:
                # With alpha gained or lost: a blank surface of the new kind and the old content on it.
                entry = surfaces.entry(result)
                surfaces.record(("blit", entry.sid, source.sid, 0.0, 0.0, None, 0))
                derivation.settings(result, entry)
            return result

        return function

    real_subsurface = methods["subsurface"]

    def subsurface(self: Any, *args: Any, **named: Any) -> Any:
        painter.before_write(self)
        result = real_subsurface(self, *args, **named)
        painter.stop_waiting(self)
        left, top = result.get_offset()
        source = derivation.source(self)
        view = derivation.made(result, source, "view", [1.0, 0.0, 0.0, 1.0, float(-left), float(-top)])
        view.lazy = False
        view.exposed = source.exposed
        return result

    for name in ("copy", "__copy__", "__deepcopy__", "convert", "convert_alpha", "premul_alpha"):
        if name in methods:
            context.replace_method(pygame.Surface, name, copying(methods[name]))
    context.replace_method(pygame.Surface, "subsurface", subsurface)


def _stretched(source: Size, result: Size) -> Matrix:
    return [result[0] / max(1, source[0]), 0.0, 0.0, result[1] / max(1, source[1]), 0.0, 0.0]


def _turned(source: Size, result: Size, degrees: float, scale: float) -> Matrix:
    """Counter-clockwise as seen, about the centre, which stays the centre."""
    a, b = scale * cos(radians(degrees)), scale * sin(radians(degrees))
    x, y = source[0] / 2, source[1] / 2
    return [a, -b, b, a, result[0] / 2 - a * x - b * y, result[1] / 2 + b * x - a * y]


def _flipped(source: Size, x: bool, y: bool) -> Matrix:
    return [
        -1.0 if x else 1.0,
        0.0,
        0.0,
        -1.0 if y else 1.0,
        float(source[0]) if x else 0.0,
        float(source[1]) if y else 0.0,
    ]


def _rotate(surface: Any, angle: Any) -> Callable[[Size, Size], Matrix]:
    return lambda source, result: _turned(source, result, float(angle), 1.0)


def _rotozoom(surface: Any, angle: Any, scale: Any) -> Callable[[Size, Size], Matrix]:
    return lambda source, result: _turned(source, result, float(angle), float(scale))


def _flip(surface: Any, flip_x: Any, flip_y: Any) -> Callable[[Size, Size], Matrix]:
    return lambda source, result: _flipped(source, bool(flip_x), bool(flip_y))


def _stretch(*args: Any, **named: Any) -> Callable[[Size, Size], Matrix]:
    return _stretched


MATRICES: dict[str, Callable[..., Callable[[Size, Size], Matrix]]] = {
    "rotate": _rotate,
    "rotozoom": _rotozoom,
    "flip": _flip,
    **dict.fromkeys(("scale", "scale_by", "scale2x", "smoothscale", "smoothscale_by"), _stretch),
}
FILTERS = ("box_blur", "gaussian_blur", "grayscale", "hsl", "invert", "laplacian", "pixelate", "solid_overlay")
"""They keep the geometry and change the pixels."""

DEST_PLACES = {"scale": 2, "scale_by": 2, "scale2x": 1, "smoothscale": 2, "smoothscale_by": 2}
"""Where each function takes a surface for its result."""


def _replace_transforms(context: Context, derivation: Derivation, pixels: Pixels) -> None:
    module = pygame.transform
    painter = context.painter

    def transforming(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        place = DEST_PLACES.get(name)
        matrix_of = MATRICES[name]

        def function(*args: Any, **named: Any) -> Any:
            surface: Any = args[0] if args else named.get("surface")
            target = named.get("dest_surface")
            if target is None and place is not None and len(args) > place:
                target = args[place]
            painter.before_read(surface)
            if target is not None:
                painter.before_write(target)
            result = real(*args, **named)
            source = derivation.source(surface)
            size = result.get_size()
            matrix = matrix_of(*args, **named)((source.width, source.height), size)
            if target is None:
                derivation.made(result, source, "transform", matrix)
            else:
                derivation.painted(target, source, matrix, size)
            return result

        return function

    def filtering(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def function(*args: Any, **named: Any) -> Any:
            painter.paint()
            result = real(*args, **named)
            if isinstance(result, pygame.Surface):
                if id(result) not in context.surfaces.entries:
                    derivation.made(result, derivation.source(args[0] if args else named["surface"]), "copy", IDENTITY)
                pixels.taint(result, name)
            return result

        return function

    def other(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def function(*args: Any, **named: Any) -> Any:
            painter.paint()
            result = real(*args, **named)
            for value in (result, *args[:1], *named.values()) if name == "threshold" else (result,):
                if isinstance(value, pygame.Surface):
                    pixels.taint(value, name)
            return result

        return function

    for names, wrap in ((MATRICES, transforming), (FILTERS, filtering)):
        for name in names:
            if hasattr(module, name):
                context.replace(module, name, wrap(name, getattr(module, name)))
    for name in ("average_color", "average_surfaces", "chop", "threshold"):
        context.replace(module, name, other(name, getattr(module, name)))
