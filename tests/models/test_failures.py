"""What servers and networks do wrong is named, repeated where that helps, and never counted as the model's."""

from __future__ import annotations

import socket
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest

from sandbox.models import Answer, AnswerEnding, Asking, Failure, ask
from sandbox.models.failed import of_status
from tests.models.asked import IMPATIENT, asked_of
from tests.models.server import Asked, Reply, Server, chunk, ollama_said, playing, refused, said

CODE = "```python\nprint(1)\n```"
WHOLE = said(CODE)
BUSY = refused(503, {"error": {"message": "The server is loading the model"}})


def failed(answer: Answer, failure: Failure) -> str:
    assert answer.ending is AnswerEnding.FAILED and answer.failure is failure, answer
    assert answer.problem.startswith(f"{failure.value}: ") and "\n" not in answer.problem
    return answer.problem


# Parameters that a server does not take.

OPENAI = {"error": {"message": "Unrecognized request argument supplied: top_k", "type": "invalid_request_error", "param": None}}
PYDANTIC = {
    "detail": [{"type": "extra_forbidden", "loc": ["body", "min_p"], "msg": "Extra inputs are not permitted", "input": 0}]
}
WITH_INPUT = {
    "detail": [{"type": "x", "loc": ["body", "seed"], "msg": "no", "input": {"temperature": 1, "top_p": 1, "top_k": 2}}]
}
BY_PARAM = {"error": {"message": "Not supported with this model.", "param": "temperature", "code": "unsupported_value"}}
VLLM = {"object": "error", "message": "[{'type': 'missing', 'loc': ('body', 'top_p'), 'msg': 'no', 'input': {'top_k': 1}}]"}


@pytest.mark.parametrize(
    ("body", "names"),
    [
        (OPENAI, {"top_k"}),
        (PYDANTIC, {"min_p"}),
        (WITH_INPUT, {"seed"}),
        (BY_PARAM, {"temperature"}),
        (VLLM, {"top_p"}),
        ({"detail": "Unexpected fields in the request: {'min_p', 'top_k'}"}, {"min_p", "top_k"}),
        ("unknown field: stream_options", {"stream_options"}),
        ({"error": {"message": "the prompt is not to our liking"}}, set()),
    ],
)
def test_the_parameter_is_found_in_what_the_server_says(body: Any, names: Iterable[str]) -> None:
    sent = ["temperature", "top_p", "top_k", "min_p", "seed", "stream_options"]
    assert of_status(400, body, {}, sent).parameters == names


def picky(*known: str) -> Any:
    """A server that refuses one unknown parameter a request, as OpenAI's does."""

    def play(asked: Asked) -> Reply:
        unknown = next((name for name in asked.json if name not in ("model", "messages", "stream", *known)), None)
        return (
            WHOLE
            if unknown is None
            else refused(400, {"error": {"message": f"Unknown parameter: '{unknown}'.", "param": unknown}})
        )

    return play


def test_a_refused_parameter_is_left_out_and_told() -> None:
    with playing(picky("temperature", "top_p", "chat_template_kwargs", "max_tokens", "stream_options")) as server:
        answer = asked_of(server, thinking=False)
    assert answer.text == CODE and answer.ending is AnswerEnding.COMPLETE
    assert [note.partition(" (")[0] for note in answer.notes] == [
        "left out, for the server refused it: top_k",
        "left out, for the server refused it: min_p",
    ]
    assert set(answer.parameters) == {"temperature", "top_p", "chat_template_kwargs", "max_tokens", "stream_options"}


def test_a_server_that_takes_no_parameter_at_all_is_asked_without() -> None:
    with playing(picky()) as server:
        answer = asked_of(server, thinking=False, seed=3)
    assert answer.text == CODE and set(answer.parameters) == {"prompt_suffix"}
    assert set(server.asked[-1].json) == {"model", "messages", "stream"}


def test_the_limit_of_tokens_has_another_name_on_some_servers() -> None:
    words = "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead."
    replies = [refused(400, {"error": {"message": words, "param": "max_tokens"}}), WHOLE]
    with playing(replies) as server:
        answer = asked_of(server, "openai:qwen3-8b", thinking=True)
    assert answer.text == CODE
    assert server.asked[1].json["max_completion_tokens"] == 32768 and "max_tokens" not in server.asked[1].json


