"""Virtual time for programs with threads: time passes when every thread waits, and the one that waits shortest goes on.

A thread that waits for a lock or for input does so in real time and cannot be told from one that computes, but for the
processor: where the process has used hardly any for POLL_S, nobody computes.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from math import inf
from types import ModuleType, SimpleNamespace
from typing import Any

from runners.clock import SECOND_NS, VirtualClock

__all__ = ["Waiting", "change_selectors", "install", "keep_real_time"]

POLL_S = 0.002
SELECTORS = ("SelectSelector", "PollSelector", "EpollSelector", "KqueueSelector")

IDLE_SHARE = 0.25
"""Of a poll's time: with less processor time than that, no thread computes."""

IDLE_POLLS = 2
"""Polls in a row: one may come just when a thread is about to go on."""

PATIENCE_S = 0.05
"""Processor time after which a thread that computes is no longer waited for: it may never wait."""

_cpu, _real, _sleep, _open = time.process_time, time.perf_counter, time.sleep, open
_selects: dict[str, Callable[..., Any]] = {}
"""What waits in real time, by the selector's name."""
_active: dict[int, threading.Thread] = threading._active  # type: ignore[attr-defined]


class Waiting:
    """All threads that wait for a virtual moment."""

    def __init__(self, clock: VirtualClock) -> None:
        self._clock = clock
        self._waiting: dict[int, tuple[float, int]] = {}
        self._order = 0
        self.starting: list[threading.Thread] = []  # were started, and do not count among the active ones yet

    def turn(self) -> None:
        """Lets the other threads come to where they wait, at no cost of time: so that they always do so in the same order."""
        self.until(self._clock.now, move=False)

    def until(self, moment_ns: float, tried: Callable[[float], bool] | None = None, *, move: bool = True) -> bool:
        """Waits for the moment, or until `tried(real seconds)`, which may block so long, is true; tells whether it was.

        With `tried` and an infinite moment this is a wait without a timeout.
        """
        if tried is None:
            gate = threading.Lock()
            gate.acquire()

            def tried(seconds: float) -> bool:
                return gate.acquire(True, seconds)

        elif tried(0.0):
            return True
        self._order += 1
        me = threading.get_ident()
        self._waiting[me] = (moment_ns, self._order)
        begun, idle = _cpu(), 0
        try:
            while True:
                if self._is_next(me) and len(self._waiting) >= len(_active) and not self.starting:
                    break
                others, cpu, real = self._others(), _cpu(), _real()
                if tried(POLL_S):
                    return True
                now = _cpu()
                quiet = now - cpu < IDLE_SHARE * (_real() - real) and others is not None and others == self._others()
                idle = idle + 1 if quiet else 0
                if self._is_next(me) and (idle >= IDLE_POLLS or now - begun > PATIENCE_S):
                    break
        finally:
            del self._waiting[me]
        if move:
            self._clock.move_to(int(moment_ns))
        return tried(0.0)

    def _others(self) -> list[bytes] | None:
        """Of each thread that waits for no moment, how often it has left a processor; None where one would run if the machine
        let it. Who waits for Python's global lock seems to sleep, but wakes each time that the lock is free."""
        if self.starting:
            return None
        found = []
        for ident, thread in list(_active.items()):
            if ident not in self._waiting and thread.native_id is not None:
                try:
                    with _open(f"/proc/self/task/{thread.native_id}/status", "rb") as file:
                        text = file.read(8192)
                except OSError:
                    continue
                if b"\nState:\tR" in text or b"\nState:\tD" in text:
                    return None
                found.append(text.partition(b"\nvoluntary_ctxt_switches:")[2])
        return found

    def _is_next(self, me: int) -> bool:
        """True where nobody else's moment comes before; a wait without an end is never next."""
        mine = self._waiting[me]
        return mine[0] < inf and min(list(self._waiting.values())) == mine


def install(clock: VirtualClock) -> None:
    """Timeouts of threads and selectors pass in virtual time."""
    waiting = Waiting(clock)

    def wait_until(moment_ns: int) -> None:
        waiting.until(moment_ns)

    clock.is_shared = lambda: len(_active) > 1
    clock.wait_among = wait_until
    threading._time = time.monotonic  # type: ignore[attr-defined]
    threading.Condition.wait = _condition_wait(clock, waiting)  # type: ignore[method-assign]
    threading.Thread.start = _start(waiting)  # type: ignore[method-assign]
    threading.Thread.join = _join(clock, waiting)  # type: ignore[method-assign]


def _condition_wait(clock: VirtualClock, waiting: Waiting) -> Callable[..., bool]:
    original = threading.Condition.wait

    def wait(self: Any, timeout: float | None = None) -> bool:
        """Wait until notified or until a timeout occurs; the timeout passes in virtual time."""
        if timeout is None or not self._is_owned():
            return original(self, timeout)
        waiter = threading.Lock()
        waiter.acquire()
        self._waiters.append(waiter)
        saved = self._release_save()
        notified = False
        try:
            moment = clock.now + max(0, int(timeout * SECOND_NS))
            notified = waiting.until(moment, lambda seconds: waiter.acquire(seconds > 0, seconds if seconds > 0 else -1))
            return notified
        finally:
            self._acquire_restore(saved)
            if not notified and waiter in self._waiters:
                self._waiters.remove(waiter)

    return wait


def _start(waiting: Waiting) -> Callable[..., None]:
    original = threading.Thread.start

    def start(self: threading.Thread) -> None:
        """Start the thread's activity; it runs until it waits or ends before the starter goes on."""
        waiting.starting.append(self)
        try:
            original(self)
        finally:
            waiting.starting.remove(self)
        waiting.turn()

    return start


def _join(clock: VirtualClock, waiting: Waiting) -> Callable[..., None]:
    original = threading.Thread.join

    def join(self: threading.Thread, timeout: float | None = None) -> None:
        """Wait until the thread terminates; the timeout passes in virtual time."""
        original(self, 0)  # raises as it should for a thread that cannot be joined

        def ended(seconds: float) -> bool:
            original(self, seconds)
            return not self.is_alive()

        waiting.until(inf if timeout is None else clock.now + max(0, int(timeout * SECOND_NS)), ended)

    return join


def change_selectors(clock: VirtualClock) -> Callable[[ModuleType], None]:
    """For the module selectors: a select with a timeout, as asyncio's loop makes, passes in virtual time."""

    def change(module: ModuleType) -> None:
        for name in SELECTORS:
            kind = getattr(module, name, None)
            if kind is None:
                continue

            _selects[name] = kind.select

            def select(self: Any, timeout: float | None = None, _original: Callable[..., Any] = kind.select) -> Any:
                ready = _original(self, timeout if timeout is None or timeout <= 0 else 0)
                if ready or timeout is None or timeout <= 0:
                    return ready
                clock.wait(timeout)
                return _original(self, 0)

            kind.select = select

    return change


def keep_real_time(module: Any) -> None:
    """For the module subprocess: other processes know nothing of virtual time, so one waits for them in real time."""
    kind = module._PopenSelector
    module._PopenSelector = type(kind.__name__, (kind,), {"select": _selects.get(kind.__name__, kind.select)})
    module._time = _real
    module.time = SimpleNamespace(sleep=_sleep)
