"""The site on this machine's own address, brought up to date while others write to the store."""

from __future__ import annotations

import os
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import BinaryIO, ClassVar

from sandbox.board.build import board_of
from sandbox.board.html import write_site
from sandbox.errors import UsageError
from sandbox.store import Store

__all__ = ["follow", "served"]

HOST = "127.0.0.1"
LOOK_S = 1.0  # how often the store is asked whether anybody has written
SHARE = 0.2  # of the time that may go into writing pages anew
CHUNK = 256 * 1024
REQUEST_S = 30.0  # a client that says nothing for so long is let go
# Nothing else is served: what a path cannot spell, it cannot reach.
PATHS = re.compile(
    r"/(?:(?P<index>(?:index\.html)?)|(?P<other>icon\.svg|runs/\d{1,18}\.html|files/[0-9a-f]{32}\.(?:png|svg|mp4|json)))"
)
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".mp4": "video/mp4",
    ".json": "application/json",
}
HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
}
ALONE = "default-src 'none'; style-src 'unsafe-inline'; sandbox"  # of a file that is opened by itself; pages have their own
_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


@contextmanager
def served(folder: Path, port: int) -> Iterator[str]:
    """The site's address while the block runs; port 0 takes a free one. Raises UsageError where the port cannot be had."""

    class Handler(_Handler):
        site = folder

    try:
        server = _Server((HOST, port), Handler)
    except (OSError, OverflowError) as error:
        raise UsageError(f"port {port}: cannot be had ({error}); give another --port") from error
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
    thread.start()
    try:
        yield f"http://{HOST}:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def follow(store: Store, folder: Path, on_written: Callable[[int], None], *, ends: Callable[[], bool] = lambda: False) -> None:
    """Writes the site now, and again whenever answers or judgements came; `on_written` gets the number of runs. Claims, which
    a bench renews all the time, are no news. Returns when `ends` says so."""
    before: object = None
    seen = -1
    while not ends():
        started = time.monotonic()
        changes = store.changes()
        if changes != seen:
            runs = tuple(store.runs())
            if runs != before:
                write_site(board_of(runs), store, folder, live=True)
                on_written(len(runs))
            before, seen = runs, changes
        took = time.monotonic() - started
        time.sleep(max(LOOK_S, took * (1 - SHARE) / SHARE))


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that went away in the middle is no news."""


class _Handler(BaseHTTPRequestHandler):
    site: ClassVar[Path]
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "sandbox", ""
    timeout = REQUEST_S

    def do_GET(self) -> None:
        self._answer(body=True)

    def do_HEAD(self) -> None:
        self._answer(body=False)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: the terminal is for what became of the store."""

    def _answer(self, *, body: bool) -> None:
        assert isinstance(self.server, _Server)
        port = self.server.server_port
        if self.headers.get("Host") not in (f"{HOST}:{port}", f"localhost:{port}"):
            # Another name for this address may be a page of somebody else that wants to read ours.
            self._nothing(HTTPStatus.FORBIDDEN)
            return
        match = PATHS.fullmatch(self.path.partition("?")[0])
        if match is None:
            self._nothing(HTTPStatus.NOT_FOUND)
            return
        name = match["other"] or "index.html"
        try:
            file = os.fdopen(os.open(self.site / name, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC), "rb")
        except OSError:
            self._nothing(HTTPStatus.NOT_FOUND)
            return
        with file:
            self._send(file, name, body=body)

    def _send(self, file: BinaryIO, name: str, *, body: bool) -> None:
        facts = os.fstat(file.fileno())
        size = facts.st_size
        tag = f'"{facts.st_mtime_ns:x}-{size:x}"'
        if self.headers.get("If-None-Match") == tag:
            self._head(HTTPStatus.NOT_MODIFIED, {"ETag": tag})
            return
        told = {"Content-Type": TYPES[Path(name).suffix], "ETag": tag, "Accept-Ranges": "bytes"}
        if name.startswith("files/"):
            told["Content-Security-Policy"] = ALONE
        start, end = 0, size
        asked = _RANGE.fullmatch(self.headers.get("Range", ""))
        if asked is not None and (asked[1] or asked[2]):  # a film is sought by parts of it
            start, end = _span(asked[1], asked[2], size)
            if start >= end:
                self._nothing(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, {"Content-Range": f"bytes */{size}"})
                return
            told["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
        status = HTTPStatus.PARTIAL_CONTENT if "Content-Range" in told else HTTPStatus.OK
        self._head(status, told | {"Content-Length": str(end - start)})
        if body:
            file.seek(start)
            while start < end and (chunk := file.read(min(CHUNK, end - start))):
                self.wfile.write(chunk)
                start += len(chunk)

    def _nothing(self, status: HTTPStatus, told: dict[str, str] | None = None) -> None:
        text = f"{status.value} {status.phrase}\n".encode()
        self._head(status, {"Content-Type": "text/plain", "Content-Length": str(len(text)), **(told or {})})
        if self.command != "HEAD":
            self.wfile.write(text)

    def _head(self, status: HTTPStatus, told: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in {**HEADERS, **told}.items():
            self.send_header(name, value)
        self.end_headers()


def _span(first: str, last: str, size: int) -> tuple[int, int]:
    """[start, end) of a range as HTTP has it (RFC 9110, 14.1.2): "a-b", "a-", or "-n" for the last n bytes."""
    if not first:
        return max(0, size - int(last)), size
    return int(first), min(size, int(last) + 1) if last else size
