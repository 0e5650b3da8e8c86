"""The leaderboard's site in Chromium: what a person sees and does, by mouse and by keyboard, on a desktop and on a phone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sandbox.board import Board, board
from sandbox.board.build import board_of
from sandbox.board.html import write_site
from sandbox.board.html_index import index_page
from sandbox.board.html_page import own_files
from tests.board.made import run, runs
from tests.board.made_site import made_store
from tests.browser import CONTRAST, OUTSIDE, Seen, until

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

VIEWS = ("ranking", "checks", "gallery", "runs")
PAGES = [f"index.html#v={view}&c=ball" for view in VIEWS] + ["runs/1.html", "evil"]
MODELS = "[...document.querySelectorAll('#view-ranking tr.contestant .open')].map(e => e.textContent)"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of `Maker.board`."""
    place = tmp_path_factory.mktemp("site")
    for maker in made_store(place):
        maker.board()
        write_site(board(maker.store), maker.store, place / "out")
    return place / "out"


Look = Callable[..., Seen]


@pytest.fixture
def look(browser: Browser, folder: Path) -> Iterator[Look]:
    seen: list[Seen] = []

    def opened(page: str = "index.html", **how: object) -> Seen:
        if page == "evil":
            paths = (folder / "runs").iterdir()
            page = next(f"runs/{path.name}" for path in paths if "gnp.exe" in path.read_text(encoding="utf-8"))
        seen.append(Seen(browser, f"{folder.as_uri()}/{page}", **how))  # type: ignore[arg-type]
        return seen[-1]

    yield opened
    for one in seen:
        one.page.close()


def texts(page: Page, selector: str) -> list[str]:
    return [text.strip() for text in page.locator(selector).all_inner_texts()]


def first_page(found: Board, folder: Path) -> str:
    """The address of a site without pages of runs."""
    (folder / "index.html").write_text(index_page(found, {}), encoding="utf-8")
    (folder / "icon.svg").write_text(own_files("icon.svg"), encoding="utf-8")
    return (folder / "index.html").as_uri()


@pytest.mark.parametrize("path", ["index.html", *PAGES])
def test_it_opens_without_complaint_and_asks_the_network_for_nothing(path: str, look: Look) -> None:
    seen = look(path)
    assert seen.page.locator("h1").inner_text()
    for image in seen.page.locator("main img").all():
        image.scroll_into_view_if_needed()
    until(
        seen.page, "[...document.images].every(image => image.complete && image.naturalWidth > 0 || image.closest('[hidden]'))"
    )
    assert seen.complaints == []
    assert {url.partition(":")[0] for url in seen.requests} == {"file"}


@pytest.mark.parametrize("width", [360, 768, 1280])
@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_wider_than_the_window(path: str, width: int, look: Look) -> None:
    for language in ("en", "zh-CN"):
        page = look(path, width=width, locale=language).page
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate(OUTSIDE) == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_light_and_dark_are_both_legible(path: str, dark: bool, look: Look) -> None:
    page = look(path, dark=dark).page
    background = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (sum(map(int, background[4:-1].split(","))) < 380) == dark
    assert page.evaluate(CONTRAST) == [], "texts with a contrast below 4.5 (WCAG 2, 1.4.3)"


def test_the_first_sentence_says_who_leads_and_whether_that_is_sure(look: Look) -> None:
    page = look("index.html#c=ball").page
    assert page.locator("h1").inner_text() == "ollama:good:8b leads, but the samples do not tell it apart from 2 others."
    page.locator("#filter-m").select_option(label="thinking")
    assert page.locator("h1").inner_text() == "ollama:good:8b leads, and the samples tell it apart from all others."


def test_models_of_the_same_rate_lead_together(browser: Browser, tmp_path: Path) -> None:
    found = board_of([*runs(9, 0, model="b"), *runs(9, 0, model="a"), *runs(8, 1, model="c")])
    seen = Seen(browser, first_page(found, tmp_path))
    told = seen.page.locator("h1").inner_text()
    assert told == "a and 1 other are level, and the samples do not tell 1 more apart from them."
    seen.page.close()


