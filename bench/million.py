"""The store with a million judgements: `python bench/million.py [--judgements N] [--folder DIR]`.

Fills a store with made-up answers of models, each with its text, its judgement and a report of ordinary length, then prints

- how long the disk takes for a small durable write, which bounds what follows
- adds a second with claim, answer and judgement a durable commit each: empty and full store, one process and four
- adds a second when many share a commit, as `sandbox import` does
- bytes a judgement, without pages and pictures
- seconds and memory to read all runs, and to build the board
- seconds to find, as a bench that is started again does, that 10,000 answers are there and judged

The default is a tenth of a million.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from sandbox.board import board
from sandbox.finding import VerdictKind
from sandbox.models.answer import Answer, Tokens
from sandbox.store import Judgement, Store, judgement_key

MODELS, CHALLENGES = 20, 5
MODES = (True, False)
BATCH = 2_000  # answers with their judgements in one commit
DURABLE = 1_000  # measured with a commit each
PROCESSES = 4
LOOKED_FOR = 10_000
CHECKS = 15
WORDS = [f"{a}{b}" for a in ("ball", "wall", "line", "time", "speed", "screen") for b in ("", "_x", "_y", "s", "_new", "_max")]


def main() -> None:
    parser = argparse.ArgumentParser(description="The store with many judgements.")
    parser.add_argument("--judgements", type=int, default=100_000, help="(%(default)d)")
    parser.add_argument("--folder", help="where the store is made, and removed (a temporary one)")
    parser.add_argument("--worker", type=int, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.worker is not None:
        print(_rate(Path(asked.folder), asked.worker))
        return
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}, Python {sys.version.split()[0]}")
    with tempfile.TemporaryDirectory(dir=asked.folder) as folder:
        _measure(Path(folder), asked.judgements)


def _measure(folder: Path, total: int) -> None:
    _tell("ms that the disk takes to keep 4 kB (median)", _sync_ms(folder))
    _tell("adds/s, one commit each, empty store", _rate(folder, total))
    seconds = 0.0
    with Store(folder) as store:
        for first in range(0, total, BATCH):
            made = list(_made(first, min(BATCH, total - first)))
            started = time.perf_counter()
            with store.together():
                for answer, judgement in made:
                    _keep(store, answer, judgement)
            seconds += time.perf_counter() - started
    _tell(f"adds/s, {BATCH} a commit", total / seconds)
    full = total + DURABLE
    _tell("adds/s, one commit each, full store", _rate(folder, full))
    _tell(f"adds/s, {PROCESSES} processes", _rate_of_processes(folder, full + DURABLE))
    wanted = [(answer, _key(answer)) for answer, _ in _made(0, min(LOOKED_FOR, total))]
    with Store(folder) as store:
        _tell("bytes an answer with its judgement", store.size_bytes / (full + DURABLE + PROCESSES * DURABLE))
        _tell("GB in all", store.size_bytes / 1e9)
        _tell("s to read all runs", _timed(lambda: sum(1 for _ in store.runs())))
        _tell(f"s to find {LOOKED_FOR} answers and judgements", _timed(lambda: _found(store, wanted)))
        _tell("s to build the board", _timed(lambda: board(store)))
    _tell("MB of memory at most", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3)


def _rate(folder: Path, first: int) -> float:
    """Claimed, added and judged one by one, as a bench does."""
    made = list(_made(first, DURABLE))
    with Store(folder) as store:
        started = time.perf_counter()
        for answer, judgement in made:
            store.claims.take([_key(answer)])
            _keep(store, answer, judgement)
        return DURABLE / (time.perf_counter() - started)


def _rate_of_processes(folder: Path, first: int) -> float:
    """The sum of their rates, all at the same time."""
    command = [sys.executable, __file__, "--folder", str(folder), "--worker"]
    running = [
        subprocess.Popen([*command, str(first + n * DURABLE)], stdout=subprocess.PIPE, text=True) for n in range(PROCESSES)
    ]
    return sum(float(process.communicate()[0]) for process in running)


def _sync_ms(folder: Path) -> float:
    took = []
    with (folder / "probe").open("wb") as file:
        for _ in range(100):
            file.write(b"x" * 4096)
            file.flush()
            started = time.perf_counter()
            os.fsync(file.fileno())
            took.append(time.perf_counter() - started)
    (folder / "probe").unlink()
    return 1e3 * statistics.median(took)


def _timed(act: Callable[[], object]) -> float:
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def _tell(what: str, value: float) -> None:
    print(f"{what:48}{value:12,.1f}", flush=True)


def _keep(store: Store, answer: Answer, judgement: Judgement) -> None:
    store.add_judgement(_key(answer), judgement, [store.add_answer(answer)])


def _key(answer: Answer) -> bytes:
    return judgement_key(b"c" * 32, b"j" * 32, answer.text)


def _found(store: Store, wanted: Sequence[tuple[Answer, bytes]]) -> None:
    for answer, key in wanted:
        found = store.find_answer(
            answer.model, answer.challenge, answer.thinking, answer.language, answer.sample, answer.prompt
        )
        assert found is not None
        assert store.attach(found[0], key) is not None


def _made(first: int, count: int) -> Iterator[tuple[Answer, Judgement]]:
    for number in range(first, first + count):
        rng = random.Random(number)
        model, rest = number % MODELS, number // MODELS
        challenge, rest = rest % CHALLENGES, rest // CHALLENGES
        thinking, sample = MODES[rest % 2], rest // 2
        passed = rng.random() < (model + 1) / (MODELS + 2)
        score = 100.0 if passed else round(rng.uniform(0, 95), 1)
        answer = Answer(
            f"vllm:model-{model}", f"challenge-{challenge}", "en", thinking, sample, f"The task of challenge {challenge}.",
            "".join(rng.choices(LINES, k=120)), tokens=Tokens(900, rng.randrange(500, 9000)), started="2026-01-01T00:00:00Z",
            seconds=rng.uniform(5, 300), parameters={"temperature": 0.6, "top_p": 0.95},
        )  # fmt: skip
        kind = VerdictKind.PASSED if passed else VerdictKind.FAILED
        checks = [{"id": f"check-{n}", "status": "pass", "score": 1.0, **rng.choice(SAID)} for n in range(CHECKS)]
        report = {"verdict": kind.value, "score": score, "checks": checks}
        yield (
            answer,
            Judgement(
                answer.challenge, f"Challenge {challenge}", kind, score, "", "bubblewrap", rng.uniform(3, 20),
                "2026-01-01T00:00:00Z", json.dumps(report).encode(),
            ),
        )  # fmt: skip


def _words(rng: random.Random, count: int) -> str:
    return " ".join(rng.choices(WORDS, k=count))


# Parts are made once: what is measured is the store, and their number keeps texts from compressing too well.
_rng = random.Random(0)
LINES = [f"    {_words(_rng, 2).replace(' ', ' = ')} * {_rng.random():.3f}\n" for _ in range(5_000)]
SAID = [{"expected": _words(_rng, 12), "actual": _words(_rng, 12)} for _ in range(5_000)]


if __name__ == "__main__":
    main()
