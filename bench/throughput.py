"""What isolation costs when there are many small programs: `python bench/throughput.py [--programs N] [--work-ms MS]`.

Each way runs the same programs (start Python, compute for about MS milliseconds, print), with one worker a processor and with
one worker:

- plain: a pool of threads that starts `python program.py` by subprocess, without any isolation: the floor
- each back end that is ready: `run_all`, every program in a sandbox of its own, used once

Prints, from one run, programs/s, the ratio to the floor, what a program costs over bare Python (processor and real time), and
the judge's peak memory. The ways take turns in rounds, so that a busy machine slows all alike; medians are shown.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from sandbox import InfrastructureError, Job, Limits, Outcome
from sandbox.isolation import ready_backends
from sandbox.isolation.pool import run_all
from sandbox.limits import KIB, MIB

LIMITS = Limits(wall_s=30, cpu_s=10, memory_bytes=512 * MIB, processes=16, output_bytes=64 * KIB, file_bytes=16 * MIB)
AIM_SHARE = 0.85  # of the floor's throughput
AIM_GAIN = 1.9  # two processors over one
PROCESSORS = os.cpu_count() or 1


def main() -> None:
    parser = argparse.ArgumentParser(description="What isolation costs when there are many small programs.")
    parser.add_argument("--programs", type=int, default=60, help="in each round (%(default)d)")
    parser.add_argument("--work-ms", type=float, default=100.0, help="what each computes, in ms of this machine (%(default)g)")
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    text = _program(asked.work_ms)
    ways: dict[str, Callable[[], float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "program.py")
        path.write_bytes(text)
        for workers in dict.fromkeys((PROCESSORS, 1)):
            ways[f"plain, {workers}"] = partial(_plain, path, asked.programs, workers)
            for name in ready_backends():
                ways[f"{name}, {workers}"] = partial(_isolated, name, text, asked.programs, workers)
        measured: dict[str, list[float]] = {name: [] for name in ways}
        cpu: dict[str, list[float]] = {name: [] for name in ways}
        for _ in range(asked.rounds):
            for name, way in ways.items():
                before = _cpu_s()
                measured[name].append(way())
                cpu[name].append(_cpu_s() - before)
    _show(asked.programs, measured, cpu)


def _program(work_ms: float) -> bytes:
    """A loop as long as this machine needs for so many milliseconds."""
    turns, took = 20_000, 0.0
    while took < 0.05:
        turns *= 2
        started = time.perf_counter()
        sum(i * i for i in range(turns))
        took = time.perf_counter() - started
    return f"print(sum(i * i for i in range({round(turns * work_ms / 1e3 / took)})))\n".encode()


def _cpu_s() -> float:
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def _plain(path: Path, programs: int, workers: int) -> float:
    def one(_: int) -> bytes:
        return subprocess.run([sys.executable, path], capture_output=True, check=True).stdout

    started = time.perf_counter()
    with ThreadPoolExecutor(workers) as pool:
        assert all(pool.map(one, range(programs)))
    return time.perf_counter() - started


def _isolated(name: str, text: bytes, programs: int, workers: int) -> float:
    def done(place: int, outcome: Outcome | InfrastructureError) -> None:
        if isinstance(outcome, InfrastructureError) or not (outcome.ok and outcome.stdout):
            raise SystemExit(f"{name}: {outcome}")

    jobs = [Job({"program.py": text}, "program.py", limits=LIMITS) for _ in range(programs)]
    started = time.perf_counter()
    run_all(jobs, done, runner=name, workers=workers)
    return time.perf_counter() - started


def _show(programs: int, measured: dict[str, list[float]], cpu: dict[str, list[float]]) -> None:
    load = os.getloadavg()[0]
    print(f"{PROCESSORS} processors, load {load:.1f}, Python {sys.version.split()[0]}, {programs} programs, medians")
    print(f"{'way, workers':18}{'programs/s':>11}{'of plain':>10}{'wall ms':>9}{'CPU ms':>8}{'over plain':>12}   aims")
    rate = {name: programs / statistics.median(values) for name, values in measured.items()}
    spent = {name: statistics.median(values) / programs * 1e3 for name, values in cpu.items()}
    for name, value in rate.items():
        kind, _, workers = name.partition(", ")
        floor = f"plain, {workers}"
        share, over = value / rate[floor], spent[name] - spent[floor]
        words = _aims(kind, share, value / rate[f"{kind}, 1"]) if workers == str(PROCESSORS) else ""
        print(f"{name:18}{value:11.1f}{share:10.2f}{1e3 / value:9.1f}{spent[name]:8.1f}{over:12.1f}   {words}".rstrip())
    print(f"the judge's peak memory: {_peak_mib():.0f} MiB")
    if any(name.startswith("docker") for name in rate):
        print("docker's containers are no children of this process: its columns of CPU count the client alone")


def _aims(kind: str, share: float, gain: float) -> str:
    words = []
    if kind != "plain":
        words.append(f"≥ {AIM_SHARE:.0%} of plain: {'met' if share >= AIM_SHARE else 'missed'}")
    if PROCESSORS == 2:
        words.append(f"≥ {AIM_GAIN} × one worker: {gain:.2f}, {'met' if gain >= AIM_GAIN else 'missed'}")
    return ", ".join(words)


def _peak_mib() -> float:
    words = Path("/proc/self/status").read_text(encoding="ascii").split("VmHWM:")[1].split()
    return int(words[0]) / KIB


if __name__ == "__main__":
    main()
