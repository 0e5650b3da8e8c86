"""Models: how they are named, where they are served, and how they are asked.

    from sandbox.models import ask
    answer = ask("ollama:qwen3:14b", "CHALLENGE", thinking=True)
    answer.text, answer.reasoning, answer.ending

The way of a question:

    spec.py        SERVER:NAME[@URL] is read; servers.py and presets.py say what is known of both
    asking.py      the question is put, and put again where waiting or leaving out a parameter helps
    compatible.py  in OpenAI's words, or ollama.py: in Ollama's own
    failed.py      what a server refuses is classified, transport.py: what the network does
    collected.py   the pieces that come become an Answer; reasoning.py tells the thought from it
"""

from __future__ import annotations

from sandbox.models.answer import Answer, AnswerEnding, Failure, Tokens, answer_data, answer_of
from sandbox.models.asking import Asking, AskOptions, OnAsking, ask, ask_async
from sandbox.models.spec import Model, model_of

__all__ = [
    "Answer",
    "AnswerEnding",
    "AskOptions",
    "Asking",
    "Failure",
    "Model",
    "OnAsking",
    "Tokens",
    "answer_data",
    "answer_of",
    "ask",
    "ask_async",
    "model_of",
]
