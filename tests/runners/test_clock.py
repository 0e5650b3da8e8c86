"""Virtual time: every clock of the program shows it, every wait jumps to its end."""

# ruff: noqa: E501 - programs are easier to read on the lines that they have

from __future__ import annotations

import pytest

from tests.runners.recorded import WINDOW, run

LOOPS = {
    "clock.tick(50)": 0.02,
    "clock.tick_busy_loop(50)": 0.02,
    "pygame.time.wait(20)": 0.02,
    "pygame.time.delay(20)": 0.02,
    "time.sleep(0.02)": 0.02,
    "threading.Event().wait(0.02)": 0.02,
    "until = time.perf_counter() + 0.02\n    while time.perf_counter() < until: pass": 0.02,
    "until = pygame.time.get_ticks() + 20\n    while pygame.time.get_ticks() < until: pass": 0.02,
    "pass": 1 / 60,
    "clock.tick()": 1 / 60,
    "clock.tick(144)": 1 / 144,
}


@pytest.mark.parametrize(("wait", "period_s"), LOOPS.items())
def test_frames_come_at_the_pace_of_the_programs_wait(wait: str, period_s: float) -> None:
    source = (
        f"{WINDOW}import threading, time\nclock = pygame.time.Clock()\nwhile True:\n    pygame.display.flip()\n    {wait}\n"
    )
    recorded = run(source)
    assert recorded.end is not None
    assert recorded.end.reason == "time"
    times = [frame.time_ns / 1e9 for frame in recorded.frames]
    assert len(times) == pytest.approx(1 / period_s + 1, rel=0.07)
    assert times[-1] >= 1.0 - 1e-6


CLOCKS = ("time.time()", "time.monotonic()", "time.perf_counter()", "time.process_time()", "time.time_ns() / 1e9",
          "pygame.time.get_ticks() / 1000", "datetime.datetime.now().timestamp()", "time.clock_gettime(time.CLOCK_MONOTONIC)")  # fmt: skip


@pytest.mark.parametrize("clock", CLOCKS)
def test_every_clock_shows_virtual_time(clock: str) -> None:
    source = f"{WINDOW}import datetime, time\nbefore = {clock}\ntime.sleep(100)\nprint(round({clock} - before, 2))\n"
    assert run(source, seconds=200).stdout == "100.0\n"


def test_the_date_is_the_same_in_every_run() -> None:
    source = "import datetime, time\nprint(datetime.datetime.now().date(), datetime.date.today(), time.strftime('%H:%M'), time.localtime().tm_year)\n"
    assert run(source).stdout == "2026-01-01 2026-01-01 00:00 2026\n"


def test_ticks_are_whole_milliseconds_that_never_drift() -> None:
    source = f"{WINDOW}clock = pygame.time.Clock()\nprint([clock.tick(60) for _ in range(6)], clock.get_time(), round(clock.get_fps()))\n"
    assert run(source).stdout == "[16, 17, 17, 16, 17, 17] 17 0\n"


def test_timers_come_when_they_are_due() -> None:
    source = f"""{WINDOW}
tick, once = pygame.event.custom_type(), pygame.event.custom_type()
pygame.time.set_timer(tick, 100)
pygame.time.set_timer(pygame.event.Event(once, name="hi"), 250, loops=2)
clock, seen = pygame.time.Clock(), []
for frame in range(61):
    seen += [(pygame.time.get_ticks() // 10, getattr(event, "name", "tick")) for event in pygame.event.get((tick, once))]
    pygame.display.flip()
    clock.tick(100)
print(seen)
"""
    assert (
        run(source).stdout
        == "[(10, 'tick'), (20, 'tick'), (25, 'hi'), (30, 'tick'), (40, 'tick'), (50, 'tick'), (50, 'hi'), (60, 'tick')]\n"
    )


def test_waiting_for_an_event_ends_at_the_next_timer_and_at_its_timeout() -> None:
    source = f"{WINDOW}pygame.event.clear()\npygame.time.set_timer(pygame.USEREVENT, 300, 1)\nprint(pygame.event.wait().type == pygame.USEREVENT, pygame.time.get_ticks())\nprint(pygame.event.wait(400).type == pygame.NOEVENT, pygame.time.get_ticks())\n"
    assert run(source).stdout == "True 300\nTrue 700\n"


def test_waiting_for_an_event_that_nobody_can_send_ends_the_run() -> None:
    recorded = run(
        f"{WINDOW}screen.fill('red')\npygame.display.flip()\npygame.event.clear()\npygame.event.wait()\nprint('never')\n"
    )
    assert recorded.end is not None
    assert (recorded.end.reason, recorded.stdout, len(recorded.frames)) == ("quit-loop", "", 1)


def test_asyncio_sleeps_in_virtual_time() -> None:
    source = f"""{WINDOW}
import asyncio
async def main():
    while True:
        pygame.display.flip()
        await asyncio.sleep(0.05)
asyncio.run(main())
"""
    assert len(run(source).frames) == 21


def test_the_pygbag_loop_is_paced_by_its_clock() -> None:
    source = f"""{WINDOW}
import asyncio
async def main():
    clock = pygame.time.Clock()
    while True:
        pygame.event.get()
        pygame.display.flip()
        clock.tick(60)
        await asyncio.sleep(0)
asyncio.run(main())
"""
    assert len(run(source).frames) == 61


def test_other_processes_are_waited_for_in_real_time() -> None:
    source = "import subprocess, sys, time\ndone = subprocess.run([sys.executable, '-c', 'import time; time.sleep(0.3); print(5)'], capture_output=True, text=True, timeout=50)\nprint(done.stdout, end='')\nprint(time.monotonic() < 1)\n"
    assert run(source).stdout == "5\nTrue\n"


def test_threads_share_one_time() -> None:
    source = f"""{WINDOW}
import threading, time
count, going = 0, True
def physics():
    global count
    while going:
        count += 1
        time.sleep(0.005)
thread = threading.Thread(target=physics)
thread.start()
clock = pygame.time.Clock()
for _ in range(30):
    pygame.display.flip()
    clock.tick(60)
going = False
thread.join()
print(98 <= count <= 103)
"""
    recorded = run(source)
    assert recorded.stdout == "True\n"
    assert len(recorded.frames) == 30


def test_a_thread_that_never_waits_stops_nobody() -> None:
    source = f"{WINDOW}import threading\ndef spin():\n    while True: pass\nthreading.Thread(target=spin, daemon=True).start()\nclock = pygame.time.Clock()\nfor _ in range(8):\n    pygame.display.flip()\n    clock.tick(60)\nprint('done')\nimport os, sys; sys.stdout.flush(); os._exit(0)\n"
    recorded = run(source)
    assert (recorded.stdout, len(recorded.frames)) == ("done\n", 8)


def test_queues_timers_and_pools_work() -> None:
    source = """
import queue, threading, time
from concurrent.futures import ThreadPoolExecutor
waiting = queue.Queue()
threading.Timer(5, lambda: waiting.put("late")).start()
try:
    waiting.get(timeout=2)
except queue.Empty:
    print("empty", round(time.monotonic()))
print(waiting.get(), round(time.monotonic()))
with ThreadPoolExecutor(3) as pool:
    print(sum(pool.map(lambda value: value * value, range(100))))
"""
    assert run(source, seconds=60).stdout == "empty 2\nlate 5\n328350\n"


def test_time_ends_a_program_that_never_displays() -> None:
    recorded = run("import time\nwhile True: time.sleep(0.1)\n")
    assert recorded.end is not None
    assert (recorded.end.reason, recorded.end.frames) == ("time", 0)
