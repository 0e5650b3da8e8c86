"""One loop for every back end: feed the guest, drain its channels, watch its clocks, end it, and tell what was seen."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import select
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from sandbox.errors import InfrastructureError
from sandbox.isolation.backend import OnTrace, Watch
from sandbox.limits import MIB, Limits
from sandbox.outcome import Ending, Usage

__all__ = ["Channels", "End", "Guest", "Seen", "supervise", "wait_ready"]

CLOCKS_EVERY_S = 0.05
WATCH_EVERY_S = 0.1
READ_BYTES = 1 * MIB
PIPE_BYTES = 1 * MIB
F_SETPIPE_SZ = 1031
READY_TIMEOUT_S = 60.0
WIND_UP_S = 10.0  # from the program's end to the launcher's
DRAIN_S = 1.0  # how long pipes may stay open after the launcher is gone
MAX_LINE_BYTES = 64 * 1024
MAX_WORDS = 2000


@dataclass(slots=True)
class Channels:
    """The host's descriptors: spec is written, the others are read. `close` may be called twice."""

    spec: int
    control: int
    trace: int
    stdout: int
    stderr: int

    def close(self) -> None:
        for name in ("spec", "control", "trace", "stdout", "stderr"):
            fd = getattr(self, name)
            setattr(self, name, -1)
            if fd >= 0:
                os.close(fd)


@dataclass(frozen=True, slots=True)
class Guest:
    """What the loop needs to know of a sandbox.

    kill     ends every process of the guest at once; may be called often
    alive    False once the launcher is gone
    cpu_s    processor seconds of all processes so far, None where that is not known
    exceeds  a limit that the host itself enforces here and that is exceeded: how the run ends, and why
    count    called while the launcher still stands, after the program's end or before `kill`: the last moment to read counters
    """

    kill: Callable[[], None]
    alive: Callable[[], bool]
    cpu_s: Callable[[], float | None]
    exceeds: Callable[[], tuple[Ending, str] | None] = lambda: None
    count: Callable[[], None] = lambda: None


@dataclass(frozen=True, slots=True)
class End:
    """The launcher's word on how the program ended; one of exit_code and signal is None."""

    exit_code: int | None
    signal: int | None
    wall_s: float
    cpu_s: float
    peak_bytes: int


@dataclass(slots=True)
class Seen:
    """What the loop saw. `ending` where the host ended the run; `end` where the program ended first."""

    ending: Ending | None = None
    reason: str = ""
    end: End | None = None
    wall_s: float = 0.0
    cpu_s: float | None = None
    stdout: bytes = b""
    stderr: bytes = b""
    stdout_dropped: int = 0
    stderr_dropped: int = 0
    files: dict[str, bytes] = field(default_factory=dict)


class _Kept:
    """The first bytes of a stream, and the number of the others."""

    def __init__(self, limit: int) -> None:
        self.data = bytearray()
        self.dropped = 0
        self._limit = limit

    def add(self, chunk: bytes) -> None:
        room = self._limit - len(self.data)
        self.data += chunk[:room]
        self.dropped += max(0, len(chunk) - room)


class _Control:
    """The launcher's lines, and files of a stated size. Bounded: whatever arrives, memory stays small and nothing raises."""

    def __init__(self, file_bytes: int) -> None:
        self.ready = self.started = self.done = False
        self.failed = ""
        self.end: End | None = None
        self.files: dict[str, bytes] = {}
        self._buffer = bytearray()
        self._file: tuple[str, int] | None = None
        self._left = file_bytes

    def add(self, chunk: bytes) -> None:
        self._buffer += chunk
        while True:
            if self._file is not None:
                name, size = self._file
                if len(self._buffer) < size:
                    return
                self.files[name] = bytes(self._buffer[:size])
                del self._buffer[:size]
                self._file = None
            cut = self._buffer.find(b"\n")
            if cut < 0:
                if len(self._buffer) > MAX_LINE_BYTES:
                    self.failed = self.failed or "the launcher's channel is broken"
                    self._buffer.clear()
                return
            line = bytes(self._buffer[:cut])
            del self._buffer[: cut + 1]
            try:
                self._line(json.loads(line))
            except (ValueError, TypeError, KeyError):
                self.failed = self.failed or "the launcher's channel is broken"

    def _line(self, message: object) -> None:
        if not isinstance(message, dict):
            raise TypeError("not a message")
        if "ready" in message:
            self.ready = True
        elif "started" in message:
            self.started = True
        elif "done" in message:
            self.done = True
        elif "failed" in message:
            self.failed = str(message["failed"])[:MAX_WORDS]
        elif "exit" in message or "signal" in message:
            code, number = message.get("exit"), message.get("signal")
            wall, cpu, peak = (float(str(message[name])) for name in ("wall_s", "cpu_s", "peak_bytes"))
            self.end = End(
                code if isinstance(code, int) else None, number if isinstance(number, int) else None, wall, cpu, int(peak)
            )
        elif "file" in message:
            name, size = str(message["file"]), int(str(message["size"]))
            if not 0 <= size <= self._left or name.startswith("/") or ".." in name.split("/"):
                raise ValueError(name)
            self._left -= size
            self._file = (name, size)


