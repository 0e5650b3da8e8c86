"""What colours the screen shows in the parts that two polygons cut it into: overlap, only the first, only the second, outside.

Works on captured pictures, so that it does not matter how a program painted a region: fill, mask, alpha overlay, hatching.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sandbox.scene.ball import BallTrack
from sandbox.scene.polygons import PolygonTrack
from sandbox.scene.scene import Scene

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["PARTS", "RegionColours", "labels_at", "oklab_image", "region_colours"]

PARTS = ("overlap", "first", "second", "outside")
EDGE_MARGIN_PX = 3.0  # kept free on each side of a line, besides half its width
BALL_MARGIN = 1.5  # radii around the ball that are left out
TRAIL_S = 2.0  # seconds of the ball's past path that are left out
MIN_PIXELS = 60
MAX_PICTURES = 24


@dataclass(frozen=True, eq=False)
class RegionColours:
    """p pictures. means, medians (p, 4, 3) in OKLab by PARTS, NaN where a part had too few free pixels; times_s (p,)."""

    times_s: NDArray[np.float64]
    means: NDArray[np.float64]
    medians: NDArray[np.float64]

    def contrast(self, part: str, other: str) -> NDArray[np.float64]:
        """(p,) OKLab distance between two parts: of their mean colours or their median ones, whichever is larger."""
        import numpy as np

        i, j = PARTS.index(part), PARTS.index(other)
        mean = np.linalg.norm(self.means[:, i] - self.means[:, j], axis=1)
        median = np.linalg.norm(self.medians[:, i] - self.medians[:, j], axis=1)
        return np.asarray(np.fmax(mean, median))


def oklab_image(rgb: NDArray[np.uint8]) -> NDArray[np.float32]:
    """(h, w, 3) sRGB bytes to OKLab; see sandbox.scene.colours for the source."""
    import numpy as np

    table = np.arange(256) / 255
    linear = np.where(table <= 0.04045, table / 12.92, ((table + 0.055) / 1.055) ** 2.4).astype(np.float32)[rgb]
    to_lms = np.array(
        [
            [0.4122214708, 0.5363325363, 0.0514459929],
            [0.2119034982, 0.6806995451, 0.1073969566],
            [0.0883024619, 0.2817188376, 0.6299787005],
        ],
        np.float32,
    )
    to_lab = np.array(
        [
            [0.2104542553, 0.7936177850, -0.0040720468],
            [1.9779984951, -2.4285922050, 0.4505937099],
            [0.0259040371, 0.7827717662, -0.8086757660],
        ],
        np.float32,
    )
    return np.asarray(np.cbrt(linear @ to_lms.T) @ to_lab.T, np.float32)


def labels_at(
    size: tuple[int, int], first: NDArray[np.float64], second: NDArray[np.float64], margin: float
) -> NDArray[np.uint8]:
    """(h, w) index into PARTS for each pixel, 255 within `margin` px of a line. first, second: (n, 2) corners in px."""
    import cv2
    import numpy as np

    width, height = size
    inside = []
    lines = np.zeros((height, width), np.uint8)
    for corners in (first, second):
        mask = np.zeros((height, width), np.uint8)
        points = np.round(corners * 16).astype(np.int32)
        cv2.fillPoly(mask, [points], 1, shift=4)
        inside.append(mask.astype(bool))
        cv2.polylines(lines, [points], True, 255, thickness=max(1, round(2 * margin)), shift=4)
    labels = np.full((height, width), PARTS.index("outside"), np.uint8)
    labels[inside[0]] = PARTS.index("first")
    labels[inside[1]] = PARTS.index("second")
    labels[inside[0] & inside[1]] = PARTS.index("overlap")
    labels[lines > 0] = 255
    return labels


def region_colours(scene: Scene, first: PolygonTrack, second: PolygonTrack, ball: BallTrack | None) -> RegionColours | None:
    """Sampled over the whole run, once for a scene. None where no captured picture shows both polygons."""
    key = ("region_colours", id(first), id(second), id(ball))
    if key not in scene.measured:
        scene.measured[key] = _region_colours(scene, first, second, ball)
    found = scene.measured[key]
    assert found is None or isinstance(found, RegionColours)
    return found


def _region_colours(scene: Scene, first: PolygonTrack, second: PolygonTrack, ball: BallTrack | None) -> RegionColours | None:
    import cv2
    import numpy as np

    where = {int(f): i for i, f in enumerate(first.frames)}
    also = {int(f): i for i, f in enumerate(second.frames)}
    usable = [i for i, f in enumerate(scene.captures.frame_indices) if f in where and f in also]
    if not usable:
        return None
    chosen = [usable[int(k)] for k in np.linspace(0, len(usable) - 1, min(MAX_PICTURES, len(usable)))]
    margin = EDGE_MARGIN_PX + max(first.width, second.width) / 2
    times, means, medians = [], [], []
    for position in dict.fromkeys(chosen):
        frame = scene.captures.frame_indices[position]
        time_s = scene.captures.times_s[position]
        rgb = scene.captures.image(position)
        size = (rgb.shape[1], rgb.shape[0])
        labels = labels_at(size, first.corners[where[frame]], second.corners[also[frame]], margin)
        if ball is not None:
            radius = max(1, round(BALL_MARGIN * ball.radius + 2))
            recent = (ball.times_s <= time_s + 1e-6) & (ball.times_s >= time_s - TRAIL_S)
            for x, y in ball.xy[recent]:
                cv2.circle(labels, (round(float(x)), round(float(y))), radius, 255, -1)
        lab = oklab_image(rgb[::2, ::2])
        small = labels[::2, ::2]
        mean = np.full((len(PARTS), 3), np.nan)
        median = np.full((len(PARTS), 3), np.nan)
        for part in range(len(PARTS)):
            pixels = lab[small == part]
            if len(pixels) >= MIN_PIXELS:
                mean[part], median[part] = pixels.mean(axis=0), np.median(pixels, axis=0)
        times.append(time_s)
        means.append(mean)
        medians.append(median)
    return RegionColours(np.asarray(times), np.asarray(means), np.asarray(medians))
