"""pygame.display without a screen: windows of any size, displayed frames, and their pixels."""

from __future__ import annotations

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
    display = pygame.display
    session, frames, surfaces = context.session, context.session.frames, context.surfaces
    real_set_mode, real_flip, real_get_surface = display.set_mode, display.flip, display.get_surface
    get_view = type_entries(pygame.Surface)["get_view"]
    compress = lz4.block.compress

    def set_mode(
        size: Any = (0, 0), flags: int = 0, depth: int = 0, display: int = 0, vsync: int = 0, *extra: Any, **more: Any
    ) -> Any:
        if extra or more:
            return real_set_mode(size, flags, depth, display, vsync, *extra, **more)
        if size is None or (len(size) == 2 and size[0] == 0 and size[1] == 0):
            size = DESKTOP
        if len(size) == 2 and max(size) > MAX_SIDE_PX:
            raise pygame.error("Window size is larger than any screen")
        if flags & pygame.OPENGL:
            session.note("unsupported", "pygame.OPENGL: no recorder for OpenGL windows")
        window = real_set_mode(size, flags & ~(pygame.FULLSCREEN | pygame.SCALED), depth)
        surfaces.forget(window)
        return window

    def pixels() -> tuple[int, int, bytes] | None:
        window = real_get_surface()
        if window is None:
            return None
        width, height = window.get_size()
        if window.get_bitsize() == 32 and window.get_pitch() == 4 * width:
            content = get_view(window, "0")
        else:
            content = pygame.image.tobytes(window, "BGRA")
        return width, height, compress(content, mode="fast", store_size=False)

    def show() -> None:
        window = real_get_surface()
        if window is None:
            real_flip()  # raises as pygame does without a window
            return
        entry = surfaces.entry(window)
        frames.show(Picture(entry.sid, entry.width, entry.height, pixels))
        session.tick()

    def flip() -> None:
        show()

    def update(*rectangles: Any) -> None:
        show()

    real_set_caption = display.set_caption

    def set_caption(title: Any, *rest: Any, **more: Any) -> None:
        real_set_caption(title, *rest, **more)
        session.note("title", str(title))

    for function in (set_mode, flip, update, set_caption):
        context.replace(display, function.__name__, function)
