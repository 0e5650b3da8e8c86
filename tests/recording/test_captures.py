"""Captured frames: kept compressed, checked when they are read."""

from __future__ import annotations

import lz4.block
import numpy as np
import pytest

from sandbox.errors import RecordingError
from sandbox.recording import captures as module
from sandbox.recording.captures import Captures
from sandbox.recording.wire import Capture

BLUE_GREEN_RED = bytes((10, 20, 30, 0))


def _capture(data: bytes, index: int = 0, width: int = 4, height: int = 3) -> Capture:
    return Capture(index, index * 10**9, width, height, data)


def test_a_capture_is_read_as_rgb() -> None:
    kept = Captures()
    kept.add(_capture(lz4.block.compress(BLUE_GREEN_RED * 12, store_size=False)))
    picture = kept.image(0)
    assert (picture.shape, picture.dtype, picture[2, 3].tolist()) == ((3, 4, 3), np.uint8, [30, 20, 10])
    assert kept.size(0) == (4, 3)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff" * 50,
        lz4.block.compress(BLUE_GREEN_RED * 11, store_size=False),
        lz4.block.compress(BLUE_GREEN_RED * 13, store_size=False),
        lz4.block.compress(bytes(10**6), store_size=False),
    ],
)
def test_bytes_that_are_no_picture_of_that_size_are_refused(data: bytes) -> None:
    kept = Captures()
    kept.add(_capture(data, index=7))
    with pytest.raises(RecordingError, match="capture of frame 7"):
        kept.image(0)


def test_what_is_beyond_the_room_is_dropped_and_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_KEPT_BYTES", 100)
    kept = Captures()
    for index in range(5):
        kept.add(_capture(bytes(40), index))
    assert (len(kept), kept.dropped) == (2, 3)


def test_the_nearest_capture_is_found() -> None:
    kept = Captures()
    assert kept.nearest(3.0) is None
    for index in range(5):
        kept.add(_capture(b"", index))
    assert [kept.nearest(time_s) for time_s in (-1.0, 2.4, 2.6, 99.0)] == [0, 2, 3, 4]
    assert kept.times_s == [0, 1, 2, 3, 4]
    assert kept.frame_indices == [0, 1, 2, 3, 4]
