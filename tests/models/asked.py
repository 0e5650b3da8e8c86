"""What the tests ask: a small challenge, with a server's address in the model's name, and little patience."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sandbox.models import Answer, AskOptions, ask
from tests.models.server import Server

WORD_COUNT = Path(__file__).parents[1] / "challenges" / "word-count"
IMPATIENT = AskOptions(first_token_s=5.0, stall_s=5.0, attempts=3, wait_s=0.01, most_wait_s=0.05)


def asked_of(server: Server, model: str = "vllm:Qwen/Qwen3-14B", **more: Any) -> Answer:
    return ask(f"{model}@{server.url}", WORD_COUNT, **{"options": IMPATIENT, **more})
