"""The store keeps what it was given, once, and says what it cannot read."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest

from sandbox.errors import StoreError
from sandbox.finding import VerdictKind
from sandbox.models.answer import AnswerEnding, Failure, Tokens
from sandbox.store import Store
from tests.store.made import answer, judgement

KEY, OTHER = b"k" * 32, b"o" * 32


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


def test_an_answer_comes_back_whole(store: Store) -> None:
    given = answer(
        "```python\nprint('\ud800')\n```", reasoning="先想想。" * 40_000, ending=AnswerEnding.INCOMPLETE, problem="cut",
        thought=True, served_as="qwen3:14b-q4", finish_reason="length", tokens=Tokens(10, 2000, 1500),
        started="2026-01-01T00:00:00Z", seconds=12.5, first_token_s=0.25, parameters={"temperature": 0.6},
        notes=("asked again",),
    )  # fmt: skip
    assert store.answer(store.add_answer(given)) == given


def test_the_same_answer_is_kept_once(store: Store) -> None:
    assert store.add_answer(answer()) == store.add_answer(answer())
    assert len(list(store.runs())) == 1


def test_a_new_answer_to_the_same_question_counts_and_the_old_one_is_kept(store: Store) -> None:
    old = store.add_answer(answer("print(1)"))
    new = store.add_answer(answer("print(2)"))
    assert [run.answer for run in store.runs()] == [new]
    assert store.answer(old).text == "print(1)"


def test_a_failed_answer_does_not_take_the_place_of_a_good_one(store: Store) -> None:
    good = store.add_answer(answer())
    failed = answer("", ending=AnswerEnding.FAILED, failure=Failure.ABSENT, problem="nobody listens")
    assert store.add_answer(failed) == good
    assert store.add_answer(answer("print(2)")) != good


def test_an_answer_takes_the_place_of_a_failed_one(store: Store) -> None:
    store.add_answer(answer("", ending=AnswerEnding.FAILED, failure=Failure.CUT, problem="cut"))
    new = store.add_answer(answer())
    assert [(run.answer, run.ending) for run in store.runs()] == [(new, AnswerEnding.COMPLETE)]


@pytest.mark.parametrize("change", [{"sample": 1}, {"thinking": False}, {"thinking": None}, {"language": "zh"}, {"model": "m"}])
def test_other_questions_are_other_answers(store: Store, change: dict[str, object]) -> None:
    store.add_answer(answer())
    store.add_answer(answer(**change))
    assert len(list(store.runs())) == 2


def test_an_answer_to_older_words_of_the_prompt_is_not_found(store: Store) -> None:
    number = store.add_answer(answer())
    question = ("ollama:qwen3:14b", "count", True, "en", 0)
    assert store.find_answer(*question, "Count.") == (number, AnswerEnding.COMPLETE)
    assert store.find_answer(*question, "Count them.") is None


def test_a_judgement_comes_back_with_its_artifacts(store: Store) -> None:
    large = os.urandom(300_000)
    number = store.add_answer(answer())
    judged = store.add_judgement(KEY, judgement(artifacts={"video.mp4": large, "report.html": b"<p>"}), [number])
    files = store.artifacts(judged)
    assert {name: store.content(digest) for name, digest in files.items()} == {"video.mp4": large, "report.html": b"<p>"}
    assert store.report(judged) == b'{"verdict": "passed"}'
    (run,) = store.runs()
    assert (run.judgement, run.verdict, run.score, run.title) == (judged, VerdictKind.PASSED, 100.0, "Counts")
    assert [path.read_bytes() for path in (store.folder / "contents").glob("*/*")] == [large]


def test_a_judgement_stays_and_an_error_is_replaced(store: Store) -> None:
    error = store.add_judgement(KEY, judgement("error", None, error="the engine is gone", artifacts={"old.png": b"old"}))
    passed = store.add_judgement(KEY, judgement(artifacts={"new.png": b"new"}))
    assert store.add_judgement(KEY, judgement("failed", 10.0)) == passed == error
    number = store.add_answer(answer())
    assert store.attach(number, KEY) is VerdictKind.PASSED
    assert list(store.artifacts(passed)) == ["new.png"]


def test_without_a_judgement_there_is_nothing_to_tie_to(store: Store) -> None:
    number = store.add_answer(answer())
    assert store.attach(number, OTHER) is None
    (run,) = store.runs()
    assert (run.judgement, run.verdict) == (None, None)


def test_the_same_content_is_one_file(store: Store) -> None:
    large = os.urandom(200_000)
    store.add_judgement(KEY, judgement(artifacts={"a.png": large}))
    store.add_judgement(OTHER, judgement(artifacts={"b.png": large}))
    assert len(list((store.folder / "contents").glob("*/*"))) == 1


def test_a_damaged_file_is_told_not_shown(store: Store) -> None:
    judged = store.add_judgement(KEY, judgement(artifacts={"video.mp4": os.urandom(200_000)}))
    (path,) = (store.folder / "contents").glob("*/*")
    path.chmod(0o644)
    path.write_bytes(b"something else")
    with pytest.raises(StoreError, match="of the store is damaged"):
        store.content(store.artifacts(judged)["video.mp4"])
    path.unlink()
    with pytest.raises(StoreError, match="the store lost the content"):
        store.content(store.artifacts(judged)["video.mp4"])


def test_what_is_not_there_is_told(store: Store) -> None:
    for missing, complaint in ((store.answer, "no answer 7"), (store.report, "no judgement 7")):
        with pytest.raises(StoreError, match=complaint):
            missing(7)


def test_a_store_of_a_newer_version_is_refused(store: Store) -> None:
    store._connection.execute("PRAGMA user_version = 99")
    store.close()
    with pytest.raises(StoreError, match=r"made by a newer sandbox \(schema 99, this one reads 1\); give another --store"):
        Store(store.folder)


def test_another_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE mine (x)")
    other.close()
    with pytest.raises(StoreError, match="a database of something else"):
        Store(tmp_path)
    with sqlite3.connect(path) as other:
        assert other.execute("SELECT name FROM sqlite_schema").fetchall() == [("mine",)]
    other.close()


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "store.sqlite").write_bytes(b"no database" * 1000)
    with pytest.raises(StoreError, match="not a store, or damaged"):
        Store(tmp_path)


def test_reading_makes_no_store(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no store is there; `sandbox bench` and `sandbox import` make one"):
        Store(tmp_path / "none", create=False)
    assert not (tmp_path / "none").exists()
