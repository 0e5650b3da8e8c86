"""Pixels that were written past the operations: they are sent whole where a surface is small, else only marked.

A marked ("tainted") surface is sent when it is used: blitted, or made into another one.
"""

from __future__ import annotations

import zlib
from typing import Any

import lz4.block
import pygame

from runners.libraries.pygame.context import UNREADABLE, Context
from runners.libraries.pygame.memory import MAX_RASTER_SIDE_PX, Memory
from runners.libraries.pygame.surfaces import Entry
from runners.patching import replace_in_type, type_entries

__all__ = ["Pixels", "install"]

MAX_SINGLE_PIXELS = 256
"""Pixels of one surface, set one by one, that are told as operations; after that the surface is marked."""


class Pixels:
    """Marks surfaces, and sends their content."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._ops = context.session.frames.ops
        self._tobytes = pygame.image.tobytes
        self.memory = Memory(context)

    def entry(self, surface: pygame.Surface) -> Entry:
        return self._context.surfaces.entry(surface)

    def taint(self, surface: pygame.Surface, why: str) -> Entry:
        """The surface was written in a way that operations do not show."""
        entry = self.entry(surface)
        entry.tainted = True
        op = ("taint", entry.sid, why)
        if not self._ops or self._ops[-1] != op:
            self._ops.append(op)
        return entry

    def expose(self, surface: pygame.Surface, why: str) -> None:
        """The program gets the surface's memory: it is painted at once from now on, and looked at whenever it is used."""
        self._context.painter.stop_waiting(surface)
        entry = self.entry(surface)
        if self.memory.follows(surface, entry):
            self.memory.begin(surface, entry, why)
        else:
            self.taint(surface, why).exposed = True

    def born(self, surface: Any, why: str) -> Any:
        """A new surface whose content no operation tells."""
        if isinstance(surface, pygame.Surface) and id(surface) not in self._context.surfaces.entries:
            self.taint(surface, why)
        return surface

    def send(self, surface: pygame.Surface, entry: Entry) -> None:
        """Before the surface is used: its content, where that is small enough and was written since it was last sent."""
        if max(entry.width, entry.height) > MAX_RASTER_SIDE_PX or min(entry.width, entry.height) < 1:
            return
        self._context.painter.before_read(surface)
        content = self._tobytes(surface, "RGBA")
        mark = zlib.crc32(content)
        if entry.exposed and mark == entry.raster:
            return
        entry.raster = mark
        entry.tainted = False
        data = lz4.block.compress(content, mode="fast", store_size=False)
        self._ops.append(("raster", entry.sid, entry.width, entry.height, data))


def install(context: Context) -> Pixels:
    """Replaces what reads or writes pixels one by one, or hands out their memory."""
    pixels = Pixels(context)
    _replace_surface_methods(context, pixels)
    _replace_functions(context, pixels)
    return pixels


def _replace_surface_methods(context: Context, pixels: Pixels) -> None:
    methods = type_entries(pygame.Surface)
    painter, surfaces = context.painter, context.surfaces

    def reading(real: Any) -> Any:
        def function(self: Any, *args: Any, **named: Any) -> Any:
            painter.before_read(self)
            return real(self, *args, **named)

        return function

    def tainting(real: Any, why: str) -> Any:
        def function(self: Any, *args: Any, **named: Any) -> Any:
            painter.before_write(self)
            result = real(self, *args, **named)
            pixels.taint(self, why)
            return result

        return function

    def exposing(real: Any, why: str) -> Any:
        def function(self: Any, *args: Any, **named: Any) -> Any:
            pixels.expose(self, why)
            view = real(self, *args, **named)
            pixels.memory.hold(surfaces.entry(self), pixels if why == "_pixels_address" else view)
            return view

        return function

    def locking(real: Any) -> Any:
        def function(self: Any) -> Any:
            painter.stop_waiting(self)
            return real(self)

        return function

    real_set_at = methods["set_at"]

    def set_at(self: Any, *args: Any, **named: Any) -> Any:
        painter.before_write(self)
        result = real_set_at(self, *args, **named)
        entry = surfaces.entry(self)
        entry.points += 1
        if entry.points <= MAX_SINGLE_PIXELS:
            try:
                place, colour = args
                colour = context.drawn_colour(entry, colour)
                surfaces.record(("fill", entry.sid, colour, [float(int(place[0])), float(int(place[1])), 1.0, 1.0], 0))
                return result
            except UNREADABLE:
                pass
        pixels.taint(self, "set_at")
        return result

    for name in ("get_at", "get_at_mapped", "get_bounding_rect", "convert_to_bytes"):
        if name in methods:
            context.replace_method(pygame.Surface, name, reading(methods[name]))
    for name in ("scroll", "set_palette", "set_palette_at", "set_masks", "set_shifts", "premul_alpha_ip"):
        if name in methods:
            context.replace_method(pygame.Surface, name, tainting(methods[name], name))
    for name in ("get_view", "get_buffer"):
        context.replace_method(pygame.Surface, name, exposing(methods[name], name))
    for name in ("lock", "unlock"):
        context.replace_method(pygame.Surface, name, locking(methods[name]))
    context.replace_method(pygame.Surface, "set_at", set_at)
    address = methods["_pixels_address"]
    read_address = exposing(address.__get__, "_pixels_address")
    replace_in_type(pygame.Surface, "_pixels_address", property(read_address))


