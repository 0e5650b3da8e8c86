"""report.html as a document: what stands in it, in which order, and that text stays text."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from sandbox.evidence import Evidence
from sandbox.finding import Finding, Status, Verdict
from sandbox.report import Report, SubmissionFacts, write
from tests.report.made import HOSTILE, hostile_report, report


class Document(HTMLParser):
    """Elements, attributes and text by the standard library's parser."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.parts: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.parts.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.parts).split())

    def all(self, tag: str, **attributes: str) -> list[dict[str, str | None]]:
        return [found for name, found in self.tags if name == tag and attributes.items() <= found.items()]


def page(of: Report, folder: Path, *, video: bool = True) -> Document:
    write(of, folder, video=video)
    return Document((folder / "report.html").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def failed(tmp_path_factory: pytest.TempPathFactory) -> Document:
    return page(report(), tmp_path_factory.mktemp("failed") / "out")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Document:
    return page(hostile_report(), tmp_path_factory.mktemp("hostile") / "out")


def test_it_opens_with_verdict_score_and_why(failed: Document) -> None:
    opening = failed.text[: failed.text.index("Film")]
    assert "demo / answer.md" in opening
    assert "Failed" in opening
    assert f"{Verdict.of(report().findings).score:g} of 100" in opening
    assert "1 of 3 checks passed, 1 failed, 1 undecided, 1 skipped." in opening
    assert "✗ contained 12 px past the wall" in opening


def test_failures_come_first_then_undecided_passed_and_skipped(failed: Document) -> None:
    anchors = [found["id"] for found in failed.all("article")]
    assert anchors == ["check-contained", "check-gravity", "check-starts", "check-explained"]


def test_each_check_has_its_measurement_share_and_numbers(failed: Document) -> None:
    assert "inside in every frame actual 12 px past the wall" in failed.text
    assert "failed 2 of 8" in failed.text
    assert "worst px 12" in failed.text
    assert "skipped not counted" in failed.text


def test_jump_leads_to_the_moment_in_the_film(failed: Document) -> None:
    assert {"data-film": "film", "data-at": "1.5", "type": "button"} in failed.all("button")


def test_jump_to_a_later_failure_leads_to_its_own_film(tmp_path: Path) -> None:
    from tests.report.made import captures, span

    late = replace(report().findings[1], time_s=30.0)
    made = report(findings=(late,), moments=captures(*span(28.0, 32.0, 30)), moment_film_s=(28.0, 32.0))
    assert page(made, tmp_path / "out").all("button") == [{"type": "button", "data-film": "moment", "data-at": "2.0"}]


def test_moment_that_no_film_shows_is_told_in_words(tmp_path: Path) -> None:
    document = page(report(findings=(replace(report().findings[1], time_s=55.0),)), tmp_path / "out")
    assert document.all("button") == []
    assert "at 55.00 s" in document.text


def test_pictures_and_plots_stand_with_their_checks(failed: Document) -> None:
    alts = [found.get("alt") for found in failed.all("img")]
    assert alts == ["contained at 1.50 s: 12 px past the wall", "the ball's way"]
    assert [found["aria-label"] for found in failed.all("svg")] == ["To the wall"] * 2  # one for phones


def test_run_limits_program_and_output_are_shown(failed: Document) -> None:
    for words in ("back end bubblewrap", "real time the host's clock", "import pygame", "hello", "2 s, 30 frames"):
        assert words in failed.text


def test_line_of_the_traceback_is_marked_and_the_traceback_shown_once(tmp_path: Path) -> None:
    traceback = 'Traceback:\n  File "/box/work/program.py", line 2, in <module>\nZeroDivisionError: division by zero'
    made = report()
    assert made.outcome is not None
    stderr = f"before\n{traceback}\n".encode()
    crashed = replace(made, run=replace(made.run, traceback=traceback), outcome=replace(made.outcome, stderr=stderr))
    document = page(crashed, tmp_path / "out", video=False)
    assert document.text.count("ZeroDivisionError") == 1
    assert "before" in document.text
    assert [found["data-n"] for found in document.all("span", **{"class": "line named"})] == ["2"]


def test_machine_s_failure_says_nothing_about_the_program(tmp_path: Path) -> None:
    skipped = (Finding("contained", Status.SKIPPED, "inside", "not judged"),)
    failed = report(
        verdict=Verdict.error(), error="the engine has gone", outcome=None, findings=skipped, frames=[], evidence=Evidence()
    )
    document = page(failed, tmp_path / "out")
    text = document.text
    assert "Error" in text
    assert "The judge or the machine failed. This says nothing about the program. the engine has gone" in text
    assert "of 100" not in text and "contained" not in text
    assert [found["alt"] for found in document.all("img")] == ["Nothing was judged"]


def test_nothing_shown_is_said(tmp_path: Path) -> None:
    document = page(report(frames=[], evidence=Evidence()), tmp_path / "out")
    assert [found["alt"] for found in document.all("img")] == ["No frame was shown"]
    assert document.all("video") == []


def test_page_asks_nobody_for_anything(failed: Document, hostile: Document) -> None:
    for document in (failed, hostile):
        for _, attributes in document.tags:
            for name in ("src", "href", "poster", "action", "data", "srcset"):
                assert str(attributes.get(name, "#")).startswith(("#", "data:"))
        (policy,) = document.all("meta", **{"http-equiv": "Content-Security-Policy"})
        assert "default-src 'none'" in str(policy["content"])
        assert "unsafe" not in str(policy["content"]) and "http" not in str(policy["content"])


def test_hostile_text_adds_no_element_and_no_attribute(failed: Document, hostile: Document) -> None:
    assert {tag for tag, _ in hostile.tags} <= {tag for tag, _ in failed.tags} | {"circle", "path"}
    assert len(hostile.all("script")) == 1
    assert not [name for _, attributes in hostile.tags for name in attributes if name.startswith("on")]
    assert hostile.text.count("<script>document.title='owned'</script>") >= 10
    assert "{{ 7*7 }}" in hostile.text


def test_hidden_and_reordering_characters_are_written_out(hostile: Document) -> None:
    everything = hostile.text + "".join(str(value) for _, attributes in hostile.tags for value in attributes.values())
    assert not set(everything) & set("\x1b\x00\x07\x9b\u202e\u2066\u200b\ud800")
    assert "\\u202eevil\\u2066 \\x00" in hostile.text
    assert "双六边形" in hostile.text


def test_large_films_stand_beside_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sandbox.report.page.EMBED_BYTES", 1000)
    document = page(report(), tmp_path / "out")
    sources = [found["src"] for found in document.all("img") + document.all("video")]
    assert sources == ["screenshot.png", "frame-gravity.png", "video.mp4"]
    assert all((tmp_path / "out" / str(source)).is_file() for source in sources)


def test_endless_programs_and_outputs_are_cut_and_say_so(tmp_path: Path) -> None:
    made = report(submission=SubmissionFacts("a.py", "program", "x = 1\n" * 20_000))
    assert made.outcome is not None
    made = replace(made, outcome=replace(made.outcome, stdout=b"y" * 1_000_000, stdout_dropped=5))
    document = page(made, tmp_path / "out", video=False)
    assert "The first 5000 lines; the rest is left out here." in document.text
    assert "912.6 KiB more" in document.text
    assert len(re.findall("y{65536}", document.text)) == 1


def test_many_findings_do_not_fill_the_opening(tmp_path: Path) -> None:
    many = tuple(Finding(f"check-{k}", Status.FAIL, "this", "that", 0.0) for k in range(9))
    text = page(report(findings=many), tmp_path / "out", video=False).text
    assert "and 6 more" in text


def test_the_sample_is_hostile() -> None:
    assert {"<", "\x1b", "\u202e", "\x00", "\ud800"} <= set(HOSTILE)
