"""Answers as files: whole, read back as they were, and never overwritten."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.errors import UsageError
from sandbox.models import Answer, AnswerEnding, Failure, Tokens, answer_data, answer_of
from sandbox.models.keeping import folder_of, keep, kept, next_sample

ANSWER = Answer(
    model="ollama:qwen3:14b",
    challenge="a-challenge",
    language="zh",
    thinking=True,
    sample=0,
    prompt="写一个程序",
    text="```python\nprint(1)\n```",
    reasoning="为什么？",
    ending=AnswerEnding.FAILED,
    failure=Failure.CUT,
    problem="cut: the stream ended",
    thought=True,
    tokens=Tokens(10, 20, 5),
    started="2026-01-02T03:04:05Z",
    seconds=1.5,
    first_token_s=0.5,
    parameters={"options": {"num_ctx": 40960}, "think": True},
    notes=("asked again",),
)


def test_an_answer_is_read_back_as_it_was(tmp_path: Path) -> None:
    answer, folder = keep(ANSWER, tmp_path)
    assert answer == ANSWER == kept(folder)
    assert (folder / "answer.md").read_text(encoding="utf-8") == ANSWER.text
    assert folder.relative_to(tmp_path).parts[1:] == ("a-challenge", "zh-thinking", "0")
    assert [path.name for path in folder.parent.iterdir()] == ["0"]


def test_no_answer_is_overwritten(tmp_path: Path) -> None:
    numbers = [keep(replace(ANSWER, text=str(n)), tmp_path)[0].sample for n in range(3)]
    assert numbers == [0, 1, 2]
    assert next_sample(tmp_path, ANSWER.model, ANSWER.challenge, "zh", True) == 3
    assert next_sample(tmp_path, ANSWER.model, ANSWER.challenge, "zh", False) == 0
    folder = folder_of(tmp_path, ANSWER.model, ANSWER.challenge, "zh", True)
    assert [kept(folder / str(n)).text for n in range(3)] == ["0", "1", "2"]
    assert [kept(folder / str(n)).sample for n in range(3)] == [0, 1, 2]


@given(model=st.text(min_size=1, max_size=300), challenge=st.text(max_size=100))
def test_any_name_becomes_a_folder_below_the_root(model: str, challenge: str) -> None:
    root = Path("/out")
    folder = folder_of(root, model, challenge, "en", None)
    assert len(folder.relative_to(root).parts) == 3 and ".." not in folder.parts
    assert all(len(part.encode()) < 100 for part in folder.parts)


def test_models_with_alike_names_have_folders_of_their_own(tmp_path: Path) -> None:
    assert folder_of(tmp_path, "vllm:a/b", "c", "en", None) != folder_of(tmp_path, "vllm:a-b", "c", "en", None)


def test_half_a_character_is_no_obstacle(tmp_path: Path) -> None:
    _, folder = keep(replace(ANSWER, text="a\ud800b"), tmp_path)
    assert kept(folder).text == "a?b"


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(UsageError, match=r"cannot be written .*; give another --out"):
        keep(ANSWER, tmp_path / "file")


def test_what_a_later_version_adds_is_left_out() -> None:
    assert answer_of({**answer_data(ANSWER), "mood": "good"}) == ANSWER


@pytest.mark.parametrize(
    "data", [{}, {"model": "m"}, {**answer_data(ANSWER), "ending": "happy"}, {**answer_data(ANSWER), "tokens": 3}]
)
def test_what_is_no_answer_is_refused(data: dict[str, object]) -> None:
    with pytest.raises(UsageError, match="not an answer: "):
        answer_of(json.loads(json.dumps(data)))