def test_a_request_that_is_refused_without_a_reason_to_change_it_fails() -> None:
    with playing([refused(400, {"error": {"message": "the prompt is not to our liking"}})]) as server:
        answer = asked_of(server)
    assert failed(answer, Failure.REFUSED) == "refused: 400: the prompt is not to our liking"
    assert len(server.asked) == 1


# The context.


@pytest.mark.parametrize(
    "words",
    [
        "This model's maximum context length is 8192 tokens. However, you requested 32868 tokens (100 in the messages).",
        "max_tokens=32768 cannot be greater than max_model_len=4096. Please request fewer output tokens.",  # vLLM 0.32
        "Requested token count exceeds the model's maximum context length of 4096 tokens.",  # SGLang 0.5.23
    ],
)
def test_a_limit_that_does_not_fit_the_context_is_left_to_the_server(words: str) -> None:
    with playing([refused(400, {"object": "error", "message": words}), said("half an answer", finish="length")]) as server:
        answer = asked_of(server)
    assert answer.ending is AnswerEnding.INCOMPLETE and "max_tokens" not in server.asked[1].json
    assert answer.problem == "the answer was cut after 3 tokens: by the server's own limit"


@pytest.mark.parametrize(
    "words",
    [
        "request (812 tokens) exceeds the available context size (512 tokens), try increasing it",  # llama.cpp
        "The input (12014 tokens) is longer than the model's context length (4096 tokens).",  # SGLang 0.5.23
        "This model's maximum context length is 4096 tokens. However, your prompt contains at least 4097 input tokens, which "
        "exceeds this limit even without any output tokens. (parameter=input_tokens, value=4097)",  # vLLM 0.32
    ],
)
def test_a_prompt_that_does_not_fit_fails(words: str) -> None:
    with playing([refused(400, {"error": {"message": words}})]) as server:
        answer = asked_of(server)
    assert failed(answer, Failure.CONTEXT).endswith("; start the server with a longer context")


@pytest.mark.parametrize("model", ["lmstudio:qwen/qwen3-14b", "ollama:qwen3:14b"])
def test_a_prompt_that_the_server_cut_in_silence_fails(model: str) -> None:
    cut = ollama_said(CODE, prompt_eval_count=128) if model.startswith("ollama") else said(CODE, prompt_tokens=128)
    with playing([cut]) as server:
        answer = ask(f"{model}@{server.url}", "hexagon", options=IMPATIENT)
    assert "the server read 128 tokens of a prompt that has more" in failed(answer, Failure.CONTEXT)


@pytest.mark.parametrize("count", [0, 1, 30])
def test_a_count_without_what_was_in_the_cache_is_no_cut(count: int) -> None:
    with playing([ollama_said(CODE, prompt_eval_count=count)]) as server:
        answer = ask(f"ollama:qwen3:14b@{server.url}", "hexagon", options=IMPATIENT)
    assert answer.ending is AnswerEnding.COMPLETE


def test_an_answer_that_was_cut_is_incomplete() -> None:
    with playing([said("```python\nprint(", "Why?", finish="length")]) as server:
        answer = asked_of(server)
    assert answer.ending is AnswerEnding.INCOMPLETE and answer.failure is None and answer.thought is True
    assert answer.problem == "the answer was cut after 2 tokens: the limit is 32768, or what the server's context holds"


# Servers that are busy, absent, closed or without the model.


def test_an_overloaded_server_is_asked_again() -> None:
    notes: list[Asking] = []
    with playing([BUSY, refused(429, "slow down"), WHOLE]) as server:
        answer = asked_of(server, on_progress=notes.append)
    assert answer.text == CODE and answer.problem == ""
    assert [note.partition(": ")[2] for note in answer.notes] == [
        "overloaded (503: The server is loading the model)",
        "overloaded (429: slow down)",
    ]
    assert [told.note for told in notes if told.stage == "retrying"] == ["overloaded, again in 0 s"] * 2


