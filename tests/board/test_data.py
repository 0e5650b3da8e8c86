"""The board as JSON, CSV, Markdown and in the terminal."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from sandbox.board.build import board_of
from sandbox.board.data import board_csv, board_data, board_markdown
from sandbox.report import dumps
from sandbox.store import Store
from tests.board.made import run, runs
from tests.cli.command import sandbox
from tests.store.made import answer, judgement

BOARD = board_of([*runs(30, 0, model="good"), *runs(0, 30, model="bad|one"), run("undecided", model="=HYPERLINK(1)")])


def test_json_has_every_row() -> None:
    data = json.loads(dumps(board_data(BOARD)))
    good = data["rows"][0]
    assert (good["model"], good["rank"], good["tied_with"], good["passed"], good["answers"]) == ("good", 1, [], 30, 30)
    assert good["pass_rate"]["value"] == 1.0 and 0.88 < good["pass_rate"]["interval"][0] < 0.89
    assert data["rows"][2]["rank"] is None and data["rows"][2]["pass_bounds"] == [0.0, 1.0]
    assert (data["runs"], len(data["totals"])) == (61, 3)


def test_csv_is_read_back_and_holds_no_formulas() -> None:
    rows = list(csv.DictReader(io.StringIO(board_csv(BOARD))))
    assert [(row["challenge"], row["model"], row["rank"]) for row in rows[:3]] == [
        ("all", "good", "1"), ("all", "bad|one", "2"), ("all", "'=HYPERLINK(1)", ""),
    ]  # fmt: skip
    assert float(rows[0]["pass_rate"]) == float(rows[0]["pass@1"]) == 1.0


def test_markdown_escapes_names() -> None:
    lines = board_markdown(BOARD).splitlines()
    assert lines[:3] == [
        "## Counts",
        "",
        "| rank | model | mode | pass@1 | pass@5 | pass@10 | score | passed | undecided | s | tokens |",
    ]
    assert lines[5].startswith("| 2 | bad\\|one | thinking | 0% (0–11) |")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with Store(tmp_path / "store") as store:
        for sample in range(4):
            number = store.add_answer(answer(f"print({sample})", sample=sample, seconds=3.0))
            store.add_judgement(
                bytes([sample]) * 32, judgement("passed" if sample else "failed", 100.0 if sample else 0.0), [number]
            )
    return tmp_path


def test_the_command_prints_a_table(folder: Path) -> None:
    done = sandbox("leaderboard", "--store", "store", cwd=folder)
    assert (done.code, done.stderr) == (0, "")
    assert "count  Counts" in done.stdout and "75% (30–95)" in done.stdout and "3/4" in done.stdout
    assert "do not tell them apart" in " ".join(done.stdout.split())


@pytest.mark.parametrize(("form", "start"), [("--json", "{"), ("--csv", "challenge,rank,model"), ("--markdown", "## Counts")])
def test_the_command_prints_other_forms(folder: Path, form: str, start: str) -> None:
    assert sandbox("leaderboard", "--store", "store", form, "--k", "1,2", cwd=folder).stdout.startswith(start)


def test_the_command_says_what_is_not_there(folder: Path) -> None:
    done = sandbox("leaderboard", "--store", "store", "--challenge", "none", cwd=folder)
    assert (done.code, done.stderr) == (2, "sandbox: store: no answers to none\n")
    done = sandbox("leaderboard", "--store", "nowhere", cwd=folder)
    assert done.code == 2 and "nowhere: no store is there" in done.stderr
