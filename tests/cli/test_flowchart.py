"""`sandbox flowchart`: the graph of a drawing in three notations, and beside a listing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.command import any_runner, sandbox

ROOT = Path(__file__).parents[2]
CHART = str(ROOT / "reference" / "flowchart" / "solution.svg")
LISTING = str(ROOT / "challenges" / "flowchart" / "listing.py")


@pytest.mark.parametrize(
    ("notation", "line"),
    [
        ("table", "decision    i < n - 1 ?"),
        ("mermaid", '{"i #60; n - 1 ?"}'),
        ("graphviz", 'shape=diamond, label="i < n - 1 ?"'),
    ],
)
def test_the_graph_is_printed(tmp_path: Path, notation: str, line: str) -> None:
    told = sandbox("flowchart", CHART, "--format", notation, cwd=tmp_path)
    assert (told.code, told.stderr) == (0, "")
    assert line in told.stdout


def test_beside_a_listing_the_trace_is_told(tmp_path: Path) -> None:
    told = sandbox("flowchart", CHART, "--code", LISTING, *any_runner(), cwd=tmp_path)
    assert (told.code, told.stderr) == (0, "")
    assert "steps and " in told.stdout and "compare 0, 1\n    swap 0, 1\n" in told.stdout
    assert told.stdout.rstrip().endswith("the same trace on 45 of 45 inputs, the same result on 45")


def test_an_answer_may_hold_the_drawing(tmp_path: Path) -> None:
    answer = "Here it is:\n\n```svg\n" + Path(CHART).read_text(encoding="utf-8") + "\n```\n"
    (tmp_path / "answer.md").write_text(answer, encoding="utf-8")
    assert "arr[j] > arr[j + 1] ?" in sandbox("flowchart", "answer.md", cwd=tmp_path).stdout


@pytest.mark.parametrize(
    ("content", "words", "complaint"),
    [
        (None, [], "none.svg: no such file"),
        ("<svg xmlns='http://www.w3.org/2000/svg'/>", ["--code", "none.py"], "none.py: cannot be read"),
        ("<svg xmlns='http://www.w3.org/2000/svg'/>", ["--code", "bad.py"], "the listing is not Python"),
        ("# nothing\n\nI cannot draw.\n", [], "holds no SVG"),
    ],
    ids=["no file", "no listing", "no Python", "no SVG"],
)
def test_wrong_usage_is_one_line(tmp_path: Path, content: str | None, words: list[str], complaint: str) -> None:
    (tmp_path / "bad.py").write_text("while\n", encoding="utf-8")
    name = "none.svg" if content is None else "given.md" if content.startswith("#") else "given.svg"
    if content is not None:
        (tmp_path / name).write_text(content, encoding="utf-8")
    told = sandbox("flowchart", name, *words, cwd=tmp_path)
    assert (told.code, told.stdout, told.stderr.count("\n")) == (2, "", 1)
    assert complaint in told.stderr
