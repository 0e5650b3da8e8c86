"""Answer: what a model said when it was asked once, kept whole, and how the asking went."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import Any

from sandbox.errors import UsageError

__all__ = ["Answer", "AnswerEnding", "Failure", "Tokens", "answer_data", "answer_of"]


class AnswerEnding(StrEnum):
    """How an answer ended. One owner of this closed list."""

    COMPLETE = "complete"  # the model said that it was done
    INCOMPLETE = "incomplete"  # cut by the limit of tokens, or a thought that never closed: not wrong, not whole
    FAILED = "failed"  # the server, the network or the context failed: says nothing about the model


class Failure(StrEnum):
    """Why an answer failed. One owner of this closed list."""

    ABSENT = "absent"  # nobody listens there
    DENIED = "denied"  # the key is missing or wrong, or its account is empty
    NO_MODEL = "no model"  # the server does not have this model
    REFUSED = "refused"  # the server does not take the request
    OVERLOADED = "overloaded"  # too many requests, or not ready yet, and still so after waiting
    STALLED = "stalled"  # nothing came for too long
    CUT = "cut"  # the connection or the stream ended before the answer did
    CONTEXT = "context"  # the prompt does not fit, or was cut by the server
    SERVER = "server"  # an error of the server itself, or words that cannot be understood

    @property
    def lasting(self) -> bool:
        """Whether the next question to this model would fail in the same way."""
        return self in (Failure.ABSENT, Failure.DENIED, Failure.NO_MODEL)


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
    thought       whether it did think, by what came back; None where that cannot be told
    sample        0, 1, … of the same question
    prompt        the challenge's; what was appended to it to switch thinking is in `parameters`
    text          the answer without its reasoning
    parameters    what was sent: sampling, context length, limits, switch
    started       ISO 8601, UTC
    seconds       from the request that was answered to its last token; first_token_s to the first one
    problem       one line: why the answer is not complete, empty where it is
    failure       the same as a word, of a failed answer
    notes         one line each: parameters that the server refused, a switch that did not take, requests that were repeated
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
    failure: Failure | None = None
    notes: tuple[str, ...] = ()


def answer_data(answer: Answer) -> dict[str, object]:
    """The answer as JSON has it."""
    data: dict[str, object] = {f.name: getattr(answer, f.name) for f in fields(answer)}
    tokens = {f.name: getattr(answer.tokens, f.name) for f in fields(answer.tokens)}
    return data | {"tokens": tokens, "notes": list(answer.notes), "parameters": dict(answer.parameters)}


def answer_of(data: Mapping[str, Any]) -> Answer:
    """The answer that `answer_data` made; names it does not know are left out, those of a later version.

    Raises UsageError where the data is no answer.
    """
    try:
        known = {f.name: data[f.name] for f in fields(Answer) if f.name in data}
        tokens = Tokens(**{f.name: known.get("tokens", {}).get(f.name) for f in fields(Tokens)})
        failure = known.get("failure")
        return Answer(
            **known
            | {
                "tokens": tokens,
                "ending": AnswerEnding(known.get("ending", AnswerEnding.COMPLETE)),
                "failure": None if failure is None else Failure(failure),
                "notes": tuple(known.get("notes", ())),
            }
        )
    except (TypeError, ValueError, AttributeError) as error:
        raise UsageError(f"not an answer: {error}") from error
