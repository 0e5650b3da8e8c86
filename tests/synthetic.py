"""Entities whose true values are known: polygons that turn, balls that fly, frames on the wire. Screen pixels, y down."""

from __future__ import annotations

import math
from collections import Counter

import lz4.block
import numpy as np
from numpy.typing import NDArray

from sandbox.recording import wire
from sandbox.scene import BallTrack, PolygonTrack, Reception
from sandbox.scene.collect import Collector, Outline
from sandbox.scene.compose import Composer, Picture
from sandbox.scene.polygons import PolygonLinker

BLUE, GREEN, RED, BLACK = 0x3060FF, 0x20C040, 0xE02020, 0x000000


def opaque(colour: int) -> int:
    """0xRRGGBB as the wire's 0xRRGGBBAA."""
    return colour << 8 | 0xFF


def corners(x: float, y: float, radius: float, seen_ccw_deg: float = 0.0, sides: int = 6) -> list[tuple[float, float]]:
    """A regular polygon turned counter-clockwise as seen by so many degrees."""
    start = math.radians(seen_ccw_deg)
    angles = [start + math.tau * k / sides for k in range(sides)]
    return [(x + radius * math.cos(a), y - radius * math.sin(a)) for a in angles]


def flat(points: list[tuple[float, float]]) -> list[float]:
    return [v for point in points for v in point]


def times(seconds: float = 10.0, fps: float = 60.0) -> NDArray[np.float64]:
    return np.arange(round(seconds * fps)) / fps


def polygon_track(
    t: NDArray[np.float64],
    x: float = 300.0,
    y: float = 300.0,
    *,
    radius: float = 200.0,
    ccw_deg_s: float = 40.0,
    colour: int = BLUE,
    sides: int = 6,
) -> PolygonTrack:
    shape = np.array([corners(x, y, radius, ccw_deg_s * s, sides) for s in t])
    return PolygonTrack(sides, np.arange(len(t)), t, shape, Counter({colour: len(t)}), 3.0, 1.0, len(t))


def ball_track(t: NDArray[np.float64], xy: NDArray[np.float64], *, radius: float = 12.0, colour: int = RED) -> BallTrack:
    n = len(t)
    return BallTrack(np.arange(n), t, xy, np.full(n, radius), Counter({colour: n}), True, 1.0, 0.0, n)


def show(*frames: list[wire.Op], width: int = 200, height: int = 100) -> list[Picture]:
    """The pictures of frames painted on surface 1."""
    composer = Composer()
    start: list[wire.Op] = [wire.Surface(1, width, height, False)]
    return [
        composer.show(wire.Frame(i, i * 16_000_000, 1, width, height, start + ops if i == 0 else ops))
        for i, ops in enumerate(frames)
    ]


def collect(*frames: list[wire.Op], width: int = 800, height: int = 600) -> Collector:
    collector = Collector()
    for i, picture in enumerate(show(*frames, width=width, height=height)):
        collector.add(round(i * 1e9 / 60), picture)
    return collector


def outlines(*frames: list[wire.Op]) -> list[list[Outline]]:
    """The polygons of each frame."""
    collector = Collector()
    return [collector.add(round(i * 1e9 / 60), picture) for i, picture in enumerate(show(*frames))]


def linked(*frames: list[wire.Op]) -> list[PolygonTrack]:
    linker = PolygonLinker()
    for found in outlines(*frames):
        linker.add(found)
    return linker.tracks(np.arange(len(frames)) / 60)


def reception(frames: list[list[wire.Op]], pictures: dict[int, NDArray[np.uint8]], *, fps: float = 60.0) -> Reception:
    """What a run leaves that showed `frames` on surface 1 and captured `pictures` (h, w, 3) RGB by frame index."""
    height, width = next(iter(pictures.values())).shape[:2]
    result = Reception()
    composer, collector = Composer(), result.collector
    for i, ops in enumerate(frames):
        time_ns = round(i * 1e9 / fps)
        start: list[wire.Op] = [wire.Surface(1, width, height, False)] if i == 0 else []
        picture = composer.show(wire.Frame(i, time_ns, 1, width, height, start + ops))
        result.linker.add(collector.add(time_ns, picture))
        if i in pictures:
            bgrx = np.dstack([pictures[i][:, :, ::-1], np.zeros((height, width), np.uint8)])
            data = lz4.block.compress(bgrx.tobytes(), store_size=False)
            result.captures.add(wire.Capture(i, time_ns, width, height, data))
            result.pictures[i] = picture
    return result


def falling(
    t: NDArray[np.float64], *, gravity: float = 500.0, floor: float = 500.0, restitution: float = 0.9, drag: float = 0.0
) -> NDArray[np.float64]:
    """A point that bounces on a still floor and between two still walls at 100 and 700; (k, 2) px, in steps of 0.1 ms."""
    x, y, vx, vy = 400.0, 200.0, 130.0, 0.0
    result, now, step = [], 0.0, 1e-4
    for moment in t:
        while now < moment - step / 2:
            vx, vy = vx - drag * vx * step, vy + (gravity - drag * vy) * step
            x, y, now = x + vx * step, y + vy * step, now + step
            if y > floor and vy > 0:
                vy = -restitution * vy
            if (x > 700 and vx > 0) or (x < 100 and vx < 0):
                vx = -vx
        result.append((x, y))
    return np.array(result)
