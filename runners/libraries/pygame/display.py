"""pygame.display without a screen: windows of any size, displayed frames, and their pixels."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import lz4.block
import pygame

from runners.frames import Picture
from runners.libraries.pygame.context import Context
from runners.patching import type_entries

__all__ = ["install"]

DESKTOP = (1920, 1080)
MAX_SIDE_PX = 8192


def install(context: Context) -> None:
    """Replaces the functions of pygame.display that make, show or describe the window."""
    _replace_window(context)
    _replace_showing(context)
    _replace_descriptions(context)


def _replace_window(context: Context) -> None:
    display = pygame.display
    session, surfaces, painter = context.session, context.surfaces, context.painter
    real_set_mode, real_set_caption = display.set_mode, display.set_caption
    real_get_surface = display.get_surface

    def set_mode(
        size: Any = (0, 0), flags: int = 0, depth: int = 0, display: int = 0, vsync: int = 0, *extra: Any, **more: Any
    ) -> Any:
        painter.paint()
        if extra or more or not isinstance(flags, int):
            return real_set_mode(size, flags, depth, display, vsync, *extra, **more)
        if size is None or tuple(size) == (0, 0):
            size = DESKTOP
        if len(size) == 2 and max(size) > MAX_SIDE_PX:
            raise pygame.error(f"a window of {size[0]} × {size[1]} px is larger than any screen")
        if flags & pygame.OPENGL:
            session.note("unsupported", "pygame.OPENGL: no recorder for OpenGL windows")
            session.stop("unsupported")
        window = real_set_mode(size, flags & ~(pygame.FULLSCREEN | pygame.SCALED), depth)
        surfaces.forget(window)
        return window

    def set_caption(title: Any, *rest: Any, **more: Any) -> None:
        real_set_caption(title, *rest, **more)
        session.note("title", str(title))

    def leaving(real: Any) -> Any:
        def function(*args: Any, **named: Any) -> Any:
            painter.paint()
            window = real_get_surface() if display.get_init() else None
            if window is not None:
                surfaces.forget(window)
            return real(*args, **named)

        return function

    context.replace(display, "set_mode", set_mode)
    context.replace(display, "set_caption", set_caption)
    context.replace(display, "quit", leaving(display.quit))
    context.replace(pygame, "quit", leaving(pygame.quit))
    real_set_icon = display.set_icon

    def set_icon(surface: Any) -> None:
        painter.before_read(surface)
        real_set_icon(surface)

    context.replace(display, "set_icon", set_icon)


def _replace_showing(context: Context) -> None:
    display = pygame.display
    real_flip, real_update, get_surface = display.flip, display.update, display.get_surface
    show = _showing(context)

    def flip() -> None:
        window = get_surface()
        if window is None:
            real_flip()  # raises as pygame does without a window
        else:
            show(window)

    def update(*rectangles: Any, **named: Any) -> None:
        window = get_surface()
        if rectangles or named or window is None:
            real_update(*rectangles, **named)
        if window is not None:
            show(window)

    context.replace(display, "flip", flip)
    context.replace(display, "update", update)
    if hasattr(pygame, "Window"):
        _replace_other_windows(context, show)


def _showing(context: Context) -> Callable[[pygame.Surface], None]:
    """What puts a window's surface on the screen."""
    session, frames, surfaces, painter = context.session, context.session.frames, context.surfaces, context.painter
    get_view = type_entries(pygame.Surface)["get_view"]
    tobytes = pygame.image.tobytes
    compress = lz4.block.compress

    def show(window: pygame.Surface) -> None:
        def pixels() -> tuple[int, int, bytes]:
            painter.before_read(window)
            width, height = window.get_size()
            if window.get_bitsize() == 32 and window.get_pitch() == 4 * width:
                content = get_view(window, "0")
            else:
                content = tobytes(window, "BGRA")
            return width, height, compress(content, mode="fast", store_size=False)

        if context.on_show is not None:
            context.on_show(window)
        entry = surfaces.entry(window)
        frames.show(Picture(entry.sid, entry.width, entry.height, pixels))
        session.tick()

    return show


def _replace_other_windows(context: Context, show: Callable[[pygame.Surface], None]) -> None:
    """pygame.Window, whose surface is shown by its own flip; what a renderer draws on it is out of sight."""
    kind = pygame.Window
    real_get_surface = type_entries(kind)["get_surface"]

    def flip(self: Any) -> None:
        show(real_get_surface(self))

    context.replace_method(kind, "flip", flip)
    from pygame._sdl2 import video

    noted = _noting(context, video.Renderer)
    for module in (pygame._sdl2, video):
        context.replace(module, "Renderer", noted)


def _noting(context: Context, real: Any) -> Any:
    """The type, whose instances are noted."""

    class Noted(real):  # type: ignore[misc]
        def __init__(self, *args: Any, **named: Any) -> None:
            context.session.note("unsupported", "pygame._sdl2: no recorder for renderers")
            super().__init__(*args, **named)

    Noted.__name__, Noted.__qualname__, Noted.__module__ = real.__name__, real.__qualname__, real.__module__
    return Noted


def _replace_descriptions(context: Context) -> None:
    """A desktop of 1920 × 1080 px, as most have."""
    display = pygame.display
    real_info = display.Info

    class VideoInfo:
        """pygame's VideoInfo; before there is a window, its size is the desktop's."""

        def __init__(self, real: Any) -> None:
            self._real = real

        def __getattr__(self, name: str) -> Any:
            if name in ("current_w", "current_h") and display.get_surface() is None:
                return DESKTOP[name == "current_h"]
            return getattr(self._real, name)

        def __repr__(self) -> str:
            return repr(self._real)

    def info() -> Any:
        return VideoInfo(real_info())

    def get_desktop_sizes() -> list[tuple[int, int]]:
        return [DESKTOP]

    def list_modes(*args: Any, **named: Any) -> list[tuple[int, int]]:
        return [DESKTOP, (1280, 720), (1024, 768), (800, 600), (640, 480)]

    def mode_ok(*args: Any, **named: Any) -> int:
        return 32

    context.replace(display, "Info", info)
    for function in (get_desktop_sizes, list_modes, mode_ok):
        context.replace(display, function.__name__, function)