def test_heads_sort_and_say_how(look: Look) -> None:
    page = look("index.html#c=ball").page
    assert page.locator("[aria-sort]").inner_text().startswith("Rank")
    page.get_by_role("button", name="Seconds").click()
    assert page.evaluate(MODELS)[:2] == ["vllm:Poor-1B", "ollama:good:8b"]
    assert page.locator("[aria-sort=ascending]").inner_text().startswith("Seconds")
    page.get_by_role("button", name="Seconds").click()
    assert page.locator("[aria-sort=descending]").inner_text().startswith("Seconds")
    assert page.evaluate(MODELS)[-2:] == ["ollama:good:8b", "vllm:Poor-1B"]


def test_sorting_by_keyboard_keeps_the_focus(look: Look) -> None:
    page = look("index.html#c=ball").page
    page.get_by_role("button", name="Tokens").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.textContent").startswith("Tokens")
    assert page.locator("[aria-sort=descending]").inner_text().startswith("Tokens")


def test_filters_are_kept_in_the_address(look: Look) -> None:
    page = look().page
    page.locator("#filter-c").select_option("ball")
    page.locator("#filter-m").select_option(label="no thinking")
    assert page.evaluate(MODELS) == ["ollama:good:8b"]
    assert page.locator("#found").inner_text() == "1 of 4 rows"
    page.reload()
    assert page.evaluate(MODELS) == ["ollama:good:8b"]
    page.locator("#reset").click()
    assert len(page.evaluate(MODELS)) > 1 and page.url.endswith("#")
    page.locator("#filter-q").fill("POOR")
    assert page.evaluate(MODELS) == ["vllm:Poor-1B"]
    page.get_by_role("link", name="Runs", exact=True).click()
    assert page.locator("#found").inner_text() == "8 of 24 runs"


def test_intervals_are_drawn_where_the_numbers_are(look: Look) -> None:
    page = look("index.html#c=ball&m=1").page
    row = page.locator("tr.contestant", has_text="good")
    value, low, high = 7 / 8, 0.529, 0.978  # Wilson's interval of 7 of 8
    track, line, point = (row.locator(f".drawn{part}").bounding_box() for part in ("", " .range", " .point"))
    assert track is not None and line is not None and point is not None
    assert (line["x"] - track["x"]) / track["width"] == pytest.approx(low, abs=0.01)
    assert (line["x"] + line["width"] - track["x"]) / track["width"] == pytest.approx(high, abs=0.01)
    assert (point["x"] - track["x"]) / track["width"] == pytest.approx(value, abs=0.01)
    assert "88 %, 95 % interval 53 % to 98 %" in row.locator(".estimate").inner_text().replace("\n", " ")


def test_undecided_errors_and_what_is_not_judged_stand_apart(look: Look) -> None:
    page = look("index.html#c=ball&m=0").page
    heads = texts(page, "#view-ranking thead th")
    cells = texts(page, "#view-ranking tr.contestant > *")
    told = dict(zip(heads, cells, strict=True))
    assert (told["Errors"], told["Incomplete"], told["Waiting"], told["Undecided"]) == ("1", "1", "1", "")
    assert page.locator("tr.contestant .bounds").count() == 0
    page.locator("#filter-m").select_option("1")
    assert page.locator("tr.contestant", has_text="Poor").locator(".bounds").count() == 1, "where the undecided could move it"
    assert "67 %" in told[next(head for head in heads if head.startswith("pass@1"))], "2 of 3, as an error counts for nothing"


def test_who_cannot_be_told_apart_is_pointed_out_and_named(look: Look) -> None:
    page = look("index.html#c=ball").page
    best, poor = page.locator("tr.contestant").first, page.locator("tr.contestant", has_text="Poor")
    assert best.locator(".rank").inner_text().startswith("1=")
    best.hover()
    assert "tied" in (page.locator("tr.contestant").nth(1).get_attribute("class") or "")
    assert "apart" in (poor.get_attribute("class") or "")
    best.get_by_role("button").click()
    assert best.get_by_role("button").get_attribute("aria-expanded") == "true"
    names = texts(page, ".details .names li")
    assert "ollama:good:8b no thinking · English" in names and not any("Poor" in name for name in names)


