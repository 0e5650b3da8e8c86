"""Request: what is sent for one question, and the pieces that come back, whatever the server's dialect."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sandbox.models.answer import Tokens
from sandbox.models.servers import Server, Switch

if TYPE_CHECKING:
    import httpx2

__all__ = ["NO_THINK", "Piece", "Request", "client"]

CONNECT_S = 10.0
NO_THINK = "/no_think"
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


@dataclass(slots=True)
class Request:
    """parameters      of OpenAI's API and its extensions
    thinking        None says nothing
    switches        how that is said: by the first one
    context_tokens  for the servers that are told
    refused         names of parameters that the server does not take
    """

    server: Server
    key: str
    model: str
    prompt: str
    thinking: bool | None = None
    switches: tuple[Switch, ...] = ()
    context_tokens: int | None = None
    parameters: dict[str, object] = field(default_factory=dict)
    refused: set[str] = field(default_factory=set)

    @property
    def switch(self) -> Switch | None:
        return self.switches[0] if self.thinking is not None and self.switches else None

    @property
    def taken(self) -> dict[str, object]:
        """The parameters without those that the server refused."""
        return {name: value for name, value in self.parameters.items() if name not in self.refused}

    @property
    def content(self) -> str:
        """The prompt, with the word that switches thinking off where nothing else does."""
        return f"{self.prompt.rstrip()}\n\n{NO_THINK}" if self.switch is Switch.SOFT and not self.thinking else self.prompt

    def without(self, names: frozenset[str]) -> None:
        """Leaves out what the server does not take; of the switches the next one is tried."""
        if self.switch is not None and self.switch.value in names:
            self.switches = self.switches[1:]
        self.refused |= names


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the stream. `tokens` and `finish` come with one of the last ones."""

    text: str = ""
    reasoning: str = ""
    finish: str = ""
    served_as: str = ""
    tokens: Tokens | None = None


def client(server: Server, headers: Mapping[str, str] | None = None) -> httpx2.AsyncClient:
    """Waits for ever on an open connection: whoever reads the stream has the patience. A server on this machine is asked
    without a proxy."""
    import httpx2

    here = (urlsplit(server.url).hostname or "") in _LOOPBACK
    timeout = httpx2.Timeout(None, connect=CONNECT_S)
    return httpx2.AsyncClient(timeout=timeout, trust_env=not here, headers=headers, follow_redirects=True)
