"""Films of a run: H.264 that every browser plays, and a small animated WebP. Film time is simulated time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sandbox.errors import RecordingError
from sandbox.recording.captures import Captures
from sandbox.report.model import Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Image = NDArray[np.uint8]

__all__ = ["Clip", "encode_mp4", "encode_webp", "moment_clip", "opening_clip", "preview_clip"]

OPENING_S, OPENING_FPS = 20.0, 15
MOMENT_FPS = 30
PREVIEW_S, PREVIEW_FPS, PREVIEW_SIDE = 4.0, 10, 400
MAX_SIDE = 1280  # px of a film's longer side
# Decompressed pixels that one film may cost; what would cost more is shown at fewer frames a second.
MAX_PIXELS = 300 * 2560 * 1440
# Between x264's presets "superfast" and "veryfast": half the bytes of the one at half the time of the other.
X264 = {
    "preset": "veryfast",
    "crf": "26",
    "threads": "1",
    "x264-params": "subme=1:me=dia:rc-lookahead=5:weightp=0:bframes=3:b-adapt=0",
}


@dataclass(frozen=True, eq=False)
class Clip:
    """Pictures at a constant rate from `start_s` on, in simulated seconds: positions in `captures`, None where the program
    had not shown anything yet."""

    captures: Captures
    positions: tuple[int | None, ...]
    start_s: float
    fps: int

    @property
    def end_s(self) -> float:
        return self.start_s + len(self.positions) / self.fps


def opening_clip(captures: Captures) -> Clip | None:
    """The first 20 s at 15 frames a second."""
    times = [t for t in captures.times_s if t <= OPENING_S]
    return _clip(captures, 0.0, times[-1], OPENING_FPS) if times else None


def moment_clip(captures: Captures, span: Span | None) -> Clip | None:
    """The seconds that were recorded around a failure; other frames are among `captures`, but not of them."""
    times = [] if span is None else [t for t in captures.times_s if span[0] <= t <= span[1]]
    return _clip(captures, times[0], times[-1], MOMENT_FPS) if times else None


def preview_clip(opening: Clip, moment: Clip | None, time_s: float | None) -> Clip:
    """Four seconds that tell most: around the moment `time_s`, else the beginning."""
    if moment is not None:
        return _clip(moment.captures, moment.start_s, moment.start_s + PREVIEW_S, PREVIEW_FPS)
    latest = max(0.0, opening.end_s - PREVIEW_S)
    start = min(latest, max(0.0, (time_s or 0.0) - PREVIEW_S / 2))
    return _clip(opening.captures, start, min(start + PREVIEW_S, opening.end_s), PREVIEW_FPS)


def _clip(captures: Captures, start_s: float, end_s: float, fps: int) -> Clip:
    from bisect import bisect_right

    times = captures.times_s
    while True:
        count = max(1, round((end_s - start_s) * fps) + 1)
        # Half a step of grace: frames are captured at the first display after the moment that was asked for.
        at = [bisect_right(times, start_s + (k + 0.5) / fps) - 1 for k in range(count)]
        pixels = sum(width * height for width, height in (captures.size(p) for p in set(at) if p >= 0))
        if pixels <= MAX_PIXELS or fps <= 1:
            return Clip(captures, tuple(p if p >= 0 else None for p in at), start_s, fps)
        fps = max(1, fps // 2)


def _film_size(clip: Clip, longest: int) -> tuple[int, int]:
    """The commonest size of its pictures, at most `longest` px on the longer side, even as H.264 needs it."""
    from collections import Counter

    sizes = Counter(clip.captures.size(p) for p in clip.positions if p is not None)
    width, height = sizes.most_common(1)[0][0] if sizes else (2, 2)
    scale = min(1.0, longest / max(width, height))
    return max(2, -(-round(width * scale) // 2) * 2), max(2, -(-round(height * scale) // 2) * 2)


def _fitted(image: Image, width: int, height: int) -> Image:
    """The picture in a frame of this size: as it is, padded by at most a pixel, or scaled and centred on black."""
    import cv2
    import numpy as np

    h, w = image.shape[:2]
    if (w, h) == (width, height):
        return image
    scale = 1.0 if 0 <= width - w <= 1 and 0 <= height - h <= 1 else min(width / w, height / h)
    if scale != 1.0:
        size = (max(1, min(width, round(w * scale))), max(1, min(height, round(h * scale))))
        image = np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), np.uint8)
        h, w = image.shape[:2]
    left, top = (width - w) // 2, (height - h) // 2
    return np.asarray(cv2.copyMakeBorder(image, top, height - h - top, left, width - w - left, cv2.BORDER_CONSTANT), np.uint8)


def _pictures(clip: Clip, width: int, height: int) -> Iterator[Image | None]:
    """Each frame of the film; None says: as the one before. A picture that cannot be read is left out."""
    import numpy as np

    shown: int | None = -1
    for position in clip.positions:
        if position == shown:
            yield None
            continue
        fresh = np.zeros((height, width, 3), np.uint8) if position is None else _read(clip.captures, position, width, height)
        if fresh is None and shown == -1:
            fresh = np.zeros((height, width, 3), np.uint8)
        shown = position
        yield fresh


def _read(captures: Captures, position: int, width: int, height: int) -> Image | None:
    try:
        return _fitted(captures.image(position), width, height)
    except RecordingError:
        return None


def encode_mp4(clip: Clip, path: Path) -> None:
    """H.264, 4:2:0, BT.601 as OpenCV converts it, with its index in front so that it plays while it loads."""
    import av
    import cv2
    import numpy as np

    width, height = _film_size(clip, MAX_SIDE)
    with av.open(str(path), "w", options={"movflags": "+faststart"}) as film:
        stream = film.add_stream("libx264", rate=clip.fps, options=X264)
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        stream.codec_context.color_range = av.video.reformatter.ColorRange.MPEG
        stream.codec_context.colorspace = av.video.reformatter.Colorspace.SMPTE170M
        planes = np.zeros((height * 3 // 2, width), np.uint8)
        for k, picture in enumerate(_pictures(clip, width, height)):
            if picture is not None:
                planes = np.asarray(cv2.cvtColor(picture, cv2.COLOR_RGB2YUV_I420), np.uint8)
            frame = av.VideoFrame.from_ndarray(planes, format="yuv420p")
            frame.pts = k
            film.mux(stream.encode(frame))
        film.mux(stream.encode())


def encode_webp(clip: Clip, path: Path) -> None:
    """An endless animation of at most 400 px, for places that show pictures but play no films."""
    from PIL import Image as Pictures

    width, height = _film_size(clip, PREVIEW_SIDE)
    frames: list[Pictures.Image] = []
    for picture in _pictures(clip, width, height):
        frames.append(frames[-1] if picture is None else Pictures.fromarray(picture))
    frames[0].save(path, save_all=True, append_images=frames[1:], duration=round(1000 / clip.fps), loop=0, quality=55, method=1)
