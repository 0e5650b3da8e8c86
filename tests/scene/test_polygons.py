"""Tracks of polygons: linking, the turning direction as a person sees it, and which two the picture is about."""

from __future__ import annotations

import numpy as np
import pytest

from sandbox.recording import wire
from sandbox.scene.polygons import pair_of
from tests.synthetic import BLUE, GREEN, corners, flat, linked, opaque, polygon_track, times


@pytest.mark.parametrize("speed", [2.0, 40.0, -40.0, 720.0, -720.0])
def test_speed_is_positive_for_counter_clockwise_as_seen(speed: float) -> None:
    track = polygon_track(times(5), ccw_deg_s=speed)
    assert track.speed_deg_s == pytest.approx(speed, abs=1e-6)
    assert np.abs(track.turn_residual_deg).max() < 1e-6


def test_the_order_in_which_corners_are_drawn_does_not_matter() -> None:
    track = polygon_track(times(5), ccw_deg_s=90)
    random = np.random.default_rng(0)
    for row in track.corners:
        row[:] = np.roll(row, random.integers(6), axis=0)[:: random.choice([-1, 1])]
    assert track.speed_deg_s == pytest.approx(90, abs=1e-6)
    assert track.side_spread.max() < 1e-9


def frame(i: int, dx: float = 160) -> list[wire.Op]:
    left, right = corners(300, 300, 180, 0.7 * i), corners(300 + dx, 300, 180, -0.7 * i)
    return [
        wire.Fill(1, opaque(0), None, 0),
        wire.Polygon(1, opaque(0x101830), flat(left), 0),
        wire.Polygon(1, opaque(0x103018), flat(right), 0),
        wire.Polygon(1, opaque(GREEN), flat(right), 3),
        wire.Polygon(1, opaque(BLUE), flat(left), 3),
    ]


def test_fill_and_line_are_one_thing_and_the_line_gives_the_colour() -> None:
    tracks = linked(*(frame(i) for i in range(40)))
    assert len(tracks) == 2 and all(t.coverage == 1 for t in tracks)
    pair = pair_of(tracks, 6)
    assert pair is not None
    assert [t.colour for t in pair] == [BLUE, GREEN]


def test_the_overlaps_own_polygon_is_not_one_of_the_pair() -> None:
    lens = wire.Polygon(1, opaque(0xC0A020), flat(corners(380, 300, 120, 30)), 0)
    pair = pair_of(linked(*([*frame(i), lens] for i in range(40))), 6)
    assert pair is not None
    assert [round(t.centre[0]) for t in pair] == [300, 460]


def test_one_polygon_is_no_pair() -> None:
    assert pair_of([polygon_track(times(2))], 6) is None


def test_pentagons_are_taken_where_there_are_no_hexagons() -> None:
    t = times(2)
    pair = pair_of([polygon_track(t, sides=5), polygon_track(t, 460, sides=5, colour=GREEN)], 6)
    assert pair is not None and {p.sides for p in pair} == {5}
