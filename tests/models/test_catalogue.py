"""models.toml: servers and models by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from sandbox.errors import UsageError
from sandbox.models import ask
from sandbox.models.catalogue import read_models
from sandbox.models.servers import ServerKind, Switch
from tests.models.asked import IMPATIENT, WORD_COUNT
from tests.models.server import playing, said

EXAMPLE = """
[servers.lab]
kind = "vllm"
url = "http://lab-7:8000"
key = "LAB_KEY"
concurrency = 8

[servers.ollama]
kind = "ollama"
url = "http://big-box:11434"

[models.ours]
model = "lab:our-tune"
preset = "Qwen/Qwen3-32B"
max_tokens = 8192
thinking = { temperature = 0.5 }
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "models.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_servers_and_models_have_names(tmp_path: Path) -> None:
    found = read_models(written(tmp_path, EXAMPLE))
    ours = found.model("ours")
    assert (ours.spec, ours.name, ours.server.url, ours.server.kind) == (
        "ours",
        "our-tune",
        "http://lab-7:8000/v1",
        ServerKind.VLLM,
    )
    assert ours.server.concurrency == 8 and ours.server.key == "LAB_KEY" and ours.max_tokens == 8192
    assert ours.sampling(True) == {"temperature": 0.5, "top_p": 0.95, "top_k": 20, "min_p": 0.0}
    assert ours.sampling(False)["temperature"] == 0.7
    assert found.model("lab:other").server == ours.server
    assert found.model("ollama:qwen3:8b").server.url == "http://big-box:11434"
    assert found.model("sglang:m").server.url == "http://127.0.0.1:30000/v1"


def test_the_file_of_this_folder_is_taken_where_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert read_models().models == {}
    written(tmp_path, EXAMPLE)
    assert list(read_models().models) == ["ours"]


def test_key_and_switch_of_the_file_are_sent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MY_KEY", "s3cret")
    with playing([said("Hello.")]) as server:
        text = f'[servers.far]\nkind = "openai"\nurl = "{server.url}"\nkey = "MY_KEY"\nswitch = "enable_thinking"'
        model = read_models(written(tmp_path, text)).model("far:qwen3-8b")
        assert model.server.switches == (Switch.ENABLE,)
        answer = ask(model, WORD_COUNT, thinking=False, options=IMPATIENT)
    assert server.asked[0].headers["authorization"] == "Bearer s3cret"
    assert server.asked[0].json["enable_thinking"] is False
    assert "s3cret" not in repr(answer)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("[servers", "Expected ']'"),
        ("[server.a]\nkind='vllm'", "the file has 'server', which is not known; known are models, servers"),
        ("servers = 1", "servers is no table"),
        ("[servers.a]\nurl='http://h'", "servers.a.kind must be one of ollama, lmstudio"),
        ("[servers.a]\nkind='vllm'\nurl='h:8000'", "servers.a.url: 'h:8000': not an address"),
        ("[servers.a]\nkind='vllm'\nport=1", "servers.a has 'port', which is not known; known are concurrency, key, kind"),
        ("[servers.a]\nkind='vllm'\nkey='sk-123'", "servers.a.key is the name of an environment's variable"),
        ("[servers.a]\nkind='vllm'\nconcurrency=0", "servers.a.concurrency must be a whole number from 1 to 256"),
        ("[servers.a]\nkind='vllm'\nswitch='no'", "servers.a.switch must be one of chat_template_kwargs"),
        ("[models.a]\nmax_tokens=1", "models.a: model '': no server ''"),
        ("[models.a]\nmodel='lab:m'", "models.a: model 'lab:m': no server 'lab'"),
        ("[models.a]\nmodel='vllm:m'\npreset='gpt'", "models.a.preset: no preset for 'gpt'"),
        ("[models.a]\nmodel='vllm:m'\nthinking={heat=1}", "models.a.thinking has 'heat', which is not known"),
        ("[models.a]\nmodel='vllm:m'\nthinking={top_p='x'}", "models.a.thinking.top_p must be a number"),
        ("[models.'a:b']\nmodel='vllm:m'", "models: a name has letters, digits and - _ . alone, not 'a:b'"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(tmp_path: Path, text: str, complaint: str) -> None:
    with pytest.raises(UsageError) as told:
        read_models(written(tmp_path, text))
    assert str(tmp_path) in str(told.value) and complaint in str(told.value) and "\n" not in str(told.value)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"no-file\.toml: No such file"):
        read_models(tmp_path / "no-file.toml")


def test_a_name_that_is_not_in_the_file_is_refused_with_those_that_are(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"model 'theirs': not in models\.toml, which has ours"):
        read_models(written(tmp_path, EXAMPLE)).model("theirs")
