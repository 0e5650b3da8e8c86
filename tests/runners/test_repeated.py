"""The same program gives the same bytes, run after run."""

# ruff: noqa: E501 - programs are easier to read on the lines that they have

from __future__ import annotations

from pathlib import Path

import pytest

from sandbox import Job
from sandbox.isolation import backend, ready_backends
from sandbox.job import JobKind
from tests.runners.recorded import WINDOW, run

ROOT = Path(__file__).parents[2]
CORRECT = ROOT / "tests" / "programs" / "hexagon" / "correct"
THREADS = f"""{WINDOW}
import random, threading, time
lock, place, going = threading.Lock(), [0.0], True
def physics():
    while going:
        with lock:
            place[0] += random.random()
        time.sleep(0.004)
thread = threading.Thread(target=physics, daemon=True)
thread.start()
clock = pygame.time.Clock()
while True:
    with lock:
        x = place[0]
    screen.fill("black")
    pygame.draw.circle(screen, "red", (x % 100, 40), 5)
    pygame.display.flip()
    clock.tick(60)
"""
UNSEEDED = f"{WINDOW}import random, numpy\nwhile True:\n    pygame.draw.circle(screen, 'red', (random.random() * 100, numpy.random.default_rng().random() * 80), 3)\n    pygame.display.flip()\n"
WORKERS = f"""{WINDOW}
import queue, random, threading, time
found, value = queue.Queue(), 0
def work(number):
    while True:
        found.put(random.random() * number)
        time.sleep(0.01 * number)
for number in (1, 2, 3):
    threading.Thread(target=work, args=(number,), daemon=True).start()
clock = pygame.time.Clock()
while True:
    while not found.empty():
        value = found.get()
    screen.fill("black")
    pygame.draw.circle(screen, "red", (value * 30, 40), 5)
    pygame.display.flip()
    clock.tick(60)
"""
PROGRAMS = {
    "reference": (ROOT / "reference" / "hexagon" / "solution.py").read_text(encoding="utf-8"),
    "reference with pymunk": (ROOT / "reference" / "hexagon" / "solution_pymunk.py").read_text(encoding="utf-8"),
    "with random numbers": (CORRECT / "main_dt_drop.py").read_text(encoding="utf-8"),
    "with other random numbers": (CORRECT / "class_based_lines.py").read_text(encoding="utf-8"),
    "with unseeded random numbers": UNSEEDED,
    "with a thread": THREADS,
    "with four threads that meet": WORKERS,
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_recordings_are_byte_identical(name: str) -> None:
    first, second, third = (run(PROGRAMS[name], seconds=2.0).data for _ in range(3))
    assert len(first) > 1000
    assert first == second == third


@pytest.mark.parametrize("name", ready_backends())
def test_recordings_are_byte_identical_on_every_back_end(name: str) -> None:
    """Within a back end, as each has a Python and a pygame of its own."""
    made = backend(name)
    job = Job({"program.py": UNSEEDED.encode()}, "program.py", JobKind.RECORD, options={"seconds": 1.0})
    recordings = []
    try:
        for _ in range(2):
            chunks: list[bytes] = []
            outcome = made.run(job, on_trace=chunks.append)
            assert outcome.ok, outcome
            recordings.append(b"".join(chunks))
    finally:
        made.close()
    assert recordings[0] == recordings[1]
    assert len(recordings[0]) > 1000


def test_lazy_and_eager_painting_record_the_same() -> None:
    """But for the moment at which surfaces are dropped."""
    source = PROGRAMS["reference"]
    lazy, eager = run(source), run(source, lazy=False)
    assert lazy.frames == eager.frames
    assert lazy.captures == eager.captures
