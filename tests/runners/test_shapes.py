"""pygame.draw and pygame.gfxdraw: each call becomes the operation that it means."""

from __future__ import annotations

from math import pi

import pytest

from sandbox.recording import wire
from tests.runners.recorded import drawn

RED, HALF_RED = 0xFF0000FF, 0xFF000080
SCREEN = wire.Surface(1, 100, 80, False)
BOX = [10.0, 20.0, 30.0, 40.0]
TRIANGLE = [10.0, 10.0, 40.5, 10.0, 20.0, 60.0]

SHAPES = {
    "pygame.draw.polygon(s, 'red', [(10, 10), (40.5, 10), (20, 60)])": wire.Polygon(1, RED, TRIANGLE, 0),
    "pygame.draw.polygon(s, (255, 0, 0), ((10, 10), [40.5, 10], pygame.Vector2(20, 60)), width=3)": wire.Polygon(
        1, RED, TRIANGLE, 3
    ),
    "pygame.draw.polygon(s, 'red', numpy.array([[10, 10], [40.5, 10], [20, 60]]))": wire.Polygon(1, RED, TRIANGLE, 0),
    "pygame.draw.line(s, 'red', (10, 10), (40.5, 10), 4)": wire.Lines(1, RED, False, TRIANGLE[:4], 4),
    "pygame.draw.lines(s, 'red', True, [(10, 10), (40.5, 10), (20, 60)])": wire.Lines(1, RED, True, TRIANGLE, 1),
    "pygame.draw.aaline(s, 'red', (10, 10), (40.5, 10))": wire.Lines(1, RED, False, TRIANGLE[:4], 1, True),
    "pygame.draw.aalines(s, 'red', False, [(10, 10), (40.5, 10), (20, 60)])": wire.Lines(1, RED, False, TRIANGLE, 1, True),
    "pygame.draw.circle(s, pygame.Color('red'), (50.25, 40), 10.5)": wire.Circle(1, RED, 50.25, 40, 10.5, 0),
    "pygame.draw.circle(s, [255, 0, 0], numpy.array([50, 40]), 10, 2)": wire.Circle(1, RED, 50, 40, 10, 2),
    "pygame.draw.aacircle(s, 'red', (50, 40), 10)": wire.Circle(1, RED, 50, 40, 10, 0, True),
    "pygame.draw.circle(s, 0xFF0000, (50, 40), 10)": wire.Circle(1, RED, 50, 40, 10, 0),
    "pygame.draw.circle(s, 'red', (50, 40), 20, draw_top_right=True)": wire.Arc(1, RED, [30, 20, 40, 40], 0, pi / 2, 20),
    "pygame.draw.rect(s, 'red', (10, 20, 30, 40))": wire.Rect(1, RED, BOX, 0),
    "pygame.draw.rect(s, 'red', pygame.Rect(10, 20, 30, 40), 2, border_radius=5)": wire.Rect(1, RED, BOX, 2, 5),
    "pygame.draw.rect(s, 'red', ((10, 20), (30, 40)), 0, -1, 7)": wire.Rect(1, RED, BOX, 0, 7),
    "pygame.draw.ellipse(s, 'red', [10, 20, 30, 40], 1)": wire.Ellipse(1, RED, BOX, 1),
    "pygame.draw.arc(s, 'red', (10, 20, 30, 40), 0, 1.5, 2)": wire.Arc(1, RED, BOX, 0, 1.5, 2),
    "pygame.draw.circle(surface=s, color='red', center=(50, 40), radius=10, width=1)": wire.Circle(1, RED, 50, 40, 10, 1),
    "pygame.gfxdraw.aapolygon(s, [(10, 10), (40.5, 10), (20, 60)], (255, 0, 0))": wire.Polygon(1, RED, TRIANGLE, 1, True),
    "pygame.gfxdraw.filled_polygon(s, [(10, 10), (40.5, 10), (20, 60)], (255, 0, 0, 128))": wire.Polygon(
        1, HALF_RED, TRIANGLE, 0
    ),
    "pygame.gfxdraw.filled_trigon(s, 10, 10, 40, 10, 20, 60, (255, 0, 0))": wire.Polygon(1, RED, [10, 10, 40, 10, 20, 60], 0),
    "pygame.gfxdraw.aacircle(s, 50, 40, 10, (255, 0, 0))": wire.Circle(1, RED, 50, 40, 10, 1, True),
    "pygame.gfxdraw.filled_circle(s, 50, 40, 10, (255, 0, 0, 128))": wire.Circle(1, HALF_RED, 50, 40, 10, 0),
    "pygame.gfxdraw.filled_ellipse(s, 25, 40, 15, 20, (255, 0, 0))": wire.Ellipse(1, RED, BOX, 0),
    "pygame.gfxdraw.line(s, 10, 10, 40, 10, (255, 0, 0))": wire.Lines(1, RED, False, [10, 10, 40, 10], 1),
    "pygame.gfxdraw.hline(s, 10, 40, 10, (255, 0, 0))": wire.Lines(1, RED, False, [10, 10, 40, 10], 1),
    "pygame.gfxdraw.vline(s, 10, 10, 40, (255, 0, 0))": wire.Lines(1, RED, False, [10, 10, 10, 40], 1),
    "pygame.gfxdraw.pixel(s, 10, 20, (255, 0, 0))": wire.Rect(1, RED, [10, 20, 1, 1], 0),
    "pygame.gfxdraw.box(s, (10, 20, 30, 40), (255, 0, 0))": wire.Rect(1, RED, BOX, 0),
    "pygame.gfxdraw.rectangle(s, (10, 20, 30, 40), (255, 0, 0))": wire.Rect(1, RED, BOX, 1),
    "pygame.gfxdraw.arc(s, 50, 40, 10, 0, 90, (255, 0, 0))": wire.Arc(1, RED, [40, 30, 20, 20], -pi / 2, 0, 1),
}


