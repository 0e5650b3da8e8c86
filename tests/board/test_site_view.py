"""`sandbox view`: served to this machine alone, nothing but the site, and renewed while others write to the store."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.board.made_site import Maker, made_store
from tests.browser import Seen, until

if TYPE_CHECKING:
    from playwright.sync_api import Browser

RUN = [sys.executable, "-c", "import sys; from sandbox.cli import main; sys.exit(main())", "view"]


class Viewed:
    """A running `sandbox view` of a store."""

    def __init__(self, maker: Maker, process: subprocess.Popen[str], address: str) -> None:
        self.maker, self.process, self.address = maker, process, address
        self.port = int(re.findall(r":(\d+)/", address)[0])

    def ask(self, path: str, method: str = "GET", **headers: str) -> tuple[HTTPResponse, bytes]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        response = connection.getresponse()
        body = response.read()
        connection.close()
        return response, body

    def file(self, suffix: str) -> Path:
        return next((self.maker.store.folder / "site/files").glob(f"*{suffix}"))


@pytest.fixture(scope="module")
def viewed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Viewed]:
    for maker in made_store(tmp_path_factory.mktemp("view")):
        maker.board()
        words = [*RUN, "--store", str(maker.store.folder), "--port", "0"]
        with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            yield Viewed(maker, process, process.stdout.readline().split()[0])
            process.send_signal(signal.SIGINT)
            assert process.wait(20) == 0, "Ctrl-C is how it ends"


def test_pages_and_files_are_served_and_never_kept_by_a_cache(viewed: Viewed) -> None:
    for path, kind in (("/", "text/html; charset=utf-8"), ("/runs/1.html", "text/html; charset=utf-8"),
                       (f"/files/{viewed.file('.png').name}", "image/png")):  # fmt: skip
        response, body = viewed.ask(path)
        assert (response.status, response.headers["Content-Type"]) == (200, kind)
        assert response.headers["Cache-Control"] == "no-store" and response.headers["X-Content-Type-Options"] == "nosniff"
        assert len(body) == int(response.headers["Content-Length"])


@pytest.mark.parametrize(
    "path",
    ["/../store.sqlite", "/store.sqlite", "/site.json", "/runs/../../store.sqlite", "/runs/%2e%2e/site.json", "/files/",
     "//etc/passwd", "/runs/1.html/", "/files/..%2f..%2fstore.sqlite", "/runs/999999.html", "/\0", "/runs/" + "9" * 5000],
)  # fmt: skip
def test_nothing_but_the_site_is_served(path: str, viewed: Viewed) -> None:
    with socket.create_connection(("127.0.0.1", viewed.port), timeout=10) as client:
        client.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{viewed.port}\r\nConnection: close\r\n\r\n".encode())
        answer = client.makefile("rb").read()
    assert b" 200 " not in answer.partition(b"\r\n")[0] and b"SQLite" not in answer


def test_a_link_out_of_the_site_is_not_followed(viewed: Viewed) -> None:
    link = viewed.maker.store.folder / "site/runs/77777.html"
    link.symlink_to("/etc/passwd")
    assert viewed.ask("/runs/77777.html")[0].status == 404
    link.unlink()


def test_other_names_of_this_address_get_nothing(viewed: Viewed) -> None:
    response, body = viewed.ask("/", Host=f"evil.example:{viewed.port}")
    assert (response.status, body) == (403, b"403 Forbidden\n")
    assert viewed.ask("/", Host=f"localhost:{viewed.port}")[0].status == 200


def test_it_listens_to_this_machine_alone(viewed: Viewed) -> None:
    listening = Path("/proc/net/tcp").read_text(encoding="ascii") + Path("/proc/net/tcp6").read_text(encoding="ascii")
    mine = [line.split()[1] for line in listening.splitlines() if f":{viewed.port:04X} " in line and " 0A " in line]
    assert mine == [f"0100007F:{viewed.port:04X}"]


@pytest.mark.parametrize("asked, status, part", [
    ("bytes=5-9", 206, slice(5, 10)), ("bytes=5-", 206, slice(5, None)), ("bytes=-7", 206, slice(-7, None)),
    ("bytes=0-99999999", 206, slice(None)), ("bytes=99999999-", 416, None), ("bytes=9-5", 416, None),
    ("lines=1-2", 200, slice(None)), ("bytes=-", 200, slice(None)), ("bytes=0-1,3-4", 200, slice(None)),
])  # fmt: skip
def test_films_are_served_in_parts(asked: str, status: int, part: slice | None, viewed: Viewed) -> None:
    film = viewed.file(".mp4")
    response, body = viewed.ask(f"/files/{film.name}", Range=asked)
    assert response.status == status
    assert part is None or body == film.read_bytes()[part]


def test_what_did_not_change_is_not_sent_again(viewed: Viewed) -> None:
    tag = viewed.ask("/")[0].headers["ETag"]
    response, body = viewed.ask("/", If_None_Match=tag)
    assert (response.status, body) == (304, b"")
    response, body = viewed.ask("/", "HEAD")
    assert response.status == 200 and body == b"" and int(response.headers["Content-Length"]) > 1000
    assert viewed.ask("/", "POST")[0].status == 501


def test_a_file_opened_by_itself_runs_nothing(viewed: Viewed) -> None:
    response, _ = viewed.ask(f"/files/{viewed.file('.svg').name}")
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; style-src 'unsafe-inline'; sandbox"


def test_a_port_that_is_taken_is_named(viewed: Viewed) -> None:
    words = [*RUN, "--store", str(viewed.maker.store.folder), "--port", str(viewed.port)]
    done = subprocess.run(words, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2
    assert f"port {viewed.port}: cannot be had" in done.stderr and "give another --port" in done.stderr


def test_a_store_that_is_not_there_is_named(tmp_path: Path) -> None:
    done = subprocess.run([*RUN, "--store", str(tmp_path)], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2 and "no store is there" in done.stderr


@pytest.mark.browser
@pytest.mark.timeout(180)
def test_news_appear_and_filter_scroll_focus_and_open_rows_stay(browser: Browser, viewed: Viewed) -> None:
    seen = Seen(browser, f"{viewed.address}#c=ball&q=good", width=600)
    page = seen.page
    until(page, "document.getElementById('live').textContent.startsWith('Live')")
    page.set_viewport_size({"width": 600, "height": 300})
    page.locator("tr.contestant .open").first.click()
    page.evaluate("scrollTo(0, 400)")
    counted = page.locator("#counted").inner_text()
    before = page.evaluate("[scrollY, document.activeElement.dataset.key]")
    viewed.maker.add("failed", sample=90)
    until(page, f"document.getElementById('counted').innerText !== {counted!r}")
    assert page.evaluate("[scrollY, document.activeElement.dataset.key]") == before
    assert page.locator("tr.contestant .open").first.get_attribute("aria-expanded") == "true"
    assert page.locator("#filter-q").input_value() == "good" and page.locator("#filter-c").input_value() == "ball"
    assert "bad" not in page.locator("#view-ranking tbody").inner_text()
    assert seen.complaints == []
    assert {
        url.partition(
            "/",
        )[0]
        for url in seen.requests
    } == {"http:"}
    assert all(url.startswith(viewed.address) for url in seen.requests)
    page.close()


@pytest.mark.browser
@pytest.mark.timeout(180)
def test_a_film_goes_on_while_news_come(browser: Browser, viewed: Viewed) -> None:
    seen = Seen(browser, f"{viewed.address}#v=gallery&c=ball&g=all")
    page = seen.page
    page.locator(".play").first.click()
    until(page, "document.querySelector('video').currentTime > 0.1")
    page.evaluate("document.querySelector('video').first = true")
    cards = page.locator(".card").count()
    viewed.maker.add("failed", "vllm:Poor-1B", sample=91)
    until(page, f"document.querySelectorAll('.card').length === {cards + 1}")
    assert page.evaluate("(film => film.first && !film.paused)(document.querySelector('video'))")
    assert seen.complaints == []
    page.close()


def test_claims_of_a_bench_are_no_news(viewed: Viewed) -> None:
    tag = viewed.ask("/")[0].headers["ETag"]
    viewed.maker.store.claims.take([b"k" * 32])
    time.sleep(3)
    assert viewed.ask("/")[0].headers["ETag"] == tag
