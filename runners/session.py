"""One recording: what the recorder of every library shares."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NoReturn

from runners.channel import Channel
from runners.clock import SECOND_NS, VirtualClock
from runners.frames import FrameLog

__all__ = ["Options", "Session"]

WIRE_VERSION = 1
MAX_NOTES = 400
MAX_NOTES_PER_KIND = 50
MAX_NOTE_CHARS = 2000
MAX_TRACEBACK_CHARS = 64_000
GRACE_NS = SECOND_NS
"""How far past the simulated time a program may wait without displaying anything."""


@dataclass(frozen=True, slots=True)
class Options:
    """Settings of a recording; see runners/README.md.

    seconds  simulated time after which the run ends, at the first frame displayed then
    seed     of every source of randomness that the program leaves unseeded
    windows  (from s, to s, frames a second of virtual time) to capture; the first frame is always captured
    trace    False: only the virtual clock, nothing is recorded but the beginning and the end
    lazy     True: paint surfaces only where their pixels are looked at
    """

    seconds: float = 60.0
    seed: int = 1
    windows: tuple[tuple[float, float, float], ...] = ((0.0, 20.0, 15.0), (20.0, 60.0, 1.0))
    trace: bool = True
    lazy: bool = True

    @classmethod
    def of(cls, values: Mapping[str, object]) -> Options:
        """From JSON values. Raises TypeError or ValueError where one is of the wrong kind."""
        known = dict(values)
        unknown = known.keys() - cls.__slots__
        if unknown:
            raise ValueError(f"unknown options of the recorder: {', '.join(sorted(unknown))}")
        if "windows" in known:
            windows = known["windows"]
            if not isinstance(windows, (list, tuple)):
                raise TypeError("windows must be a list of [from s, to s, frames/s]")
            known["windows"] = tuple((float(a), float(b), float(rate)) for a, b, rate in windows)
        return cls(**known)  # type: ignore[arg-type]


class Session:
    """The clock, the way out and the bookkeeping of one recording."""

    def __init__(self, options: Options, fd: int) -> None:
        self.options = options
        self.limit_ns = int(options.seconds * SECOND_NS)
        self.channel = Channel(fd)
        self.clock = VirtualClock(self.limit_ns + GRACE_NS)
        self.clock.on_deadline = lambda: self.stop("time")
        self.frames = FrameLog(self.channel, self.clock, options.windows, self.note, options.trace)
        self.guards: list[Callable[[], str | None]] = []
        self._noted: dict[str, set[str]] = {}
        self._next_check_ns = SECOND_NS
        self.leave: Callable[[int], NoReturn] = os._exit
        os.register_at_fork(after_in_child=self.channel.abandon)

    def hello(self, library: str, version: str) -> None:
        self.channel.send(("hello", WIRE_VERSION, library, version, platform.python_version()))

    def note(self, kind: str, text: str) -> None:
        """A line for the report; the same line is sent once, and floods are cut."""
        text = text[:MAX_NOTE_CHARS]
        texts = self._noted.setdefault(kind, set())
        if text in texts or len(texts) >= MAX_NOTES_PER_KIND or sum(map(len, self._noted.values())) >= MAX_NOTES:
            return
        texts.add(text)
        self.channel.send(("note", kind, text.encode("utf-8", "replace").decode()))

    def tick(self) -> None:
        """After each displayed frame: looks after the recorder once a second, and ends the run when its time is over."""
        now = self.clock.now
        if now >= self._next_check_ns:
            self._next_check_ns = now + SECOND_NS
            self.check()
        if now >= self.limit_ns:
            self.stop("time")

    def check(self) -> None:
        """Notes which of the recorder's entries the program replaced."""
        for guard in self.guards:
            replaced = guard()
            if replaced is not None:
                self.note("tamper", f"{replaced} was replaced by the program")

    def finish(self, reason: str, exit_code: int | None = None, traceback: str = "") -> None:
        """Sends the last frame and the End, and closes the channel.

        A program that used what has no recorder and displayed nothing that is seen ends as "unsupported", however it did.
        """
        self.frames.emit()
        if self.frames.count == 0 and "unsupported" in self._noted:
            reason = "unsupported"
        self.check()
        text = traceback[-MAX_TRACEBACK_CHARS:].encode("utf-8", "replace").decode()
        self.channel.send(("end", reason, self.clock.now, self.frames.count, exit_code, text))
        self.channel.seal()

    def stop(self, reason: str) -> NoReturn:
        """Ends the recording and the process from inside a call of the program."""
        self.finish(reason)
        flush_streams()
        self.leave(0)


def flush_streams() -> None:
    """What the program printed gets out, whatever it made of its streams."""
    for stream in (sys.stdout, sys.stderr, sys.__stdout__, sys.__stderr__):
        try:
            if stream is not None:
                stream.flush()
        except Exception:
            pass
