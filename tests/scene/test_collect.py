"""Which shapes can be entities: the ways programs draw a polygon and a ball."""

from __future__ import annotations

import math
import tracemalloc

import pytest

from sandbox.recording import wire
from sandbox.scene.collect import Collector
from sandbox.scene.polygons import PolygonLinker
from tests.synthetic import BLUE, RED, collect, corners, flat, opaque, outlines, show

POINTS = corners(300, 300, 200, 17)
SIDES = list(zip(POINTS, POINTS[1:] + POINTS[:1], strict=True))
INK = opaque(BLUE)


def bar(a: tuple[float, float], b: tuple[float, float], width: float = 4.0) -> list[float]:
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = math.hypot(dx, dy)
    nx, ny = -dy / length * width / 2, dx / length * width / 2
    return [a[0] + nx, a[1] + ny, b[0] + nx, b[1] + ny, b[0] - nx, b[1] - ny, a[0] - nx, a[1] - ny]


WAYS: dict[str, list[wire.Op]] = {
    "polygon": [wire.Polygon(1, INK, flat(POINTS), 3)],
    "filled polygon": [wire.Polygon(1, INK, flat(POINTS), 0)],
    "closed lines": [wire.Lines(1, INK, True, flat(POINTS), 3)],
    "lines back to the start": [wire.Lines(1, INK, False, flat([*POINTS, POINTS[0]]), 3)],
    "six lines": [wire.Lines(1, INK, False, flat([a, b]), 3) for a, b in SIDES],
    "six lines, some reversed": [
        wire.Lines(1, INK, False, flat([b, a] if i % 2 else [a, b]), 3) for i, (a, b) in enumerate(SIDES)
    ],
    "six anti-aliased lines": [wire.Lines(1, INK, False, flat([a, b]), 1, True) for a, b in SIDES],
    "bars": [wire.Polygon(1, INK, bar(a, b), 0) for a, b in SIDES],
    "lines with rounded joints": [
        op for a, b in SIDES for op in (wire.Lines(1, INK, False, flat([a, b]), 6), wire.Circle(1, INK, *a, 3, 0))
    ],
}


@pytest.mark.parametrize("ops", WAYS.values(), ids=WAYS)
def test_a_hexagon_is_found_however_it_is_drawn(ops: list[wire.Op]) -> None:
    ((outline,),) = outlines(ops)
    assert len(outline.corners) == 12
    assert (outline.x, outline.y, outline.radius) == pytest.approx((300, 300, 200), abs=2.5)
    assert outline.colour == BLUE


def test_five_lines_are_no_hexagon() -> None:
    assert outlines(WAYS["six lines"][:5]) == [[]]


def test_points_on_straight_sides_are_not_corners() -> None:
    halves = [p for (ax, ay), (bx, by) in SIDES for p in ((ax, ay), ((ax + bx) / 2, (ay + by) / 2))]
    ((outline,),) = outlines([wire.Polygon(1, INK, flat(halves), 3)])
    assert len(outline.corners) == 12


def test_a_polygon_of_many_corners_is_a_disc() -> None:
    (disc,) = collect([wire.Polygon(1, opaque(RED), flat(corners(50, 60, 12, 0, 40)), 0)]).discs
    assert (disc.x, disc.y, disc.radius) == pytest.approx((50, 60, 12), abs=0.1)


def test_a_round_ellipse_is_a_disc_and_a_flat_one_is_not() -> None:
    (disc,) = collect([wire.Ellipse(1, opaque(RED), [40, 40, 25, 25], 0), wire.Ellipse(1, opaque(RED), [0, 0, 40, 9], 0)]).discs
    assert (disc.x, disc.y, disc.radius) == (52, 52, 12.5)


def test_a_long_run_keeps_little_of_each_frame() -> None:
    def kept(frames: int) -> int:
        tracemalloc.start()
        collector, linker = Collector(), PolygonLinker()
        for i in range(frames):
            ops = [wire.Polygon(1, INK, flat(corners(300 + 160 * n, 300, 200, 0.01 * i)), 3) for n in range(2)]
            trail = [wire.Circle(1, opaque(RED), 300 + 50 * math.sin(0.1 * (i - lag)), 200 + lag, 12, 0) for lag in range(30)]
            for picture in show([*ops, *trail]):
                linker.add(collector.add(i * 16_666_667, picture))
        size = tracemalloc.get_traced_memory()[0]
        tracemalloc.stop()
        return size

    assert (kept(600) - kept(200)) / 400 < 2048
