"""Model: SERVER:NAME[@URL] as a user writes it, or a name of models.toml, and what is known of it.

    ollama:qwen3:14b
    vllm:Qwen/Qwen3-32B
    openai:qwen3-32b@https://models.example.org/v1

A name may hold colons, slashes and at signs; an address begins at the at sign before http:// or https://.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from sandbox.errors import UsageError
from sandbox.models.presets import Preset, preset_of
from sandbox.models.servers import DIALECTS, Server, ServerKind

__all__ = ["Model", "address", "model_of"]

_URL_AT = re.compile(r"@(?=https?://)", re.IGNORECASE)
_BARE_ADDRESS = re.compile(r"@(?:localhost|[\w.-]*\.[\w.-]+|\[[0-9a-f:]+\])(?::\d+)?(?:/[\w/]*)?$|@[\w.-]+:\d+(?:/[\w/]*)?$")
_EXAMPLE = "such as ollama:qwen3:14b or vllm:Qwen/Qwen3-32B@http://localhost:8000/v1"


@dataclass(frozen=True, slots=True)
class Model:
    """A model on a server. The values of models.toml stand before those of the preset; None and {} where there are none.

    spec   as the user named it: the model's name in answers and rankings
    name   as its server knows it
    """

    spec: str
    server: Server
    name: str
    preset: Preset | None = None
    context_tokens: int | None = None
    max_tokens: int | None = None
    thinking: Mapping[str, float] = field(default_factory=dict)
    no_thinking: Mapping[str, float] = field(default_factory=dict)

    def sampling(self, thinking: bool | None) -> dict[str, float]:
        """Of that mode. Where a model thinks as it likes and nobody says, as if it thought."""
        if thinking is None and self.preset is not None:
            thinking = self.preset.thinks
        known = {} if self.preset is None else self.preset.no_thinking if thinking is False else self.preset.thinking
        return {**known, **(self.no_thinking if thinking is False else self.thinking)}

    def modes(self, wanted: str | None = None) -> tuple[bool | None, ...]:
        """What to ask for "on", "off", "both", or None: as a model that thinks is best used. A model without a switch has
        one mode, None.

        Raises UsageError where the model cannot do what is wanted.
        """
        fixed = None if self.preset is None else self.preset.thinks
        if fixed is not None:
            if wanted == ("off" if fixed else "on"):
                always = "always thinks" if fixed else "never thinks"
                raise UsageError(f"{self.spec}: this model {always}; ask it without --thinking")
            return (None,)
        if wanted is None:
            return (None,) if self.preset is None else (True,)
        return {"on": (True,), "off": (False,), "both": (True, False)}[wanted]


def model_of(spec: str, servers: Mapping[str, Server] | None = None) -> Model:
    """Reads SERVER:NAME[@URL]; SERVER is a kind, or one of the named servers.

    Raises UsageError that says in one line what is wrong.
    """
    known = {kind.value: Server(kind, dialect.url, kind.value, dialect.key) for kind, dialect in DIALECTS.items()}
    known |= servers or {}
    text = spec.strip()
    before, *rest = _URL_AT.split(text, maxsplit=1)
    word, colon, name = before.partition(":")
    word, name = word.strip(), name.strip()
    if not colon or word.lower() not in {key.lower() for key in known}:
        raise UsageError(f"model {text!r}: no server {word!r}; known are {', '.join(known)}, {_EXAMPLE}")
    if not name:
        raise UsageError(f"model {text!r}: names no model, {_EXAMPLE}")
    if any(c.isspace() or not c.isprintable() for c in name):
        raise UsageError(f"model {text!r}: a model's name has no blanks")
    if not rest and _BARE_ADDRESS.search(name):
        raise UsageError(f"model {text!r}: an address begins with http:// or https://, {_EXAMPLE}")
    server = next(found for key, found in known.items() if key.lower() == word.lower())
    if rest:
        # A key goes where its owner said, and nowhere else.
        server = Server(server.kind, address(rest[0], server.kind), server.name, "", server.switch, server.concurrency)
    return Model(spec=text, server=server, name=name, preset=preset_of(name))


def address(url: str, kind: ServerKind) -> str:
    """The URL as a client takes it: without a slash at the end, with /v1 where no path is given, but for Ollama without.

    Raises UsageError for what is no address of a server.
    """
    text = url.strip().rstrip("/")
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as error:
        raise UsageError(f"{url!r}: {error}") from error
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname or port == 0 or any(c.isspace() for c in text):
        raise UsageError(f"{url!r}: not an address such as http://localhost:8000/v1")
    if parts.username is not None or parts.password is not None:
        raise UsageError("an address holds no password; models.toml names the environment's variable with the key")
    if parts.query or parts.fragment:
        raise UsageError(f"{url!r}: an address of a server ends with its path, such as /v1")
    if kind is ServerKind.OLLAMA:
        return text.removesuffix("/v1").removesuffix("/api").rstrip("/")
    return text if parts.path else f"{text}/v1"