def test_patience_ends() -> None:
    with playing([BUSY]) as server:
        answer = asked_of(server)
    assert failed(answer, Failure.OVERLOADED) == "overloaded: 503: The server is loading the model"
    assert len(server.asked) == IMPATIENT.attempts


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Retry-After": "7"}, 7.0),
        ({"retry-after-ms": "1500"}, 1.5),
        ({"Retry-After": "Thu, 01 Jan 2026 00:00:00 GMT"}, 0.0),
        ({"Retry-After": "Wed, 01 Jan 2200 00:00:00 GMT"}, pytest.approx(5.5e9, rel=0.2)),
    ],
)
def test_a_server_says_how_long_to_wait(headers: dict[str, str], seconds: float) -> None:
    wait = of_status(429, {}, headers, []).wait_s
    assert wait == seconds


@pytest.mark.parametrize("header", ["soon", "", "nan"])
def test_a_wait_that_is_no_time_is_none(header: str) -> None:
    assert of_status(429, {}, {"Retry-After": header}, []).wait_s is None


def free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port: int = held.getsockname()[1]
        return port


@pytest.mark.parametrize(
    ("model", "title", "advice"),
    [
        ("ollama:qwen3:14b", "Ollama", "start it: ollama serve, or give its address: MODEL@http://HOST:PORT"),
        ("vllm:Qwen/Qwen3-14B", "vLLM", "start it: vllm serve Qwen/Qwen3-14B, or give its address"),
        ("lmstudio:m", "LM Studio", "start it: lms server start"),
        ("sglang:m", "SGLang", "start it: python -m sglang.launch_server --model-path m"),
        ("openai:m", "the OpenAI-compatible server", "is the address right?"),
    ],
)
def test_an_absent_server_is_named_with_how_to_start_it(model: str, title: str, advice: str) -> None:
    nobody = Server([WHOLE])
    nobody.url = f"http://127.0.0.1:{free_port()}"
    answer = asked_of(nobody, model)
    problem = failed(answer, Failure.ABSENT)
    assert problem.startswith(f"absent: {title} at 127.0.0.1:") and advice in problem
    assert answer.notes == () and answer.thought is None  # asked once: nobody comes by waiting


def test_a_server_on_this_machine_is_asked_without_a_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{free_port()}")
    with playing([WHOLE]) as server:
        assert asked_of(server).text == CODE


def test_a_model_that_is_not_there_is_told_with_those_that_are() -> None:
    def play(asked: Asked) -> Reply:
        if asked.path == "/v1/models":
            return refused(200, {"data": [{"id": "Qwen/Qwen3-8B"}, {"id": "Qwen/Qwen3-4B"}]})
        return refused(404, {"object": "error", "message": "The model `Qwen/Qwen3-14B` does not exist.", "code": 404})

    with playing(play) as server:
        problem = failed(asked_of(server), Failure.NO_MODEL)
    assert problem == (
        "no model: 404: The model `Qwen/Qwen3-14B` does not exist.; get it: vllm serve Qwen/Qwen3-14B; "
        "it has Qwen/Qwen3-8B, Qwen/Qwen3-4B"
    )


def test_ollama_tells_which_models_it_has() -> None:
    def play(asked: Asked) -> Reply:
        if asked.path == "/api/tags":
            return refused(200, {"models": [{"name": "qwen3:8b"}]})
        return refused(404, {"error": "model 'qwen3:14b' not found"})

    with playing(play) as server:
        problem = failed(asked_of(server, "ollama:qwen3:14b"), Failure.NO_MODEL)
    assert problem == "no model: 404: model 'qwen3:14b' not found; get it: ollama pull qwen3:14b; it has qwen3:8b"


