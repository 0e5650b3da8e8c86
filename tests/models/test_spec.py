"""SERVER:NAME[@URL] is read, and wrong ones are refused in one line."""

from __future__ import annotations

import subprocess
import sys

import pytest

from sandbox.errors import UsageError
from sandbox.models import model_of
from sandbox.models.servers import ServerKind


@pytest.mark.parametrize(
    ("spec", "kind", "name", "url"),
    [
        ("ollama:qwen3:14b", ServerKind.OLLAMA, "qwen3:14b", "http://127.0.0.1:11434"),
        ("lmstudio:qwen/qwen3-14b@q4_k_m", ServerKind.LMSTUDIO, "qwen/qwen3-14b@q4_k_m", "http://127.0.0.1:1234/v1"),
        ("vllm:Qwen/Qwen3-32B", ServerKind.VLLM, "Qwen/Qwen3-32B", "http://127.0.0.1:8000/v1"),
        ("sglang:Qwen/Qwen3-8B", ServerKind.SGLANG, "Qwen/Qwen3-8B", "http://127.0.0.1:30000/v1"),
        ("transformers:/models/Qwen3-8B", ServerKind.TRANSFORMERS, "/models/Qwen3-8B", "http://127.0.0.1:8000/v1"),
        ("llamacpp:qwen3", ServerKind.LLAMACPP, "qwen3", "http://127.0.0.1:8080/v1"),
        ("openai:gpt-4.1", ServerKind.OPENAI, "gpt-4.1", "https://api.openai.com/v1"),
        ("vllm:m@http://host:9000", ServerKind.VLLM, "m", "http://host:9000/v1"),
        ("vllm:m@http://host:9000/v1/", ServerKind.VLLM, "m", "http://host:9000/v1"),
        ("openai:m@https://host/compatible-mode/v1", ServerKind.OPENAI, "m", "https://host/compatible-mode/v1"),
        ("ollama:qwen3:14b@http://host:11434/v1", ServerKind.OLLAMA, "qwen3:14b", "http://host:11434"),
        ("OLLAMA:qwen3@http://[::1]:11434/", ServerKind.OLLAMA, "qwen3", "http://[::1]:11434"),
        ("lmstudio:m@q8_0@http://host:1234", ServerKind.LMSTUDIO, "m@q8_0", "http://host:1234/v1"),
    ],
)
def test_a_model_is_read(spec: str, kind: ServerKind, name: str, url: str) -> None:
    model = model_of(spec)
    assert (model.server.kind, model.name, model.server.url, model.spec) == (kind, name, url, spec)


@pytest.mark.parametrize(
    ("spec", "complaint"),
    [
        ("qwen3:14b", "no server 'qwen3'; known are ollama, lmstudio, vllm, sglang, transformers, llamacpp, openai"),
        ("gpt-4", "no server 'gpt-4'"),
        ("", "no server ''"),
        ("ollama:", "names no model"),
        ("vllm:@http://host:8000/v1", "names no model"),
        ("vllm:two words", "a model's name has no blanks"),
        ("vllm:m@localhost:8000", "an address begins with http:// or https://"),
        ("vllm:m@10.0.0.7:8000/v1", "an address begins with http:// or https://"),
        ("vllm:m@http://", "not an address such as http://localhost:8000/v1"),
        ("vllm:m@http://host:99999", "Port out of range"),
        ("vllm:m@http://me:secret@host/v1", "an address holds no password"),
        ("vllm:m@http://host/v1?key=1", "an address of a server ends with its path"),
    ],
)
def test_what_is_no_model_is_refused_in_one_line(spec: str, complaint: str) -> None:
    with pytest.raises(UsageError) as told:
        model_of(spec)
    assert complaint in str(told.value) and "\n" not in str(told.value)
    assert "secret" not in str(told.value)


def test_a_key_goes_to_its_owner_alone() -> None:
    assert model_of("openai:gpt-4.1").server.key == "OPENAI_API_KEY"
    assert model_of("openai:gpt-4.1@http://elsewhere/v1").server.key == ""


@pytest.mark.parametrize(
    ("spec", "wanted", "modes"),
    [
        ("ollama:qwen3:14b", "both", (True, False)),
        ("ollama:qwen3:14b", "off", (False,)),
        ("ollama:qwen3:14b", None, (True,)),
        ("ollama:mistral", None, (None,)),
        ("ollama:mistral", "both", (True, False)),
        ("ollama:qwen3:30b-thinking", None, (None,)),
        ("ollama:qwen3:30b-thinking", "both", (None,)),
        ("ollama:qwen3:30b-thinking", "on", (None,)),
        ("ollama:qwen3:30b-instruct", "off", (None,)),
    ],
)
def test_modes_are_those_that_the_model_has(spec: str, wanted: str | None, modes: tuple[bool | None, ...]) -> None:
    assert model_of(spec).modes(wanted) == modes


@pytest.mark.parametrize(("name", "wanted", "does"), [("thinking", "off", "always thinks"), ("instruct", "on", "never thinks")])
def test_a_mode_that_a_model_has_not_is_refused(name: str, wanted: str, does: str) -> None:
    with pytest.raises(UsageError, match=f"ollama:qwen3:30b-{name}: this model {does}; ask it without --thinking"):
        model_of(f"ollama:qwen3:30b-{name}").modes(wanted)


def test_sampling_is_that_of_the_mode() -> None:
    assert model_of("ollama:qwen3:8b").sampling(True)["temperature"] == 0.6
    assert model_of("ollama:qwen3:8b").sampling(False)["temperature"] == 0.7
    assert model_of("ollama:qwen3:4b-instruct").sampling(None)["temperature"] == 0.7
    assert model_of("ollama:qwen3:4b-thinking").sampling(None)["temperature"] == 0.6
    assert model_of("ollama:mistral").sampling(True) == {}


def test_naming_a_model_loads_no_client() -> None:
    code = "import sys; from sandbox.models import model_of; model_of('ollama:qwen3:14b'); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"openai", "httpx2"} & set(done.stdout.split())
