"""What the leaderboard's site costs: `python bench/site.py [RUNS …]`: processor seconds and memory for 1,000 and 10,000 runs.

Each is written from a store, to the same disk, in a process of its own. `first` writes everything, `again` what one new answer
changes; `page` is the time from opening index.html in Chromium until its table stands, the median of five.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from sandbox.board import board
from sandbox.board.html import write_site
from sandbox.finding import VerdictKind
from sandbox.models.answer import Answer, Tokens
from sandbox.store import Judgement, Store

MODELS, CHALLENGES, CHECKS = 10, 2, 17
PICTURES = 200  # kinds of them, of 30 kB each
OPENED = 5
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
STANDS = "performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"


def main() -> None:
    parser = argparse.ArgumentParser(description="What the leaderboard's site costs.")
    parser.add_argument("runs", nargs="*", type=int, default=[1_000, 10_000])
    parser.add_argument("--write", metavar="DIR", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.write:
        _write(Path(asked.write))
        return
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}, Python {sys.version.split()[0]}")
    print(f"{'runs':>8}{'first s':>10}{'again s':>10}{'memory MB':>12}{'index kB':>11}{'page ms':>10}")
    for runs in asked.runs:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            _fill(folder, runs)
            told = subprocess.run(
                [sys.executable, __file__, "--write", name], capture_output=True, text=True, check=True
            ).stdout
            first, again, memory = map(float, told.split())
            index = folder / "site/index.html"
            size = index.stat().st_size / 1000
            print(f"{runs:8,}{first:10.1f}{again:10.2f}{memory:12.0f}{size:11.0f}{_opened(index):>10}", flush=True)


def _fill(folder: Path, runs: int) -> None:
    rng = random.Random(1)
    program = "".join(f"value_{line} = {line}  # a line of a program\n" for line in range(250))
    pictures = [rng.randbytes(30_000) for _ in range(PICTURES)]
    with Store(folder) as store:
        for number in range(runs):
            _add(store, number, program, pictures, rng)


def _add(store: Store, number: int, program: str, pictures: list[bytes], rng: random.Random) -> None:
    model, rest = number % MODELS, number // MODELS
    mode, rest = rest % 2, rest // 2
    challenge = f"challenge-{rest % CHALLENGES}"
    answer = Answer(
        f"vllm:model-{model}", challenge, "en", bool(mode), rest // CHALLENGES, "a prompt " * 100,
        f"Here it is:\n\n```python\n# {number}\n{program}```\n", reasoning=f"a thought about {number} " * 200,
        tokens=Tokens(900, rng.randrange(500, 9000)), seconds=rng.uniform(5, 300),
    )  # fmt: skip
    passes = [rng.random() < 0.9 + model / 100 for _ in range(CHECKS)]
    checks = [
        {"id": f"check-{k}", "status": "pass" if ok else "fail", "score": float(ok), "weight": 1.0, "expected": "what is asked",
         "actual": "what was seen", "time_s": None, "evidence": {"measured_px": k}}
        for k, ok in enumerate(passes)
    ]  # fmt: skip
    report = {
        "checks": checks,
        "artifacts": {"screenshot": "screenshot.png"},
        "submission": {"kind": "answer"},
        "run": {"a": 1},
    }
    kind = VerdictKind.PASSED if all(passes) else VerdictKind.FAILED
    judgement = Judgement(
        challenge, "A challenge", kind, 100.0 * sum(passes) / CHECKS, "", "bubblewrap", 3.0, "2026-01-01T00:00:00Z",
        json.dumps(report).encode(), {"screenshot.png": pictures[number % PICTURES]},
    )  # fmt: skip
    store.add_judgement(number.to_bytes(32, "big"), judgement, [store.add_answer(answer)])


def _write(folder: Path) -> None:
    times = []
    with Store(folder) as store:
        for more in (0, 1):
            if more:
                store.add_answer(Answer("vllm:model-0", "challenge-0", "en", None, 0, "", "print(1)"))
            found = board(store)
            started = time.process_time()
            write_site(found, store, folder / "site")
            times.append(time.process_time() - started)
    print(*times, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def _opened(index: Path) -> str:
    """Milliseconds, or "-" where there is no Chromium."""
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        return "-"
    from playwright.sync_api import sync_playwright

    times = []
    with sync_playwright() as playwright:
        as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=path, args=["--disable-gpu", *as_root])
        for _ in range(OPENED):
            page = browser.new_page()
            page.goto(index.as_uri())
            times.append(page.evaluate(STANDS))
            page.close()
        browser.close()
    return f"{statistics.median(times):.0f}"


if __name__ == "__main__":
    main()