@pytest.mark.parametrize(
    ("status", "body"),
    [
        # llama.cpp (b10434) with a folder of models
        (400, {"error": {"code": 400, "message": "model 'Qwen3-14B' not found", "type": "invalid_request_error"}}),
        (400, {"detail": "Server is pinned to 'm'; requested 'Qwen3-14B'."}),  # transformers serve 5.24
        # vLLM 0.32
        (404, {"error": {"message": "The model `Qwen3-14B` does not exist. Valid aliases: m.", "param": "model", "code": 404}}),
        # OpenAI's word for it, whatever the message
        (400, {"error": {"message": "Invalid identifier", "type": "invalid_request_error", "code": "model_not_found"}}),
    ],
)
def test_servers_say_in_several_ways_that_they_have_not_this_model(status: int, body: Any) -> None:
    told = [refused(status, body), refused(200, {"data": [{"id": "m"}]})]
    with playing(told) as server:
        answer = asked_of(server, "llamacpp:Qwen3-14B")
    assert failed(answer, Failure.NO_MODEL).endswith("; it has m") and len(server.asked) == 2


def test_where_another_model_answered_a_note_says_so() -> None:
    """llama.cpp with one model takes any name."""
    with playing([WHOLE]) as server:
        assert asked_of(server, "llamacpp:Qwen3-14B-Q4_K_M.gguf").notes == ()
        assert asked_of(server, "llamacpp:/models/qwen3-14b").notes == ()
        other, unknown = asked_of(server, "llamacpp:qwen3-32b"), asked_of(server, "llamacpp:mistral")
    assert other.text == CODE and other.notes == ("asked for qwen3-32b, the server says that Qwen/Qwen3-14B answered",)
    assert unknown.notes == ("asked for mistral, the server says that Qwen/Qwen3-14B answered",)


def test_a_server_that_repeats_any_name_is_asked_what_it_has() -> None:
    """SGLang 0.5.23 answers under the name that it was asked for."""
    told = [WHOLE, refused(200, {"data": [{"id": "Qwen/Qwen3-8B"}]})]
    with playing(told) as server:
        answer = asked_of(server, "sglang:Qwen/Qwen3-14B")
    assert answer.text == CODE and answer.ending is AnswerEnding.COMPLETE
    assert answer.notes == ("asked for Qwen/Qwen3-14B, the server answered with what it has: Qwen/Qwen3-8B",)


def test_a_wrong_path_is_not_taken_for_a_missing_model() -> None:
    with playing([refused(404, "404 page not found")]) as server:
        assert failed(asked_of(server), Failure.REFUSED) == "refused: 404: 404 page not found"


def test_a_missing_key_is_told() -> None:
    with playing([refused(401, {"error": {"message": "Incorrect API key provided"}})]) as server:
        problem = failed(asked_of(server, "openai:m"), Failure.DENIED)
    assert problem.endswith('Incorrect API key provided; no key was sent: name its variable in models.toml: key = "NAME"')


def test_an_empty_account_is_not_waited_for() -> None:
    body = {"error": {"message": "You exceeded your current quota.", "code": "insufficient_quota"}}
    with playing([refused(429, body)]) as server:
        failed(asked_of(server, "openai:m"), Failure.DENIED)
    assert len(server.asked) == 1


# Streams that break.


@pytest.mark.parametrize("model", ["vllm:Qwen/Qwen3-14B", "ollama:qwen3:14b"])
def test_a_cut_stream_is_asked_again(model: str) -> None:
    made = ollama_said if model.startswith("ollama") else said
    with playing([made("half an", ending="cut"), made(CODE)]) as server:
        answer = asked_of(server, model)
    assert answer.text == CODE and answer.ending is AnswerEnding.COMPLETE
    (note,) = answer.notes
    assert "cut (" in note and "closed the connection" in note


def test_a_stream_that_is_cut_each_time_fails_and_keeps_what_came() -> None:
    with playing([said("half an", "Why?", ending="cut")]) as server:
        answer = asked_of(server)
    failed(answer, Failure.CUT)
    assert (answer.text, answer.reasoning) == ("half an", "Why?")
    assert len(server.asked) == IMPATIENT.attempts


def test_a_stream_that_ends_without_its_last_words_was_cut() -> None:
    with playing([said("half an", finish=None)]) as server:
        assert failed(asked_of(server), Failure.CUT) == "cut: the stream ended before the answer did"


