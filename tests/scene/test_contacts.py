"""Contacts with a moving wall, against bounces worked out here from the wall's velocity ω × r."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sandbox.scene.contacts import Contact, find_contacts
from sandbox.scene.motion import fit_free_flight
from tests.synthetic import ball_track, polygon_track, times

RADIUS, APOTHEM = 12.0, 200 * math.cos(math.pi / 6)


def bounced(
    ccw_deg_s: float, *, restitution: float = 0.9, grip: float = 0.3
) -> tuple[list[Contact], list[tuple[float, float]]]:
    """A ball in one turning hexagon at (300, 300): contacts that are measured, and (approach, push) as simulated."""
    t = times(12)
    omega = -math.radians(ccw_deg_s)  # y points down
    x, y, vx, vy, now, step = 300.0, 250.0, 130.0, 0.0, 0.0, 1 / 6000
    path, truth = [], []
    for moment in t:
        while now < moment - step / 2:
            vy += 500 * step
            x, y, now = x + vx * step, y + vy * step, now + step
            for k in range(6):
                angle = omega * now + math.radians(60 * k + 30)
                nx, ny = math.cos(angle), math.sin(angle)
                if (x - 300) * nx + (y - 300) * ny < APOTHEM - RADIUS:
                    continue
                px, py = x + nx * RADIUS - 300, y + ny * RADIUS - 300
                wx, wy = -omega * py, omega * px
                into = (vx - wx) * nx + (vy - wy) * ny
                if into <= 0:
                    continue
                slide = (wx - vx) * -ny + (wy - vy) * nx
                vx += -(1 + restitution) * into * nx - grip * slide * ny
                vy += -(1 + restitution) * into * ny + grip * slide * nx
                truth.append((into, grip * slide))
        path.append((x, y))
    xy = np.array(path)
    fitted = fit_free_flight(t, xy)
    assert fitted is not None
    return find_contacts(fitted, ball_track(t, xy), (polygon_track(t, ccw_deg_s=ccw_deg_s),)), truth


@pytest.mark.parametrize("ccw_deg_s", [60.0, -60.0])
def test_restitution_is_measured_relative_to_the_moving_wall(ccw_deg_s: float) -> None:
    contacts, _ = bounced(ccw_deg_s, restitution=0.8)
    values = [c.restitution for c in contacts if c.restitution is not None and not c.corner and min(c.frames) >= 6]
    assert len(values) >= 4
    assert np.median(values) == pytest.approx(0.8, abs=0.04)


@pytest.mark.parametrize("ccw_deg_s", [60.0, -60.0])
def test_the_push_has_the_walls_sign_and_size(ccw_deg_s: float) -> None:
    contacts, truth = bounced(ccw_deg_s)
    clean = [c for c in contacts if not c.corner and min(c.frames) >= 6 and c.approach > 60]
    assert len(clean) >= 4
    for contact in clean:
        assert any(
            contact.approach == pytest.approx(into, abs=12) and contact.push == pytest.approx(push, abs=12)
            for into, push in truth
        )


def test_the_wall_moves_with_its_polygon() -> None:
    contacts, _ = bounced(60.0)
    for contact in contacts:
        # seen counter-clockwise: along the tangent n × z the wall moves at -ω times its distance from the centre
        assert contact.wall_tangential == pytest.approx(-math.radians(60) * APOTHEM, abs=1)


def test_jumps_happen_at_the_wall() -> None:
    contacts, _ = bounced(60.0)
    assert max(abs(c.gap) for c in contacts) < 3
