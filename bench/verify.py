"""What judging costs: `python bench/verify.py [--seconds S] [--rounds N] [--runner NAME] [PROGRAM …]`.

Prints for each program, by default the two references of the hexagon challenge and three of its correct programs:

- floor: the program on the virtual clock and nothing else (option `trace` false): its own drawing and physics
- verify: `sandbox verify` to the verdict and report, without and with video
- the ratios to the floor, and the speed against real time

Real seconds and processor seconds of this process and all its children; the best of the rounds, in which the ways take turns.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sandbox import verify
from sandbox.finding import VerdictKind

ROOT = Path(__file__).resolve().parents[1]
CORRECT = ROOT / "tests" / "programs" / "hexagon" / "correct"
PROGRAMS = [
    ROOT / "reference" / "hexagon" / "solution.py",
    ROOT / "reference" / "hexagon" / "solution_pymunk.py",
    CORRECT / "class_based_lines.py",
    CORRECT / "filled_outline_alpha.py",
    CORRECT / "short_vector2.py",
]
START = ROOT / "runners" / "start.py"
RATIO_AIM, VIDEO_RATIO_AIM, SPEED_AIM = 1.5, 2.0, 15.0
"""Times the floor without and with video, and times real time."""


@dataclass(frozen=True)
class Cost:
    """Real and processor seconds."""

    wall_s: float
    cpu_s: float


def main() -> None:
    parser = argparse.ArgumentParser(description="What judging costs.")
    parser.add_argument("programs", nargs="*", type=Path, default=PROGRAMS)
    parser.add_argument("--seconds", type=float, default=60.0, help="simulated time (%(default)g)")
    parser.add_argument("--rounds", type=int, default=1, help="how often each way is measured (%(default)d)")
    parser.add_argument("--runner", default="process", help="back end (%(default)s)")
    asked = parser.parse_args()
    machine = f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}, Python {sys.version.split()[0]}"
    print(f"{machine}, {asked.seconds:g} simulated s")
    print(f"{'':26}{'floor':>15}{'verify':>15}{'ratio':>14}{'with video':>15}{'ratio':>14}{'speed':>8}")
    print(f"{'':26}{'s (cpu s)':>15}{'s (cpu s)':>15}{'real (cpu)':>14}{'s (cpu s)':>15}{'real (cpu)':>14}{'× real':>8}")
    for program in asked.programs:
        ways: list[Callable[[], None]] = [
            lambda program=program: _floor(program, asked.seconds),  # type: ignore[misc]
            lambda program=program: _verify(program, asked.seconds, asked.runner, video=False),  # type: ignore[misc]
            lambda program=program: _verify(program, asked.seconds, asked.runner, video=True),  # type: ignore[misc]
        ]
        measured = [[_measured(way) for way in ways] for _ in range(asked.rounds)]
        best = [min(costs, key=lambda cost: cost.wall_s) for costs in zip(*measured, strict=True)]
        _show(program.stem, best, asked.seconds)
    print(f"aims for a reference: {RATIO_AIM:g} and {VIDEO_RATIO_AIM:g} × the floor, {SPEED_AIM:g} × real time")


def _show(name: str, costs: list[Cost], seconds: float) -> None:
    floor, judged, filmed = costs
    cells = [f"{cost.wall_s:.2f} ({cost.cpu_s:.2f})" for cost in costs]
    ratios = [f"{cost.wall_s / floor.wall_s:.2f} ({cost.cpu_s / floor.cpu_s:.2f})" for cost in (judged, filmed)]
    speed = f"{seconds / judged.wall_s:.1f}"
    print(f"{name:26}{cells[0]:>15}{cells[1]:>15}{ratios[0]:>14}{cells[2]:>15}{ratios[1]:>14}{speed:>8}", flush=True)


def _measured(way: Callable[[], None]) -> Cost:
    wall, cpu = time.perf_counter(), _cpu_s()
    way()
    return Cost(time.perf_counter() - wall, _cpu_s() - cpu)


def _cpu_s() -> float:
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def _floor(program: Path, seconds: float) -> None:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "program.py").write_bytes(program.read_bytes())
        reader, writer = os.pipe()
        try:
            # As the back ends start it, with the trace as descriptor 3; what an untraced run sends fits into the pipe.
            command = f'exec "$0" "$@" 3>&{writer}'
            options = json.dumps({"seconds": seconds, "trace": False})
            subprocess.run(
                ["/bin/bash", "-c", command, sys.executable, "-s", "-P", str(START), options, "program.py"],
                cwd=folder, pass_fds=(writer,), check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                env={**os.environ, "PYTHONHASHSEED": "0", "OMP_NUM_THREADS": "1"},
            )  # fmt: skip
        finally:
            os.close(reader)
            os.close(writer)


def _verify(program: Path, seconds: float, runner: str, *, video: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "report")
        report = verify("hexagon", program, runner=runner, trust_program=True, seconds=seconds, out=out, video=video)
    if report.verdict.kind is not VerdictKind.PASSED:
        print(f"{program.stem}: {report.verdict.kind} {report.verdict.score}", file=sys.stderr)


if __name__ == "__main__":
    main()
