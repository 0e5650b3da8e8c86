"""`sandbox ask`, as a user starts it, against a played server."""

from __future__ import annotations

import json
import signal
from pathlib import Path

import pytest

from sandbox.models import AnswerEnding
from sandbox.models.keeping import kept
from tests.cli.command import any_runner, sandbox, terminal
from tests.models.asked import WORD_COUNT
from tests.models.server import Asked, Reply, playing, refused, said

SOLUTION = (WORD_COUNT / "reference" / "solution.py").read_text(encoding="utf-8")
RIGHT, WRONG = f"```python\n{SOLUTION}```", "```python\nprint(1)\n```"
QWEN = "vllm:Qwen/Qwen3-14B"


def by_mode(asked: Asked) -> Reply:
    """Right with thinking, wrong without."""
    if asked.json["chat_template_kwargs"]["enable_thinking"]:
        return said(RIGHT, "Count the words.")
    return said(WRONG)


def ask(url: str, *options: str) -> tuple[str, ...]:
    return ("ask", "--model", f"{QWEN}@{url}", "--challenge", str(WORD_COUNT), *options)


def test_answers_are_kept(tmp_path: Path) -> None:
    with playing(by_mode) as server:
        done = sandbox(*ask(server.url, "--thinking", "both", "--samples", "2", "--seed", "5"), cwd=tmp_path)
    assert (done.code, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert [line.split()[:3] for line in lines if line.startswith(("0 ", "1 "))] == [
        ["0", "thinking", "complete"],
        ["0", "no", "thinking"],
        ["1", "thinking", "complete"],
        ["1", "no", "thinking"],
    ]
    folders = [tmp_path / line for line in lines[-4:]]
    assert [kept(folder).text for folder in folders] == [RIGHT, WRONG] * 2
    assert [kept(folder).parameters["seed"] for folder in folders] == [5, 5, 6, 6]
    assert (folders[0] / "answer.md").read_text(encoding="utf-8") == RIGHT


def test_a_second_call_adds_to_the_first(tmp_path: Path) -> None:
    with playing(by_mode) as server:
        for _ in range(2):
            done = sandbox(*ask(server.url, "--out", "here"), cwd=tmp_path)
    assert done.stdout.splitlines()[-1].endswith("/word-count/en-thinking/1")
    assert len(list(tmp_path.rglob("answer.json"))) == 2


def test_answers_are_judged(tmp_path: Path) -> None:
    with playing(by_mode) as server:
        options = ["--thinking", "both", "--verify", "--no-video", "--json", *any_runner()]
        done = sandbox(*ask(server.url, *options), cwd=tmp_path)
    assert done.code == 1
    on, off = done.json["answers"]
    assert on["judged"] == {"verdict": "passed", "score": 100.0, "reason": ""}
    assert off["judged"]["verdict"] == "failed" and off["judged"]["reason"].startswith("outputs: 0 of 4 are right")
    assert (tmp_path / on["report"]).is_file()


def test_of_a_single_answer_the_checks_are_shown(tmp_path: Path) -> None:
    with playing(by_mode) as server:
        done = sandbox(*ask(server.url, "--verify", "--no-video", *any_runner()), cwd=tmp_path)
    assert done.code == 0
    assert "✓ outputs" in done.stdout and "passed 100 of 100" in done.stdout


def test_an_answer_without_a_program_fails_by_the_models_fault(tmp_path: Path) -> None:
    with playing([said("", finish="stop")]) as server:
        done = sandbox(*ask(server.url, "--thinking", "off", "--verify", "--json", *any_runner()), cwd=tmp_path)
    (answer,) = done.json["answers"]
    assert answer["ending"] == "complete" and answer["notes"] == ["the answer is empty"]
    assert done.code == 1 and answer["judged"]["verdict"] == "failed"


def test_an_incomplete_answer_is_not_judged(tmp_path: Path) -> None:
    with playing([said("```python\nprint(", finish="length")]) as server:
        done = sandbox(*ask(server.url, "--thinking", "off", "--verify", "--json", *any_runner()), cwd=tmp_path)
    (answer,) = done.json["answers"]
    assert (done.code, answer["ending"], answer["judged"]) == (3, "incomplete", None)


def test_a_failed_server_is_4_and_keeps_nothing(tmp_path: Path) -> None:
    with playing([refused(401, {"error": {"message": "no"}})]) as server:
        done = sandbox(*ask(server.url, "--samples", "3"), cwd=tmp_path)
    assert done.code == 4
    assert done.stdout.count("no answer") == 3 and "denied: 401: no" in done.stdout
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        (["--model", "qwen3:14b"], "no server 'qwen3'; known are ollama, lmstudio"),
        (["--model", QWEN, "--challenge", "no-such"], "no challenge 'no-such'"),
        (["--model", QWEN, "--lang", "zh"], "challenge word-count has no prompt in 'zh'; it has en"),
        (["--model", f"{QWEN}-Instruct", "--thinking", "on"], "this model never thinks; ask it without --thinking"),
        (["--model", QWEN, "--context", "100"], "a context of 100 tokens leaves no room for an answer"),
        (["--model", QWEN, "--models", "none.toml"], "none.toml: No such file or directory"),
        (["--model", QWEN, "--samples", "0"], "not a positive whole number: '0'"),
        (["--model", QWEN, "--verify", "--runner", "process"], "the back end process isolates nothing"),
    ],
)
def test_wrong_usage_is_one_line_before_anything_is_asked(tmp_path: Path, options: list[str], complaint: str) -> None:
    given = options if "--challenge" in options else [*options, "--challenge", str(WORD_COUNT)]
    done = sandbox("ask", *given, cwd=tmp_path)
    assert (done.code, done.stdout) == (2, "")
    assert complaint in done.stderr and done.stderr.count("\n") == 1


def test_progress_is_seen_while_it_comes(tmp_path: Path) -> None:
    with (
        playing([said(WRONG, "On and on " * 30, ending="stall")]) as server,
        terminal(*ask(server.url, "--no-video"), cwd=tmp_path) as shown,
    ):
        shown.until("answering")
        assert "tokens" in shown.text and "thinking 0" in shown.text
        shown.press(b"\x03")
        assert shown.wait() == 130


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_finished_answers_stay_when_it_is_interrupted(tmp_path: Path, stop: signal.Signals) -> None:
    with (
        playing([said(RIGHT), said("half", ending="stall")]) as server,
        terminal(*ask(server.url, "--samples", "3"), cwd=tmp_path) as shown,
    ):
        shown.until("1 of 3")
        shown.until("answering")
        if stop is signal.SIGINT:
            shown.press(b"\x03")
        else:
            shown.process.send_signal(stop)
        assert shown.wait() == (130 if stop is signal.SIGINT else 143)
    (path,) = tmp_path.rglob("answer.json")
    answer = json.loads(path.read_text(encoding="utf-8"))
    assert answer["text"] == RIGHT and answer["ending"] == AnswerEnding.COMPLETE
    assert "complete" in shown.text
