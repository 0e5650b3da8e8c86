"""report.html in Chromium: what a person sees, on a desktop and on a phone, in light and in dark."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sandbox.report import SubmissionFacts, write
from tests.browser import CONTRAST, OUTSIDE, Seen, until
from tests.report.made import captures, hostile_report, report, span

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

KINDS = ("failed", "hostile")


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Written reports: one of a late failure in a long program, and one whose every text is hostile."""
    long = SubmissionFacts("answer.md", "answer", "x = 1  # " + "long " * 80 + "\n" + "print('双六边形')\n" * 50)
    late = tuple(replace(f, time_s=30.0) if f.id == "contained" else f for f in report().findings)
    made = report(
        findings=late, submission=long, seconds=20.0, moments=captures(*span(28.0, 32.0, 30)), moment_film_s=(28.0, 32.0)
    )
    found = {kind: tmp_path_factory.mktemp(kind) / "out" for kind in KINDS}
    write(made, found["failed"])
    write(hostile_report(), found["hostile"])
    return found


def seen_report(browser: Browser, folder: Path, *, width: int = 1280, dark: bool = False) -> Seen:
    seen = Seen(browser, (folder / "report.html").as_uri(), width=width, dark=dark)
    until(seen.page, "[...document.images].every(image => image.complete)")
    return seen


Look = Callable[..., Seen]


@pytest.fixture
def look(browser: Browser, folders: dict[str, Path]) -> Iterator[Look]:
    pages: list[Page] = []

    def opened(kind: str = "failed", *, width: int = 1280, dark: bool = False) -> Seen:
        seen = seen_report(browser, folders[kind], width=width, dark=dark)
        pages.append(seen.page)
        return seen

    yield opened
    for page in pages:
        page.close()


@pytest.mark.parametrize("kind", KINDS)
def test_it_renders_without_complaint_and_asks_the_network_for_nothing(kind: str, look: Look) -> None:
    seen = look(kind)
    assert seen.page.locator("h1").inner_text() == "Failed"
    assert seen.page.evaluate("[...document.images].every(image => image.naturalWidth > 0)")
    assert seen.complaints == []
    assert {url.partition(":")[0] for url in seen.requests} <= {"file", "data"}
    assert sum(url.startswith("file:") for url in seen.requests) == 1


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [360, 768, 1280])
@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_wider_than_the_window(kind: str, width: int, dark: bool, look: Look) -> None:
    page = look(kind, width=width, dark=dark).page
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(OUTSIDE) == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_light_and_dark_are_both_legible(dark: bool, look: Look) -> None:
    page = look(dark=dark).page
    background = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (sum(map(int, background[4:-1].split(","))) < 380) == dark
    assert page.evaluate(CONTRAST) == [], "texts with a contrast below 4.5 (WCAG 2, 1.4.3)"


def test_jump_shows_the_moment_in_its_film(look: Look) -> None:
    page = look().page
    page.locator("#check-contained button").click()
    until(page, "Math.abs(document.getElementById('moment').currentTime - 2) < 0.05")
    until(page, "document.getElementById('moment').readyState >= 2")
    assert page.evaluate("document.activeElement.id") == "moment"
    box = page.locator("#moment").bounding_box()
    assert box is not None
    assert box["y"] >= 0 and box["y"] + box["height"] <= 800


def test_films_and_pictures_too_large_for_the_page_load_from_beside_it(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sandbox.report.page.EMBED_BYTES", 1000)
    write(report(), tmp_path)
    seen = seen_report(browser, tmp_path)
    assert seen.page.evaluate("[...document.images].every(image => image.naturalWidth > 0)")
    until(seen.page, "document.getElementById('film').duration > 1.9")
    assert seen.complaints == []
    assert {url.rpartition("/")[0] for url in seen.requests} == {tmp_path.as_uri()}
    seen.page.close()


def test_film_plays(look: Look) -> None:
    page = look().page
    page.evaluate("document.getElementById('film').play()")
    until(page, "document.getElementById('film').currentTime > 0.2")
    assert abs(page.evaluate("document.getElementById('film').duration") - 20) < 0.2


def test_everything_is_reached_by_keyboard(look: Look) -> None:
    page = look().page
    reached = set()
    for _ in range(40):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.tagName + '.' + document.activeElement.className"))
    assert {"A.skip", "VIDEO.", "BUTTON.", "SUMMARY.", "PRE.code", "PRE.output"} <= reached


def test_jump_works_by_keyboard(look: Look) -> None:
    page = look().page
    page.locator("#check-contained button").focus()
    page.keyboard.press("Enter")
    until(page, "Math.abs(document.getElementById('moment').currentTime - 2) < 0.05")


def test_hostile_text_is_text(look: Look) -> None:
    seen = look("hostile")
    assert seen.page.title().startswith("Failed")
    assert "owned'</script>" in seen.page.locator("pre.code").inner_text()
    assert "owned'</script>" in seen.page.locator("pre.output").first.inner_text()
    assert seen.page.locator("img[src='x'], [onerror]").count() == 0
    assert seen.page.evaluate("document.scripts.length") == 1
    assert seen.complaints == []
