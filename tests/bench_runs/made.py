"""A small challenge that is judged in a moment, a server that answers it, and a bench of both as a process."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

from sandbox.bench import Artifacts, Bench, Judging, Tally, executor, plan
from sandbox.challenge import Challenge, find
from sandbox.models import AskOptions, model_of
from sandbox.store import Store
from tests.cli.command import COMMAND, any_runner, environment
from tests.models.server import Asked, Reply, said

WORD_COUNT = Path(__file__).parents[1] / "challenges" / "word-count"
GOOD = f"Here it is.\n```python\n{(WORD_COUNT / 'reference' / 'solution.py').read_text(encoding='utf-8')}```\n"
BAD = "```python\nprint(0)\n```\n"
NONE = "I would rather not."
QUICK = AskOptions(attempts=1, first_token_s=20, stall_s=20)


def own_challenge(folder: Path, checks: str = "") -> Path:
    """A copy of the challenge, with `checks` before those that every challenge has."""
    shutil.copytree(WORD_COUNT, folder)
    if checks:
        (folder / "checks.py").write_text(checks, encoding="utf-8")
    return folder


def good_and_bad(asked: Asked) -> Reply:
    """Good answers from the model called good, bad ones from others."""
    return said(GOOD if asked.json["model"] == "good" else BAD)


def run_bench(
    folder: Path,
    url: str,
    challenge: Challenge | None = None,
    models: Iterable[str] = ("good", "bad"),
    samples: int = 2,
    thinking: str | None = None,
    resume: bool = True,
) -> Tally:
    """In this process, with judges in others."""
    challenge = challenge or find(WORD_COUNT)
    asked = plan([model_of(f"vllm:{name}@{url}/v1") for name in models], [challenge], samples=samples, thinking=thinking)
    with Store(folder) as store:
        how = Judging(any_runner()[1], artifacts=Artifacts.NO_VIDEO)
        bench = Bench(store, executor(jobs=2), judging=how, ask_options=QUICK)
        bench.ask(asked, resume=resume)
        return bench.run()


def start_bench(folder: Path, url: str, samples: int, *more: str, challenge: Path = WORD_COUNT) -> subprocess.Popen[str]:
    """As a user starts it, in a session of its own as from a terminal."""
    words = ["bench", "--model", f"vllm:good@{url}/v1", "--challenge", str(challenge), "--store", str(folder), "--no-video"]
    words += ["--samples", str(samples), "--json", *any_runner(), *more]
    return subprocess.Popen(
        [*COMMAND, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment(), start_new_session=True
    )


def judges_of(session: int) -> list[str]:
    """Command lines of live processes in a session."""
    found = []
    for path in Path("/proc").iterdir():
        try:
            if path.name.isdecimal() and os.getsid(int(path.name)) == session:
                state = (path / "stat").read_text().rpartition(")")[2].split()[0]
                if state not in ("Z", "X"):
                    found.append((path / "cmdline").read_bytes().replace(b"\0", b" ").decode())
        except OSError:
            continue
    return found
