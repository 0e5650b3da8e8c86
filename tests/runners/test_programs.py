"""Programs as people and models write them: whole, in every style, and under the recorder as on a desktop."""

# ruff: noqa: E501 - programs are easier to read on the lines that they have

from __future__ import annotations

import pytest

from sandbox.recording import wire
from tests.runners.recorded import WINDOW, run

LOOP = "for frame in range(5):\n    screen.fill('red')\n    pygame.display.flip()\n"

STYLES = {
    "function": """
        import pygame
        def main():
            pygame.init()
            screen = pygame.display.set_mode((100, 80))
            clock = pygame.time.Clock()
            for frame in range(5):
                screen.fill("red")
                pygame.display.flip()
                clock.tick(60)
        if __name__ == "__main__":
            main()
    """,
    "class": """
        import pygame as pg
        class Game:
            def __init__(self):
                pg.init()
                self.screen = pg.display.set_mode((100, 80), pg.RESIZABLE | pg.DOUBLEBUF, vsync=1)
                self.clock, self.frame = pg.time.Clock(), 0
            def run(self):
                while self.frame < 5:
                    dt = self.clock.tick(30) / 1000
                    self.frame += 1
                    self.screen.fill((255, 0, 0))
                    pg.display.update()
        Game().run()
    """,
    "star": """
        from pygame import *
        from pygame.locals import *
        from pygame.draw import polygon
        init()
        screen = display.set_mode((100, 80), FULLSCREEN | SCALED)
        for frame in range(5):
            display.get_surface().fill(Color("red"))
            display.flip()
            time.Clock().tick(60)
    """,
    "quit event": """
        import pygame, sys
        pygame.init()
        screen = pygame.display.set_mode((100, 80))
        frame = 0
        while True:
            for event in pygame.event.get():
                if event.type == pygame.QUIT:
                    pygame.quit()
                    sys.exit()
            if frame == 4:
                pygame.event.post(pygame.event.Event(pygame.QUIT))
            frame += 1
            screen.fill("red")
            pygame.display.flip()
    """,
    "dataclasses and arguments": """
        from __future__ import annotations
        import argparse, sys
        from dataclasses import dataclass, field
        from pathlib import Path
        import pygame
        @dataclass
        class Ball:
            clock: pygame.time.Clock | None = None
            trail: list[tuple[float, float]] = field(default_factory=list)
        parser = argparse.ArgumentParser()
        parser.add_argument("--fps", type=int, default=60)
        options = parser.parse_args()
        assert sys.argv == ["prog.py"] and Path(__file__).name == "prog.py" and Path(__file__).parent == Path.cwd()
        pygame.init()
        screen = pygame.display.set_mode((100, 80))
        for frame in range(5):
            screen.fill("red")
            pygame.display.flip()
    """,
    "two windows": """
        import pygame
        pygame.init()
        pygame.display.set_mode((300, 200))
        screen = pygame.display.set_mode((100, 80))
        for frame in range(5):
            screen.fill("red")
            pygame.display.flip()
    """,
    "imported late, by another spelling": """
        library = __import__("py" + "game")
        library.init()
        screen = library.display.set_mode((100, 80))
        for frame in range(5):
            screen.fill("red")
            library.display.flip()
    """,
    "a helper module": """
        from helper import screen, show
        for frame in range(5):
            screen.fill("red")
            show()
    """,
    "pygame's own window": """
        import pygame
        pygame.init()
        window = pygame.Window("title", (100, 80))
        for frame in range(5):
            window.get_surface().fill("red")
            window.flip()
    """,
}
HELPER = "import pygame\npygame.init()\nscreen = pygame.display.set_mode((100, 80))\ndef show(): pygame.display.flip()\n"