def test_language_changes_everywhere_and_is_kept(look: Look) -> None:
    page = look("index.html#c=ball").page
    assert page.evaluate("document.documentElement.lang") == "en"
    page.get_by_role("button", name="Switch to Chinese").click()
    assert page.evaluate("document.documentElement.lang") == "zh-Hans"
    assert page.title() == "排行榜"
    assert page.locator("h1").inner_text() == "ollama:good:8b 领先，但样本还不足以把它与另外 2 个区分开。"
    assert texts(page, ".views a") == ["排名", "检查项", "图库", "运行"]
    page.goto(page.url.partition("index.html")[0] + "runs/1.html")
    assert (page.title(), page.locator("h1").inner_text()) == ("通过 · ollama:good:8b · ball", "通过")
    assert page.locator("#check-contained h3 bdi").get_attribute("lang") == "en", "the judge's own words are English"


def test_a_chinese_browser_gets_chinese(look: Look) -> None:
    assert look(locale="zh-CN").page.evaluate("document.documentElement.lang") == "zh-Hans"


def test_the_switch_of_appearance_overrules_the_system(look: Look) -> None:
    page = look(dark=True).page
    colour = "getComputedStyle(document.body).backgroundColor"
    dark = page.evaluate(colour)
    switch = page.locator("#switch-theme")
    switch.click()
    assert "Light" in switch.inner_text() and page.evaluate(colour) != dark
    page.reload()
    assert "Light" in switch.inner_text() and page.evaluate(colour) != dark


def test_checks_tell_how_often_each_passed(look: Look) -> None:
    page = look("index.html#v=checks&c=ball&m=1").page
    row = page.locator("#view-checks tbody tr", has_text="good")
    column = texts(page, "#view-checks thead th").index("contained")
    assert "88 %, 7 of 8" in row.locator("> *").nth(column).inner_text()


def test_films_play_side_by_side_in_the_place_of_pictures(look: Look) -> None:
    seen = look("index.html#v=gallery&c=ball")
    page = seen.page
    assert page.locator(".card").count() == 4
    page.locator(".play").first.click()
    until(page, "document.querySelector('#view-gallery video').currentTime > 0.1")
    assert page.evaluate("document.activeElement.tagName") == "VIDEO"
    page.locator(".play-all").click()
    page.locator(".play-all").click()
    until(page, "[...document.querySelectorAll('#view-gallery video')].filter(film => !film.paused).length === 4")
    until(page, "document.querySelector('.play-all').textContent === 'Stop all films'")
    page.get_by_role("link", name="Runs", exact=True).click()
    assert page.evaluate("[...document.querySelectorAll('video')].every(film => film.paused)")
    assert seen.complaints == []


def test_the_gallery_steps_through_samples_and_shows_all_of_a_model(look: Look) -> None:
    page = look("index.html#v=gallery&c=ball&q=good&m=1").page
    assert page.locator(".stepper span").inner_text() == "Sample 1 of 8"
    page.get_by_role("button", name="Next sample").click()
    assert page.locator(".stepper span").inner_text() == "Sample 2 of 8"
    page.get_by_role("button", name="All samples").click()
    assert page.locator(".card").count() == 8
    assert page.locator(".strip h3").inner_text().endswith("8 samples")


def test_pictures_are_not_loaded_before_they_are_near(look: Look) -> None:
    page = look("index.html#v=gallery&c=ball&g=all").page
    assert page.locator(".card img").count() == page.locator(".card img[loading=lazy]").count() > 0


