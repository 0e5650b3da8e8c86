"""Servers with OpenAI's API, spoken to by the `openai` package."""

from __future__ import annotations

from collections.abc import AsyncGenerator

from sandbox.models.answer import Tokens
from sandbox.models.failed import Failed, of_status, of_stream
from sandbox.models.request import Piece, Request, client
from sandbox.models.servers import Switch
from sandbox.models.transport import of_transport

__all__ = ["sent", "stream"]

# Where servers put the reasoning; the first that a piece has is taken, since some fill two with the same words.
REASONING = ("reasoning", "reasoning_content", "thinking")


def sent(request: Request) -> dict[str, object]:
    """The body's parameters beside model, messages and stream."""
    body: dict[str, object] = {"stream_options": {"include_usage": True}, **request.taken}
    match request.switch:
        case Switch.TEMPLATE:
            body["chat_template_kwargs"] = {"enable_thinking": request.thinking}
        case Switch.ENABLE | Switch.THINK:
            body[request.switch.value] = request.thinking
        case Switch.EFFORT if not request.thinking:
            body["reasoning_effort"] = "none"
        case _:
            pass
    return {name: value for name, value in body.items() if name not in request.refused}


async def stream(request: Request) -> AsyncGenerator[Piece, None]:
    """Raises Failed."""
    import openai

    body = sent(request)
    try:
        async with openai.AsyncOpenAI(
            base_url=request.server.url,
            api_key=request.key or "none",
            max_retries=0,
            http_client=client(request.server),
        ) as speaker:
            opened = await speaker.chat.completions.create(
                model=request.model,
                messages=[{"role": "user", "content": request.content}],
                stream=True,
                extra_body=body,
            )
            async with opened as chunks:
                async for chunk in chunks:
                    yield _piece(chunk)
    except openai.APIStatusError as error:
        told = error.response.text if error.body is None else error.body
        raise of_status(error.status_code, told, error.response.headers, body) from error
    except openai.APIConnectionError as error:
        raise of_transport(error.__cause__ or error, request.server) from error
    except openai.APIError as error:
        raise of_stream(error.body or error.message) from error
    except ValueError as error:  # a line of the stream is no JSON, or no chunk of an answer
        raise Failed.not_understood(error) from error


def _piece(chunk: object) -> Piece:
    """Servers leave out what OpenAI always sends, and the package checks nothing: no field is relied on.

    Raises ValueError for what is no chunk at all.
    """
    if not hasattr(chunk, "model_fields_set"):
        raise ValueError("a chunk is no object")
    choices = getattr(chunk, "choices", None)
    choice = choices[0] if isinstance(choices, list) and choices else None
    delta = getattr(choice, "delta", None)
    reasoning = next((value for name in REASONING if isinstance(value := getattr(delta, name, None), str) and value), "")
    return Piece(
        text=_text(getattr(delta, "content", None)),
        reasoning=reasoning,
        finish=_text(getattr(choice, "finish_reason", None)),
        served_as=_text(getattr(chunk, "model", None)),
        tokens=_tokens(getattr(chunk, "usage", None)),
    )


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _tokens(usage: object) -> Tokens | None:
    if usage is None:
        return None
    details = getattr(usage, "completion_tokens_details", None)
    counts = (
        getattr(usage, "prompt_tokens", None),
        getattr(usage, "completion_tokens", None),
        getattr(details, "reasoning_tokens", None),
    )
    return Tokens(*(count if isinstance(count, int) else None for count in counts))
