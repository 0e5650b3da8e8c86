"""Captured frames, kept compressed: what the screen showed at sampled times."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sandbox.errors import RecordingError
from sandbox.limits import GIB
from sandbox.recording.wire import Capture

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Captures", "decoded"]

MAX_KEPT_BYTES = 1 * GIB


class Captures:
    """Frames in the order of their times. Images are uint8 arrays (height, width, 3), RGB, decompressed on demand.

    A capture whose bytes do not give a picture of the stated size raises RecordingError when it is read.
    Beyond 1 GiB of compressed bytes further captures are dropped and counted in `dropped`.
    """

    def __init__(self) -> None:
        self._kept: list[Capture] = []
        self._bytes = 0
        self.dropped = 0

    def add(self, capture: Capture) -> None:
        if self._bytes + len(capture.data) > MAX_KEPT_BYTES:
            self.dropped += 1
            return
        self._bytes += len(capture.data)
        self._kept.append(capture)

    def __len__(self) -> int:
        return len(self._kept)

    @property
    def times_s(self) -> list[float]:
        return [c.time_ns / 1e9 for c in self._kept]

    @property
    def frame_indices(self) -> list[int]:
        """The index of the recorded frame that each capture shows."""
        return [c.index for c in self._kept]

    def size(self, position: int) -> tuple[int, int]:
        """(width, height) in px of the capture at `position`, known without decompressing it."""
        return self._kept[position].width, self._kept[position].height

    def image(self, position: int) -> NDArray[np.uint8]:
        """The picture at `position` in the sequence (0 is the first)."""
        return decoded(self._kept[position])

    def images(self) -> Iterator[tuple[float, NDArray[np.uint8]]]:
        """(time in s, picture) of each capture."""
        for position, capture in enumerate(self._kept):
            yield capture.time_ns / 1e9, self.image(position)

    def nearest(self, time_s: float) -> int | None:
        """Position of the capture nearest to `time_s`, None where nothing was captured."""
        if not self._kept:
            return None
        return min(range(len(self._kept)), key=lambda i: abs(self._kept[i].time_ns / 1e9 - time_s))


def decoded(capture: Capture) -> NDArray[np.uint8]:
    """(height, width, 3) RGB. Raises RecordingError where the bytes do not give a picture of the stated size."""
    import cv2
    import lz4.block
    import numpy as np

    size = capture.width * capture.height * 4
    try:
        raw = lz4.block.decompress(capture.data, uncompressed_size=size)
    except (lz4.block.LZ4BlockError, ValueError, MemoryError) as error:
        raise RecordingError(f"capture of frame {capture.index} cannot be decompressed") from error
    if len(raw) != size:
        raise RecordingError(f"capture of frame {capture.index} has {len(raw)} bytes instead of {size}")
    bgrx = np.frombuffer(raw, np.uint8).reshape(capture.height, capture.width, 4)
    return np.asarray(cv2.cvtColor(bgrx, cv2.COLOR_BGRA2RGB), np.uint8)