def test_many_runs_are_shown_a_hundred_at_a_time(browser: Browser, tmp_path: Path) -> None:
    many = board_of(run("passed", model=f"m{k % 10}", sample=k // 10) for k in range(10_000))
    seen = Seen(browser, f"{first_page(many, tmp_path)}#v=runs")
    page = seen.page
    assert page.locator("#found").inner_text() == "10,000 runs"
    assert page.locator("#view-runs tbody tr").count() == 100
    page.get_by_role("button", name="Next").click()
    assert page.locator(".pages span").inner_text() == "Page 2 of 100"
    page.locator("#filter-q").fill("m3")
    assert page.locator("#found").inner_text() == "1,000 of 10,000 runs"
    assert page.evaluate("document.querySelectorAll('*').length") < 4000
    assert seen.complaints == []
    page.close()


def test_many_checks_scroll_in_a_part_of_their_own(browser: Browser, tmp_path: Path) -> None:
    found = board_of([run("passed"), run("failed")])
    facts = {"checks": "\n".join(f"check-number-{k}" for k in range(30)), "statuses": "p" * 30}
    (tmp_path / "index.html").write_text(index_page(found, {one.answer: facts for one in found.runs}), encoding="utf-8")
    page = Seen(browser, f"{(tmp_path / 'index.html').as_uri()}#v=checks", width=360).page
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert page.evaluate(
        "(e => e.scrollWidth > e.clientWidth && e.tabIndex === 0)(document.querySelector('#view-checks .scroll'))"
    )
    page.close()


def test_a_board_without_answers_says_so(browser: Browser, tmp_path: Path) -> None:
    seen = Seen(browser, first_page(board_of([]), tmp_path))
    assert seen.page.locator("h1").inner_text() == "No answers yet."
    assert seen.complaints == []
    seen.page.close()


def test_without_scripts_there_is_still_a_table(browser: Browser, folder: Path) -> None:
    seen = Seen(browser, (folder / "index.html").as_uri(), java_script_enabled=False)
    assert "ollama:good:8b" in seen.page.locator("noscript").inner_text()
    seen.page.close()


def test_a_run_leads_from_the_list_to_its_page_and_back(look: Look) -> None:
    page = look("index.html#v=runs&c=ball&r=failed").page
    page.locator("#view-runs tbody th a").first.click()
    assert page.locator("h1").inner_text() == "Failed"
    assert texts(page, ".why li a") == ["contained", "gravity"]
    page.get_by_role("link", name="Other runs of this model").click()
    assert page.locator("#view-runs").is_visible() and page.locator("#filter-q").input_value() == "vllm:Poor-1B"


def test_a_failed_check_shows_its_moment_in_the_film(look: Look) -> None:
    page = look("index.html#v=runs&c=ball&r=failed").page
    page.locator("#view-runs tbody th a").first.click()
    page.locator("#check-contained button").click()
    until(page, "Math.abs(document.getElementById('video').currentTime - 1.5) < 0.05")
    assert page.evaluate("document.activeElement.id") == "video"


def test_hostile_texts_are_inert(look: Look) -> None:
    for path in ("index.html#v=runs&q=gnp", "index.html#v=gallery", "index.html#v=checks&q=gnp", "evil"):
        seen = look(path)
        assert "gnp.exe" in seen.page.locator("main").inner_text()
        assert seen.page.locator("img[src='x'], [onerror]").count() == 0
        assert "\u202e" not in seen.page.content()
        assert seen.complaints == []
    assert "owned'</script>" in seen.page.locator("pre.code").inner_text()


def test_everything_is_reached_by_keyboard(look: Look) -> None:
    page = look("index.html#c=ball").page
    reached: list[str] = []
    while True:
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
        reached.append(
            page.evaluate("(e => e.id || e.dataset.view || e.dataset.key || e.hash?.slice(1))(document.activeElement)")
        )
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none", f"the focus on {reached[-1]} is not seen"
    assert reached[0] == "content"
    wanted = {"switch-theme", "switch-language", "gallery", "filter-c", "filter-q", "sort seconds", "open ollama:good:8b 1 en"}
    assert wanted <= set(reached)


def test_the_skip_link_leads_past_the_filters_and_keeps_them(look: Look) -> None:
    page = look("index.html#c=ball&m=1").page
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    assert page.locator("#filter-m").input_value() == "1"


@pytest.mark.parametrize("path", PAGES)
def test_screen_readers_find_landmarks_names_and_captions(path: str, look: Look) -> None:
    page = look(path).page
    assert page.locator("main").count() == page.locator("h1").count() == 1
    assert page.locator("table:visible:not(:has(caption)):not(details table)").count() == 0
    unnamed = """[...document.querySelectorAll('button, a, select, input, img, video, nav, section')]
      .filter(e => e.getClientRects().length && !e.querySelector('img[alt]'))
      .filter(e => !(e.textContent.trim() || e.alt || e.getAttribute('aria-label') || e.labels?.length
        || (e.getAttribute('aria-labelledby') && document.getElementById(e.getAttribute('aria-labelledby')))))
      .map(e => e.outerHTML.slice(0, 200))"""
    assert page.evaluate(unnamed) == []
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)")
    assert len(ids) == len(set(ids))
