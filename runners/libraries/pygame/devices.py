"""What a headless machine lacks besides a screen and sound: cursors, focus, message boxes."""

from __future__ import annotations

from typing import Any

import pygame

from runners.libraries.pygame.context import Context

__all__ = ["install"]


def install(context: Context) -> None:
    """Replaces what fails without a desktop: it does nothing, or answers as a window with the focus would."""

    def forgiving(real: Any, answer: Any = None) -> Any:
        def function(*args: Any, **named: Any) -> Any:
            context.painter.paint()
            try:
                return real(*args, **named)
            except (pygame.error, NotImplementedError):
                return answer

        return function

    def always(answer: Any) -> Any:
        def function(*args: Any, **named: Any) -> Any:
            return answer

        return function

    for name in ("set_cursor", "set_pos", "set_visible"):
        context.replace(pygame.mouse, name, forgiving(getattr(pygame.mouse, name)))
    for name in ("init", "put", "put_text"):
        if hasattr(pygame.scrap, name):
            context.replace(pygame.scrap, name, forgiving(getattr(pygame.scrap, name)))
    for module, name in ((pygame.mouse, "get_focused"), (pygame.key, "get_focused"), (pygame.display, "get_active")):
        context.replace(module, name, always(True))
    for name, answer in (("toggle_fullscreen", 1), ("message_box", 0), ("iconify", True), ("set_gamma", True)):
        if hasattr(pygame.display, name):
            context.replace(pygame.display, name, always(answer))
