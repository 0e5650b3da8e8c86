"""Where the thought is: in a field of its own, between tags, before a lone closing tag, or after a tag that never closes."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sandbox.models import Answer, AnswerEnding
from sandbox.models.collected import Collected
from sandbox.models.reasoning import Split, split
from sandbox.models.request import Piece, Request
from sandbox.models.spec import model_of
from tests.models.asked import asked_of
from tests.models.server import in_pieces, playing, said

CODE = "```python\nprint(1)\n```"
QUOTES_A_TAG = "```python\ntext = text.split('</think>')[-1]\n```"


@pytest.mark.parametrize(
    ("content", "text", "reasoning", "closed"),
    [
        (CODE, CODE, "", True),
        (f"<think>\nWhy?\n</think>\n\n{CODE}", CODE, "Why?", True),
        (f"\n<think>Why?</think>{CODE}", CODE, "Why?", True),
        (f"<think>\n\n</think>\n\n{CODE}", CODE, "", True),
        (f"Why?\n</think>\n\n{CODE}", CODE, "Why?", True),
        (f"</think>\n\n{CODE}", CODE, "", True),
        (f"<thinking>Why?</thinking>\n{CODE}", CODE, "Why?", True),
        (f"<seed:think>Why?</seed:think>{CODE}", CODE, "Why?", True),
        (f"◁think▷Why?◁/think▷{CODE}", CODE, "Why?", True),
        (f"<think>A draft:\n{CODE}\n</think>\n\n{CODE}", CODE, f"A draft:\n{CODE}", True),
        ("<think>\nOn and on", "", "On and on", False),
        (QUOTES_A_TAG, QUOTES_A_TAG, "", True),
        (f"<think>I split at `</think>`.</think>{QUOTES_A_TAG}", QUOTES_A_TAG, "I split at `</think>`.", True),
        ("The tag <think> opens a thought.", "The tag <think> opens a thought.", "", True),
        ("", "", "", True),
    ],
)
def test_a_thought_is_told_from_the_answer(content: str, text: str, reasoning: str, closed: bool) -> None:
    assert split(content, expected=True) == Split(text, reasoning, closed)


def test_a_closing_tag_in_code_is_code_where_no_thought_was_asked_for() -> None:
    content = "```html\n</think>\n```"
    assert split(content, expected=False) == Split(content)


SAID = st.text(alphabet="ab <>/thinkTHINK\n`é思", max_size=40)


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(thought=SAID, after=SAID, opened=st.booleans(), borders=st.lists(st.integers(0, 120), max_size=12))
def test_borders_between_pieces_change_nothing(thought: str, after: str, opened: bool, borders: list[int]) -> None:
    content = f"{'<think>' if opened else ''}{thought}</think>{after}"
    assert collected(in_pieces(content, [b for b in borders if b <= len(content)])) == collected([content])


def collected(texts: list[str]) -> Answer:
    got = Collected()
    for text in texts:
        got.add(Piece(text=text), 0.0)
    got.add(Piece(finish="stop"), 0.0)
    model = model_of("vllm:Qwen/Qwen3-8B")
    request = Request(model.server, "", model.name, "?", thinking=True)
    question = Answer(model.spec, "c", "en", True, 0, "?", "")
    return got.answer(question, request, None, "", ())


@pytest.mark.parametrize("field", ["reasoning", "reasoning_content", "thinking"])
def test_reasoning_comes_in_a_field_of_any_name(field: str) -> None:
    with playing([said(CODE, "Why not?", field=field)]) as server:
        answer = asked_of(server, thinking=True)
    assert (answer.text, answer.reasoning, answer.thought) == (CODE, "Why not?", True)


def test_a_thought_that_never_closes_is_incomplete() -> None:
    with playing([said("<think>\nOn and on and on")]) as server:
        answer = asked_of(server, thinking=True)
    assert answer.ending is AnswerEnding.INCOMPLETE and answer.failure is None
    assert (answer.text, answer.reasoning, answer.thought) == ("", "On and on and on", True)
    assert answer.problem == "the thought was never closed: there is no answer after it"


def test_a_thought_in_a_field_without_an_answer_is_incomplete() -> None:
    with playing([said("", "On and on", finish="length")]) as server:
        answer = asked_of(server, thinking=True)
    assert answer.ending is AnswerEnding.INCOMPLETE
    assert answer.problem == "the thought was cut after 3 tokens: the limit is 32768, or what the server's context holds"


def test_blank_lines_about_the_thought_are_neither_thought_nor_answer() -> None:
    """vLLM 0.32 sends those after the thought as part of the answer."""
    with playing([said(f"\n\n{CODE}", "\nWhy?\n", field="reasoning", reasoning_tokens=3)]) as server:
        answer = asked_of(server, thinking=True)
    assert (answer.text, answer.reasoning, answer.tokens.reasoning) == (CODE, "Why?", 3)


def test_an_empty_thought_is_none_though_its_tokens_are_counted() -> None:
    """vLLM 0.32 counts two of them where a Qwen3 got /no_think."""
    with playing([said(f"\n\n{CODE}", "\n\n", field="reasoning", reasoning_tokens=2)]) as server:
        answer = asked_of(server, "lmstudio:qwen/qwen3-14b", thinking=False)
    assert (answer.text, answer.reasoning, answer.thought, answer.notes) == (CODE, "", False, ())


def test_a_thought_that_the_server_keeps_to_itself_is_one() -> None:
    with playing([said(CODE, reasoning_tokens=300)]) as server:
        answer = asked_of(server, "openai:qwen3-14b", thinking=True)
    assert (answer.text, answer.reasoning, answer.thought) == (CODE, "", True)


def test_what_is_cut_after_the_thought_is_the_answer() -> None:
    with playing([said("\n\n", "Why?", finish="length")]) as server:
        answer = asked_of(server, thinking=True)
    assert answer.ending is AnswerEnding.INCOMPLETE and answer.problem.startswith("the answer was cut after 2 tokens")


def test_an_answer_in_the_field_of_reasoning_is_an_answer_where_no_thought_was_asked_for() -> None:
    with playing([said("", CODE)]) as server:
        answer = asked_of(server, thinking=False)
    assert (answer.text, answer.reasoning, answer.thought) == (CODE, "", False)
    assert answer.ending is AnswerEnding.COMPLETE
    assert answer.notes == ("the server put the answer where the reasoning belongs",)


def test_progress_tells_thinking_from_answering() -> None:
    stages: list[str] = []
    with playing([said(f"<think>\nA b c\n</think>\n\n{CODE} d e")]) as server:
        answer = asked_of(server, thinking=True, on_progress=lambda told: stages.append(told.stage))
    assert list(dict.fromkeys(stages)) == ["waiting", "thinking", "answering"]
    assert answer.reasoning == "A b c"
