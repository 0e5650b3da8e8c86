"""A real server, `transformers serve`, with a real Qwen3: a tiny one that recites its answers (`make models`)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sandbox.models import Answer, AnswerEnding, AskOptions, ask
from tests.cli.command import any_runner, sandbox
from tests.models.serving import CHALLENGES, ENVIRONMENT, MODEL, NO_SERVER, serving, solution

WORD_COUNT, SQUARE = CHALLENGES / "word-count", CHALLENGES / "spinning-square"

pytestmark = [pytest.mark.models, pytest.mark.timeout(240), NO_SERVER]


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    command = [ENVIRONMENT / "bin" / "transformers", "serve", MODEL, "--host", "127.0.0.1", "--port", "PORT", "--device", "cpu"]
    with serving(command, tmp_path_factory.mktemp("server") / "log") as server:
        yield server.url


def asked(url: str, challenge: Path = WORD_COUNT, kind: str = "transformers", **more: Any) -> Answer:
    return ask(f"{kind}:{MODEL}@{url}", challenge, seed=1, **more)


def test_with_thinking_the_reasoning_comes_apart(url: str) -> None:
    answer = asked(url, thinking=True)
    assert answer.ending is AnswerEnding.COMPLETE and answer.problem == ""
    assert answer.thought is True and answer.reasoning == "The task is word-count. I know a program."
    assert answer.text == solution("word-count")
    assert answer.tokens.prompt is not None and answer.tokens.completion is not None and answer.tokens.completion > 50
    assert answer.served_as.startswith(str(MODEL)) and answer.finish_reason == "stop"
    assert answer.first_token_s is not None and 0 < answer.first_token_s <= answer.seconds


def test_what_the_server_does_not_take_is_told(url: str) -> None:
    answer = asked(url, thinking=False)
    assert [note.partition(" (")[0] for note in answer.notes] == ["left out, for the server refused it: min_p, top_k"]
    assert answer.parameters["temperature"] == 0.7 and "top_k" not in answer.parameters


def test_without_thinking_there_is_no_reasoning(url: str) -> None:
    answer = asked(url, thinking=False)
    assert (answer.thought, answer.reasoning) == (False, "")
    assert "len(sys.stdin.read())" in answer.text and answer.ending is AnswerEnding.COMPLETE


def test_the_word_in_the_prompt_switches_too(url: str) -> None:
    answer = asked(url, kind="lmstudio", thinking=False)
    assert (answer.thought, answer.reasoning) == (False, "")
    assert "len(sys.stdin.read())" in answer.text and answer.parameters["prompt_suffix"] == "/no_think"


def test_a_thought_that_is_cut_is_incomplete(url: str) -> None:
    answer = asked(url, thinking=True, options=AskOptions(max_tokens=8))
    assert answer.ending is AnswerEnding.INCOMPLETE and answer.finish_reason == "length"
    assert answer.problem == "the thought was cut after 8 tokens: the limit is 8, or what the server's context holds"
    assert answer.text == "" and answer.thought is True


def test_the_command_asks_and_judges_both_modes(url: str, tmp_path: Path) -> None:
    options = ["--thinking", "both", "--verify", "--no-video", "--seed", "1", "--json", *any_runner()]
    done = sandbox("ask", "--model", f"transformers:{MODEL}@{url}", "--challenge", str(SQUARE), *options, cwd=tmp_path)
    assert done.code == 1, done.stderr
    on, off = done.json["answers"]
    assert (on["thinking"], on["thought"], on["judged"]["verdict"]) == (True, True, "passed")
    assert (off["thinking"], off["thought"], off["judged"]["verdict"]) == (False, False, "failed")
    assert off["judged"]["reason"].startswith("turns: counter-clockwise")
    for answer in (on, off):
        assert (tmp_path / answer["folder"] / "answer.md").is_file() and (tmp_path / answer["report"]).is_file()