def test_every_call_is_the_operation_that_it_means() -> None:
    """One program makes all the calls, a frame each: frame n has the operation of call n."""
    recorded = drawn("import numpy\n" + "\npygame.display.flip()\n".join(SHAPES))
    assert recorded.end is not None
    assert recorded.end.traceback == ""
    assert recorded.frames[0].ops[0] == SCREEN
    found = [frame.ops[-1] for frame in recorded.frames]
    for (call, want), op in zip(SHAPES.items(), found, strict=True):
        assert op == want, call


@pytest.mark.parametrize(
    "call",
    [
        "pygame.draw.circle(s, 'red', (50, 40), 0)",
        "pygame.draw.circle(s, 'red', (50, 40), 5, -1)",
        "pygame.draw.line(s, 'red', (1, 1), (9, 9), 0)",
        "pygame.draw.rect(s, 'red', (1, 1, 9, 9), -1)",
    ],
)
def test_what_draws_nothing_is_not_recorded(call: str) -> None:
    assert drawn(call).ops() == [SCREEN]


@pytest.mark.parametrize("number", ["float('nan')", "float('inf')", "-1e30", "1e308"])
def test_coordinates_out_of_reach_are_noted_and_never_sent(number: str) -> None:
    recorded = drawn(
        f"pygame.draw.circle(s, 'red', ({number}, 5), 3)\npygame.draw.polygon(s, 'red', [({number}, 1), (2, 2), (3, 0)])"
    )
    assert recorded.ops() == [SCREEN]
    assert recorded.noted("coordinates") == [
        "draw.circle: arguments are not finite or out of range; not recorded",
        "draw.polygon: arguments are not finite or out of range; not recorded",
    ]


def test_a_colours_alpha_counts_on_surfaces_with_alpha_alone() -> None:
    ops = drawn("pygame.draw.circle(screen, (255, 0, 0, 128), (5, 5), 3)\npygame.draw.circle(s, (255, 0, 0, 128), (5, 5), 3)",
                surface="pygame.Surface((20, 20), pygame.SRCALPHA)").ops(wire.Circle)  # fmt: skip
    assert [op.colour for op in ops] == [RED, HALF_RED]


def test_gfxdraw_mixes_on_a_surface_with_alpha() -> None:
    """It moves the transparent pixel towards the colour by the colour's alpha, alpha included."""
    ops = drawn(
        "pygame.gfxdraw.filled_circle(s, 5, 5, 3, (200, 100, 0, 128))", surface="pygame.Surface((9, 9), pygame.SRCALPHA)"
    )
    assert [hex(op.colour) for op in ops.ops(wire.Circle)] == ["0x64320040"]


def test_a_hundred_thousand_shapes_in_a_frame_are_cut_and_noted() -> None:
    recorded = drawn("for i in range(210_000): pygame.draw.circle(s, 'red', (i % 100, 5), 3)")
    assert len(recorded.frames[0].ops) == 200_000
    assert recorded.noted("overflow") == ["frame 0 has more than 200000 operations; the rest is not recorded"]
