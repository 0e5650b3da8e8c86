"""Films: what browsers play, at the times that they claim."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from sandbox.recording.captures import Captures
from sandbox.report.video import encode_mp4, encode_webp, moment_clip, opening_clip, preview_clip
from tests.report.made import captures, span


@pytest.fixture(scope="module")
def minute() -> Captures:
    """As a run of a minute is captured by default: 20 s at 15 frames a second, then one a second."""
    return captures(*span(0.0, 20.0, 15), *span(21.0, 60.0, 1))


def test_opening_is_the_first_20_s_at_15_frames_a_second_in_h264(minute: Captures, tmp_path: Path) -> None:
    clip = opening_clip(minute)
    assert clip is not None
    encode_mp4(clip, tmp_path / "video.mp4")
    with av.open(str(tmp_path / "video.mp4")) as film:
        stream = film.streams.video[0]
        assert (stream.codec_context.name, stream.codec_context.pix_fmt) == ("h264", "yuv420p")
        assert (float(stream.average_rate or 0), stream.frames) == (15.0, 301)
        assert (stream.width, stream.height) == (160, 120)
        frames = [frame.to_ndarray(format="gray") for frame in film.decode(video=0)]
    assert abs(int(frames[15 * 10].mean()) - 100) < 6, "the film's tenth second shows the simulated tenth second"
    data = (tmp_path / "video.mp4").read_bytes()
    assert data.index(b"moov") < data.index(b"mdat"), "the index comes first, so that it plays while it loads"


def test_moment_is_the_span_that_was_asked_for(tmp_path: Path) -> None:
    taken = captures(0.0, 5.0, *span(28.0, 32.0, 30), 40.0)
    clip = moment_clip(taken, (28.0, 32.0))
    assert clip is not None
    assert (clip.start_s, clip.fps, len(clip.positions)) == (28.0, 30, 121)
    assert taken.times_s[clip.positions[0] or 0] == 28.0
    assert moment_clip(taken, None) is None
    assert moment_clip(captures(0.0), (28.0, 32.0)) is None


def test_odd_sizes_are_padded_to_even_ones(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.report.made.WIDTH", 161)
    monkeypatch.setattr("tests.report.made.HEIGHT", 121)
    clip = opening_clip(captures(*span(0.0, 1.0, 15)))
    assert clip is not None
    encode_mp4(clip, tmp_path / "video.mp4")
    with av.open(str(tmp_path / "video.mp4")) as film:
        assert (film.streams.video[0].width, film.streams.video[0].height) == (162, 122)


def test_preview_is_a_small_endless_animation(minute: Captures, tmp_path: Path) -> None:
    clip = opening_clip(minute)
    assert clip is not None
    encode_webp(preview_clip(clip, None, 10.0), tmp_path / "preview.webp")
    with Image.open(tmp_path / "preview.webp") as preview:
        assert getattr(preview, "is_animated", False)
        assert preview.info["loop"] == 0
        assert getattr(preview, "n_frames", 0) >= 5  # equal frames are merged
        assert abs(int(np.asarray(preview.convert("L")).mean()) - 80) < 8, "it starts 2 s before the moment"


def test_program_that_shows_its_first_frame_late_is_black_before(tmp_path: Path) -> None:
    clip = opening_clip(captures(*span(2.0, 4.0, 15)))
    assert clip is not None
    assert clip.positions[0] is None
    encode_mp4(clip, tmp_path / "video.mp4")


def test_nothing_shown_is_no_film() -> None:
    assert opening_clip(captures()) is None


def test_huge_windows_are_filmed_at_fewer_frames_a_second(minute: Captures, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sandbox.report.video.MAX_PIXELS", 160 * 120 * 100)
    clip = opening_clip(minute)
    assert clip is not None
    assert clip.fps == 3
