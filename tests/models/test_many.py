"""Many questions: as many at a time as a server takes, ended when the caller ends."""

from __future__ import annotations

import threading
import time

import pytest

from sandbox.challenge import find
from sandbox.models import Answer, AnswerEnding, Failure, model_of
from sandbox.models.many import Question, asking
from tests.models.asked import IMPATIENT, WORD_COUNT
from tests.models.server import Asked, Reply, playing, refused, said

CODE = "```python\nprint(1)\n```"


def questions(url: str, count: int) -> list[Question]:
    model, challenge = model_of(f"vllm:Qwen/Qwen3-14B@{url}"), find(WORD_COUNT)
    return [Question(model, challenge, n % 2 == 0, sample=n) for n in range(count)]


@pytest.mark.parametrize("concurrency", [1, 3])
def test_a_server_gets_no_more_questions_at_a_time_than_it_takes(concurrency: int) -> None:
    lock, now, most = threading.Lock(), 0, 0

    def play(asked: Asked) -> Reply:
        nonlocal now, most
        with lock:
            now += 1
            most = max(most, now)
        time.sleep(0.05)
        with lock:
            now -= 1
        return said(CODE)

    found: dict[int, Answer] = {}
    with playing(play) as server:
        wanted = questions(server.url, 7)
        with asking(
            wanted, concurrency=concurrency, options=IMPATIENT, on_answer=lambda q, a: found.update({q.sample: a})
        ) as done:
            assert {q.sample for q in done} == set(range(7))
    assert most <= concurrency
    assert all(found[n].sample == n and found[n].thinking is (n % 2 == 0) for n in range(7))


def test_a_server_without_the_model_is_asked_once() -> None:
    found: list[Answer] = []
    with playing([refused(404, {"error": {"message": "The model `x` does not exist"}})]) as server:
        with asking(questions(server.url, 5), options=IMPATIENT, on_answer=lambda q, a: found.append(a)) as done:
            assert len(list(done)) == 5
        assert sum(asked.path == "/v1/chat/completions" for asked in server.asked) == 1
    assert {(a.ending, a.failure) for a in found} == {(AnswerEnding.FAILED, Failure.NO_MODEL)}
    assert sorted(a.sample for a in found) == [0, 1, 2, 3, 4]


def test_what_is_open_is_cancelled_when_the_caller_leaves() -> None:
    found: list[Answer] = []
    left = threading.Event()
    with playing([said(CODE), said("half", ending="stall")]) as server:
        with (
            pytest.raises(KeyboardInterrupt),
            asking(questions(server.url, 5), options=IMPATIENT, on_answer=lambda q, a: found.append(a)) as done,
        ):
            next(done)
            raise KeyboardInterrupt
        left.set()
    assert [a.text for a in found] == [CODE]
    assert not [t for t in threading.enumerate() if t.name == "asking"]


def test_an_error_of_keeping_reaches_the_caller() -> None:
    def on_answer(question: Question, answer: Answer) -> None:
        raise OSError("no space left")

    with (
        playing([said(CODE)]) as server,
        pytest.raises(OSError, match="no space left"),
        asking(questions(server.url, 3), options=IMPATIENT, on_answer=on_answer) as done,
    ):
        list(done)
