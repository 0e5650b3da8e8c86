"""What to do about a failure, in a few words at the end of an answer's `problem`; and what a server's list of models tells."""

from __future__ import annotations

import asyncio

from sandbox.models.answer import Failure
from sandbox.models.request import Request, client
from sandbox.models.servers import ServerKind
from sandbox.text import one_line

__all__ = ["advised", "another"]

LOOK_S = 5.0  # for the list of a server's models
SHOWN = 8  # of them


async def advised(failure: Failure, request: Request) -> str:
    """Empty where there is nothing to say, else it begins with "; "."""
    server = request.server
    if failure is Failure.ABSENT:
        start = server.dialect.start.format(model=request.model)
        return f"; start it: {start}, or give its address: MODEL@http://HOST:PORT" if start else "; is the address right?"
    if failure is Failure.NO_MODEL:
        get = server.dialect.get.format(model=request.model)
        listed = await served(request)
        return (f"; get it: {get}" if get else "") + ("" if listed is None else f"; it has {_named(listed)}")
    if failure is Failure.DENIED and not request.key:
        variable = f"set {server.key}" if server.key else 'name its variable in models.toml: key = "NAME"'
        return f"; no key was sent: {variable}"
    if failure is Failure.CONTEXT:
        return "; start the server with a longer context"
    return ""


async def served(request: Request) -> list[str] | None:
    """The models that the server has, by its own word; None where it does not say."""
    import httpx2

    native = request.server.kind is ServerKind.OLLAMA
    headers = {"Authorization": f"Bearer {request.key}"} if request.key else {}
    try:
        async with asyncio.timeout(LOOK_S), client(request.server, headers) as speaker:
            data = (await speaker.get(f"{request.server.url}{'/api/tags' if native else '/models'}")).json()
        return [str(model["name" if native else "id"]) for model in data["models" if native else "data"]]
    except (httpx2.HTTPError, ValueError, KeyError, TypeError, TimeoutError):
        return None


async def another(request: Request) -> str:
    """A note where a server that takes any name has no model of this one; else empty."""
    listed = await served(request) if request.server.dialect.echoes else None
    if not listed or {request.model, request.model.partition(":")[0]} & set(listed):  # SGLang has adapters as MODEL:ADAPTER
        return ""
    return f"asked for {request.model}, the server answered with what it has: {_named(listed)}"


def _named(listed: list[str]) -> str:
    more = f" and {len(listed) - SHOWN} more" if len(listed) > SHOWN else ""
    return f"{', '.join(one_line(name, 80) for name in listed[:SHOWN])}{more}" if listed else "no model at all"