def wait_ready(control: int, stderr: int, alive: Callable[[], bool]) -> None:
    """Returns when the launcher waits for its spec. Raises InfrastructureError where it ends before, or takes too long."""
    words, lines = _Kept(MAX_WORDS), _Control(0)
    sinks = {control: lines.add, stderr: words.add}
    poll = select.poll()
    for fd in sinks:
        os.set_blocking(fd, False)
        poll.register(fd, select.POLLIN)
    deadline = time.monotonic() + READY_TIMEOUT_S
    while not lines.ready and not lines.failed:
        for fd, _ in poll.poll(CLOCKS_EVERY_S * 1000):
            chunk = _read(fd)
            if chunk:
                sinks[fd](chunk)
            elif chunk == b"":
                poll.unregister(fd)
                if fd == control:
                    lines.failed = lines.failed or "the launcher ended"
        if time.monotonic() > deadline:
            lines.failed = f"no answer within {READY_TIMEOUT_S:g} s"
        elif not alive() and not lines.ready:
            lines.failed = lines.failed or "the launcher ended"
    if lines.failed:
        said = words.data.decode("utf-8", "replace")
        raise InfrastructureError(f"the sandbox did not start: {' '.join(f'{lines.failed} {said}'.split())}")


def _read(fd: int) -> bytes | None:
    """b"" at the end of the stream, None where there is nothing at the moment."""
    try:
        return os.read(fd, READ_BYTES)
    except BlockingIOError:
        return None


def supervise(
    guest: Guest, channels: Channels, spec: bytes, limits: Limits, on_trace: OnTrace | None, watch: Watch | None
) -> Seen:
    """Runs the program in a sandbox that is ready; returns when the guest is gone and its pipes are empty.

    Time spent in `on_trace` is the host's and is not counted against the program. What `on_trace` and `watch` raise goes
    through. The guest is ended and the channels are closed in every case. Raises InfrastructureError where the launcher fails.
    """
    loop = _Loop(guest, channels, spec, limits, on_trace, watch)
    try:
        return loop.run()
    finally:
        guest.kill()
        channels.close()


