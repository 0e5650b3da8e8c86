"""Two witnesses of one picture: the recorded shapes and the captured pixels, compared where the shapes leave no doubt.

Each captured frame is painted again, coarsely, with a map of where the colour is certain: inside opaque fills, away from
their borders, from texts, sprites and anything translucent. Where it is certain, the captured pixels must agree. Besides,
the entities that are judged must be seen in the pixels, each in its colour: there translucent layers do no harm.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sandbox.scene.ball import BallTrack
from sandbox.scene.colours import oklab
from sandbox.scene.compose import Picture
from sandbox.scene.polygons import PolygonTrack
from sandbox.scene.regions import oklab_image
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
SAME_COLOUR = 0.2  # OKLab distance that anti-aliasing and a translucent neighbour may make
TRANSLUCENT_COLOUR = 0.2  # more of it for a thing without any opacity
LINE_POINTS = 20  # looked at on each side of a polygon
BESIDE_PX = 6.0  # from a line's edge to the control points beside it
CORE_RADII = 0.6  # the part of a disc that is looked at


@dataclass(frozen=True, eq=False)
class Agreement:
    """p compared pictures: times_s (p,); certain (p,) pixels whose colour is certain; wrong (p,) share of them that differ;
    subject (p,) share of the certain pixels of the ball that differ, NaN where none was certain; blob (p,) area of the
    largest patch of pixels that differ, over the ball's area.

    The entities, by colour alone: ball (p,) share of its core that has its colour; lines (p,) share of points on the
    polygons' lines that have theirs, beside (p,) the same for points beside the lines; NaN where the entity is not there.
    """

    times_s: NDArray[np.float64]
    certain: NDArray[np.int64]
    wrong: NDArray[np.float64]
    subject: NDArray[np.float64]
    blob: NDArray[np.float64]
    ball: NDArray[np.float64]
    lines: NDArray[np.float64]
    beside: NDArray[np.float64]


def compare(scene: Scene, ball: BallTrack | None, polygons: tuple[PolygonTrack, ...]) -> Agreement | None:
    """`ball` and `polygons` are what the picture is about, as far as they were found. None without pictures."""
    import cv2
    import numpy as np

    both = [i for i, f in enumerate(scene.captures.frame_indices) if f in scene.pictures]
    if not both:
        return None
    chosen = dict.fromkeys(both[int(k)] for k in np.linspace(0, len(both) - 1, min(MAX_PICTURES, len(both))))
    discs = {}
    if ball is not None:
        facts = zip(ball.frames, ball.xy, ball.radii, strict=True)
        discs = {int(f): (float(x), float(y), float(r)) for f, (x, y), r in facts}
    where = [{int(f): i for i, f in enumerate(track.frames)} for track in polygons]
    rows = []
    for position in chosen:
        frame = scene.captures.frame_indices[position]
        rgb = scene.captures.image(position)
        picture = scene.pictures[frame]
        time_s = scene.captures.times_s[position]
        if (picture.width, picture.height) != (rgb.shape[1], rgb.shape[0]):
            rows.append((time_s, rgb.shape[0] * rgb.shape[1], 1.0, *[np.nan] * 5))
            continue
        colour, known = _repaint(picture)
        red, green, blue = cv2.split(cv2.absdiff(colour, rgb))
        off = (cv2.max(cv2.max(red, green), blue) > CHANNEL_TOLERANCE) & known
        disc = discs.get(frame)
        on, beside = [], []
        for track, index in zip(polygons, where, strict=True):
            if frame in index:
                hit, missed = _line_shares(rgb, track.ordered[index[frame]], track)
                on.append(hit)
                beside.append(missed)
        rows.append((
            time_s,
            int(known.sum()),
            float(off.sum()) / max(1, int(known.sum())),
            _share_in(disc, off, known),
            _largest_patch(off) / (math.pi * disc[2] ** 2) if disc is not None else np.nan,
            np.nan if disc is None or ball is None else _core_share(rgb, disc, ball.colour),
            min(on) if on else np.nan,
            max(beside) if beside else np.nan,
        ))  # fmt: skip
    table = np.asarray(rows, float)
    return Agreement(table[:, 0], table[:, 1].astype(np.int64), *table[:, 2:].T)


def _largest_patch(off: NDArray[np.bool_]) -> float:
    """Pixels of the largest connected patch that is more than a rim."""
    import cv2
    import numpy as np

    solid = cv2.morphologyEx(off.astype(np.uint8), cv2.MORPH_OPEN, np.ones((5, 5), np.uint8))
    if not solid.any():
        return 0.0
    return float(cv2.connectedComponentsWithStats(solid, connectivity=4)[2][1:, cv2.CC_STAT_AREA].max())


def _core_share(rgb: NDArray[np.uint8], disc: tuple[float, float, float], colour: int) -> float:
    import numpy as np

    x, y, r = disc
    reach = max(1.0, CORE_RADII * r)
    top, left = max(0, round(y - reach)), max(0, round(x - reach))
    patch = rgb[top : round(y + reach) + 1, left : round(x + reach) + 1]
    if not patch.size:
        return float("nan")
    near = np.linalg.norm(oklab_image(patch) - np.asarray(oklab(colour), np.float32), axis=2) <= SAME_COLOUR
    return float(near.mean())


def _line_shares(rgb: NDArray[np.uint8], corners: NDArray[np.float64], track: PolygonTrack) -> tuple[float, float]:
    """(share of points on the lines, share of points beside them) near which a pixel has the lines' colour."""
    import numpy as np

    height, width = rgb.shape[:2]
    ahead = np.roll(corners, -1, axis=0) - corners
    along = (np.arange(LINE_POINTS) + 0.5) / LINE_POINTS
    points = (corners[:, None] + along[None, :, None] * ahead[:, None]).reshape(-1, 2)
    length = np.maximum(np.hypot(ahead[:, 0], ahead[:, 1]), 1e-9)
    normal = np.repeat(np.stack([ahead[:, 1], -ahead[:, 0]], axis=1) / length[:, None], LINE_POINTS, axis=0)
    half = track.width / 2 + 1.5
    tolerance = SAME_COLOUR + TRANSLUCENT_COLOUR * (1.0 - track.opacity)
    target = np.asarray(oklab(track.colour), np.float32)

    def share(centre: float) -> float:
        steps = centre + np.linspace(-half, half, 2 * math.ceil(half) + 1)
        at = np.rint(points[:, None] + steps[None, :, None] * normal[:, None]).astype(np.int64)
        there = (at[..., 0] >= 0) & (at[..., 0] < width) & (at[..., 1] >= 0) & (at[..., 1] < height)
        if not there.any():
            return float("nan")
        seen = oklab_image(rgb[np.clip(at[..., 1], 0, height - 1), np.clip(at[..., 0], 0, width - 1)])
        hit = (np.linalg.norm(seen - target, axis=2) <= tolerance) & there
        return float(hit.any(axis=1)[there.any(axis=1)].mean())

    away = 2 * half + BESIDE_PX
    return share(0.0), min(share(away), share(-away))


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
