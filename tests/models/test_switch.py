"""Thinking is switched as each server wants it, and the answer says whether it took."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.errors import UsageError
from sandbox.models import Answer
from tests.models.asked import asked_of
from tests.models.server import Asked, Play, Reply, Server, ollama_said, playing, refused, said

CODE = "```python\nprint(1)\n```"
ANSWERS = {True: said(CODE, "Why?"), False: said(CODE)}


def obeying(is_on: Any) -> Play:
    """A server whose model thinks where the function of the request says so."""
    return lambda asked: ANSWERS[bool(is_on(asked.json))]


def by_template(body: dict[str, Any]) -> bool:
    return bool(body.get("chat_template_kwargs", {}).get("enable_thinking", True))


def by_word(body: dict[str, Any]) -> bool:
    return not body["messages"][0]["content"].endswith("\n\n/no_think")


def by_effort(body: dict[str, Any]) -> bool:
    return body.get("reasoning_effort") != "none"


@pytest.mark.parametrize(
    ("model", "is_on"),
    [
        ("vllm:Qwen/Qwen3-14B", by_template),
        ("sglang:Qwen/Qwen3-14B", by_template),
        ("transformers:Qwen/Qwen3-14B", by_template),
        ("llamacpp:Qwen3-14B", by_template),
        ("lmstudio:qwen/qwen3-14b", by_word),
        ("openai:qwen3-14b", by_effort),
    ],
)
@pytest.mark.parametrize("thinking", [True, False])
def test_each_server_is_told_in_its_way(model: str, is_on: Any, thinking: bool) -> None:
    with playing(obeying(is_on)) as server:
        answer = asked_of(server, model, thinking=thinking)
    assert answer.thinking is answer.thought is thinking
    assert answer.notes == ()


@pytest.mark.parametrize("thinking", [True, False])
def test_ollama_is_told_by_its_native_api(thinking: bool) -> None:
    with playing(lambda asked: ollama_said(CODE, "Why?" if asked.json["think"] else "")) as server:
        answer = asked_of(server, "ollama:qwen3:14b", thinking=thinking)
    assert answer.thinking is answer.thought is thinking
    assert server.asked[0].path == "/api/chat"


def test_nothing_is_said_where_nothing_is_wanted() -> None:
    with playing([said(CODE)]) as server:
        answer = asked_of(server, "vllm:mistral")
    assert answer.thinking is None and answer.thought is False
    assert set(server.asked[0].json) == {"model", "messages", "stream", "stream_options"}


def test_a_switch_that_the_server_ignores_is_told() -> None:
    with playing([said(CODE, "Why?")]) as server:
        answer = asked_of(server, thinking=False)
    assert answer.thinking is False and answer.thought is True
    assert answer.notes == ("thinking was asked off, and the model thought all the same: the switch was chat_template_kwargs",)


def test_a_model_that_does_not_think_is_told() -> None:
    with playing([said(CODE)]) as server:
        answer = asked_of(server, thinking=True)
    assert answer.thought is False
    assert answer.notes == ("thinking was asked on, and the model did not think: the switch was chat_template_kwargs",)


def test_where_a_switch_is_refused_the_next_one_is_tried() -> None:
    def play(asked: Asked) -> Reply:
        if "chat_template_kwargs" in asked.json:
            return refused(400, {"error": {"message": "Unrecognized request argument supplied: chat_template_kwargs"}})
        return ANSWERS[by_word(asked.json)]

    with playing(play) as server:
        answer = asked_of(server, thinking=False)
    assert answer.thought is False and len(server.asked) == 2
    assert answer.parameters["prompt_suffix"] == "/no_think"
    assert answer.prompt == server.asked[0].content  # what was appended is no part of the challenge's prompt
    assert answer.notes[0].startswith("left out, for the server refused it: chat_template_kwargs (400: ")


def test_the_word_in_the_prompt_is_for_models_that_know_it() -> None:
    with playing([said(CODE)]) as server:
        answer = asked_of(server, "lmstudio:mistral-small", thinking=False)
    assert server.asked[0].content == answer.prompt and answer.thought is False


def test_ollama_says_that_a_model_cannot_think() -> None:
    def play(asked: Asked) -> Reply:
        if "think" in asked.json:
            return refused(400, {"error": '"mistral" does not support thinking'})
        return ollama_said(CODE, model="mistral")

    with playing(play) as server:
        answer = asked_of(server, "ollama:mistral", thinking=True)
    assert answer.text == CODE and answer.thought is False
    assert answer.notes == (
        'left out, for the server refused it: think (400: "mistral" does not support thinking)',
        "thinking was asked on, and the model did not think: it was sent no switch",
    )


def test_a_model_that_cannot_switch_is_not_asked_to() -> None:
    server = Server([said(CODE)])
    server.url = "http://127.0.0.1:9"
    with pytest.raises(UsageError, match="this model always thinks; ask it without --thinking"):
        asked_of(server, "vllm:Qwen/Qwen3-4B-Thinking-2507", thinking=False)
    with playing([said(CODE, "Why?")]) as there:
        answer: Answer = asked_of(there, "vllm:Qwen/Qwen3-4B-Thinking-2507")
    assert answer.thinking is None and answer.thought is True
    assert there.asked[0].json["temperature"] == 0.6 and "chat_template_kwargs" not in there.asked[0].json
