"""How a run ends, and what is told about it."""

# ruff: noqa: E501 - programs are easier to read on the lines that they have

from __future__ import annotations

import pytest

from tests.runners.recorded import WINDOW, run

ONE_FRAME = f"{WINDOW}screen.fill('red')\npygame.display.flip()\n"


@pytest.mark.parametrize(
    ("ending", "reason", "exit_code"),
    [
        ("pass", "exit", 0),
        ("import sys; sys.exit()", "exit", 0),
        ("import sys; (lambda: sys.exit(3))()", "exit", 3),
        ("import sys; sys.exit('an error')", "exit", 1),
        ("quit()", "exit", 0),
        ("exit(2)", "exit", 2),
        ("raise SystemExit", "exit", 0),
        ("1 / 0", "exception", 1),
        ("raise KeyboardInterrupt", "exception", 130),
        ("pygame.quit(); screen.fill('red')", "exception", 1),
        ("input('name? ')", "exception", 1),
        ("while True: pygame.display.flip()", "time", 0),
        ("while True: pygame.time.wait(100)", "time", 0),
        ("import time\nwhile time.time(): pass", "time", 0),
    ],
)
def test_every_ending_has_its_reason_and_exit_code(ending: str, reason: str, exit_code: int) -> None:
    recorded = run(f"{ONE_FRAME}{ending}\n")
    assert recorded.end is not None
    assert (recorded.end.reason, recorded.exit_code) == (reason, exit_code)
    assert len(recorded.frames) == recorded.end.frames >= 1


def test_leaving_in_the_hard_way_is_an_exit_with_all_frames() -> None:
    recorded = run(f"{ONE_FRAME}import os\nos._exit(5)\n")
    assert recorded.end is not None
    assert (recorded.end.reason, recorded.end.exit_code, recorded.exit_code, len(recorded.frames)) == ("exit", 5, 5, 1)


def test_a_program_that_hangs_and_is_killed_has_its_frames_and_no_end() -> None:
    """The recorder takes it for hanging after three real seconds without a frame."""
    recorded = run(f"{ONE_FRAME}import os, signal\nsignal.alarm(5)\nsignal.pause()\n")
    assert (recorded.end, recorded.exit_code, len(recorded.frames)) == (None, -14, 1)


def test_a_traceback_is_pythons_without_the_recorder() -> None:
    recorded = run(f"{WINDOW}def draw():\n    pygame.draw.circle(screen, 'red', 'here', 3)\ndraw()\n")
    assert recorded.end is not None
    lines = recorded.end.traceback.splitlines()
    assert [line.strip() for line in lines if line.startswith("  File")] == [
        line.strip() for line in lines if "prog.py" in line
    ]
    assert lines[0] == "Traceback (most recent call last):"
    assert lines[-1] == "TypeError: center argument must be a pair of numbers"
    assert recorded.end.traceback == recorded.stderr


def test_a_syntax_error_is_told() -> None:
    recorded = run("def broken(:\n")
    assert recorded.end is not None
    assert "SyntaxError: invalid syntax" in recorded.end.traceback
    assert (recorded.exit_code, recorded.hello) == (1, None)


def test_an_exception_that_hides_its_text_is_told_all_the_same() -> None:
    recorded = run("class Odd(Exception):\n    def __str__(self): raise self\nraise Odd\n")
    assert recorded.end is not None
    assert "Odd" in recorded.end.traceback


def test_an_exception_in_a_thread_is_noted_and_ends_nothing() -> None:
    recorded = run(
        f"{WINDOW}import threading\nthread = threading.Thread(target=lambda: 1 / 0)\nthread.start()\nthread.join()\npygame.display.flip()\n"
    )
    assert recorded.end is not None
    assert recorded.end.reason == "exit"
    assert "ZeroDivisionError: division by zero" in recorded.noted("thread")[0]


def test_exit_functions_and_hooks_of_the_program_run() -> None:
    recorded = run(
        "import atexit, sys\natexit.register(print, 'bye')\nsys.excepthook = lambda kind, *rest: print(kind.__name__)\nraise ValueError\n"
    )
    assert recorded.stdout == "ValueError\nbye\n"


def test_input_without_anybody_ends_at_once() -> None:
    assert (
        run("try:\n    name = input('name? ')\nexcept EOFError:\n    name = 'nobody'\nprint(name)\n").stdout == "name? nobody\n"
    )


def test_the_run_ends_inside_the_frame_that_reaches_its_time() -> None:
    source = f"{WINDOW}clock = pygame.time.Clock()\nwhile True:\n    pygame.display.flip()\n    print(clock.tick(10))\n"
    recorded = run(source, seconds=0.5)
    assert recorded.end is not None
    assert (recorded.end.reason, recorded.end.time_ns, len(recorded.frames)) == ("time", 500_000_000, 6)
    assert len(recorded.stdout.splitlines()) == 5


def test_forked_children_write_nothing() -> None:
    source = (
        f"{WINDOW}import os\nchild = os.fork()\nfor frame in range(3): pygame.display.flip()\nif child: os.waitpid(child, 0)\n"
    )
    recorded = run(source)
    assert len(recorded.frames) == 3
    assert recorded.end is not None
