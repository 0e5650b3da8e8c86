"""Ollama by its native API: its OpenAI-compatible one has no place for the length of the context, and cuts in silence."""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator
from typing import Any

from sandbox.models.answer import Tokens
from sandbox.models.failed import Failed, of_status, of_stream
from sandbox.models.request import Piece, Request, client
from sandbox.models.servers import Switch
from sandbox.models.transport import of_transport

__all__ = ["sent", "stream"]

# Names of the options that differ from OpenAI's.
OPTIONS = {"max_tokens": "num_predict", "repetition_penalty": "repeat_penalty"}


def sent(request: Request) -> dict[str, object]:
    """The body's parameters beside model, messages and stream."""
    options = {OPTIONS.get(name, name): value for name, value in request.taken.items()}
    if request.context_tokens is not None:
        options["num_ctx"] = request.context_tokens
    body: dict[str, object] = {"options": options}
    if request.switch is Switch.THINK:
        body["think"] = request.thinking
    return {name: value for name, value in body.items() if name not in request.refused}


async def stream(request: Request) -> AsyncGenerator[Piece, None]:
    """Raises Failed."""
    import httpx2

    headers = {"Authorization": f"Bearer {request.key}"} if request.key else {}
    body = {
        "model": request.model,
        "messages": [{"role": "user", "content": request.content}],
        "stream": True,
        **sent(request),
    }
    try:
        async with (
            client(request.server, headers) as speaker,
            speaker.stream("POST", f"{request.server.url}/api/chat", json=body) as response,
        ):
            if response.status_code >= 400:
                raise _refused(response.status_code, await response.aread(), response.headers, request)
            async for line in response.aiter_lines():
                if line.strip():
                    yield _piece(json.loads(line))
    except (httpx2.HTTPError, httpx2.InvalidURL) as error:
        raise of_transport(error, request.server) from error
    except ValueError as error:
        raise Failed.not_understood(error) from error


def _refused(status: int, body: bytes, headers: Any, request: Request) -> Failed:
    text = body.decode("utf-8", "replace")
    try:
        told: object = json.loads(text)
    except ValueError:
        told = text
    return of_status(status, told, headers, ["think", *request.parameters])


def _piece(line: object) -> Piece:
    """Raises Failed for an error in the stream, ValueError for a line that is none of Ollama's."""
    if not isinstance(line, dict):
        raise ValueError("a line is no object")
    if line.get("error"):
        raise of_stream(line)
    message = line.get("message")
    words = message if isinstance(message, dict) else {}
    done = line.get("done") is True
    return Piece(
        text=_text(words.get("content")),
        reasoning=_text(words.get("thinking")),
        finish=(_text(line.get("done_reason")) or "stop") if done else "",
        served_as=_text(line.get("model")),
        tokens=Tokens(_count(line.get("prompt_eval_count")), _count(line.get("eval_count"))) if done else None,
    )


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _count(value: object) -> int | None:
    return value if isinstance(value, int) else None
