"""The overlap's area and a point's depth in it, against values worked out by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sandbox.scene.overlap import overlap_of
from tests.synthetic import polygon_track, times

T = times(0.5)


def test_squares_on_a_corner_share_a_square() -> None:
    # Shifted by 100 along the diagonal of 400, the overlap is a square whose diagonal is 300.
    one, two = (polygon_track(T, x, radius=200, ccw_deg_s=0, sides=4) for x in (300, 400))
    overlap = overlap_of(one, two)
    assert overlap is not None
    assert overlap.shares() == pytest.approx((300 / 400) ** 2)


def test_depth_is_the_distance_to_the_nearest_wall() -> None:
    overlap = overlap_of(polygon_track(T, 300, ccw_deg_s=0), polygon_track(T, 300, ccw_deg_s=0))
    assert overlap is not None
    apothem = 200 * math.cos(math.pi / 6)
    assert overlap.depth(np.tile([300.0, 300.0], (len(T), 1))) == pytest.approx(apothem)
    assert overlap.depth(np.tile([300.0, 310.0 + apothem], (len(T), 1))) == pytest.approx(-10)


def test_polygons_that_do_not_meet_have_an_empty_overlap() -> None:
    overlap = overlap_of(polygon_track(T, 100, radius=50), polygon_track(T, 500, radius=50))
    assert overlap is not None
    assert overlap.shares().max() == 0 and np.isnan(overlap.centroids()).all()
    assert np.isnan(overlap.depth(np.tile([100.0, 300.0], (len(T), 1)))).all()
