"""The recorder of pygame (pygame-ce): each part of the library has a module here."""

from __future__ import annotations

import os

from runners.session import Session

__all__ = ["library"]


class Pygame:
    """pygame, headless, on the virtual clock, with every displayed frame's operations recorded."""

    name = "pygame"

    def install(self, session: Session) -> None:
        os.environ["SDL_VIDEODRIVER"] = os.environ["SDL_AUDIODRIVER"] = "dummy"
        os.environ["SDL_NO_SIGNAL_HANDLERS"] = "1"
        os.environ["PYGAME_HIDE_SUPPORT_PROMPT"] = "1"
        import pygame

        from runners.libraries.pygame import display, draw, events, surface_methods, time
        from runners.libraries.pygame.context import Context

        context = Context(session)
        events.install(context, time.install(context))
        display.install(context)
        draw.install(context)
        surface_methods.install(context)
        session.hello(self.name, pygame.version.ver)


library = Pygame()
