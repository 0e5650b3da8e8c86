"""Answer: what a model said when it was asked once, kept whole, and how the asking went."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

__all__ = ["Answer", "AnswerEnding", "Tokens"]


class AnswerEnding(StrEnum):
    """How an answer ended. One owner of this closed list."""

    COMPLETE = "complete"  # the model said that it was done
    INCOMPLETE = "incomplete"  # cut by the limit of tokens, or a thought that never closed: not wrong, not whole
    FAILED = "failed"  # the server, the network or the context failed: says nothing about the model


@dataclass(frozen=True, slots=True)
class Tokens:
    """As the server counts them; None where it does not say."""

    prompt: int | None = None
    completion: int | None = None
    reasoning: int | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of one model to one challenge's prompt.

    model         as the user named it, e.g. "ollama:qwen3:14b"
    served_as     the model's name by the server's own words, empty where it says none
    thinking      whether thinking was asked for; None where the model has no switch
    thought       whether it did think, by what came back
    sample        0, 1, … of the same question
    text          the answer without its reasoning
    parameters    what was sent: sampling, context length, limits
    started       ISO 8601, UTC
    seconds       from the request to the last token; first_token_s to the first one
    problem       one line, empty where nothing went wrong
    """

    model: str
    challenge: str
    language: str
    thinking: bool | None
    sample: int
    prompt: str
    text: str
    reasoning: str = ""
    ending: AnswerEnding = AnswerEnding.COMPLETE
    problem: str = ""
    thought: bool | None = None
    served_as: str = ""
    finish_reason: str = ""
    tokens: Tokens = Tokens()
    started: str = ""
    seconds: float = 0.0
    first_token_s: float | None = None
    parameters: Mapping[str, object] = field(default_factory=dict)
