"""Reception: the guest's bytes as they arrive, turned into a scene's raw material while the program still runs.

Nothing of a frame is kept but its entities' geometry, so that long runs need little memory. A stream that breaks the wire
format is never an exception here: it is kept as `broken`, and a check says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.errors import RecordingError
from sandbox.recording.captures import Captures
from sandbox.recording.wire import Capture, Decoder, End, Frame, Hello, Note
from sandbox.scene.collect import Collector
from sandbox.scene.compose import Composer, Picture

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Reception"]


class Reception:
    """Give `feed` to a back end as `on_trace`.

    collector  entities of every frame;  captures  sampled pictures;  pictures  the shapes of the captured frames
    hello, end the first and last message, None where they did not come;  notes (kind, text) in the order of arrival
    broken     why decoding stopped, empty where all is well
    """

    def __init__(self, on_frame: Callable[[float, int], None] | None = None) -> None:
        self.collector = Collector()
        self.captures = Captures()
        self.pictures: dict[int, Picture] = {}
        self.hello: Hello | None = None
        self.end: End | None = None
        self.notes: list[tuple[str, str]] = []
        self.broken = ""
        self.bytes = 0
        self._decoder = Decoder()
        self._composer = Composer()
        self._latest: tuple[int, Picture] | None = None
        self._on_frame = on_frame

    @property
    def frames(self) -> int:
        return len(self.collector.times_ns)

    @property
    def time_s(self) -> float:
        """Virtual seconds of the last displayed frame."""
        return self.collector.times_ns[-1] / 1e9 if self.collector.times_ns else 0.0

    def feed(self, chunk: bytes) -> None:
        self.bytes += len(chunk)
        if self.broken:
            return
        try:
            for message in self._decoder.feed(chunk):
                if type(message) is Frame:
                    self._frame(message)
                elif type(message) is Capture:
                    self._capture(message)
                elif type(message) is Note:
                    self.notes.append((message.kind[:40], message.text[:2000]))
                elif type(message) is Hello:
                    self.hello = message
                elif type(message) is End:
                    self.end = message
        except RecordingError as error:
            self.broken = str(error)

    def finish(self) -> None:
        """Call when the stream has ended."""
        if not self.broken and self._decoder.pending_bytes and self.end is not None:
            self.broken = "bytes after the end of the recording"

    def _frame(self, frame: Frame) -> None:
        picture = self._composer.show(frame)
        self.collector.add(frame.time_ns, picture)
        self._latest = (frame.index, picture)
        if self._on_frame is not None:
            self._on_frame(frame.time_ns / 1e9, self.frames)

    def _capture(self, capture: Capture) -> None:
        self.captures.add(capture)
        if self._latest is not None and self._latest[0] == capture.index:
            self.pictures[capture.index] = self._latest[1]