class _Loop:
    def __init__(
        self, guest: Guest, channels: Channels, spec: bytes, limits: Limits, on_trace: OnTrace | None, watch: Watch | None
    ) -> None:
        self._guest, self._channels, self._limits = guest, channels, limits
        self._on_trace, self._watch = on_trace, watch
        self._spec = memoryview(spec)
        self._out, self._err = _Kept(int(limits.output_bytes)), _Kept(int(limits.output_bytes))
        self._control = _Control(int(limits.file_bytes))
        self._seen = Seen()
        self._sinks: dict[int, Callable[[bytes], None]] = {
            channels.control: self._control.add,
            channels.stdout: self._out.add,
            channels.stderr: self._err.add,
            channels.trace: self._trace,
        }
        self._poll = select.poll()
        self._ours = 0.0  # seconds spent in on_trace since the start
        self._read_s = 0.0  # processor seconds of it
        self._started = self._over = self._gone = 0.0
        self._next_clocks = self._next_watch = 0.0

    def run(self) -> Seen:
        for fd in self._sinks:
            os.set_blocking(fd, False)
            self._poll.register(fd, select.POLLIN)
        with contextlib.suppress(OSError):  # an unprivileged user's share may be used up; any size works
            fcntl.fcntl(self._channels.trace, F_SETPIPE_SZ, PIPE_BYTES)
        os.set_blocking(self._channels.spec, False)
        self._poll.register(self._channels.spec, select.POLLOUT)
        born = time.monotonic()
        while self._sinks:
            for fd, _ in self._poll.poll(CLOCKS_EVERY_S * 1000):
                if fd == self._channels.spec:
                    self._feed()
                elif (chunk := _read(fd)) is not None:
                    self._take(fd, chunk)
            if self._control.failed:
                break
            if self._control.done and self._channels.spec >= 0:
                self._guest.count()
                os.close(self._channels.spec)  # lets the launcher go
                self._channels.spec = -1
            now = time.monotonic()
            if not self._started and self._control.started:
                self._started, self._ours = now, 0.0
            if now < self._next_clocks:
                continue
            self._next_clocks = now + CLOCKS_EVERY_S
            if not self._started and now - born > READY_TIMEOUT_S:
                self._control.failed = f"the program was not started within {READY_TIMEOUT_S:g} s"
            elif not self._goes_on(now):
                break
        return self._result()

    def _feed(self) -> None:
        try:
            self._spec = self._spec[os.write(self._channels.spec, self._spec) :]
        except BlockingIOError:
            return
        except BrokenPipeError:
            self._spec = self._spec[:0]
        if not self._spec:
            self._poll.unregister(self._channels.spec)

    def _take(self, fd: int, chunk: bytes) -> None:
        if chunk:
            self._sinks[fd](chunk)
        else:
            self._poll.unregister(fd)
            del self._sinks[fd]

    def _trace(self, chunk: bytes) -> None:
        if self._on_trace is not None:
            before, worked = time.monotonic(), time.thread_time()
            self._on_trace(chunk)
            self._ours += time.monotonic() - before
            self._read_s += time.thread_time() - worked

    def _goes_on(self, now: float) -> bool:
        """Looks at the clocks; False where there is nothing more to wait for."""
        if not self._gone and not self._guest.alive():
            self._gone = now
        if self._gone:
            if now - self._gone > DRAIN_S:
                return False
            self._guest.kill()
            return True
        if self._seen.ending is not None or self._control.end is not None:
            self._over = self._over or now
            if now - self._over > WIND_UP_S + self._ours:
                self._guest.kill()
            return True
        if not self._started:
            return True
        self._seen.wall_s = max(0.0, now - self._started - self._ours)
        self._seen.cpu_s = self._guest.cpu_s()
        met = self._met(now)
        if met is not None:
            self._seen.ending, self._seen.reason = met
            self._guest.count()
            self._guest.kill()
        return True

    def _met(self, now: float) -> tuple[Ending, str] | None:
        """The limit that is met, if any."""
        seen, limits = self._seen, self._limits
        if seen.cpu_s is not None and seen.cpu_s > limits.cpu_s:
            return Ending.CPU, f"more than {limits.cpu_s:g} s of processor time"
        if seen.wall_s > limits.wall_s:
            return Ending.WALL, f"more than {limits.wall_s:g} s of real time"
        if self._read_s > limits.wall_s:
            return Ending.UNREAD, f"more than {limits.wall_s:g} s of the judge's processor time to read the recording"
        if (exceeded := self._guest.exceeds()) is not None:
            return exceeded
        if self._watch is not None and now >= self._next_watch:
            self._next_watch = now + WATCH_EVERY_S
            why = self._watch(Usage(seen.wall_s, seen.cpu_s))
            if why is not None:
                return Ending.STOPPED, why
        return None

    def _result(self) -> Seen:
        seen = self._seen
        if seen.ending is None and (self._control.failed or not self._control.started):
            words = self._control.failed or self._err.data[-MAX_WORDS:].decode("utf-8", "replace")
            raise InfrastructureError(f"the sandbox failed: {' '.join(words.split()) or 'its launcher ended'}")
        seen.end = self._control.end
        if seen.ending is None and seen.end is not None:
            seen.wall_s = seen.end.wall_s
        seen.stdout, seen.stdout_dropped = bytes(self._out.data), self._out.dropped
        seen.stderr, seen.stderr_dropped = bytes(self._err.data), self._err.dropped
        if seen.ending is None:  # else they are what a launcher that is being killed still says, or does not
            seen.files = self._control.files
        return seen
