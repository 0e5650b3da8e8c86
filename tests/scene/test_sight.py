"""Polygons and discs from pixels alone: how near they come to what was painted."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from sandbox.scene.colours import is_named
from sandbox.scene.sight import see
from tests.synthetic import corners

Image = NDArray[np.uint8]
SIZE = 480, 640
GROUNDS = {"black": (0, 0, 0), "white": (255, 255, 255), "navy": (12, 16, 30), "grey": (90, 90, 96)}


def picture(turn: float = 10.0, ground: tuple[int, int, int] = (12, 16, 30), width: int = 3) -> Image:
    """Two crossing hexagons of 140 px in blue and green, a red ball of 11 px at (322, 250) with a fading trail."""
    image = np.full((*SIZE, 3), ground, np.uint8)
    for k in range(12):
        colour = tuple(int(g + (c - g) * k / 14) for g, c in zip(ground, (250, 110, 60), strict=True))
        cv2.circle(image, (322 - 6 * (12 - k), 250 - 2 * (12 - k)), 1 + k // 2, colour, -1, cv2.LINE_AA)
    for x, angle, colour in ((260, turn, (40, 90, 250)), (380, -turn, (30, 200, 80))):
        points = np.round(np.array(corners(x, 240, 140, angle)) * 16).astype(np.int32)
        cv2.polylines(image, [points], True, colour, width, cv2.LINE_AA, shift=4)
    cv2.circle(image, (322, 250), 11, (230, 30, 30), -1, cv2.LINE_AA)
    return image


@pytest.mark.parametrize("ground", GROUNDS.values(), ids=GROUNDS)
@pytest.mark.parametrize("turn", [0.0, 10.0, 31.0, 55.0])
def test_hexagons_are_seen_to_a_pixel(turn: float, ground: tuple[int, int, int]) -> None:
    outlines, _ = see(picture(turn, ground))
    for name, x, angle in (("blue", 260, turn), ("green", 380, -turn)):
        (seen,) = [o for o in outlines if is_named(o.colour, name) and o.radius > 60]
        wanted = np.array(corners(x, 240, 140, angle))
        found = np.array(seen.corners).reshape(-1, 2)
        assert len(found) == 6
        assert np.hypot(*(found[:, None] - wanted[None]).transpose(2, 0, 1)).min(axis=1).max() < 2.0
        assert np.hypot(seen.x - x, seen.y - 240) < 1.0


@pytest.mark.parametrize("ground", GROUNDS.values(), ids=GROUNDS)
def test_the_ball_is_told_from_its_trail(ground: tuple[int, int, int]) -> None:
    _, discs = see(picture(ground=ground), frame=7)
    (ball,) = [d for d in discs if is_named(d.colour, "red") and d.radius > 8]
    assert ball.frame == 7 and abs(ball.radius - 11) < 1.0
    assert np.hypot(ball.x - 322, ball.y - 250) < 1.0


def test_an_empty_or_grey_picture_shows_nothing() -> None:
    assert see(np.full((*SIZE, 3), 128, np.uint8)) == ([], [])
    noise = np.random.default_rng(0).integers(100, 130, (*SIZE, 1)).astype(np.uint8)
    assert see(np.repeat(noise, 3, axis=2)) == ([], [])


def test_a_filled_hexagon_has_no_line_width() -> None:
    image = np.zeros((*SIZE, 3), np.uint8)
    cv2.fillPoly(image, [np.round(np.array(corners(300, 240, 140, 5))).astype(np.int32)], (40, 90, 250))
    (outline,), _ = see(image)
    assert outline.width == 0 and abs(outline.radius - 140) < 1.5
