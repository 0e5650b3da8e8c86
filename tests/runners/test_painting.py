"""Lazy painting: nobody can tell it from painting at once, nor from pygame alone."""

# ruff: noqa: E501 - programs are easier to read on the lines that they have

from __future__ import annotations

from pathlib import Path

import pytest

from tests.runners.painting_programs import painting_program
from tests.runners.plain import captured, on_virtual_time, plain
from tests.runners.recorded import WINDOW, run

ROOT = Path(__file__).parents[2]
EVERY_FRAME = [[0, 60, 1000]]
SOME_FRAMES = [[0, 60, 7]]


@pytest.mark.parametrize("seed", range(12))
def test_random_painting_has_the_pixels_of_pygame_alone(seed: int) -> None:
    source = painting_program(seed)
    want = plain(source)
    assert want.exit_code == 0, want.stderr
    for lazy, windows in ((True, EVERY_FRAME), (True, SOME_FRAMES), (False, EVERY_FRAME)):
        recorded = run(source, windows=windows, lazy=lazy)
        assert recorded.end is not None and recorded.end.reason == "exit", recorded.stderr
        assert len(recorded.frames) == len(want.shown)
        got = captured(recorded)
        assert got == {index: want.shown[index] for index in got}
        assert len(got) == len(want.shown) or windows is SOME_FRAMES


PROGRAMS = [
    *(ROOT / "reference" / "hexagon").glob("*.py"),
    *(ROOT / "tests" / "programs" / "hexagon" / "correct" / name for name in (
        "accumulator_sprite.py", "filled_outline_alpha.py", "gfxdraw_thin.py", "multiply_layers.py", "neon_glow.py",
        "pymunk_kinematic.py", "rotated_surface.py", "delay_bisect.py",
    )),
]  # fmt: skip


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.stem)
def test_whole_programs_have_the_pixels_of_pygame_alone(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    want = on_virtual_time(source, 0.5)
    got = captured(run(source, seconds=0.5, windows=SOME_FRAMES))
    assert len(got) >= 3
    assert got == {index: want[index] for index in got}


def test_what_is_painted_over_is_recorded_all_the_same() -> None:
    source = f"{WINDOW}for i in range(3):\n    pygame.draw.circle(screen, 'red', (50, 40), 30)\n    screen.fill('blue')\npygame.display.flip()\n"
    recorded = run(source)
    assert len(recorded.ops()) == 1 + 6
    assert captured(recorded) == {0: plain(source).shown[0]}


@pytest.mark.parametrize(
    "change",
    [
        "points[0][0] = 90",
        "centre.x = 5",
        "box.x = 0",
        "colour.r = 0",
        "place[0] = 70",
        "sprite.fill('green')",
        "sprite.set_alpha(40)",
        "del sprite",
    ],
)
def test_arguments_that_change_after_the_call_change_nothing(change: str) -> None:
    source = f"""{WINDOW}
points, centre, box = [[10, 10], [40, 10], [20, 60]], pygame.Vector2(50, 40), pygame.Rect(60, 5, 20, 20)
colour, place, sprite = pygame.Color("red"), [30, 50], pygame.Surface((9, 9))
pygame.draw.polygon(screen, colour, points)
pygame.draw.circle(screen, colour, centre, 12)
pygame.draw.rect(screen, "yellow", box)
screen.blit(sprite, place)
{change}
pygame.display.flip()
"""
    assert captured(run(source)) == {0: plain(source).shown[0]}


REFUSED = [
    'pygame.draw.circle(screen, "no such colour", (1, 1), 3)',
    'pygame.draw.circle(screen, "red", (numpy.float32(3), 3), 3)',
    'pygame.draw.circle(screen, "red", (Decimal(3), 3), 3)',
    'pygame.draw.circle(screen, "red", (3, 3), 3, 1.5)',
    'pygame.draw.circle(screen, "red", (3, 3), 10**30)',
    "pygame.draw.circle(screen, (256, 0, 0), (3, 3), 3)",
    'pygame.draw.polygon(screen, "red", [(1, 1), (2, 2)])',
    'pygame.draw.polygon(screen, "red", [(1, 2, 3), (4,), (5, 6)])',
    'pygame.draw.polygon(screen, "red", ["ab", "cd", "ef"])',
    'pygame.draw.line(screen, "red", (1, 1), (2, 2), None)',
    'pygame.draw.lines(screen, "red", True, [(1, 1)])',
    'pygame.draw.rect(screen, "red", (1, 1, 3))',
    'screen.fill("red", (1, 2, 3, 4), -1)',
    'screen.fill("red", None, 9999)',
    "screen.blit(None, (0, 0))",
    "screen.blit(small, (1,))",
    "screen.blit(small, (Fraction(1), 2))",
    "screen.blit(small, (1, 2), None, 99999)",
    "screen.blits(5)",
    "pygame.gfxdraw.aacircle(screen, 1.5, 2, 3, (1, 2, 3))",
    "pygame.gfxdraw.circle(screen, 40000, 2, 3, (1, 2, 3))",
    "pygame.gfxdraw.filled_polygon(screen, [(1, 2), (3, 4)], (1, 2, 3))",
    "pygame.time.wait(1.5)",
    "pygame.time.delay('x')",
    "pygame.time.Clock().tick(None)",
    "pygame.time.set_timer('x', 5)",
    "pygame.time.set_timer(pygame.USEREVENT, 1.5)",
    "pygame.event.wait('x')",
    "pygame.display.update(5)",
    "pygame.display.set_mode('x')",
    "pygame.image.load('none.png')",
]


def test_what_pygame_refuses_raises_at_the_call_with_pygames_words() -> None:
    calls = "\n".join(
        f"try:\n    {call}\nexcept Exception as error: print(type(error).__name__, str(error).partition(' in working')[0])\n"
        f"else: print({call!r}, 'was taken')"
        for call in REFUSED
    )
    source = f"{WINDOW}import numpy, pygame.gfxdraw\nfrom decimal import Decimal\nfrom fractions import Fraction\nsmall = pygame.Surface((3, 3))\n{calls}\npygame.display.flip()\n"
    want = plain(source).stdout
    assert "was taken" not in want
    assert run(source).stdout == want
