"""Answers that were made elsewhere: which are found, and what is said of those that are not."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from sandbox.bench.importing import read_answers
from sandbox.challenge import find
from sandbox.errors import UsageError
from sandbox.models import Answer, AnswerEnding
from sandbox.models.keeping import keep
from tests.bench_runs.made import BAD, GOOD, WORD_COUNT
from tests.cli.command import any_runner, sandbox

KNOWN = {"word-count": find(WORD_COUNT)}


def write(root: Path, *names: str) -> Path:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(f"answer {name}", encoding="utf-8")
    return root


def short(answers: list[Answer]) -> list[tuple[str, bool | None, int]]:
    return [(answer.model, answer.thinking, answer.sample) for answer in answers]


def lines(path: Path, *objects: dict[str, Any]) -> Path:
    path.write_text("".join(json.dumps({"challenge": "word-count", **one}) + "\n" for one in objects), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("gpt/word-count.md", ("gpt", None, 0)),
        ("Qwen/Qwen3-8B/word-count.py", ("Qwen/Qwen3-8B", None, 0)),
        ("ollama:qwen3:14b/word-count-7.txt", ("ollama:qwen3:14b", None, 7)),
        ("gpt/thinking/word-count.2.md", ("gpt", True, 2)),
        ("gpt/no-thinking/word-count/first.md", ("gpt", False, 0)),
    ],
)
def test_a_file_is_named_by_model_and_challenge(tmp_path: Path, name: str, expected: tuple[str, bool | None, int]) -> None:
    answers, strange = read_answers(write(tmp_path, name), KNOWN)
    assert (short(answers), strange) == ([expected], [])
    assert answers[0].text == f"answer {name}"


def test_samples_of_a_folder_are_numbered_by_their_names(tmp_path: Path) -> None:
    write(tmp_path, *(f"gpt/word-count/answer-{k}.md" for k in (10, 2, 1)))
    answers, _ = read_answers(tmp_path, KNOWN)
    assert [(a.sample, a.text.rpartition("-")[2]) for a in answers] == [(0, "1.md"), (1, "2.md"), (2, "10.md")]


def test_files_that_name_no_challenge_are_told(tmp_path: Path) -> None:
    write(
        tmp_path, "gpt/word-count.md", "README.md", "gpt/other.md", "word-count.md", "gpt/.word-count.md", "gpt/word-count.pyc"
    )
    answers, strange = read_answers(tmp_path, KNOWN)
    assert short(answers) == [("gpt", None, 0)]
    assert sorted(str(path.relative_to(tmp_path)) for path in strange) == ["README.md", "gpt/other.md", "word-count.md"]


def test_what_ask_keeps_comes_back_whole(tmp_path: Path) -> None:
    given = Answer(
        "ollama:qwen3:8b", "word-count", "zh", True, 3, "数", GOOD, reasoning="想", ending=AnswerEnding.INCOMPLETE, seconds=4.0
    )
    keep(given, tmp_path)
    assert read_answers(tmp_path, KNOWN) == ([given], [])
    _, other = keep(replace(given, challenge="other"), tmp_path)
    assert read_answers(tmp_path, KNOWN) == ([given], [other / "answer.json"])


def test_half_a_surrogate_pair_keeps_no_answer_out(tmp_path: Path) -> None:
    path = lines(tmp_path / "a.jsonl", {"model": "a\ud800", "answer": "print('\udfff 😀')"}, {"model": "b", "answer": GOOD})
    answers, _ = read_answers(path, KNOWN)
    assert [(a.model, a.text) for a in answers] == [("a?", "print('? 😀')"), ("b", GOOD)]


@pytest.mark.parametrize("extra", [{"sample": -1}, {"sample": 10**30}, {"tokens": 10**30}, {"seconds": -1.0}])
def test_numbers_that_cannot_be_are_told(tmp_path: Path, extra: dict[str, Any]) -> None:
    with pytest.raises(UsageError, match=f"line 1: Expected `.*{next(iter(extra))}"):
        read_answers(lines(tmp_path / "a.jsonl", {"model": "a", "answer": GOOD} | extra), KNOWN)


def test_lines_are_numbered_as_they_come(tmp_path: Path) -> None:
    path = lines(
        tmp_path / "a.jsonl",
        {"model": "a", "answer": "1"},
        {"model": "a", "answer": "2", "thinking": True},
        {"model": "a", "answer": "3"},
        {"model": "b", "answer": "4", "sample": 9, "seconds": 1.5, "tokens": 7},
    )
    answers, _ = read_answers(path, KNOWN)
    assert short(answers) == [("a", None, 0), ("a", True, 0), ("a", None, 1), ("b", None, 9)]
    assert (answers[3].seconds, answers[3].tokens.completion) == (1.5, 7)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("\n{}\n", "a.jsonl, line 2: Object missing required field `model`"),
        ("{", "a.jsonl, line 1: Input data was truncated; a line is {model, challenge, answer, …}"),
        ('{"model": "m", "challenge": "none", "answer": ""}', "line 1: no challenge 'none'; known are word-count"),
        (
            '{"model": "m", "challenge": "word-count", "answer": "", "sample": 1}\n' * 2,
            "2 answers are sample 1 of m for word-count",
        ),
        ("", "no answers; a file is MODEL/CHALLENGE.md, and challenges are word-count"),
    ],
)
def test_what_cannot_be_read_is_told(tmp_path: Path, text: str, complaint: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as error:
        read_answers(path, KNOWN)
    assert complaint in str(error.value)


def test_the_command_judges_them_once(tmp_path: Path) -> None:
    path = lines(
        tmp_path / "a.jsonl", {"model": "a", "answer": GOOD}, {"model": "b", "answer": BAD}, {"model": "b", "answer": ""}
    )
    words = ("import", str(path), "--challenge", str(WORD_COUNT), "--store", "store", "--no-video", *any_runner(), "--json")
    told = sandbox(*words, cwd=tmp_path).json
    assert (told["judged"], told["verdicts"]) == (3, {"passed": 1, "failed": 2})
    assert [(row["model"], row["rank"], row["passed"], row["failed"]) for row in told["board"]["rows"]] == [
        ("a", 1, 1, 0),
        ("b", 1, 0, 2),
    ]
    again = sandbox(*words, cwd=tmp_path).json
    assert (again["judged"], again["kept_judgements"]) == (0, 3)


def test_the_command_says_what_it_left_out(tmp_path: Path) -> None:
    write(tmp_path / "answers", "gpt/word-count.py", "notes.txt")
    done = sandbox(
        "import", "answers", "--challenge", str(WORD_COUNT), "--store", "store", "--no-video", *any_runner(), cwd=tmp_path
    )  # fmt: skip
    assert done.stderr == "sandbox: left out, as they name no challenge: answers/notes.txt\n"
    assert (done.code, done.stdout.splitlines()[0]) == (0, "word-count  Counts words of its input")
