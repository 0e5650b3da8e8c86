"""pygame.time on the virtual clock."""

from __future__ import annotations

from math import ldexp
from operator import index
from typing import Any

import pygame

from runners.clock import SECOND_NS, VirtualClock
from runners.frames import FrameLog
from runners.libraries.pygame.context import Context

__all__ = ["Timers", "install"]

MS_NS = 1_000_000
MAX_POSTS = 1000
FPS_TICKS = 10
"""pygame's Clock measures its frame rate over so many ticks."""


def install(context: Context) -> Timers:
    """Replaces the functions and the Clock of pygame.time; returns the timers, which the event queue pumps."""
    clock = context.clock
    timers = Timers(clock)

    def get_ticks() -> int:
        return clock.read() // MS_NS

    def wait(milliseconds: int, /) -> int:
        return pause("wait", milliseconds)

    def delay(milliseconds: int, /) -> int:
        return pause("delay", milliseconds)

    def pause(name: str, milliseconds: int) -> int:
        if not isinstance(milliseconds, int):
            raise TypeError(f"{name} requires one integer argument")
        duration = max(0, milliseconds)
        clock.jump_to(clock.now + duration * MS_NS)
        return duration

    def set_timer(event: Any, millis: Any, loops: Any = 0) -> None:
        if not isinstance(event, (int, pygame.event.EventType)):
            raise TypeError("first argument must be an event type or event object")
        timers.set(event, index(millis), index(loops))

    for function in (get_ticks, wait, delay, set_timer):
        context.replace(pygame.time, function.__name__, function)
    made = _clock_type(clock, context.session.frames)
    context.replace(pygame.time, "Clock", made)
    context.replace(pygame, "Clock", made)
    return timers


def _clock_type(clock: VirtualClock, frames: FrameLog) -> type:
    class Clock:
        """pygame's Clock: tick(framerate) ends exactly 1/framerate after the tick before, or at once where that is over.

        Milliseconds are whole, as pygame's are, but never drift: at 60 they come as 17, 17, 16, …
        """

        __slots__ = ("_elapsed_ms", "_fps", "_last_ns", "_raw_ms", "_ticks", "_window_ns")

        def __init__(self) -> None:
            self._last_ns = self._window_ns = clock.now
            self._elapsed_ms = self._raw_ms = self._ticks = 0
            self._fps = 0.0

        def tick(self, framerate: float = 0, /) -> int:
            rate = ldexp(framerate, 0)  # any real number, and the usual error for anything else
            last, ready = self._last_ns, clock.now
            self._raw_ms = ready // MS_NS - last // MS_NS
            if rate > 0:
                target = last + round(SECOND_NS / rate)
                if target > ready:
                    clock.jump_to(target)
                else:
                    # Late already: it returns at once, but the program does pace itself.
                    clock.jumped = True
            else:
                frames.boundary = True
            now = self._last_ns = clock.now
            self._elapsed_ms = now // MS_NS - last // MS_NS
            self._ticks += 1
            if self._ticks >= FPS_TICKS:
                passed = now - self._window_ns
                self._fps = self._ticks * SECOND_NS / passed if passed else 0.0
                self._ticks, self._window_ns = 0, now
            return self._elapsed_ms

        def tick_busy_loop(self, framerate: float = 0, /) -> int:
            return self.tick(framerate)

        def get_time(self) -> int:
            return self._elapsed_ms

        def get_rawtime(self) -> int:
            return self._raw_ms

        def get_fps(self) -> float:
            return self._fps

        def __repr__(self) -> str:
            return f"<Clock(fps={self._fps:.2f})>"

    Clock.__module__ = "pygame.time"
    Clock.__qualname__ = "Clock"
    return Clock


class Timers:
    """pygame.time.set_timer: events that come at virtual times, when the program next looks at its events."""

    def __init__(self, clock: VirtualClock) -> None:
        self._clock = clock
        self._timers: dict[int, tuple[int, int, int, Any]] = {}

    def set(self, event: Any, millis: int, loops: int) -> None:
        kind = event if isinstance(event, int) else event.type
        if millis <= 0:
            self._timers.pop(kind, None)
            return
        interval = millis * MS_NS
        self._timers[kind] = (self._clock.now + interval, interval, loops, event)

    def next_ns(self) -> int | None:
        """When the next timer's event comes."""
        return min((due for due, *_ in self._timers.values()), default=None)

    def pump(self) -> None:
        """Posts the events that are due, oldest first."""
        if not self._timers:
            return
        now = self._clock.now
        for _ in range(MAX_POSTS):
            kind, (due, interval, loops, event) = min(self._timers.items(), key=lambda item: item[1][0])
            if due > now:
                return
            try:
                pygame.event.post(pygame.event.Event(event) if isinstance(event, int) else event)
            except pygame.error:
                return  # a full queue: SDL drops a timer's event too
            if loops == 1:
                del self._timers[kind]
                if not self._timers:
                    return
            else:
                self._timers[kind] = (due + interval, interval, max(0, loops - 1), event)
