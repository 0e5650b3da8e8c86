"""A small local server that plays the servers of models: their dialects, refusals, stalls and cut streams.

    with playing(lambda asked: said("Hello.")) as server:
        ask(f"vllm:m@{server.url}/v1", …)
        server.asked[0].json["temperature"]

What it plays is a function from the request to a Reply, or a list of Replies, given in turn; the last one stays.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from typing import Any, Literal

DONE = b"data: [DONE]\n\n"


@dataclass(frozen=True)
class Asked:
    path: str
    headers: dict[str, str]
    json: dict[str, Any]

    @property
    def content(self) -> str:
        content = self.json["messages"][0]["content"]
        assert isinstance(content, str)
        return content


@dataclass(frozen=True)
class Reply:
    """pieces are sent one by one; ending "cut" closes the connection in the middle, "stall" sends nothing more."""

    status: int = 200
    pieces: Sequence[bytes] = ()
    headers: dict[str, str] = field(default_factory=dict)
    ending: Literal["whole", "cut", "stall"] = "whole"


Play = Callable[[Asked], Reply]


class Server:
    def __init__(self, play: Play | Sequence[Reply]) -> None:
        self._replies = None if callable(play) else list(play)
        self._play = play if callable(play) else None
        self.asked: list[Asked] = []
        self.over = threading.Event()
        self.url = ""

    def reply(self, asked: Asked) -> Reply:
        self.asked.append(asked)
        if self._play is not None:
            return self._play(asked)
        assert self._replies
        return self._replies.pop(0) if len(self._replies) > 1 else self._replies[0]


@contextmanager
def playing(play: Play | Sequence[Reply]) -> Iterator[Server]:
    server = Server(play)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            self._send(
                server.reply(Asked(self.path, {name.lower(): value for name, value in self.headers.items()}, json.loads(body)))
            )

        def do_GET(self) -> None:
            self._answer({})

        def _answer(self, body: dict[str, Any]) -> None:
            headers = {name.lower(): value for name, value in self.headers.items()}
            self._send(server.reply(Asked(self.path, headers, body)))

        def _send(self, reply: Reply) -> None:
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            try:
                for piece in reply.pieces:
                    self.wfile.write(b"%x\r\n%b\r\n" % (len(piece), piece))
                    self.wfile.flush()
                if reply.ending == "stall":
                    server.over.wait(60)
                if reply.ending == "whole":
                    self.wfile.write(b"0\r\n\r\n")
            except (BrokenPipeError, ConnectionResetError):
                pass
            self.close_connection = reply.ending != "whole"

        def log_message(self, format: str, *args: object) -> None:
            pass

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    http.daemon_threads = True
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    server.url = f"http://127.0.0.1:{http.server_port}"
    try:
        yield server
    finally:
        server.over.set()
        http.shutdown()
        thread.join()
        http.server_close()


def chunk(delta: dict[str, Any], finish: str | None = None, **more: Any) -> bytes:
    """One event of OpenAI's stream."""
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    data = {"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "Qwen/Qwen3-14B", "choices": [choice], **more}
    return b"data: " + json.dumps(data).encode() + b"\n\n"


def said(
    text: str = "",
    reasoning: str = "",
    *,
    field: str = "reasoning_content",
    finish: str | None = "stop",
    prompt_tokens: int = 2000,
    reasoning_tokens: int | None = None,
    ending: Literal["whole", "cut", "stall"] = "whole",
) -> Reply:
    """An answer of an OpenAI-compatible server, word by word.

    llama.cpp (b10434, b11549) has the thought in `reasoning_content`, and null for the words of the first piece. vLLM 0.32 with
    a parser has it in `reasoning`, counts its tokens apart, and leaves the blank lines after it in the answer.
    """
    pieces = [chunk({"role": "assistant", "content": None if field == "reasoning_content" else ""})]
    pieces += [chunk({field: word}) for word in words(reasoning)]
    pieces += [chunk({"content": word}) for word in words(text)]
    if ending == "whole":
        if finish is not None:
            pieces.append(chunk({}, finish))
        count = len(words(text)) + len(words(reasoning))
        usage: dict[str, Any] = {
            "prompt_tokens": prompt_tokens,
            "completion_tokens": count,
            "total_tokens": prompt_tokens + count,
        }
        if reasoning_tokens is not None:
            usage["completion_tokens_details"] = {"reasoning_tokens": reasoning_tokens}
        pieces += [chunk({}, usage=usage, choices=[]), DONE]
    return Reply(pieces=pieces, headers={"Content-Type": "text/event-stream"}, ending=ending)


def ollama_said(
    text: str = "",
    thinking: str = "",
    *,
    model: str = "qwen3:14b",
    done_reason: str = "stop",
    prompt_eval_count: int | None = 2000,
    ending: Literal["whole", "cut", "stall"] = "whole",
) -> Reply:
    """An answer of Ollama's native API: a JSON object a line."""
    lines: list[dict[str, Any]] = [{"message": {"role": "assistant", "content": "", "thinking": w}} for w in words(thinking)]
    lines += [{"message": {"role": "assistant", "content": w}} for w in words(text)]
    if ending == "whole":
        count = {} if prompt_eval_count is None else {"prompt_eval_count": prompt_eval_count}
        end = {"done": True, "done_reason": done_reason, "eval_count": len(words(text)) + len(words(thinking)), **count}
        lines.append({"message": {"role": "assistant", "content": ""}, **end})
    told = [json.dumps({"model": model, "created_at": "now", "done": False, **line}).encode() + b"\n" for line in lines]
    return Reply(pieces=told, headers={"Content-Type": "application/x-ndjson"}, ending=ending)


def refused(status: int, body: dict[str, Any] | str, **headers: str) -> Reply:
    words = body if isinstance(body, str) else json.dumps(body)
    kind = "text/plain" if isinstance(body, str) else "application/json"
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply(status, [words.encode()], {"Content-Type": kind, **named})


def words(text: str) -> list[str]:
    return [part for part in text.replace(" ", "\0 ").split("\0") if part]


def in_pieces(text: str, borders: Iterable[int]) -> list[str]:
    """The text cut at the borders, which are positions in it."""
    return [text[a:b] for a, b in pairwise([0, *sorted(borders), len(text)])]
