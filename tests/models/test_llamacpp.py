"""llama.cpp's own server with the tiny Qwen3, as GGUF (`make models`)."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from sandbox.models import Answer, AnswerEnding, Asking, AskOptions, Failure, ask, ask_async
from tests.models.serving import CHALLENGES, ENVIRONMENT, GGUF, NO_SERVER, Serving, serving, solution

WORD_COUNT, SQUARE = CHALLENGES / "word-count", CHALLENGES / "spinning-square"
PATIENT = AskOptions(attempts=3, wait_s=0.01)

pytestmark = [pytest.mark.models, pytest.mark.timeout(120), NO_SERVER]


def llamacpp(folder: Path, context: int = 0) -> AbstractContextManager[Serving]:
    program = Path(__file__).with_name("llamacpp_server.py")
    return serving([ENVIRONMENT / "bin" / "python", program, GGUF, "PORT", str(context)], folder / "log")


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with llamacpp(tmp_path_factory.mktemp("server")) as server:
        yield server.url


def asked(url: str, challenge: str | Path = WORD_COUNT, name: str = f"llamacpp:{GGUF.name}", **more: Any) -> Answer:
    return ask(f"{name}@{url}", challenge, **{"options": PATIENT, **more})


@pytest.mark.parametrize("thinking", [True, None])
def test_it_thinks_where_it_is_asked_to_and_by_itself(url: str, thinking: bool | None) -> None:
    answer = asked(url, thinking=thinking, seed=1)
    assert (answer.ending, answer.problem, answer.notes) == (AnswerEnding.COMPLETE, "", ())
    assert (answer.thought, answer.reasoning) == (True, "The task is word-count. I know a program.")
    assert answer.text == solution("word-count") and answer.finish_reason == "stop"


def test_it_takes_the_whole_preset(url: str) -> None:
    answer = asked(url, thinking=False, seed=1)
    assert {name: answer.parameters[name] for name in ("temperature", "top_p", "top_k", "min_p", "seed", "max_tokens")} == {
        "temperature": 0.7, "top_p": 0.8, "top_k": 20, "min_p": 0.0, "seed": 1, "max_tokens": 32768,
    }  # fmt: skip
    assert answer.notes == ()


@pytest.mark.parametrize("kind", ["llamacpp", "lmstudio", "openai"])
def test_each_switch_turns_thinking_off(url: str, kind: str) -> None:
    """chat_template_kwargs, /no_think in the prompt, reasoning_effort."""
    answer = asked(url, name=f"{kind}:{GGUF.name}", thinking=False)
    assert (answer.thought, answer.reasoning, answer.notes) == (False, "", ())
    assert "len(sys.stdin.read())" in answer.text and answer.ending is AnswerEnding.COMPLETE


def test_tokens_are_counted(url: str) -> None:
    tokens = asked(url, thinking=True).tokens
    assert tokens.prompt is not None and 50 < tokens.prompt < 200
    assert tokens.completion is not None and 50 < tokens.completion < 200 and tokens.reasoning is None


@pytest.mark.parametrize(
    ("thinking", "what"),
    [(True, "thought"), (False, "answer")],
)
def test_what_is_cut_is_incomplete(url: str, thinking: bool, what: str) -> None:
    answer = asked(url, thinking=thinking, options=replace(PATIENT, max_tokens=8))
    assert (answer.ending, answer.finish_reason) == (AnswerEnding.INCOMPLETE, "length")
    assert answer.problem == f"the {what} was cut after 8 tokens: the limit is 8, or what the server's context holds"


def test_any_name_is_taken_and_told(url: str) -> None:
    answer = asked(url, name="llamacpp:Qwen3-32B-Q4_K_M.gguf", thinking=True)
    assert answer.text == solution("word-count")
    assert answer.notes == (f"asked for Qwen3-32B-Q4_K_M.gguf, the server says that {answer.served_as} answered",)


def test_two_are_answered_at_a_time(url: str) -> None:
    async def both() -> list[Answer]:
        return await asyncio.gather(
            *(ask_async(f"llamacpp:{GGUF.name}@{url}", challenge, thinking=True) for challenge in (WORD_COUNT, SQUARE))
        )

    assert [answer.text for answer in asyncio.run(both())] == [solution("word-count"), solution("spinning-square")]


def test_a_context_that_is_too_short_is_told(tmp_path: Path) -> None:
    with llamacpp(tmp_path, context=512) as server:
        answer = asked(server.url, "hexagon", thinking=True)
    assert (answer.ending, answer.failure) == (AnswerEnding.FAILED, Failure.CONTEXT)
    assert "exceeds the available context size" in answer.problem
    assert answer.problem.endswith("; start the server with a longer context")


def test_a_server_that_is_killed_in_the_middle_is_missed(tmp_path: Path) -> None:
    with llamacpp(tmp_path) as server:

        def kill(now: Asking) -> None:
            if now.tokens > 20:
                server.process.kill()
                server.process.wait()

        answer = asked(server.url, SQUARE, thinking=True, options=replace(PATIENT, attempts=2), on_progress=kill)
    assert (answer.ending, answer.failure) == (AnswerEnding.FAILED, Failure.ABSENT)
    assert "asked again after" in answer.notes[0] and "closed the connection" in answer.notes[0]
