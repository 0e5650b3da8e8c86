"""How long the screen remembers the ball: the contrast of its past places against what would be there without a trail.

For a picture at time t and a lag τ, the place where the ball was at t - τ is compared with the usual colour of the part of the
screen it now lies in. Control places, where the ball was not for long, are measured the same way and give the noise. Any way of
painting a trail shows: dots, lines, alpha surfaces, a fading window.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sandbox.scene.ball import BallTrack
from sandbox.scene.polygons import PolygonTrack
from sandbox.scene.regions import EDGE_MARGIN_PX, PARTS, labels_at, oklab_image
from sandbox.scene.scene import Scene

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["TrailCurve", "trail_curve"]

LAGS_S = (
    0.07, 0.1, 0.14, 0.2, 0.27, 0.35, 0.45, 0.55, 0.7, 0.85, 1.0, 1.25, 1.5, 1.8, 2.2, 2.7, 3.3, 4.0, 5.0, 6.5, 8.0, 10.0, 13.0,
)  # fmt: skip
MAX_PICTURES = 100
PATCH = 0.6  # of the radius: half the side of the square that is looked at
MIN_PATCH_PX = 2
CLEAR_OF_PATH = 1.3  # radii that newer path must stay away, else it is the newer trail that is seen
CONTROLS = 12
MIN_SAMPLES = 6
FRESH_GAP_PX = 3.0  # from the ball's edge to the freshest place that is looked at
FRESH_HALF_PX = 2
CONTROL, FRESH = -1, -2  # places that are not of a certain age


@dataclass(frozen=True, eq=False)
class TrailCurve:
    """l lags. contrast (l,): median OKLab distance at places that old, less the controls'; NaN with too few samples.

    strength (l,): 80th percentile instead of the median, for trails of separate dots;  samples (l,) counts
    fresh    contrast right behind the ball, whatever its age, where a short trail of a slow ball is all there is to see
    noise    spread of the controls
    """

    lags_s: NDArray[np.float64]
    contrast: NDArray[np.float64]
    strength: NDArray[np.float64]
    samples: NDArray[np.int64]
    fresh: float
    noise: float
    pictures: int

    @property
    def peak(self) -> float:
        """The largest strength at any age, 0 where none is known."""
        import numpy as np

        known = self.strength[np.isfinite(self.strength)]
        return float(known.max()) if len(known) else 0.0


def trail_curve(
    scene: Scene, first: PolygonTrack, second: PolygonTrack, ball: BallTrack, *, pictures: int = MAX_PICTURES
) -> TrailCurve | None:
    """Read from at most so many `pictures`. None where no captured picture shows both polygons and the ball."""
    import numpy as np

    one = {int(f): i for i, f in enumerate(first.frames)}
    two = {int(f): i for i, f in enumerate(second.frames)}
    mine = {int(f): i for i, f in enumerate(ball.frames)}
    usable = [i for i, f in enumerate(scene.captures.frame_indices) if f in one and f in two and f in mine]
    usable = [i for i in usable if scene.captures.times_s[i] > 1.0]
    if not usable:
        return None
    chosen = dict.fromkeys(usable[int(k)] for k in np.linspace(0, len(usable) - 1, min(pictures, len(usable))))
    half = max(MIN_PATCH_PX, round(PATCH * ball.radius))
    margin = EDGE_MARGIN_PX + max(first.width, second.width) / 2 + half
    clear = CLEAR_OF_PATH * ball.radius + 2
    values: list[list[float]] = [[] for _ in LAGS_S]
    fresh: list[float] = []
    controls: list[float] = []
    random = np.random.default_rng(0)
    for position in chosen:
        frame = scene.captures.frame_indices[position]
        now = mine[frame]
        t = float(ball.times_s[now])
        # Places are chosen before the picture is unpacked, because few of them are free of newer path and of lines.
        past = ball.xy[: now + 1]
        times = ball.times_s[: now + 1]
        picks: list[tuple[int, float, float]] = []
        for number, lag in enumerate(LAGS_S):
            if t - lag < times[0]:
                break
            at = int(np.searchsorted(times, t - lag))
            x, y = past[at]
            newer = past[at:]
            newer = newer[times[at:] > times[at] + 0.25 * lag]
            if len(newer) and float(np.hypot(newer[:, 0] - x, newer[:, 1] - y).min()) >= clear:
                picks.append((number, float(x), float(y)))
        behind = np.hypot(*(past[-240:] - past[-1]).T) >= ball.radius + FRESH_GAP_PX
        if behind.any():
            x, y = past[-240:][np.nonzero(behind)[0][-1]]
            picks.append((FRESH, float(x), float(y)))
        recent = past[times >= t - 1.5 * LAGS_S[-1]]
        corners = np.vstack([first.corners[one[frame]], second.corners[two[frame]]])
        low, high = corners.min(axis=0), corners.max(axis=0)
        for x, y in random.uniform(low, high, (4 * CONTROLS, 2)):
            if float(np.hypot(recent[:, 0] - x, recent[:, 1] - y).min()) >= 1.5 * clear:
                picks.append((CONTROL, float(x), float(y)))
        if not picks:
            continue
        rgb = scene.captures.image(position)
        height, width = rgb.shape[:2]
        labels = labels_at((width, height), first.corners[one[frame]], second.corners[two[frame]], margin)
        base = _usual_colours(rgb, labels)
        for number, x, y in picks:
            cx, cy = round(x), round(y)
            if not (half <= cx < width - half and half <= cy < height - half):
                continue
            part = int(labels[cy, cx])
            if part == 255 or np.isnan(base[part, 0]):
                continue
            reach = FRESH_HALF_PX if number == FRESH else half
            patch = oklab_image(rgb[cy - reach : cy + reach + 1, cx - reach : cx + reach + 1])
            value = float(np.linalg.norm(patch - base[part], axis=2).mean())
            if number == CONTROL:
                controls.append(value)
            elif number == FRESH:
                fresh.append(value)
            else:
                values[number].append(value)
    floor = float(np.median(controls)) if controls else 0.0
    spread = float(np.percentile(controls, 90) - floor) if controls else 0.0

    def of(percent: float) -> NDArray[np.float64]:
        return np.asarray([np.percentile(v, percent) - floor if len(v) >= MIN_SAMPLES else np.nan for v in values])

    counts = np.asarray([len(v) for v in values])
    newest = float(np.percentile(fresh, 60)) - floor if len(fresh) >= MIN_SAMPLES else float("nan")
    return TrailCurve(np.asarray(LAGS_S), of(50), of(80), counts, newest, spread, len(chosen))


def _usual_colours(rgb: NDArray[np.uint8], labels: NDArray[np.uint8]) -> NDArray[np.float64]:
    """(4, 3) median OKLab colour of each part; NaN where a part is hardly there."""
    import numpy as np

    small, marks = rgb[::4, ::4], labels[::4, ::4]
    base = np.full((len(PARTS), 3), np.nan)
    for part in range(len(PARTS)):
        pixels = small[marks == part]
        if len(pixels) >= 12:
            median = np.median(pixels, axis=0).astype(np.uint8)
            base[part] = oklab_image(median[None, None])[0, 0]
    return base
