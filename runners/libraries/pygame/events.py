"""pygame.event on the virtual clock: timers come when they are due, and waiting ends at the next one."""

from __future__ import annotations

import threading
from collections.abc import Callable
from operator import index
from typing import Any

import pygame

from runners.libraries.pygame.context import Context
from runners.libraries.pygame.time import MS_NS, Timers

__all__ = ["install"]


def install(context: Context, timers: Timers) -> None:
    """Replaces the functions of pygame.event that look at the queue."""
    event = pygame.event
    clock = context.clock
    real_poll, real_peek = event.poll, event.peek

    def pumping(real: Callable[..., Any]) -> Callable[..., Any]:
        pump = timers.pump

        def function(*args: Any, **named: Any) -> Any:
            pump()
            return real(*args, **named)

        return function

    def wait(timeout: Any = 0) -> Any:
        timers.pump()
        timeout = index(timeout)
        end = clock.now + timeout * MS_NS if timeout > 0 else None
        while not real_peek():
            due = timers.next_ns()
            if due is None and end is None and threading.active_count() == 1:
                # Nobody is there who could press a key: a real window would stand still from here on.
                context.session.stop("quit-loop")
            moments = [moment for moment in (due, end, None if due or end else clock.now + MS_NS) if moment is not None]
            clock.jump_to(min(moments))
            timers.pump()
            if end is not None and clock.now >= end and not real_peek():
                return event.Event(pygame.NOEVENT)
        return real_poll()

    for name in ("get", "poll", "peek", "pump", "clear"):
        context.replace(event, name, pumping(getattr(event, name)))
    context.replace(event, "wait", wait)