def test_an_answer_that_the_server_breaks_off_is_asked_again() -> None:
    """SGLang 0.5.23, after /abort_request: the stream ends in good order."""
    with playing([said("half an", finish="abort"), said(CODE)]) as server:
        answer = asked_of(server, "sglang:Qwen/Qwen3-14B")
    assert answer.text == CODE and answer.ending is AnswerEnding.COMPLETE
    assert "cut (the server broke the answer off: abort)" in answer.notes[0]


@pytest.mark.parametrize("model", ["vllm:Qwen/Qwen3-14B", "ollama:qwen3:14b"])
def test_a_stalled_stream_is_given_up(model: str) -> None:
    made = ollama_said if model.startswith("ollama") else said
    with playing([made("half an", ending="stall")]) as server:
        answer = asked_of(server, model, options=replace(IMPATIENT, stall_s=0.2, attempts=2))
    assert failed(answer, Failure.STALLED) == "stalled: nothing came for 0.2 s"
    assert answer.text == "half an" and len(server.asked) == 2


def test_a_server_that_never_begins_is_given_up() -> None:
    with playing([Reply(ending="stall")]) as server:
        answer = asked_of(server, options=replace(IMPATIENT, first_token_s=0.2, attempts=1))
    assert failed(answer, Failure.STALLED) == "stalled: nothing came for 0.2 s"
    assert answer.first_token_s is None


@pytest.mark.parametrize(
    "error",
    [
        b'data: {"error": {"message": "CUDA out of memory", "type": "server_error"}}\n\n',
        b'data: {"error": "CUDA out of memory"}\n\n',
    ],
)
def test_an_error_in_the_stream_is_the_servers(error: bytes) -> None:
    pieces = [chunk({"content": "half"}), error]
    with playing([Reply(pieces=pieces, headers={"Content-Type": "text/event-stream"})]) as server:
        answer = asked_of(server)
    assert failed(answer, Failure.SERVER) == "server: in the middle of the answer: CUDA out of memory"
    assert answer.text == "half"


def test_ollamas_error_in_the_stream_is_the_servers() -> None:
    with playing([Reply(pieces=[b'{"error": "llama runner process has terminated"}\n'])]) as server:
        problem = failed(asked_of(server, "ollama:qwen3:14b"), Failure.SERVER)
    assert problem == "server: in the middle of the answer: llama runner process has terminated"


@pytest.mark.parametrize("model", ["vllm:Qwen/Qwen3-14B", "ollama:qwen3:14b"])
@pytest.mark.parametrize("words", [b"data: {broken\n\n", b"data: 3\n\n", b"{broken\n", b"[]\n", b"<html>hello</html>\n"])
def test_words_that_are_none_of_a_servers_fail(model: str, words: bytes) -> None:
    with playing([Reply(pieces=[words], headers={"Content-Type": "text/event-stream"})]) as server:
        answer = asked_of(server, model)
    assert answer.ending is AnswerEnding.FAILED and answer.failure in (Failure.SERVER, Failure.CUT)


def test_an_error_page_is_told_in_one_line() -> None:
    with playing([refused(502, "<html>\n<h1>Bad Gateway</h1>\n</html>")]) as server:
        assert failed(asked_of(server), Failure.SERVER) == "server: 502: <html> <h1>Bad Gateway</h1> </html>"
    assert len(server.asked) == IMPATIENT.attempts


def test_a_stream_without_end_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sandbox.models.collected.MAX_CHARACTERS", 1000)
    with playing([said("word " * 1000)]) as server:
        assert failed(asked_of(server), Failure.SERVER) == "server: more than 1,000 characters came, and no end"


def test_the_servers_filter_is_not_the_models_fault() -> None:
    with playing([said("I", finish="content_filter")]) as server:
        answer = asked_of(server)
    assert answer.ending is AnswerEnding.FAILED and answer.failure is Failure.REFUSED


def test_nothing_that_a_server_sends_moves_the_cursor() -> None:
    with playing([refused(500, {"error": {"message": "\x1b[2Jgone"}})]) as server:
        assert failed(asked_of(server), Failure.SERVER) == r"server: 500: \x1b[2Jgone"
