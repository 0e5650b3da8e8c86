"""Presets: sampling and context length of models that are known by name, from presets.toml."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

__all__ = ["Preset", "preset_of"]

# Qwen3 with a size, whoever packed it: qwen3:14b, Qwen/Qwen3-14B-AWQ, bartowski/Qwen_Qwen3-14B-GGUF:Q4_K_M, qwen3-14b-mlx.
_QWEN3 = re.compile(r"(?:qwen[_-])?qwen3(?:[-:_](?P<rest>.*))?", re.IGNORECASE)
# Of the same family by name, but asked for other things, or never taught to answer.
_OTHERS = {"base", "coder", "embedding", "guard", "omni", "reranker", "vl"}


@dataclass(frozen=True, slots=True)
class Preset:
    """What is known of a model.

    context_tokens  prompt and answer together
    max_tokens      of an answer with its thought
    thinks          True always, False never, None: as it is told
    thinking, no_thinking   sampling in that mode, by the names of OpenAI's API and vLLM's
    soft            whether /no_think in the prompt switches it
    """

    name: str
    context_tokens: int
    max_tokens: int
    thinks: bool | None
    thinking: Mapping[str, float] = field(default_factory=dict)
    no_thinking: Mapping[str, float] = field(default_factory=dict)
    soft: bool = False


def preset_of(model: str) -> Preset | None:
    """The preset of a model as its server names it; None where the name says nothing.

    >>> preset_of("Qwen/Qwen3-30B-A3B-Instruct-2507-FP8").name
    'qwen3-30b-a3b-instruct'
    >>> preset_of("deepseek-ai/DeepSeek-R1-0528-Qwen3-8B") is None
    True
    """
    named = re.sub(r":latest$", "", model.rstrip("/").rpartition("/")[2], flags=re.IGNORECASE)
    match = _QWEN3.fullmatch(named)
    if match is None:
        return None
    data = _data()
    size, rest = _size(match["rest"] or "8b", data["sizes"])  # Ollama's qwen3 without a size is 8b
    words = set(re.split(r"[-_:.@]", rest))
    if not size or words & _OTHERS:
        return None
    thinks = False if "instruct" in words else True if "thinking" in words else None
    kind = "hybrid" if thinks is None else "fixed"
    variant = {None: "", True: "-thinking", False: "-instruct"}[thinks]
    return Preset(
        name=f"qwen3-{size}{variant}",
        context_tokens=data["context"][kind],
        max_tokens=data["answer"][kind],
        thinks=thinks,
        thinking=data["sampling"]["thinking"],
        no_thinking=data["sampling"]["no_thinking"],
        soft=thinks is None,
    )


def _size(rest: str, sizes: Mapping[str, list[str]]) -> tuple[str, str]:
    """(size, what stands after it), in small letters; "" where no size stands at the start."""
    rest = rest.lower()
    words = sorted(((word, size) for size, same in sizes.items() for word in (size, *same)), key=lambda pair: -len(pair[0]))
    for word, size in words:
        if rest.startswith(word) and not rest[len(word) : len(word) + 1].isalnum():
            return size, rest[len(word) :]
    return "", rest


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("presets.toml").read_text(encoding="utf-8"))
