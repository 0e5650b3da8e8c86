"""Which displays are frames, and which frames are captured."""

# ruff: noqa: E501 - programs are easier to read on the lines that they have

from __future__ import annotations

from tests.runners.recorded import WINDOW, run


def test_updates_of_rectangles_at_one_instant_are_one_frame() -> None:
    source = f"""{WINDOW}
clock = pygame.time.Clock()
for frame in range(10):
    first = pygame.draw.circle(screen, "red", (frame, 40), 3)
    pygame.display.update(first)
    second = pygame.draw.circle(screen, "blue", (90 - frame, 40), 3)
    pygame.display.update([first, second])
    clock.tick(60)
"""
    frames = run(source).frames
    assert len(frames) == 11  # the very first display cannot be known to have a second one
    assert all(len(frame.ops) == 2 for frame in frames[2:])


def test_a_loop_that_never_waits_is_paced_as_by_a_screen() -> None:
    frames = run(f"{WINDOW}while True: pygame.display.flip()\n").frames
    assert len(frames) == 61
    assert frames[1].time_ns - frames[0].time_ns == 16_666_667


def test_a_loop_that_stops_waiting_is_still_a_row_of_frames() -> None:
    source = f"{WINDOW}clock = pygame.time.Clock()\nfor _ in range(30):\n    pygame.display.flip()\n    clock.tick(60)\nwhile True: pygame.display.flip()\n"
    assert run(source).end is not None


def test_captures_follow_their_windows_and_the_first_frame_is_always_there() -> None:
    source = f"{WINDOW}clock = pygame.time.Clock()\nwhile True:\n    pygame.display.flip()\n    clock.tick(60)\n"
    recorded = run(source, seconds=3.0, windows=[[1.0, 1.5, 10], [2.0, 3.0, 4]])
    assert [round(capture.time_ns / 1e9, 2) for capture in recorded.captures] == [
        0,
        1.0,
        1.1,
        1.2,
        1.3,
        1.4,
        2.0,
        2.25,
        2.5,
        2.75,
    ]


def test_without_a_trace_there_is_only_the_beginning_and_the_end() -> None:
    recorded = run(f"{WINDOW}while True: pygame.display.flip()\n", trace=False)
    assert recorded.hello is not None
    assert recorded.end is not None
    assert (recorded.frames, recorded.captures, recorded.end.frames) == ([], [], 61)


def test_drawing_that_is_never_displayed_is_no_frame_and_keeps_memory_small() -> None:
    # Not ru_maxrss, which a process inherits from the one that started it.
    peak = "int(open('/proc/self/status').read().partition('VmHWM:')[2].split()[0])"
    source = f"{WINDOW}for i in range(400_000): pygame.draw.circle(screen, 'red', (i % 100, 5), 3)\nprint({peak} < 250_000)\n"
    recorded = run(source)
    assert (recorded.frames, recorded.stdout) == ([], "True\n")
