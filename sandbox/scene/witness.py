"""Two witnesses of one picture: the recorded shapes and the captured pixels, compared where the shapes leave no doubt.

Each captured frame is painted again, coarsely, with a map of where the colour is certain: inside opaque fills, away from
their borders, from texts, sprites and anything translucent. Where it is certain, the captured pixels must agree.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sandbox.scene.compose import Picture
from sandbox.scene.scene import Scene
from sandbox.scene.shape import Kind, Shape

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Agreement", "compare"]

BORDER_PX = 2
OPAQUE = 0.99
MIN_WIDE_LINE_PX = 4
CHANNEL_TOLERANCE = 28  # of 255, the largest difference of a channel
MAX_PICTURES = 30


@dataclass(frozen=True, eq=False)
class Agreement:
    """p compared pictures: times_s (p,); certain (p,) pixels whose colour is certain; wrong (p,) share of them that differ;
    subject (p,) share of the certain pixels of the given discs that differ, NaN where none was certain."""

    times_s: NDArray[np.float64]
    certain: NDArray[np.int64]
    wrong: NDArray[np.float64]
    subject: NDArray[np.float64]


def compare(scene: Scene, discs: dict[int, tuple[float, float, float]]) -> Agreement | None:
    """`discs` gives for a frame index the (x, y, radius) in px of the thing that matters most. None without pictures."""
    import cv2
    import numpy as np

    both = [i for i, f in enumerate(scene.captures.frame_indices) if f in scene.pictures]
    if not both:
        return None
    chosen = dict.fromkeys(both[int(k)] for k in np.linspace(0, len(both) - 1, min(MAX_PICTURES, len(both))))
    times, certain, wrong, subject = [], [], [], []
    for position in chosen:
        frame = scene.captures.frame_indices[position]
        rgb = scene.captures.image(position)
        picture = scene.pictures[frame]
        if (picture.width, picture.height) != (rgb.shape[1], rgb.shape[0]):
            times.append(scene.captures.times_s[position])
            certain.append(rgb.shape[0] * rgb.shape[1])
            wrong.append(1.0)
            subject.append(np.nan)
            continue
        colour, known = _repaint(picture)
        red, green, blue = cv2.split(cv2.absdiff(colour, rgb))
        off = (cv2.max(cv2.max(red, green), blue) > CHANNEL_TOLERANCE) & known
        times.append(scene.captures.times_s[position])
        certain.append(int(known.sum()))
        wrong.append(float(off.sum()) / max(1, int(known.sum())))
        subject.append(_share_in(discs.get(frame), off, known))
    return Agreement(np.asarray(times), np.asarray(certain), np.asarray(wrong), np.asarray(subject))


def _share_in(disc: tuple[float, float, float] | None, off: NDArray[np.bool_], known: NDArray[np.bool_]) -> float:
    import cv2
    import numpy as np

    if disc is None:
        return float("nan")
    mask = np.zeros(off.shape, np.uint8)
    cv2.circle(mask, (round(disc[0]), round(disc[1])), max(1, round(disc[2])), 1, -1)
    inside = known & (mask > 0)
    count = int(inside.sum())
    return float((off & inside).sum()) / count if count >= 9 else float("nan")


def _repaint(picture: Picture) -> tuple[NDArray[np.uint8], NDArray[np.bool_]]:
    """(colours (h, w, 3), known (h, w)) of a frame, from its shapes."""
    import numpy as np

    shape = (picture.height, picture.width)
    colour = np.zeros((*shape, 3), np.uint8)
    known = np.zeros(shape, np.uint8)
    if picture.clear is not None:
        colour[:] = (picture.clear >> 16 & 255, picture.clear >> 8 & 255, picture.clear & 255)
        known[:] = 1
    if picture.tainted:
        known[:] = 0
    for painted in picture.shapes:
        _paint(painted, colour, known)
    return colour, known.astype(bool)


def _paint(s: Shape, colour: NDArray[np.uint8], known: NDArray[np.uint8]) -> None:
    import cv2
    import numpy as np

    points = np.asarray(s.points, float).reshape(-1, 2)
    if not np.isfinite(points).all() or np.abs(points).max(initial=0) > 30000 or s.radius > 30000:
        return
    corners = np.round(points).astype(np.int32)
    border = 2 * BORDER_PX + 1
    if s.kind is Kind.BOX:
        (x0, y0), (x1, y1) = corners[0], corners[1]
        cv2.rectangle(known, (int(x0) - 2, int(y0) - 2), (int(x1) + 2, int(y1) + 2), 0, -1)
        return
    sure = s.opacity >= OPAQUE
    if s.width > 0 or s.kind is Kind.LINE:
        # A line's width grows to one side or both, by library: certain is only the middle of a wide one.
        thick = max(1, round(s.width))
        if s.kind is Kind.DISC:
            cv2.circle(known, tuple(int(v) for v in corners[0]), max(1, round(s.radius)), 0, 2 * thick + border)
            return
        closed = s.kind is Kind.POLYGON
        cv2.polylines(known, [corners], closed, 0, thickness=thick + 2 + border)
        if sure and thick >= MIN_WIDE_LINE_PX:
            cv2.polylines(known, [corners], closed, 1, thickness=1)
            cv2.polylines(colour, [corners], closed, s.rgb, thickness=1)
            for corner in corners:
                cv2.circle(known, tuple(int(v) for v in corner), thick + 2, 0, -1)
        return
    if s.kind is Kind.DISC:
        centre = tuple(int(v) for v in corners[0])
        radius = round(s.radius)
        cv2.circle(known, centre, radius + BORDER_PX, 0, -1)
        if sure and radius > BORDER_PX + 1:
            cv2.circle(known, centre, radius - BORDER_PX - 1, 1, -1)
            cv2.circle(colour, centre, radius - BORDER_PX - 1, s.rgb, -1)
        return
    if sure:
        cv2.fillPoly(known, [corners], 1)
        cv2.fillPoly(colour, [corners], s.rgb)
        cv2.polylines(known, [corners], True, 0, thickness=border)
    else:
        cv2.fillPoly(known, [corners], 0)
        cv2.polylines(known, [corners], True, 0, thickness=border)
