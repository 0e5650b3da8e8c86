"""Which moments are displayed frames, when they are shown, and which of them are captured.

A library's recorder appends operations to `ops` and calls `show` where the program puts a picture on the screen.

A frame takes time: where the program did not wait since the frame before (no tick with a rate, no sleep), the display itself
paces it, as a screen of 60 Hz would. But a program that does wait may call update() several times for one picture, once for
each dirty rectangle: up to MERGED_UPDATES displays at one instant are one frame. A reading loop that has let BUSY_NS pass
has waited too.
"""

from __future__ import annotations

from _thread import RLock
from collections.abc import Callable, Sequence
from typing import NamedTuple

from runners.channel import MAX_MESSAGE_BYTES, Channel
from runners.clock import SECOND_NS, VirtualClock

__all__ = ["MAX_OPS", "FrameLog", "Picture"]

REFRESH_NS = round(SECOND_NS / 60)
BUSY_NS = 4_000_000
MERGED_UPDATES = 16
MAX_OPS = 200_000

Op = tuple[object, ...]
Pixels = Callable[[], tuple[int, int, bytes] | None]
"""Width, height and the lz4 block of BGRX bytes of what the display shows now; None where it cannot be read."""


class Picture(NamedTuple):
    """What is put on the screen: the surface's number, its size in px, and how to read its pixels."""

    display: int
    width: int
    height: int
    pixels: Pixels


class FrameLog:
    """Turns displays into Frame and Capture messages.

    ops         the operations since the last display; recorders append to this very list
    boundary    set where the program told that a loop iteration ended without waiting (tick() without a rate)
    """

    def __init__(
        self,
        channel: Channel,
        clock: VirtualClock,
        windows: Sequence[tuple[float, float, float]],
        note: Callable[[str, str], None],
        traced: bool,
    ) -> None:
        self.ops: list[Op] = []
        self.boundary = False
        self.count = 0
        self._channel = channel
        self._clock = clock
        self._note = note
        self._traced = traced
        self._windows = [(int(a * SECOND_NS), int(b * SECOND_NS), rate) for a, b, rate in windows]
        self._captured: tuple[int, int] | None = None
        self._held: list[Op] = []
        self._picture: Picture | None = None
        self._capture: tuple[int, int, bytes] | None = None
        self._due = False
        self._shown_ns = -1
        self._merged = 0
        self._paced = False
        self._trimmed = False
        self._lock = RLock()
        clock.on_jump = self.emit

    def show(self, picture: Picture) -> None:
        """The program displays a picture now."""
        with self._lock:
            self._show(picture)

    def emit(self) -> None:
        """Sends the frame that is on the screen, if it was not sent yet."""
        with self._lock:
            self._emit()

    def trim(self) -> None:
        """Keeps the operations of a program that draws and never displays from filling the memory."""
        if len(self.ops) > MAX_OPS:
            with self._lock:
                del self.ops[MAX_OPS:]
                self._trimmed = True

    def _show(self, picture: Picture) -> None:
        clock = self._clock
        if self._shown_ns >= 0:
            if clock.jumped:
                self._paced = True
            elif clock.now - self._shown_ns < BUSY_NS:
                if self._paced and not self.boundary and self._merged < MERGED_UPDATES and self._picture is not None:
                    self._merged += 1
                    self._hold(picture)
                    return
                clock.now = self._shown_ns + REFRESH_NS
        self._emit()
        clock.jumped = False
        self.boundary = False
        self._merged = 0
        self._shown_ns = clock.now
        self._due = self._is_due(clock.now)
        self._hold(picture)

    def _emit(self) -> None:
        picture = self._picture
        if picture is None:
            return
        self._picture = None
        index, time_ns = self.count, self._shown_ns
        self.count += 1
        if not self._traced:
            return
        ops = self._held
        if len(ops) > MAX_OPS or self._trimmed:
            self._trimmed = False
            del ops[MAX_OPS:]
            self._note("overflow", f"frame {index} has more than {MAX_OPS} operations; the rest is not recorded")
        channel = self._channel
        body = channel.encode(("frame", index, time_ns, picture.display, picture.width, picture.height, ops))
        if len(body) > MAX_MESSAGE_BYTES:
            self._note("overflow", f"the operations of frame {index} are larger than {MAX_MESSAGE_BYTES} bytes; not recorded")
            body = channel.encode(("frame", index, time_ns, picture.display, picture.width, picture.height, []))
        self._held = []
        channel.send_body(body)
        if self._capture is not None:
            width, height, data = self._capture
            self._capture = None
            channel.send(("capture", index, time_ns, width, height, data))

    def _hold(self, picture: Picture) -> None:
        self._picture = picture
        if self._traced:
            self._held += self.ops
            if self._due:
                self._capture = picture.pixels()
        self.ops.clear()

    def _is_due(self, now: int) -> bool:
        """True at the first frame, and at the first frame in each period of the windows' rates."""
        due = self._captured is None
        for number, (start, stop, rate) in enumerate(self._windows):
            if start <= now < stop and rate > 0:
                period = (number, int((now - start) * rate / SECOND_NS + 1e-6))
                due = due or period != self._captured
                self._captured = period
                return due
        if due:
            self._captured = (-1, 0)
        return due
