"""What a person sees at a terminal: progress while it runs, then the table, and last where the report lies."""

from __future__ import annotations

import re
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from sandbox.cli.terminal import print_report
from sandbox.finding import Verdict
from sandbox.report import Report
from tests.cli.command import PROGRAMS, Terminal, any_runner, terminal
from tests.report.made import hostile_report, report

CRASH = str(PROGRAMS / "mutants" / "crash_first_bounce.py")


def shown(of: Report, width: int, **options: bool) -> str:
    out = StringIO()
    print_report(of, Console(file=out, width=width, markup=False, emoji=False, highlight=False, **options))  # type: ignore[arg-type]
    return out.getvalue()


def watched(tmp_path: Path, *arguments: str, columns: int = 80, **env: str) -> Terminal:
    """A whole verify at a terminal, closed."""
    options = ("verify", "--challenge", "hexagon", *any_runner(), "--no-video", *arguments)
    with terminal(*options, cwd=tmp_path, columns=columns, **env) as seen:
        seen.wait()
    return seen


@pytest.mark.parametrize("width", [40, 60, 80, 109])
def test_expected_stands_under_what_failed_or_is_undecided(width: int) -> None:
    text = shown(report(), width)
    words = " ".join(text.split())
    assert "✗ contained 12 px past the wall 1.50 s expected: inside in every frame" in words
    assert "? gravity seen too briefly expected: parabolas" in words
    assert "✓ starts first drawn at 0.00 s 0.00 s" in words
    assert "– explained the submission is a program alone" in words
    assert max(map(len, text.splitlines())) <= width


@pytest.mark.parametrize("width", [110, 120, 200])
def test_wide_terminal_has_expected_and_actual_side_by_side(width: int) -> None:
    lines = [" ".join(line.split()) for line in shown(report(), width).splitlines()]
    assert "check expected actual when" in lines
    assert "✗ contained inside in every frame 12 px past the wall 1.50 s" in lines


def test_verdict_score_and_counts_come_after_the_table_and_the_path_last() -> None:
    place = Path("/a/very/long/path/that/is/longer/than/any/terminal/is/wide/and/must/not/be/broken/report.html")
    lines = shown(report(artifacts={"page": place}), 80).splitlines()
    score = Verdict.of(report().findings).score
    assert f"failed {score:g} of 100  1 of 3 checks passed, 1 failed, 1 undecided" in lines
    assert lines[-2] == "2 s simulated, 30 frames, 20 × real time, bubblewrap"
    assert lines[-1] == str(place)


def test_hostile_text_moves_no_cursor() -> None:
    assert not set(shown(hostile_report(), 80)) & set("\x1b\x00\x07\x9b\u202e\u2066\u200b\ud800")


def test_rich_markup_in_a_program_s_words_is_text() -> None:
    finding = replace(report().findings[1], actual="[bold]x[/bold] :smile: [link=http://a]b[/link]")
    assert "[bold]x[/bold] :smile: [link=http://a]b[/link]" in shown(report(findings=(finding,)), 200)


def test_progress_tells_time_frames_and_speed_and_then_is_gone(tmp_path: Path) -> None:
    seen = watched(tmp_path, "--seconds", "20")
    assert re.search(r"running [━╸╺ ]+ \d+\.\d / 20 s  \d+ frames  \d+\.\d × real time", seen.text)
    assert "\x1b[2K" in seen.raw, "the line of progress is erased"
    assert seen.text.rstrip().endswith("/out/hexagon-reference/report.html")
    assert "\x1b[32m" in seen.raw, "green"


@pytest.mark.parametrize("columns", [60, 120])
def test_nothing_is_wider_than_the_terminal(columns: int, tmp_path: Path) -> None:
    seen = watched(tmp_path, "--seconds", "3", "--out", "o", CRASH, columns=columns)
    table = seen.text[seen.text.index("hexagon / crash") : seen.text.index(str(tmp_path))]
    assert max(map(len, table.splitlines())) <= columns
    assert "KeyError: 'bounce'" in table


def test_no_color_is_respected(tmp_path: Path) -> None:
    seen = watched(tmp_path, "--seconds", "3", "--out", "o", CRASH, NO_COLOR="1")
    assert re.findall(r"\x1b\[[0-9;]*(?:3[0-7]|9[0-7]|38)[0-9;]*m", seen.raw) == []
    assert "✗ stable" in seen.text


def test_json_is_all_that_a_terminal_gets_when_asked_for(tmp_path: Path) -> None:
    seen = watched(tmp_path, "--seconds", "3", "--json", CRASH)
    assert seen.raw.startswith("{") and seen.raw.rstrip().endswith("}")
    assert "\x1b" not in seen.raw


def test_output_of_a_program_is_harmless_at_a_terminal(tmp_path: Path) -> None:
    (tmp_path / "program.py").write_text("print('a\\x1b[2J\\x07b\\u202ec')")
    with terminal("run", *any_runner(), "program.py", cwd=tmp_path) as seen:
        assert seen.wait() == 0
    assert "a\\x1b[2J\\x07b\\u202ec" in seen.text
    assert "\x1b" not in seen.raw
