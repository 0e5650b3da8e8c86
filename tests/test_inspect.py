"""Challenges as tasks of Inspect AI, as its command runs them against a server."""

from __future__ import annotations

import json
import math
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.bench_runs.made import BAD, GOOD, NONE, own_challenge
from tests.cli.command import any_runner, environment
from tests.models.server import Asked, Reply, playing

inspect_ai = pytest.importorskip("inspect_ai", reason="inspect-ai is not installed: pip install -e '.[inspect]'")
pytestmark = [pytest.mark.inspect, pytest.mark.filterwarnings("default"), pytest.mark.timeout(300)]

CHALLENGES = Path(__file__).parent / "challenges"


def completion(text: str, finish: str = "stop") -> Reply:
    message = {"role": "assistant", "content": text}
    choice = {"index": 0, "message": message, "finish_reason": finish}
    usage = {"prompt_tokens": 10, "completion_tokens": 20, "total_tokens": 30}
    body = {"id": "c", "object": "chat.completion", "created": 1, "model": "m", "choices": [choice], "usage": usage}
    return Reply(200, [json.dumps(body).encode()], {"Content-Type": "application/json"})


def run_inspect(folder: Path, task: str, play: Callable[[Asked], Reply], *more: str) -> tuple[int, Any]:
    """The exit code of `inspect eval` and its log, as `inspect_ai.log` reads it."""
    from inspect_ai.log import list_eval_logs, read_eval_log

    with playing(play) as server:
        command = [sys.executable, "-m", "inspect_ai", "eval", task, "--model", "openai-api/local/m", "--display", "none"]
        command += ["--log-dir", str(folder / "logs"), "-T", f"runner={any_runner()[1]}", *more]
        env = environment({"LOCAL_API_KEY": "none", "LOCAL_BASE_URL": f"{server.url}/v1"})
        done = subprocess.run(command, cwd=CHALLENGES, capture_output=True, text=True, env=env, check=False)
    logs = list_eval_logs(str(folder / "logs"))
    assert logs, done.stderr
    return done.returncode, read_eval_log(logs[0])


def in_turn(*replies: Reply) -> Callable[[Asked], Reply]:
    left = iter(replies)
    return lambda asked: next(left)


def test_the_scorer_is_this_judge(tmp_path: Path) -> None:
    play = in_turn(completion(GOOD), completion(BAD), completion(NONE), completion(GOOD[:90], "length"))
    more = ("-T", "folder=./word-count", "--epochs", "4", "--max-connections", "1", "--max-samples", "1")
    _, log = run_inspect(tmp_path, "sandbox/challenge", play, *more)
    assert log.status == "success", log.error
    scores = [next(iter(sample.scores.values())) for sample in sorted(log.samples, key=lambda sample: sample.epoch)]
    assert [score.value for score in scores[:3]] == [
        {"passed": 1.0, "score": 1.0}, {"passed": 0.0, "score": 0.5}, {"passed": 0.0, "score": 0.0},
    ]  # fmt: skip
    assert scores[1].explanation.splitlines()[0] == "failed, 50 of 100"
    assert "fail outputs: 1 of 4 are right" in scores[1].explanation
    assert math.isnan(scores[3].value) and scores[3].explanation == "the answer was cut short"
    assert scores[0].metadata["verdict"] == "passed"
    results = {score.name: score.metrics for score in log.results.scores}
    assert results["passed"]["accuracy"].value == pytest.approx(1 / 3)
    assert results["score"]["mean"].value == pytest.approx(0.5)


def test_a_built_in_challenge_is_asked_in_its_own_words(tmp_path: Path) -> None:
    asked: list[Asked] = []

    def play(one: Asked) -> Reply:
        asked.append(one)
        return completion(NONE)

    _, log = run_inspect(tmp_path, "sandbox/hexagon", play, "-T", "language=zh")
    prompt = (Path(__file__).parents[1] / "challenges" / "hexagon" / "prompt.zh.md").read_text(encoding="utf-8")
    assert asked[0].content == prompt
    assert (log.status, log.eval.task) == ("success", "hexagon")
    assert next(iter(log.samples[0].scores.values())).value == {"passed": 0.0, "score": 0.0}


def test_a_failure_of_the_judge_is_an_error_of_the_sample(tmp_path: Path) -> None:
    folder = own_challenge(tmp_path / "word-count", "def starts(case):\n    return 1 / 0\n")
    _, log = run_inspect(tmp_path, "sandbox/challenge", lambda asked: completion(GOOD), "-T", f"folder={folder}")
    assert log.status == "error"
    assert "ZeroDivisionError: division by zero" in log.samples[0].error.message
