"""What a start costs: `python bench/startup.py [--rounds N]`.

Prints, from one run, medians of real time and what they are over bare Python:

- bare Python: `python -I -c pass`, and a plain `docker run` of the guest image with the same program
- `run` of the library with a program that does nothing, on each back end that is ready: cold, and with sandboxes prepared
  ahead, each used once

The ways take turns, so that a busy machine slows all of them alike. Reads DOCKER_HOST as docker does.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial

from sandbox import Job
from sandbox.isolation import Backend, backend, ready_backends

NOTHING = Job({"program.py": b"pass\n"}, "program.py")
BARE = [sys.executable, "-I", "-c", "pass"]
AIMS_MS = {"bubblewrap, prepared": 10.0, "docker, prepared": 100.0}
"""How far over bare Python a start may be."""


def main() -> None:
    parser = argparse.ArgumentParser(description="What a start costs.")
    parser.add_argument("--rounds", type=int, default=20, help="how often each way is measured (%(default)d)")
    rounds = parser.parse_args().rounds
    made = [backend(name) for name in ready_backends()]
    try:
        ways: dict[str, Callable[[], float]] = {"bare python -I -c pass": lambda: _command(BARE)}
        for one in made:
            ways[f"{one.name}, cold"] = partial(_cold, one)
            ways[f"{one.name}, prepared"] = partial(_prepared, one)
        if any(one.name == "docker" for one in made) and shutil.which("docker"):
            ways["docker run"] = lambda: _command(_docker_run())
        measured: dict[str, list[float]] = {name: [] for name in ways}
        for number in range(rounds + 1):
            for name, way in ways.items():
                taken = way()
                if number:  # the first round fills caches
                    measured[name].append(taken)
    finally:
        for one in made:
            one.close()
    _show(measured)


def _timed(call: Callable[[], object]) -> float:
    started = time.perf_counter()
    call()
    return time.perf_counter() - started


def _command(command: list[str]) -> float:
    return _timed(lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL))


def _cold(one: Backend) -> float:
    return _timed(lambda: _checked(one))


def _prepared(one: Backend) -> float:
    one.prepare(NOTHING)
    time.sleep(0.5)  # as in a queue of jobs: the sandbox stands when its job comes
    return _timed(lambda: _checked(one))


def _checked(one: Backend) -> None:
    outcome = one.run(NOTHING)
    if not outcome.ok:
        raise SystemExit(f"{one.name}: {outcome.ending.value} {outcome.reason} {outcome.stderr[-300:]!r}")


def _docker_run() -> list[str]:
    from sandbox.isolation.image import image_name

    return ["docker", "run", "--rm", "--network", "none", image_name(), "python3", "-I", "-c", "pass"]


def _show(measured: dict[str, list[float]]) -> None:
    bare = statistics.median(next(iter(measured.values())))
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}, Python {sys.version.split()[0]}, medians")
    print(f"{'':28}{'ms':>8}{'best':>8}{'over bare':>11}{'ratio':>8}   aim")
    for name, values in measured.items():
        median = statistics.median(values)
        over = (median - bare) * 1e3
        aim = AIMS_MS.get(name)
        words = "" if aim is None else f"≤ {aim:g} over bare: {'met' if over <= aim else 'missed'}"
        print(f"{name:28}{median * 1e3:8.1f}{min(values) * 1e3:8.1f}{over:11.1f}{median / bare:8.1f}   {words}".rstrip())


if __name__ == "__main__":
    main()
