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
        # SDL would turn SIGTERM into an event of the program's.
        os.environ["SDL_NO_SIGNAL_HANDLERS"] = "1"
        os.environ["PYGAME_HIDE_SUPPORT_PROMPT"] = "1"
        import pygame

        from runners.libraries.pygame import (
            derive,
            devices,
            display,
            draw,
            events,
            gfxdraw,
            pixels,
            sound,
            surface_methods,
            text,
            time,
        )
        from runners.libraries.pygame.context import Context

        context = Context(session)
        events.install(context, time.install(context))
        display.install(context)
        sound.install(context)
        devices.install(context)
        if session.options.trace:
            draw.install(context)
            gfxdraw.install(context)
            written = pixels.install(context)
            surface_methods.install(context, written)
            derive.install(context, written)
        text.install(context)
        session.hello(self.name, pygame.version.ver)


library = Pygame()
