"""ServerKind: the servers that models are asked on, and in which way each one's dialect differs, as data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["DIALECTS", "Dialect", "Server", "ServerKind", "Switch"]


class ServerKind(StrEnum):
    """The word before the first colon of a model's name. One owner of this closed list."""

    OLLAMA = "ollama"
    LMSTUDIO = "lmstudio"
    VLLM = "vllm"
    SGLANG = "sglang"
    TRANSFORMERS = "transformers"
    LLAMACPP = "llamacpp"
    OPENAI = "openai"


class Switch(StrEnum):
    """How a request says whether the model is to think. One owner of this closed list."""

    TEMPLATE = "chat_template_kwargs"  # {"enable_thinking": bool}, handed to the chat template
    ENABLE = "enable_thinking"  # a bool beside the messages
    THINK = "think"  # a bool of Ollama's native API
    EFFORT = "reasoning_effort"  # "none", else the server's own default
    SOFT = "soft"  # /no_think at the end of the prompt, which a hybrid Qwen3 knows; without it, it thinks


@dataclass(frozen=True, slots=True)
class Dialect:
    """url is where the server listens by default; switches are tried in this order, the next where one is refused.

    start and get say in one command how the server is started, and how a model comes to it; empty where there is no command.
    echoes: it takes any name, and gives the model that answers that name.
    """

    title: str
    url: str
    switches: tuple[Switch, ...]
    start: str = ""
    get: str = ""
    key: str = ""  # the environment's variable with the key, sent to `url` alone
    echoes: bool = False


DIALECTS = {
    ServerKind.OLLAMA: Dialect(
        "Ollama", "http://127.0.0.1:11434", (Switch.THINK, Switch.SOFT), "ollama serve", "ollama pull {model}"
    ),
    # Its API has no switch that holds for every model.
    ServerKind.LMSTUDIO: Dialect(
        "LM Studio", "http://127.0.0.1:1234/v1", (Switch.SOFT,), "lms server start", "lms get {model}"
    ),
    ServerKind.VLLM: Dialect(
        "vLLM", "http://127.0.0.1:8000/v1", (Switch.TEMPLATE, Switch.SOFT), "vllm serve {model}", "vllm serve {model}"
    ),
    ServerKind.SGLANG: Dialect(
        "SGLang", "http://127.0.0.1:30000/v1", (Switch.TEMPLATE, Switch.SOFT),
        "python -m sglang.launch_server --model-path {model}", "python -m sglang.launch_server --model-path {model}",
        echoes=True,
    ),
    ServerKind.TRANSFORMERS: Dialect(
        "transformers serve", "http://127.0.0.1:8000/v1", (Switch.TEMPLATE, Switch.SOFT), "transformers serve {model}"
    ),
    ServerKind.LLAMACPP: Dialect(
        "llama.cpp", "http://127.0.0.1:8080/v1", (Switch.TEMPLATE, Switch.SOFT), "llama-server -m MODEL.gguf --jinja"
    ),
    ServerKind.OPENAI: Dialect(
        "the OpenAI-compatible server", "https://api.openai.com/v1", (Switch.EFFORT, Switch.SOFT), key="OPENAI_API_KEY"
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Server:
    """One server. `url` ends in /v1, but for Ollama, whose native API stands at the root.

    name         as models.toml calls it, else its kind
    key          name of the environment's variable that holds the key, empty for none
    switch       the only switch to try; None for the kind's own
    concurrency  questions asked at a time
    """

    kind: ServerKind
    url: str
    name: str = ""
    key: str = ""
    switch: Switch | None = None
    concurrency: int = 1

    @property
    def dialect(self) -> Dialect:
        return DIALECTS[self.kind]

    @property
    def switches(self) -> tuple[Switch, ...]:
        return self.dialect.switches if self.switch is None else (self.switch,)
