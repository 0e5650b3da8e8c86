"""Ollama's native API, played by a local server."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sandbox.errors import UsageError
from sandbox.models import AnswerEnding
from tests.models.asked import IMPATIENT, asked_of
from tests.models.server import Reply, ollama_said, playing

CODE = "```python\nprint(1)\n```"


def test_an_answer_is_kept_whole() -> None:
    with playing([ollama_said(CODE, "Why not?")]) as server:
        answer = asked_of(server, "ollama:qwen3:14b", thinking=True, seed=7)
    assert (answer.text, answer.reasoning, answer.thought) == (CODE, "Why not?", True)
    assert answer.ending is AnswerEnding.COMPLETE and answer.notes == ()
    assert (answer.tokens.prompt, answer.tokens.completion) == (2000, 3)
    assert answer.served_as == "qwen3:14b" and answer.finish_reason == "stop"
    (asked,) = server.asked
    assert asked.path == "/api/chat" and asked.json["model"] == "qwen3:14b" and asked.json["stream"] is True
    assert asked.json["options"] == {
        "temperature": 0.6, "top_p": 0.95, "top_k": 20, "min_p": 0.0, "seed": 7, "num_predict": 32768, "num_ctx": 40960,
    }  # fmt: skip
    assert answer.parameters == {"options": asked.json["options"], "think": True}


def test_the_context_is_as_long_as_it_was_asked_to_be() -> None:
    with playing([ollama_said(CODE)]) as server:
        asked_of(server, "ollama:qwen3:14b", options=replace(IMPATIENT, context_tokens=4096))
    options = server.asked[0].json["options"]
    assert options["num_ctx"] == 4096
    assert 3000 < options["num_predict"] < 4096  # what the prompt leaves


def test_a_model_without_a_preset_gets_a_context_too() -> None:
    with playing([ollama_said(CODE)]) as server:
        asked_of(server, "ollama:mistral")
    assert server.asked[0].json["options"] == {"num_ctx": 32768}


def test_a_context_that_the_prompt_fills_is_refused() -> None:
    with playing([ollama_said(CODE)]) as server, pytest.raises(UsageError, match="a context of 128 tokens leaves no room"):
        asked_of(server, "ollama:qwen3:14b", options=replace(IMPATIENT, context_tokens=128))
    assert server.asked == []


def test_an_answer_that_was_cut_is_incomplete() -> None:
    with playing([ollama_said("```python\n", done_reason="length")]) as server:
        answer = asked_of(server, "ollama:qwen3:14b")
    assert answer.ending is AnswerEnding.INCOMPLETE
    assert answer.problem == "the answer was cut after 1 token: the limit is 32768, or what the server's context holds"


def test_an_old_server_leaves_the_tags_in_the_answer() -> None:
    with playing([ollama_said(f"<think>\nWhy?\n</think>\n\n{CODE}")]) as server:
        answer = asked_of(server, "ollama:qwen3:14b", thinking=True)
    assert (answer.text, answer.reasoning, answer.thought) == (CODE, "Why?", True)


def test_a_server_that_counts_no_prompt_is_believed() -> None:
    with playing([ollama_said(CODE, prompt_eval_count=None)]) as server:
        answer = asked_of(server, "ollama:qwen3:14b")
    assert answer.ending is AnswerEnding.COMPLETE and answer.tokens.prompt is None


def test_a_server_that_only_loaded_the_model_is_asked_again() -> None:
    loaded = Reply(pieces=[b'{"model": "qwen3:14b", "message": {"content": ""}, "done": true, "done_reason": "load"}\n'])
    with playing([loaded, ollama_said(CODE)]) as server:
        answer = asked_of(server, "ollama:qwen3:14b")
    assert answer.text == CODE and len(server.asked) == 2