def _replace_functions(context: Context, pixels: Pixels) -> None:
    painter = context.painter

    def making(real: Any, why: str, exposed: bool = False) -> Any:
        def function(*args: Any, **named: Any) -> Any:
            if args and str(getattr(args[0], "name", args[0])).endswith("pygame_icon.bmp"):
                return real(*args, **named)  # pygame itself, for its window
            painter.paint()
            result = real(*args, **named)
            for made in result if isinstance(result, list) else (result,):
                surface = made[0] if isinstance(made, tuple) else made
                pixels.born(surface, why)
                if exposed:
                    pixels.expose(surface, why)
            return result

        return function

    def reading(real: Any) -> Any:
        def function(*args: Any, **named: Any) -> Any:
            painter.paint()
            return real(*args, **named)

        return function

    image, mask, pixelcopy = pygame.image, pygame.mask, pygame.pixelcopy
    for name in ("load", "load_basic", "load_extended", "load_sized_svg", "load_animation", "fromstring", "frombytes"):
        if hasattr(image, name):
            context.replace(image, name, making(getattr(image, name), "image"))
    context.replace(image, "frombuffer", making(image.frombuffer, "frombuffer", exposed=True))
    for name in ("save", "save_extended", "tobytes", "tostring"):
        context.replace(image, name, reading(getattr(image, name)))
    for name in ("from_surface", "from_threshold"):
        context.replace(mask, name, reading(getattr(mask, name)))
    context.replace(pixelcopy, "make_surface", making(pixelcopy.make_surface, "surfarray"))
    context.replace(pixelcopy, "surface_to_array", reading(pixelcopy.surface_to_array))

    real_array_to_surface = pixelcopy.array_to_surface

    def array_to_surface(surface: Any, array: Any) -> Any:
        painter.before_write(surface)
        result = real_array_to_surface(surface, array)
        pixels.taint(surface, "surfarray")
        return result

    context.replace(pixelcopy, "array_to_surface", array_to_surface)
    _replace_mask(context, pixels)
    _replace_pixel_array(context, pixels)


def _replace_mask(context: Context, pixels: Pixels) -> None:
    real_to_surface = type_entries(pygame.mask.Mask)["to_surface"]

    def to_surface(self: Any, *args: Any, **named: Any) -> Any:
        context.painter.paint()
        result = real_to_surface(self, *args, **named)
        if id(result) in context.surfaces.entries or args or named.get("surface") is not None:
            pixels.taint(result, "mask")
        return pixels.born(result, "mask")

    context.replace_method(pygame.mask.Mask, "to_surface", to_surface)


def _replace_pixel_array(context: Context, pixels: Pixels) -> None:
    real = pygame.PixelArray
    real_make = type_entries(real)["make_surface"]

    class PixelArray(real):  # type: ignore[misc, valid-type]
        """pygame's PixelArray; the surface under it is painted at once from now on."""

        def __new__(cls, surface: Any) -> Any:
            if isinstance(surface, pygame.Surface):
                pixels.expose(surface, "PixelArray")
            made = real.__new__(cls, surface)
            if isinstance(surface, pygame.Surface):
                pixels.memory.hold(pixels.entry(surface), made)
            return made

    def make_surface(self: Any) -> Any:
        return pixels.born(real_make(self), "PixelArray")

    PixelArray.__module__, PixelArray.__qualname__ = "pygame", "PixelArray"
    context.replace_method(real, "make_surface", make_surface)
    context.replace(pygame, "PixelArray", PixelArray)
    context.replace(pygame.pixelarray, "PixelArray", PixelArray)
