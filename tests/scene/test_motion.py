"""Free flight: the acceleration, the drag and the jumps of paths whose truth is known."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.scene.motion import fit_free_flight
from tests.synthetic import falling, times


@settings(max_examples=8, deadline=None)
@given(gravity=st.floats(150, 1200), restitution=st.floats(0.8, 1.0))
def test_gravity_is_found(gravity: float, restitution: float) -> None:
    t = times(6)
    path = fit_free_flight(t, falling(t, gravity=gravity, restitution=restitution))
    assert path is not None
    assert path.free.ay == pytest.approx(gravity, rel=0.02)
    assert abs(path.free.ax) < 0.02 * gravity


def test_gravity_is_found_in_whole_pixels() -> None:
    t = times(10)
    path = fit_free_flight(t, np.round(falling(t)))
    assert path is not None
    assert path.free.ay == pytest.approx(500, rel=0.05)
    assert path.free.noise_px == pytest.approx(0.29, abs=0.15)


def test_air_drag_is_found() -> None:
    t = times(10)
    path = fit_free_flight(t, falling(t, drag=0.3, restitution=0.95))
    assert path is not None
    assert path.free.drag == pytest.approx(0.3, abs=0.05)
    assert path.free.ay == pytest.approx(500, rel=0.05)


def test_no_gravity_is_none() -> None:
    t = times(6)
    path = fit_free_flight(t, falling(t, gravity=0.0))
    assert path is not None
    assert abs(path.free.ay) < 2


def test_pieces_end_where_the_velocity_jumps() -> None:
    t = times(4)
    xy = falling(t)
    path = fit_free_flight(t, xy)
    assert path is not None
    turns = np.nonzero(np.abs(np.diff(xy, 2, axis=0)).max(axis=1) > 1)[0]
    runs = 1 + int((np.diff(turns) > 2).sum())
    assert len(path.flights) == runs + 1


def test_the_pieces_are_as_sharp_after_ten_minutes() -> None:
    t = 570 + times(30)
    t[0] = 0.0  # one sighting at the start, so that times count from there
    phase = t % 1.0
    path = fit_free_flight(t, np.stack([400 + 0 * t, 500 - 250 * phase * (1 - phase)], axis=1))
    assert path is not None
    assert len(path.flights) == 31
    assert path.free.ay == pytest.approx(500, rel=1e-3)


def test_thirty_sightings_are_the_least() -> None:
    t = times(0.4)
    assert fit_free_flight(t, falling(t)) is None
