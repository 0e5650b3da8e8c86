"""Reception: the guest's bytes as they arrive, turned into a scene's raw material while the program still runs.

Nothing of a frame is kept but its entities' geometry, packed: 1 to 2 kB for a ball with a long trail. A stream that breaks
the wire format is never an exception here: it is kept as `broken`, and a check says so.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from sandbox.errors import RecordingError
from sandbox.recording.captures import Captures, decoded
from sandbox.recording.wire import Capture, Decoder, End, Frame, Hello, Note
from sandbox.scene.collect import Collector
from sandbox.scene.compose import Composer, Picture
from sandbox.scene.polygons import PolygonLinker
from sandbox.scene.sight import Sight

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Look", "Reception"]


class Look(Enum):
    """What is read from a recording: its shapes and sampled pictures, its pictures alone, or entities from each picture."""

    SHAPES = "shapes"
    PICTURES = "pictures"
    PIXELS = "pixels"


class Reception:
    """Give `feed` to a back end as `on_trace`.

    sight      entities from pixels, where that is what is looked at
    collector, linker  discs, and tracks of polygons, of every frame
    captures   sampled pictures;  pictures  the shapes of the captured frames
    hello, end the first and last message, None where they did not come;  notes (kind, text) in the order of arrival
    broken     why decoding stopped, empty where all is well
    """

    def __init__(self, on_frame: Callable[[float, int], None] | None = None, *, look: Look = Look.SHAPES) -> None:
        self.sight = Sight()
        self._look = look
        self.collector = Collector()
        self.linker = PolygonLinker()
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
        if self._look is Look.SHAPES:
            picture = self._composer.show(frame)
            self.linker.add(self.collector.add(frame.time_ns, picture))
            self._latest = (frame.index, picture)
        else:
            self.collector.times_ns.append(frame.time_ns)
        if self._on_frame is not None:
            self._on_frame(frame.time_ns / 1e9, self.frames)

    def _capture(self, capture: Capture) -> None:
        if self._look is Look.PIXELS:
            self.sight.take(capture, decoded(capture))
            return
        self.captures.add(capture)
        if self._latest is not None and self._latest[0] == capture.index:
            self.pictures[capture.index] = self._latest[1]
