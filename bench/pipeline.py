"""Judgements a minute: `python bench/pipeline.py [--challenge SLUG|DIR] [--answers N] [--rounds N] [--runner NAME]`.

The challenge's reference solution is judged many times, as answers that differ by a comment, through the store and all, by one
judge and by two: in processes of this machine, and on a Ray cluster of its own where Ray is installed. Best of the rounds. One
judge may keep more than one processor busy, as a sandbox is a process beside it: where two keep all busy, there is no more.
Judges are warm: one answer for each is judged before the clock starts.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from concurrent.futures import wait
from importlib.util import find_spec
from pathlib import Path

from sandbox.bench import Artifacts, Bench, Judging, executor
from sandbox.bench.judge import task_of
from sandbox.challenge import Challenge, find
from sandbox.finding import VerdictKind
from sandbox.models.answer import Answer
from sandbox.store import Store

WORD_COUNT = Path(__file__).resolve().parents[1] / "tests" / "challenges" / "word-count"


def main() -> None:
    parser = argparse.ArgumentParser(description="Judgements a minute.")
    parser.add_argument("--challenge", default=WORD_COUNT, help="(that of the tests, which counts words)")
    parser.add_argument("--answers", type=int, default=60, help="in each round (%(default)d)")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--runner", default="auto")
    parser.add_argument("--artifacts", type=Artifacts, choices=list(Artifacts), default=Artifacts.NONE)
    asked = parser.parse_args()
    challenge = find(asked.challenge)
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}, Python {sys.version.split()[0]}, {challenge.slug}")
    names = ["local"] + (["ray"] if find_spec("ray") else [])
    for name in names:
        best = {jobs: max(_rate(name, jobs, challenge, asked) for _ in range(asked.rounds)) for jobs in (1, 2)}
        for jobs, (rate, busy) in best.items():
            print(f"{name:6} {jobs} at a time {rate:8.1f} a minute, {busy:.2f} processors busy", flush=True)
        print(f"{name:6} ratio {best[2][0] / best[1][0]:.2f}", flush=True)
    if "ray" not in names:
        print("ray    is not installed here")


def _rate(name: str, jobs: int, challenge: Challenge, asked: argparse.Namespace) -> tuple[float, float]:
    """Judgements a minute, and how many processors were busy meanwhile."""
    by = executor(name, jobs=jobs)
    wait([by.submit(task_of(challenge, f"print({n})", runner=asked.runner)) for n in range(2 * jobs)])
    with tempfile.TemporaryDirectory() as folder, Store(folder) as store:
        bench = Bench(store, by, judging=Judging(asked.runner, artifacts=asked.artifacts))
        for sample in range(asked.answers):
            text = (
                f"{challenge.solution}\n<!-- {sample} -->\n"
                if challenge.kind.wants == "svg"
                else f"{challenge.solution}\n# {sample}\n"
            )
            answer = Answer("bench", challenge.slug, "en", None, sample, "", text)
            bench.judge(store.add_answer(answer), challenge)
        started, before = time.perf_counter(), _busy_s()
        tally = bench.run()
        seconds, busy = time.perf_counter() - started, _busy_s() - before
    if tally.verdicts != {VerdictKind.PASSED: asked.answers}:
        raise SystemExit(f"{name}: {dict(tally.verdicts)}, {list(tally.problems)}")
    return 60 * asked.answers / seconds, busy / seconds


def _busy_s() -> float:
    """Processor seconds of the whole machine since it started: workers of Ray are no children of this process."""
    user, nice, system, _idle, _wait, *interrupts = map(int, Path("/proc/stat").read_text().split("\n")[0].split()[1:8])
    return (user + nice + system + sum(interrupts)) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
