"""What to do about a failure, in a few words at the end of an answer's `problem`."""

from __future__ import annotations

import asyncio

from sandbox.models.answer import Failure
from sandbox.models.request import Request, client
from sandbox.models.servers import ServerKind
from sandbox.text import one_line

__all__ = ["advised"]

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
        return (f"; get it: {get}" if get else "") + await _served(request)
    if failure is Failure.DENIED and not request.key:
        variable = f"set {server.key}" if server.key else 'name its variable in models.toml: key = "NAME"'
        return f"; no key was sent: {variable}"
    if failure is Failure.CONTEXT:
        return "; start the server with a longer context"
    return ""


async def _served(request: Request) -> str:
    """What the server has instead, as far as it says."""
    import httpx2

    native = request.server.kind is ServerKind.OLLAMA
    headers = {"Authorization": f"Bearer {request.key}"} if request.key else {}
    try:
        async with asyncio.timeout(LOOK_S), client(request.server, headers) as speaker:
            data = (await speaker.get(f"{request.server.url}{'/api/tags' if native else '/models'}")).json()
        listed = [str(model["name" if native else "id"]) for model in data["models" if native else "data"]]
    except (httpx2.HTTPError, ValueError, KeyError, TypeError, TimeoutError):
        return ""
    more = f" and {len(listed) - SHOWN} more" if len(listed) > SHOWN else ""
    return (
        f"; it has {', '.join(one_line(name, 80) for name in listed[:SHOWN])}{more}" if listed else "; it has no model at all"
    )
