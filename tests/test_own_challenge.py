"""The example of docs/writing-a-challenge.md: a folder of one's own is as good as a built-in challenge."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.command import any_runner, sandbox

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "tests" / "challenges" / "spinning-square"
CHECKS = ["stable", "one-square", "turns", "large"]


def verify(out: Path, *submission: str) -> tuple[int, dict[str, str], dict[str, str]]:
    """Exit code, statuses and measurements by check."""
    told = sandbox(
        "verify", "--challenge", str(FOLDER), *any_runner(), "--no-video", "--json", "--out", str(out), *submission, cwd=ROOT
    )
    assert told.stderr == ""
    checks = told.json["checks"]
    return told.code, {c["id"]: c["status"] for c in checks}, {c["id"]: c["actual"] for c in checks}


def test_its_reference_passes(tmp_path: Path) -> None:
    code, statuses, actual = verify(tmp_path / "report")
    assert (code, statuses) == (0, dict.fromkeys(CHECKS, "pass"))
    assert actual["turns"] == "clockwise 60.0 °/s, 0.00° rms"
    assert {"report.html", "screenshot.png"} <= {path.name for path in (tmp_path / "report").iterdir()}


@pytest.mark.parametrize(
    ("program", "check", "measured"),
    [("other_way.py", "turns", "counter-clockwise 60.0 °/s"), ("small.py", "large", "85 px")],
)
def test_a_wrong_program_fails_what_it_should(tmp_path: Path, program: str, check: str, measured: str) -> None:
    code, statuses, actual = verify(tmp_path / "report", str(FOLDER / "programs" / program))
    assert (code, statuses) == (1, dict.fromkeys(CHECKS, "pass") | {check: "fail"})
    assert actual[check].startswith(measured)


def test_an_answer_without_a_program_fails_and_skips_the_rest(tmp_path: Path) -> None:
    answer = tmp_path / "answer.md"
    answer.write_text("# A square\n\nIn a browser:\n\n```js\nlet angle = 0;\n```\n", encoding="utf-8")
    code, statuses, _ = verify(tmp_path / "report", str(answer))
    assert (code, statuses) == (1, dict.fromkeys(CHECKS, "skipped") | {"stable": "fail"})


def test_the_document_shows_the_files_as_they_are() -> None:
    """Each block of the walk-through stands in the folder, word for word."""
    text = (ROOT / "docs" / "writing-a-challenge.md").read_text(encoding="utf-8")
    files = "\n".join(
        path.read_text(encoding="utf-8") for path in FOLDER.parent.rglob("*") if path.suffix in {".py", ".toml", ".md"}
    )
    blocks = [block.partition("\n")[2] for block in text.split("```")[1::2] if block.startswith(("python", "toml"))]
    assert len(blocks) >= 3
    for block in blocks:
        for part in block.strip().split("\n\n\n"):
            assert part in files, part


def test_a_program_that_reads_and_prints_needs_no_code(tmp_path: Path) -> None:
    folder = FOLDER.parent / "word-count"
    told = sandbox("verify", "--challenge", str(folder), *any_runner(), "--json", "--out", str(tmp_path / "good"), cwd=ROOT)
    assert (told.code, told.json["score"], told.stderr) == (0, 100.0, "")
    assert {path.name for path in (tmp_path / "good").iterdir()} == {"report.html", "report.json"}

    wrong = tmp_path / "wrong.py"
    wrong.write_text('import sys\nprint(len(sys.stdin.read().split(" ")))\n', encoding="utf-8")
    told = sandbox(
        "verify", "--challenge", str(folder), *any_runner(), "--json", "--out", str(tmp_path / "bad"), str(wrong), cwd=ROOT
    )
    (check,) = [c for c in told.json["checks"] if c["status"] != "pass"]
    assert (told.code, check["id"], check["score"]) == (1, "outputs", 0.5)
    assert check["actual"].startswith("2 of 4 are right; nothing: line 1 is '1' instead of '0'")
