"""Servers with OpenAI's API, played by a local server and asked by the real client."""

from __future__ import annotations

from sandbox.models import AnswerEnding, ask
from tests.models.server import playing, said

CHALLENGE = "hexagon"


def test_an_answer_is_kept_whole() -> None:
    with playing([said("```python\nprint(1)\n```", "Print one.")]) as server:
        answer = ask(f"vllm:Qwen/Qwen3-14B@{server.url}", CHALLENGE, thinking=True, seed=7)
    assert (answer.text, answer.reasoning) == ("```python\nprint(1)\n```", "Print one.")
    assert answer.ending is AnswerEnding.COMPLETE and answer.problem == "" and answer.notes == ()
    assert answer.thought is True and answer.served_as == "Qwen/Qwen3-14B" and answer.finish_reason == "stop"
    assert answer.tokens.prompt == 2000 and answer.tokens.completion == 3
    (asked,) = server.asked
    assert asked.path == "/v1/chat/completions" and asked.content == answer.prompt
    assert asked.json["chat_template_kwargs"] == {"enable_thinking": True}
    assert {name: asked.json[name] for name in ("temperature", "top_p", "top_k", "min_p", "seed", "max_tokens")} == {
        "temperature": 0.6, "top_p": 0.95, "top_k": 20, "min_p": 0.0, "seed": 7, "max_tokens": 32768,
    }  # fmt: skip
