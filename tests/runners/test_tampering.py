"""Programs that meddle with the recorder: told by a note, by a broken recording, or by pixels that the shapes do not explain."""

# ruff: noqa: E501 - programs are easier to read on the lines that they have

from __future__ import annotations

import msgspec
import pytest

from sandbox.errors import RecordingError
from sandbox.recording import wire
from tests.runners.plain import captured, plain
from tests.runners.recorded import WINDOW, read, run

LOOP = "clock = pygame.time.Clock()\nwhile True:\n    screen.fill('black')\n    pygame.draw.circle(screen, 'red', (50, 40), 9)\n    pygame.display.flip()\n    clock.tick(60)\n"

REPLACED = {
    "pygame.draw.circle = lambda *args: None": "pygame.draw.circle",
    "flip = pygame.display.flip; pygame.display.flip = lambda: flip()": "pygame.display.flip",
    "pygame.time.Clock = type('Clock', (), {'tick': lambda *args: 16})": "pygame.time.Clock",
    "import time; time.time = lambda: 0.0": "time.time",
    "import gc; gc.get_referents(pygame.Surface.__dict__)[0]['fill'] = lambda *args: None": "pygame.surface.Surface.fill",
    "import sys; del sys.modules['pygame.draw'], pygame.draw; import pygame.draw": "pygame.draw",
    "import sys; pygame.display = __import__('types').SimpleNamespace(flip=lambda real=pygame.display.flip: real())": "pygame.display",
}


@pytest.mark.parametrize("meddling", REPLACED)
def test_what_the_program_replaced_is_noted(meddling: str) -> None:
    recorded = run(f"{WINDOW}{meddling}\n{LOOP}", seconds=2.0)
    assert recorded.noted("tamper")[0] == f"{REPLACED[meddling]} was replaced by the program"


def test_what_was_replaced_and_put_back_shows_in_the_pixels() -> None:
    source = f"""{WINDOW}
real = pygame.draw.circle.__closure__
real = next(cell.cell_contents for cell in real if type(cell.cell_contents).__name__ == "builtin_function_or_method" and cell.cell_contents.__name__ == "circle")
real(screen, "red", (50, 40), 30)
pygame.display.flip()
"""
    recorded = run(source)
    assert recorded.ops(wire.Circle) == []
    honest = f"{WINDOW}pygame.draw.circle(screen, 'red', (50, 40), 30)\npygame.display.flip()\n"
    assert captured(recorded) == {0: plain(honest).shown[0]}


FORGED = {
    "a frame": ("frame", 0, 0, 1, 100, 80, ()),
    "a frame far ahead": ("frame", 500, 0, 1, 100, 80, ()),
    "a capture": ("capture", 0, 0, 100, 80, b""),
    "an end": ("end", "time", 10**9, 1, None, ""),
    "a beginning": ("hello", 1, "pygame", "9", "3"),
}


@pytest.mark.parametrize("message", FORGED)
def test_messages_of_the_programs_own_break_the_recording(message: str) -> None:
    """Written to every descriptor that it inherited, between the recorder's own."""
    body = msgspec.msgpack.encode(FORGED[message])
    data = len(body).to_bytes(4, "little") + body
    source = f"""{WINDOW}
import os
pygame.display.flip()
pygame.time.wait(300)
for fd in range(3, 64):
    try:
        os.write(fd, {data!r})
    except OSError:
        pass
{LOOP}"""
    with pytest.raises(RecordingError):
        run(source)


def test_a_closed_descriptor_leaves_a_recording_without_an_end() -> None:
    recorded = run(f"{WINDOW}import os\npygame.display.flip()\nos.closerange(3, 64)\n{LOOP}")
    assert recorded.end is None


def test_time_that_is_moved_back_breaks_the_recording() -> None:
    source = f"""{WINDOW}
import gc
clocks = [thing for thing in gc.get_objects() if type(thing).__name__ == "VirtualClock"]
clock = pygame.time.get_ticks.__closure__[0].cell_contents
for frame in range(40):
    pygame.display.flip()
    pygame.time.wait(10)
    if frame == 30: clock.now = 0
"""
    with pytest.raises(RecordingError, match="out of order"):
        run(source)


MEMORY = {
    "pixels = pygame.surfarray.pixels3d(screen); pixels[20:30, 10:40] = (255, 0, 0); del pixels": (20, 10, 10, 30),
    "view = screen.get_view('0'); (ctypes.c_ubyte * 8).from_buffer(view)[:] = [9] * 8; del view": (0, 0, 2, 1),
    "screen.get_buffer().write(bytes([255] * 12), 4 * 100 * 5)": (0, 5, 3, 1),
}


@pytest.mark.parametrize("write", MEMORY)
def test_what_is_written_into_the_windows_memory_is_told_as_a_picture(write: str) -> None:
    source = f"{WINDOW}import ctypes, pygame.surfarray\nfor frame in range(3):\n    screen.fill('black')\n    {write}\n    pygame.draw.circle(screen, 'blue', (80, 60), 5)\n    pygame.display.flip()\n"
    recorded = run(source)
    x, y, width, height = MEMORY[write]
    for frame in recorded.frames:
        kinds = [type(op).__name__ for op in frame.ops]
        assert kinds[-6:] == ["Fill", "Surface", "Raster", "Blit", "Drop", "Circle"]
        blit, raster = frame.ops[-3], frame.ops[-4]
        assert isinstance(blit, wire.Blit)
        assert isinstance(raster, wire.Raster)
        assert (blit.x, blit.y, raster.width, raster.height) == (x, y, width, height)
    assert len(recorded.noted("written")) == 1


@pytest.mark.parametrize(
    "hold", ["pixels = pygame.surfarray.pixels3d(screen)", "view = screen.get_view('0')", "address = screen._pixels_address"]
)
def test_memory_that_the_program_keeps_is_marked_in_every_frame(hold: str) -> None:
    recorded = run(f"{WINDOW}import pygame.surfarray\n{hold}\nfor frame in range(4): pygame.display.flip()\n")
    assert [[op.why for op in frame.ops if isinstance(op, wire.Taint)] for frame in recorded.frames] == [["memory"]] * 4


def test_looking_at_the_windows_memory_changes_nothing() -> None:
    recorded = run(
        f"{WINDOW}import pygame.surfarray\npixels = pygame.surfarray.pixels3d(screen)\nprint(pixels.sum())\ndel pixels\npygame.display.flip()\n"
    )
    assert recorded.ops(wire.Taint, wire.Raster) == []
    assert recorded.noted("written") == []


def test_a_module_planted_under_a_recorders_name_is_the_programs_alone() -> None:
    recorded = run(
        f"import runners, pygame\nprint(runners.mine)\n{WINDOW}pygame.display.flip()\n",
        {"runners.py": "mine = 5\n", "msgspec.py": "1 / 0\n", "lz4.py": "1 / 0\n"},
    )
    assert (recorded.stdout, len(recorded.frames)) == ("5\n", 1)


def test_the_recorder_reads_its_own_bytes() -> None:
    assert read(run(f"{WINDOW}pygame.display.flip()\n").data).hello == wire.Hello(1, "pygame", *_versions())


def _versions() -> tuple[str, str]:
    import platform
    from importlib.metadata import version

    return version("pygame-ce"), platform.python_version()
