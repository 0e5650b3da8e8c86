"""Which disc is the ball, among its trail, its highlight and decoys."""

from __future__ import annotations

import numpy as np
import pytest

from sandbox.scene.ball import BallTrack, find_ball
from sandbox.scene.collect import Disc, Discs
from tests.synthetic import RED, times

T = times(3)
X = 100 + 80 * T
Y = 200 + 50 * np.sin(3 * T)


def found(*layers: list[Disc]) -> BallTrack:
    """Layers are painted in the order given."""
    discs = [d._replace(order=n) for n, layer in enumerate(layers) for d in layer]
    ball = find_ball(Discs(sorted(discs, key=lambda d: d.frame)), T, (800, 600), "red")
    assert ball is not None
    return ball


def discs(
    radius: float, colour: int = RED, *, dx: float = 0, lag: int = 0, opacity: float = 1.0, width: float = 0
) -> list[Disc]:
    """A disc that follows the ball's path, `lag` frames late."""
    return [Disc(f, X[f - lag] + dx, Y[f - lag], radius, colour, opacity, width, 0) for f in range(lag, len(T))]


BALL = discs(12)
SURROUNDINGS: dict[str, tuple[list[list[Disc]], list[list[Disc]]]] = {
    "nothing": ([], []),
    "a highlight": ([], [discs(3, 0xFFC0C0, dx=-4)]),
    "a trail of fainter discs": ([discs(12, lag=n, opacity=1 - n / 20) for n in range(18, 0, -2)], []),
    "a trail of smaller discs": ([discs(12 - n / 2, lag=n) for n in range(18, 0, -2)], []),
    "a trail of darker discs": ([discs(12, 0x10000 * (200 - 10 * n), lag=n) for n in range(18, 0, -2)], []),
    "a glow": ([discs(30, 0xFF4040, opacity=0.1), discs(20, 0xFF4040, opacity=0.3)], []),
    "an outline": ([], [discs(12, 0xFFFFFF, width=1)]),
    "a large blue disc": ([[Disc(f, 400, 300, 40, 0x2040FF, 1, 0, 0) for f in range(len(T))]], []),
    "a red lamp that stands still": ([[Disc(f, 700, 50, 12, RED, 1, 0, 0) for f in range(len(T))]], []),
}


@pytest.mark.parametrize(("below", "above"), SURROUNDINGS.values(), ids=SURROUNDINGS)
def test_the_ball_is_found_among(below: list[list[Disc]], above: list[list[Disc]]) -> None:
    ball = found(*below, BALL, *above)
    assert ball.coverage == 1 and ball.named
    assert np.abs(ball.xy - np.stack([X, Y], axis=1)).max() < 0.1
    assert ball.radius == 12


def test_a_gradient_of_circles_has_the_largest_ones_radius() -> None:
    rings = [discs(12 - n, 0xA00000 + 0x100000 * n // 2) for n in range(0, 10, 2)]
    assert found(*rings).radius == pytest.approx(12)


def test_a_shaded_ball_in_an_outline_is_solid() -> None:
    """Its circles move towards the light by whole pixels; two next to each other are as alike as two discs of a trail."""
    shades = [discs(18 - n, (170 + 5 * n) << 16 | (10 + 3 * n) * 0x101, dx=-(n // 3)) for n in range(18)]
    assert found(*shades, discs(18, 0xAA0A0A, width=1)).solid == 1


def test_a_ring_about_the_last_disc_of_a_trail_is_hollow() -> None:
    trail = [discs(12, 0xE03030, lag=n) for n in range(12, -1, -3)]
    assert found(*trail, discs(18, 0xE03030, width=1)).solid < 0.1


def test_a_second_equal_ball_is_a_rival() -> None:
    other = [Disc(f, 700 - X[f], Y[f], 12, RED, 1, 0, 0) for f in range(len(T))]
    assert found(BALL, other).rivals > 0.5


def test_a_ball_of_another_colour_is_found_but_not_named() -> None:
    ball = found(discs(12, 0xFF9000))
    assert not ball.named and ball.colour == 0xFF9000


def test_rings_are_no_ball() -> None:
    assert find_ball(Discs(discs(12, width=2)), T, (800, 600), "red") is None
