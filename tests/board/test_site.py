"""The leaderboard's site as files: what is written, linked, left alone and removed; texts of others are never markup."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

from sandbox.board import board
from sandbox.board.build import board_of
from sandbox.board.html import write_site
from sandbox.board.html_index import index_data
from sandbox.board.html_page import FOLDER
from sandbox.board.html_words import WORDS, both
from sandbox.errors import UsageError
from sandbox.models.answer import AnswerEnding
from tests.board.made import run, runs
from tests.board.made_site import Maker, made_store


@pytest.fixture
def maker(tmp_path: Path) -> Iterator[Maker]:
    yield from made_store(tmp_path)


def site(maker: Maker) -> Path:
    return write_site(board(maker.store), maker.store, maker.store.folder.parent / "site").parent


def page(folder: Path, number: int) -> str:
    return (folder / f"runs/{number}.html").read_text(encoding="utf-8")


def test_a_site_has_a_first_page_a_page_a_run_and_files_by_their_content(maker: Maker) -> None:
    first, second = maker.add("passed"), maker.add("failed", sample=1)
    folder = site(maker)
    assert sorted(path.name for path in folder.iterdir()) == ["files", "icon.svg", "index.html", "runs", "site.json"]
    assert {path.name for path in (folder / "runs").iterdir()} == {f"{first}.html", f"{second}.html"}
    assert all(re.fullmatch(r"[0-9a-f]{32}\.(png|svg|mp4|json)", path.name) for path in (folder / "files").iterdir())
    shown = re.findall(r'(?:src|href)="\.\./(files/[^"]+)"', page(folder, first))
    assert {Path(path).suffix for path in shown} == {".png", ".svg", ".mp4", ".json"}
    assert all((folder / path).is_file() for path in shown)


def test_a_large_file_is_the_stores_own_and_not_a_copy(maker: Maker) -> None:
    noise = Random(1).randbytes(100_000)  # does not compress
    maker.known["plain"][1]["video.mp4"] = noise
    maker.add("passed")
    film = next((site(maker) / "files").glob("*.mp4"))
    assert film.read_bytes() == noise
    assert film.stat().st_nlink == 2


def test_only_what_changed_is_written_again(maker: Maker) -> None:
    same, judged_later = maker.add("passed"), maker.add(None, sample=1)
    folder = site(maker)
    before = {number: (folder / f"runs/{number}.html").stat().st_ino for number in (same, judged_later)}
    assert "Waiting" in page(folder, judged_later)
    assert maker.add("failed", sample=1) == judged_later
    site(maker)
    after = {number: (folder / f"runs/{number}.html").stat().st_ino for number in (same, judged_later)}
    assert after[same] == before[same] and after[judged_later] != before[judged_later]
    assert "Waiting" not in page(folder, judged_later)


def test_a_page_that_somebody_removed_comes_back(maker: Maker) -> None:
    number = maker.add("passed")
    folder = site(maker)
    (folder / f"runs/{number}.html").unlink()
    next((folder / "files").glob("*.png")).unlink()
    site(maker)
    assert (folder / f"runs/{number}.html").is_file() and len(list((folder / "files").glob("*.png"))) == 2


def test_what_is_no_longer_of_the_board_goes_and_what_is_not_of_the_site_stays(maker: Maker) -> None:
    old = maker.add("passed", text="print(1)")
    folder = site(maker)
    (folder / "CNAME").write_text("example.org")
    new = maker.add("failed", text="print(2)")
    site(maker)
    assert [path.name for path in (folder / "runs").iterdir()] == [f"{new}.html"] and old != new
    assert (folder / "CNAME").read_text() == "example.org"


def test_a_folder_of_something_else_is_not_touched(maker: Maker) -> None:
    folder = maker.store.folder.parent / "site"
    folder.mkdir()
    (folder / "thesis.txt").write_text("years of work")
    with pytest.raises(UsageError, match="holds files that are not of a site; give an empty or a new folder"):
        site(maker)
    assert [path.name for path in folder.iterdir()] == ["thesis.txt"]


def test_an_empty_store_has_a_site_too(maker: Maker) -> None:
    assert '"rows":[]' in (site(maker) / "index.html").read_text(encoding="utf-8")


def test_pages_let_nothing_run_but_their_own_script(maker: Maker) -> None:
    number = maker.add("passed")
    folder = site(maker)
    for text in ((folder / "index.html").read_text(encoding="utf-8"), page(folder, number)):
        policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)
        assert policy is not None
        assert "default-src &#39;none&#39;" in policy[1] and "unsafe" not in policy[1] and "connect-src" not in policy[1]
        assert not re.search(r"\son\w+=|\sstyle=|https?://", re.sub(r"<(script|style).*?</\1>", "", text, flags=re.DOTALL))


def test_texts_of_models_and_programs_are_text(maker: Maker) -> None:
    maker.board()
    folder = site(maker)
    for path in folder.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert "<img src=x" not in text and "\u202e" not in text and "\x1b" not in text
        assert text.count("<script") == text.count("</script>") == (4 if path.name == "index.html" else 2)
    data = re.search(r'id="data">(.*?)</script>', (folder / "index.html").read_text(encoding="utf-8"))
    assert data is not None
    assert "</script><img src=x onerror=alert(1)>\\u202egnp.exe" in json.loads(data[1])["models"]


def test_a_run_has_its_answer_thought_code_checks_and_pictures(maker: Maker) -> None:
    number = maker.add("failed", reasoning="First I think.", text="The ball:\n```python\nprint('x < y')\n```\nThat is all.")
    text = page(site(maker), number)
    assert '<span class="line" data-n="1">print(&#39;x &lt; y&#39;)\n</span>' in text
    assert "That is all." in text and "First I think." in text
    assert "12 px past the wall" in text and 'id="check-contained"' in text
    assert re.search(r'<video id="video"[^>]+preload="metadata"', text)
    assert text.index("check-contained") < text.index('id="check-starts"'), "what failed comes first"


def test_a_run_without_a_judgement_says_why(maker: Maker) -> None:
    cut = maker.add(None, ending=AnswerEnding.INCOMPLETE, problem="cut at 900 tokens")
    failed = maker.add(None, sample=1, ending=AnswerEnding.FAILED, problem="the server is not there")
    error = maker.add("error", sample=2)
    folder = site(maker)
    assert "The answer was cut short; it is not judged." in page(folder, cut) and "cut at 900 tokens" in page(folder, cut)
    assert "The server failed. This says nothing about the model." in page(folder, failed)
    assert "the machine had no memory left" in page(folder, error)
    assert "This says nothing about the program." in page(folder, error)


def test_a_report_of_another_shape_still_has_a_page(maker: Maker) -> None:
    maker.known["plain"] = (b'{"checks": [], "run": 7, "artifacts": "none"}', {})
    number = maker.add("passed")
    assert "<h1>" in page(site(maker), number)


def test_ties_are_told_as_spans_of_rows() -> None:
    found: Any = index_data(board_of([*runs(30, 0, model="a"), *runs(29, 1, model="b"), *runs(2, 28, model="c")]), {})
    rows = [row for row in found["rows"] if row["challenge"] == 0]
    assert [row["rank"] for row in rows] == [1, 1, 3]
    assert [row["tied"] for row in rows] == [[[1, 1]], [[0, 1]], []]


def test_data_of_many_runs_stays_small() -> None:
    found = board_of(run("passed", model=f"model-{k % 7}", sample=k) for k in range(1000))
    facts = {one.answer: {"picture": "a" * 36, "film": "", "checks": "a\nb", "statuses": "pf"} for one in found.runs}
    assert len(json.dumps(index_data(found, facts), separators=(",", ":"))) < 150 * 1000


@pytest.mark.parametrize("key", WORDS)
def test_every_word_is_there_in_both_languages_with_the_same_places(key: str) -> None:
    english, chinese = WORDS[key]
    assert english and chinese
    places = [set(re.findall(r"\{(\w+)\}", text)) for text in (english, chinese)]
    assert places[0] == places[1]
    assert "|" not in chinese, "Chinese has no plural"


def test_words_escape_what_is_filled_in() -> None:
    assert str(both("of_total", n="<b>", total="{n}")).count("&lt;b&gt;") == 2
    assert "{n}" in both("of_total", n=1, total="{n}")


def test_the_scripts_use_no_word_that_is_not_in_the_table() -> None:
    used = {key for path in FOLDER.glob("*.js") for key in re.findall(r'\bwords(?:With)?\("(\w+)"', path.read_text("utf-8"))}
    used |= {key for path in FOLDER.glob("*.j2") for key in re.findall(r'\bboth\("(\w+)"', path.read_text("utf-8"))}
    assert used and used <= set(WORDS)


def test_the_table_has_no_word_that_nothing_says() -> None:
    sources = [*FOLDER.iterdir(), *FOLDER.parent.glob("html_run.py")]
    said = "".join(path.read_text("utf-8") for path in sources)
    made = ("mode_", "lang_", "measure_", "status_", "summary_", "theme_")  # the rest of these words is a value
    assert [key for key in WORDS if f'"{key}"' not in said and not key.startswith(made)] == []
