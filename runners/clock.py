"""Virtual time: what the program's clocks show while it runs as fast as the machine allows.

Rules, all in virtual nanoseconds since the program's start:
- Reading any clock costs READ_NS, so that a busy wait ends and two readings never show the same instant.
- Waiting (sleep, tick, wait, timeouts) jumps straight to its end.
- Wall time starts at EPOCH_NS, in UTC: every run sees the same date.
"""

from __future__ import annotations

import time as _time
from collections.abc import Callable

from runners.patching import replace_in_type

__all__ = ["EPOCH_NS", "READ_NS", "VirtualClock", "install_time"]

READ_NS = 20_000
EPOCH_NS = 1_767_225_600 * 10**9
"""2026-01-01 00:00:00 UTC."""

SECOND_NS = 10**9

STEADY = ("monotonic", "perf_counter", "process_time", "thread_time")


class VirtualClock:
    """`now` in ns. `jumped` tells whether a wait moved it since the last displayed frame was shown.

    deadline_ns  beyond it, `on_deadline` is called inside the wait or reading that passed it (it does not return)
    on_jump      called after every wait that moved the clock
    is_shared    whether other threads run, which may have to do something before a wait ends
    wait_among   a wait in a program with threads, until a virtual moment
    """

    __slots__ = ("deadline_ns", "is_shared", "jumped", "now", "on_deadline", "on_jump", "wait_among")

    def __init__(self, deadline_ns: int) -> None:
        self.now = 0
        self.jumped = False
        self.deadline_ns = deadline_ns
        self.on_deadline: Callable[[], None] = lambda: None
        self.on_jump: Callable[[], None] = lambda: None
        self.is_shared: Callable[[], bool] = lambda: False
        self.wait_among: Callable[[int], None] = self.move_to

    def read(self) -> int:
        """One reading of a clock by the program."""
        self.now = now = self.now + READ_NS
        if now > self.deadline_ns:
            self.on_deadline()
        return now

    def jump_to(self, target_ns: int) -> None:
        """A wait that ends at `target_ns`; one that is already over costs a reading."""
        if target_ns <= self.now:
            self.read()
        elif self.is_shared():
            self.wait_among(target_ns)
        else:
            self.move_to(target_ns)

    def move_to(self, target_ns: int) -> None:
        """Time passes; it never goes back."""
        self.now = max(self.now, target_ns)
        self.jumped = True
        self.on_jump()
        if self.now > self.deadline_ns:
            self.on_deadline()

    def wait(self, seconds: float) -> None:
        """A wait of so many seconds from now."""
        self.jump_to(self.now + int(seconds * SECOND_NS))


def install_time(clock: VirtualClock) -> dict[str, Callable[..., object]]:
    """Puts virtual clocks into the modules time and datetime; returns what must stay in `time`, by name.

    The standard library's own plumbing that has to wait in real time (subprocess, selectors, queue) keeps the real clock
    where it was imported before.
    """
    functions = _virtual_time_functions(clock)
    for name, function in functions.items():
        function.__name__ = function.__qualname__ = name
        function.__module__ = "time"
        setattr(_time, name, function)
    _install_datetime(clock)
    return functions


def _virtual_time_functions(clock: VirtualClock) -> dict[str, Callable[..., object]]:
    read, wait = clock.read, clock.wait
    real_gmtime, real_localtime, real_strftime = _time.gmtime, _time.localtime, _time.strftime
    real_asctime, real_ctime, real_clock_gettime = _time.asctime, _time.ctime, _time.clock_gettime
    realtime = {_time.CLOCK_REALTIME, getattr(_time, "CLOCK_REALTIME_COARSE", 5), getattr(_time, "CLOCK_TAI", 11)}

    def wall_s() -> float:
        return (EPOCH_NS + read()) / SECOND_NS

    def wall_ns() -> int:
        return EPOCH_NS + read()

    def sleep(seconds: float, /) -> None:
        if seconds < 0:
            raise ValueError("sleep length must be non-negative")
        wait(seconds)

    def gmtime(seconds: float | None = None, /) -> _time.struct_time:
        return real_gmtime(wall_s() if seconds is None else seconds)

    def localtime(seconds: float | None = None, /) -> _time.struct_time:
        return real_localtime(wall_s() if seconds is None else seconds)

    def ctime(seconds: float | None = None, /) -> str:
        return real_ctime(wall_s() if seconds is None else seconds)

    def asctime(*moment: _time.struct_time) -> str:
        return real_asctime(*(moment or (localtime(),)))

    def strftime(form: str, *moment: _time.struct_time) -> str:
        return real_strftime(form, *(moment or (localtime(),)))

    def clock_gettime_ns(which: int, /) -> int:
        real_clock_gettime(which)  # raises as the real one does for a clock that is not there
        return wall_ns() if which in realtime else read()

    def clock_gettime(which: int, /) -> float:
        return clock_gettime_ns(which) / SECOND_NS

    return {
        "time": wall_s,
        "time_ns": wall_ns,
        **{name: _seconds_of(read) for name in STEADY},
        **{f"{name}_ns": _nanoseconds_of(read) for name in STEADY},
        "clock_gettime": clock_gettime,
        "clock_gettime_ns": clock_gettime_ns,
        "sleep": sleep,
        "gmtime": gmtime,
        "localtime": localtime,
        "ctime": ctime,
        "asctime": asctime,
        "strftime": strftime,
    }


def _seconds_of(read: Callable[[], int]) -> Callable[[], float]:
    def seconds() -> float:
        return read() / SECOND_NS

    return seconds


def _nanoseconds_of(read: Callable[[], int]) -> Callable[[], int]:
    def nanoseconds() -> int:
        return read()

    return nanoseconds


def _install_datetime(clock: VirtualClock) -> None:
    import datetime as module

    def now_s() -> float:
        return (EPOCH_NS + clock.read()) / SECOND_NS

    def now(cls: type[module.datetime], tz: module.tzinfo | None = None) -> module.datetime:
        return cls.fromtimestamp(now_s(), tz)

    def utcnow(cls: type[module.datetime]) -> module.datetime:
        return cls.fromtimestamp(now_s(), module.UTC).replace(tzinfo=None)

    def today(cls: type[module.date]) -> module.date:
        return cls.fromtimestamp(now_s())

    replace_in_type(module.datetime, "now", classmethod(now))
    replace_in_type(module.datetime, "utcnow", classmethod(utcnow))
    replace_in_type(module.date, "today", classmethod(today))