@pytest.mark.parametrize("style", STYLES)
def test_every_style_of_program_shows_its_frames(style: str) -> None:
    recorded = run(STYLES[style], {"helper.py": HELPER})
    assert recorded.end is not None
    assert (recorded.end.reason, recorded.end.traceback) == ("exit", "")
    assert [(frame.width, frame.height) for frame in recorded.frames] == [(100, 80)] * 5
    assert all(wire.Fill(frame.display, 0xFF0000FF, None, 0) in frame.ops for frame in recorded.frames)
    assert recorded.noted("tamper") == recorded.noted("unsupported") == []


def test_pymunk_draws_through_its_options() -> None:
    source = f"""{WINDOW}
import pymunk, pymunk.pygame_util
space = pymunk.Space()
space.gravity = (0, 900)
ball = pymunk.Body(1, 10)
ball.position = (50, 20)
space.add(ball, pymunk.Circle(ball, 10), pymunk.Segment(space.static_body, (0, 70), (100, 70), 3))
options = pymunk.pygame_util.DrawOptions(screen)
clock = pygame.time.Clock()
for frame in range(20):
    screen.fill("white")
    space.step(1 / 60)
    space.debug_draw(options)
    pygame.display.flip()
    clock.tick(60)
"""
    frames = run(source).frames
    heights = [op.y for frame in frames for op in frame.ops if isinstance(op, wire.Circle) and op.radius == 10]
    assert len(frames) == 20
    assert heights[0] < heights[10] < heights[-1]


LACKING = {
    "a cursor": "pygame.mouse.set_cursor(pygame.SYSTEM_CURSOR_HAND); pygame.mouse.set_cursor(*pygame.cursors.diamond)",
    "the mouse": "pygame.mouse.set_visible(False); pygame.mouse.set_pos(5, 5); pygame.event.set_grab(True); assert pygame.mouse.get_focused()",
    "a full screen": "pygame.display.toggle_fullscreen(); pygame.display.iconify(); pygame.display.set_gamma(1.2)",
    "the desktop": "assert pygame.display.Info().current_w == 100; assert pygame.display.get_desktop_sizes() == [(1920, 1080)]; assert (800, 600) in pygame.display.list_modes()",
    "the clipboard": "pygame.scrap.init(); pygame.scrap.put_text('x')",
    "an icon": "pygame.display.set_icon(pygame.Surface((32, 32)))",
    "keys": "pygame.key.set_repeat(300, 30); assert not pygame.key.get_pressed()[pygame.K_SPACE]",
    "a joystick": "pygame.joystick.init(); assert pygame.joystick.get_count() == 0",
    "the system": "pygame.system.get_total_ram(); pygame.system.get_power_state(); pygame.system.get_cpu_instruction_sets()",
    "a message box": "pygame.display.message_box('title', 'text')",
    "a sound file": "sound = pygame.mixer.Sound('bounce.wav'); sound.set_volume(0.5); sound.play()",
    "music": "pygame.mixer.music.load('music.mp3'); pygame.mixer.music.play(-1)",
    "a made sound": "import numpy; sound = pygame.sndarray.make_sound(numpy.zeros((4410, 2), numpy.int16)); sound.play(); assert pygame.sndarray.array(sound).shape == (4410, 2)",
    "a mixer": "pygame.mixer.pre_init(44100, -16, 2, 512); pygame.mixer.init(); pygame.mixer.set_num_channels(16); pygame.mixer.Channel(9).play(pygame.mixer.Sound(buffer=bytes(99)))",
    "a font file": "pygame.font.Font('arial.ttf', 20).render('x', True, 'red')",
    "a font of the system": "pygame.font.SysFont('microsoftyahei, simhei', 20).render('速度', True, 'red'); pygame.font.match_font('arial'); pygame.font.get_fonts()",
    "a browser": "import webbrowser; assert webbrowser.open('https://example.org')",
    "signals": "import signal; signal.signal(signal.SIGTERM, signal.SIG_DFL)",
}


@pytest.mark.parametrize("thing", LACKING)
def test_what_the_machine_lacks_is_not_the_programs_fault(thing: str) -> None:
    recorded = run(f"{WINDOW}{LACKING[thing]}\n{LOOP}")
    assert recorded.end is not None
    assert (recorded.end.reason, recorded.end.traceback, len(recorded.frames)) == ("exit", "", 5)
    assert recorded.stderr == ""


