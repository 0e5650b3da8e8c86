"""Failed: a request that brought no answer, classified by what the server or the network said. Never leaves this package."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Iterator, Mapping
from email.utils import parsedate_to_datetime
from time import time

from sandbox.models.answer import Failure
from sandbox.text import one_line

__all__ = ["Failed", "of_status", "of_stream"]

WORDS = 300  # characters of a server's message
_CONTEXT = re.compile(
    r"context[ _-](?:length|window|size)|maximum (?:context|sequence)|n_ctx|too many tokens|(?:prompt|input)\b.{0,40}\btoo long"
    r"|longer than the (?:model|maximum)|exceeds? the (?:available |maximum )?(?:context|number of tokens)",
    re.IGNORECASE | re.DOTALL,
)
_NO_MODEL = re.compile(
    r"model\b.{0,200}(?:not found|not exist|not loaded|no such|unknown)|no (?:such )?model|model_not_found",
    re.IGNORECASE | re.DOTALL,
)
# What says so where the status is 400, which is said of much else: OpenAI's word for it, llama.cpp with several models,
# transformers serve with one.
_MODEL_GONE = re.compile(
    r"""model_not_found|\bmodel ['"`]?[^\s'"`]+['"`]? (?:is |was )?(?:not found|does not exist|not loaded)"""
    r"""|\bpinned to\b.+\brequested\b""",
    re.IGNORECASE,
)
_PLACE = re.compile(r"""['"]loc['"]: ?[(\[]([^)\]]*)""")
_EMPTY_ACCOUNT = re.compile(r"insufficient[_ ](?:quota|balance)|billing|credit", re.IGNORECASE)


class Failed(Exception):
    """again      whether the same request may be answered a little later
    wait_s     how long the server asks to wait; None where it says nothing
    parameters  names in the request that the server does not take
    """

    def __init__(
        self,
        failure: Failure,
        message: str,
        *,
        again: bool = False,
        wait_s: float | None = None,
        parameters: frozenset[str] = frozenset(),
    ) -> None:
        super().__init__(message)
        self.failure = failure
        self.again = again
        self.wait_s = wait_s
        self.parameters = parameters

    @classmethod
    def not_understood(cls, error: Exception) -> Failed:
        return cls(Failure.SERVER, f"the server's words cannot be understood ({one_line(str(error), 200)})", again=True)


def of_status(status: int, body: object, headers: Mapping[str, str], sent: Iterable[str]) -> Failed:
    """An answer with an HTTP status of 400 or more. `sent` are the names of parameters that may be left out."""
    words = message_of(body) or f"HTTP {status}"
    said = f"{status}: {words}"
    if status in (400, 422, 501):
        fits = not _CONTEXT.search(words)
        refused = frozenset(_named(body, words, sent))
        if not refused and _MODEL_GONE.search(f"{words} {_code(body)}"):
            return Failed(Failure.NO_MODEL, said)
        return Failed(Failure.REFUSED if refused or fits else Failure.CONTEXT, said, parameters=refused)
    if status in (401, 402, 403):
        return Failed(Failure.DENIED, said)
    if status == 404:
        return Failed(Failure.NO_MODEL if _NO_MODEL.search(f"{words} {_code(body)}") else Failure.REFUSED, said)
    if status == 413:
        return Failed(Failure.CONTEXT, said)
    if status == 429 and _EMPTY_ACCOUNT.search(json.dumps(body, default=str)):
        return Failed(Failure.DENIED, said)
    if status in (408, 409, 425, 429, 503, 529):
        return Failed(Failure.OVERLOADED, said, again=True, wait_s=_wait_s(headers))
    return Failed(Failure.SERVER, said, again=status >= 500, wait_s=_wait_s(headers))


def of_stream(body: object) -> Failed:
    """An error that a server told in the middle of its stream."""
    words = message_of(body)
    if _CONTEXT.search(words):
        return Failed(Failure.CONTEXT, words)
    return Failed(Failure.SERVER, f"in the middle of the answer: {words or 'an error without words'}", again=True)


def message_of(body: object) -> str:
    """The words in an error's body, whichever server wrote it: error.message, error, message, detail[].msg, or plain text."""
    return one_line("; ".join(dict.fromkeys(word for word in _messages(body) if word.strip())), WORDS)


def _messages(body: object) -> Iterator[str]:
    if isinstance(body, str):
        yield body
    elif isinstance(body, list):
        for item in body:
            yield from _messages(item)
    elif isinstance(body, Mapping):
        where = body.get("loc")
        for key in ("error", "message", "detail", "msg"):
            for word in _messages(body.get(key)):
                yield f"{'.'.join(map(str, where))}: {word}" if key == "msg" and isinstance(where, list) else word


def _code(body: object) -> str:
    """OpenAI's word for an error, such as "model_not_found"; the client hands the body over without the key "error"."""
    if not isinstance(body, Mapping):
        return ""
    code = body.get("code")
    return code if isinstance(code, str) else _code(body.get("error"))


def _named(body: object, words: str, sent: Iterable[str]) -> Iterator[str]:
    """Those of the sent names that the error speaks of."""
    # Some servers send the whole request back, with every name in it: where a place is told, nothing else counts.
    places = _PLACE.findall(words) + list(_places(body))
    told = " ".join(places) or words
    for name in sent:
        spoken_of = r"\bdoes not support thinking" if name == "think" else rf"(?<![\w-]){re.escape(name)}(?![\w-])"
        if re.search(spoken_of, told):
            yield name


def _places(body: object) -> Iterator[str]:
    """The `loc` of pydantic's errors, and the `param` of OpenAI's."""
    if isinstance(body, list):
        for item in body:
            yield from _places(item)
    elif isinstance(body, Mapping):
        if isinstance(param := body.get("param"), str):
            yield param
        if isinstance(loc := body.get("loc"), list):
            yield " ".join(map(str, loc))
        for key in ("error", "detail"):
            yield from _places(body.get(key))


def _wait_s(headers: Mapping[str, str]) -> float | None:
    """Retry-After, in seconds or as a date (RFC 9110, 10.2.3), and the form in milliseconds."""
    low = {name.lower(): value for name, value in headers.items()}
    try:
        if "retry-after-ms" in low:
            return _seconds(float(low["retry-after-ms"]) / 1000)
        return _seconds(float(low["retry-after"])) if "retry-after" in low else None
    except ValueError:
        pass
    try:
        return _seconds(parsedate_to_datetime(low["retry-after"]).timestamp() - time())
    except (KeyError, TypeError, ValueError, OverflowError):
        return None


def _seconds(value: float) -> float | None:
    return max(0.0, value) if math.isfinite(value) else None
