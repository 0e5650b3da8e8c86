"""What boards cost: `python bench/board.py [RUNS …]`: seconds and memory to build one of 100, 1,000 and 10,000 runs.

Each is built from a store in a process of its own: 10 models in two modes, two challenges. `read` is the time to read the runs,
`board` to score and rank them too, with its data as JSON; memory is the process's highest, and what it is above an empty board.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from sandbox.finding import VerdictKind
from sandbox.models.answer import Answer, Tokens
from sandbox.store import Judgement, Store

MODELS, CHALLENGES = 10, 2


def main() -> None:
    parser = argparse.ArgumentParser(description="What boards cost.")
    parser.add_argument("runs", nargs="*", type=int, default=[100, 1_000, 10_000])
    parser.add_argument("--build", metavar="DIR", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.build:
        _build(Path(asked.build))
        return
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}, Python {sys.version.split()[0]}")
    print(f"{'runs':>8}{'read s':>10}{'board s':>10}{'memory MB':>12}{'above empty':>13}")
    empty = 0.0
    for runs in (0, *asked.runs):
        with tempfile.TemporaryDirectory() as folder:
            _fill(Path(folder), runs)
            done = subprocess.run(
                [sys.executable, __file__, "--build", folder], capture_output=True, text=True, check=True
            ).stdout.split()
        read, whole, memory = map(float, done)
        if runs:
            print(f"{runs:8,}{read:10.3f}{whole:10.2f}{memory:12.1f}{memory - empty:13.1f}", flush=True)
        else:
            empty = memory


def _fill(folder: Path, runs: int) -> None:
    rng = random.Random(1)
    with Store(folder) as store, store.together():
        for number in range(runs):
            model, rest = number % MODELS, number // MODELS
            thinking, rest = bool(rest % 2), rest // 2
            challenge, sample = rest % CHALLENGES, rest // CHALLENGES
            passed = rng.random() < (model + 1) / (MODELS + 2)
            answer = Answer(
                f"vllm:model-{model}", f"challenge-{challenge}", "en", thinking, sample, "", f"print({number})",
                tokens=Tokens(900, rng.randrange(500, 9000)), seconds=rng.uniform(5, 300),
            )  # fmt: skip
            kind = VerdictKind.PASSED if passed else VerdictKind.FAILED
            score = 100.0 if passed else round(rng.uniform(0, 95), 1)
            judgement = Judgement(answer.challenge, "A challenge", kind, score, "", "bubblewrap", 5.0, "", b"{}")
            store.add_judgement(number.to_bytes(32, "big"), judgement, [store.add_answer(answer)])


def _build(folder: Path) -> None:
    """Prints seconds to read, seconds for all of it, and MB."""
    from sandbox.board import board
    from sandbox.board.data import board_data
    from sandbox.report import dumps
    from sandbox.scoring import mean_over_tasks

    mean_over_tasks({"numpy is loaded": [k / 10 for k in range(10)]})
    with Store(folder) as store:
        started = time.perf_counter()
        list(store.runs())
        read = time.perf_counter() - started
        started = time.perf_counter()
        dumps(board_data(board(store)))
        print(read, time.perf_counter() - started, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3)


if __name__ == "__main__":
    main()