def test_what_was_missing_is_noted() -> None:
    recorded = run(
        f"{WINDOW}pygame.font.Font('arial.ttf', 20)\npygame.mixer.Sound('bounce.wav')\npygame.mixer.music.load('music.mp3')\nimport webbrowser; webbrowser.open('https://example.org')\npygame.display.set_caption('Two hexagons')\n"
    )
    assert recorded.noted("missing") == ["font arial.ttf", "sound bounce.wav", "sound music.mp3"]
    assert recorded.noted("browser") == ["https://example.org"]
    assert recorded.noted("title") == ["Two hexagons"]


def test_a_missing_image_is_the_programs_fault() -> None:
    recorded = run(f"{WINDOW}pygame.image.load('ball.png')\n")
    assert recorded.end is not None
    assert "FileNotFoundError: No file 'ball.png' found" in recorded.end.traceback
    assert recorded.exit_code == 1


@pytest.mark.parametrize(
    ("flags", "size"), [("pygame.FULLSCREEN", "(640, 480)"), ("pygame.FULLSCREEN", "(0, 0)"), ("0", "(8192, 10)")]
)
def test_a_window_has_the_size_that_was_asked_for(flags: str, size: str) -> None:
    recorded = run(
        f"import pygame\npygame.init()\nscreen = pygame.display.set_mode({size}, {flags})\npygame.display.flip()\nprint(screen.get_size())\n"
    )
    assert recorded.stdout == {"(0, 0)": "(1920, 1080)"}.get(size, size) + "\n"


def test_a_window_larger_than_any_screen_is_refused() -> None:
    recorded = run("import pygame\npygame.display.set_mode((100000, 100000))\n")
    assert "pygame.error: a window of 100000 × 100000 px is larger than any screen" in recorded.stderr


@pytest.mark.parametrize(
    ("source", "what"),
    [
        ("import tkinter\n", "tkinter: no recorder yet"),
        ("import turtle\n", "turtle: no recorder yet"),
        ("import matplotlib.pyplot\n", "matplotlib: no recorder yet"),
        ("import arcade\n", "arcade: no recorder yet"),
        ("from OpenGL.GL import *\n", "OpenGL: no recorder yet"),
        (f"{WINDOW}pygame.display.set_mode((9, 9), pygame.OPENGL)\n", "pygame.OPENGL: no recorder for OpenGL windows"),
        (
            f"{WINDOW}from pygame._sdl2 import Renderer, Window\nRenderer(Window()).present()\n",
            "pygame._sdl2: no recorder for renderers",
        ),
    ],
)
def test_what_the_recorder_cannot_see_is_noted(source: str, what: str) -> None:
    assert what in run(source).noted("unsupported")


@pytest.mark.parametrize(
    "source",
    [
        "import tkinter\ntkinter.Tk().mainloop()\n",
        "import turtle\nturtle.forward(10)\n",
        "import matplotlib.pyplot as plt\nplt.show()\n",
        "from OpenGL.GL import glClear\nglClear(1)\n",
        f"{WINDOW}pygame.display.set_mode((9, 9), pygame.OPENGL | pygame.DOUBLEBUF)\nwhile True: pygame.display.flip()\n",
    ],
)
def test_a_program_that_cannot_be_seen_ends_as_unsupported(source: str) -> None:
    recorded = run(source)
    assert recorded.end is not None
    assert (recorded.end.reason, recorded.frames) == ("unsupported", [])


def test_a_library_that_is_only_imported_beside_pygame_changes_nothing() -> None:
    recorded = run(f"try:\n    import tkinter\nexcept ImportError: pass\n{WINDOW}{LOOP}")
    assert recorded.end is not None
    assert (recorded.end.reason, len(recorded.frames)) == ("exit", 5)
