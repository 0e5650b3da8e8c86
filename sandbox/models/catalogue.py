"""Catalogue: servers and models of one's own, by name, from a TOML file.

    [servers.lab]
    kind = "vllm"
    url = "http://lab-7:8000/v1"
    key = "LAB_KEY"              # the environment's variable that holds the key
    concurrency = 8              # questions at a time

    [models.ours]
    model = "lab:our-tune"       # SERVER:NAME[@URL]
    preset = "Qwen/Qwen3-32B"    # whose sampling and context it has
    max_tokens = 8192
    thinking = { temperature = 0.6, top_p = 0.95 }

Every key but kind and model may be left out.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

from sandbox.errors import UsageError
from sandbox.models.presets import preset_of
from sandbox.models.servers import DIALECTS, Server, ServerKind, Switch
from sandbox.models.spec import Model, address, model_of

__all__ = ["Catalogue", "read_models"]

DEFAULT = Path("models.toml")
_NAME = re.compile(r"[\w][\w.+-]*")
_VARIABLE = re.compile(r"[A-Za-z_]\w*", re.ASCII)
_SERVER_KEYS = {"kind", "url", "key", "switch", "concurrency"}
_MODEL_KEYS = {"model", "preset", "context_tokens", "max_tokens", "thinking", "no_thinking"}
# What a table of sampling may hold, by the names of OpenAI's API and vLLM's.
_SAMPLING = {"temperature", "top_p", "top_k", "min_p", "presence_penalty", "frequency_penalty", "repetition_penalty"}
MAX_CONCURRENCY = 256
Word = TypeVar("Word", ServerKind, Switch)


@dataclass(frozen=True, slots=True)
class Catalogue:
    servers: Mapping[str, Server] = field(default_factory=dict)
    models: Mapping[str, Model] = field(default_factory=dict)

    def model(self, spec: str) -> Model:
        """A model by its name here, or SERVER:NAME[@URL]. Raises UsageError."""
        if spec in self.models:
            return self.models[spec]
        if ":" not in spec and self.models:
            raise UsageError(f"model {spec!r}: not in models.toml, which has {', '.join(sorted(self.models))}")
        return model_of(spec, self.servers)


def read_models(path: Path | None = None) -> Catalogue:
    """The file's servers and models; None reads models.toml in this folder, where there is one.

    Raises UsageError that names the file and says in one line what is wrong.
    """
    if path is None:
        if not DEFAULT.is_file():
            return Catalogue()
        path = DEFAULT
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        words = error.strerror if isinstance(error, OSError) else str(error)
        raise UsageError(f"{path}: {words}") from error
    try:
        _known(data, {"servers", "models"}, "the file")
        servers = {name: _server(name, table) for name, table in _tables(data, "servers")}
        return Catalogue(servers, {name: _model(name, table, servers) for name, table in _tables(data, "models")})
    except UsageError as error:
        raise UsageError(f"{path}: {error}") from error


def _tables(data: Mapping[str, Any], kind: str) -> list[tuple[str, dict[str, Any]]]:
    tables = data.get(kind, {})
    if not isinstance(tables, dict):
        raise UsageError(f"{kind} is no table")
    for name, table in tables.items():
        if not _NAME.fullmatch(name):
            raise UsageError(f"{kind}: a name has letters, digits and - _ . alone, not {name!r}")
        if not isinstance(table, dict):
            raise UsageError(f"{kind}.{name} is no table")
    return list(tables.items())


def _server(name: str, table: Mapping[str, Any]) -> Server:
    where = f"servers.{name}"
    _known(table, _SERVER_KEYS, where)
    kind = _choice(ServerKind, table.get("kind"), f"{where}.kind")
    dialect = DIALECTS[kind]
    url = _string(table, "url", where)
    key = _string(table, "key", where) or ("" if url else dialect.key)
    if key and not _VARIABLE.fullmatch(key):
        raise UsageError(f"{where}.key is the name of an environment's variable, such as LAB_KEY, and never the key itself")
    try:
        place = address(url, kind) if url else dialect.url
    except UsageError as error:
        raise UsageError(f"{where}.url: {error}") from error
    switch = _choice(Switch, table["switch"], f"{where}.switch") if "switch" in table else None
    return Server(kind, place, name, key, switch, _whole(table, "concurrency", where, MAX_CONCURRENCY) or 1)


def _model(name: str, table: Mapping[str, Any], servers: Mapping[str, Server]) -> Model:
    where = f"models.{name}"
    _known(table, _MODEL_KEYS, where)
    try:
        found = model_of(_string(table, "model", where), servers)
    except UsageError as error:
        raise UsageError(f"{where}: {error}") from error
    preset = found.preset
    if alike := _string(table, "preset", where):
        preset = preset_of(alike)
        if preset is None:
            raise UsageError(f"{where}.preset: no preset for {alike!r}; there are those of Qwen3, such as Qwen/Qwen3-14B")
    return replace(
        found,
        spec=name,
        preset=preset,
        context_tokens=_whole(table, "context_tokens", where),
        max_tokens=_whole(table, "max_tokens", where),
        thinking=_sampling(table, "thinking", where),
        no_thinking=_sampling(table, "no_thinking", where),
    )


def _known(table: Mapping[str, Any], keys: set[str], where: str) -> None:
    strange = sorted(set(table) - keys)
    if strange:
        raise UsageError(f"{where} has {strange[0]!r}, which is not known; known are {', '.join(sorted(keys))}")


def _choice(words: type[Word], value: object, where: str) -> Word:
    try:
        return words(str(value))
    except ValueError as error:
        raise UsageError(f"{where} must be one of {', '.join(words)}") from error


def _string(table: Mapping[str, Any], key: str, where: str) -> str:
    value = table.get(key, "")
    if not isinstance(value, str):
        raise UsageError(f"{where}.{key} must be a text in quotes")
    return value


def _whole(table: Mapping[str, Any], key: str, where: str, most: int = 10**7) -> int | None:
    value = table.get(key)
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or not 0 < value <= most:
        raise UsageError(f"{where}.{key} must be a whole number from 1 to {most:,}")
    return value


def _sampling(table: Mapping[str, Any], key: str, where: str) -> dict[str, float]:
    values = table.get(key, {})
    if not isinstance(values, dict):
        raise UsageError(f"{where}.{key} must be a table such as {{ temperature = 0.6 }}")
    _known(values, _SAMPLING, f"{where}.{key}")
    for name, value in values.items():
        if not isinstance(value, int | float) or isinstance(value, bool) or not math.isfinite(value):
            raise UsageError(f"{where}.{key}.{name} must be a number")
    return values
