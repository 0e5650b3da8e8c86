"""What makes an answer be judged again, and what does not."""

from __future__ import annotations

import ast
import shutil
from pathlib import Path

import pytest

from sandbox.challenge import find
from sandbox.store import challenge_print, judge_print, judgement_key
from sandbox.store.fingerprint import NOT_JUDGING, _digest

ROOT = Path(__file__).parents[2]
OWN = ROOT / "tests" / "challenges" / "word-count"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(OWN, tmp_path / "challenges" / "word-count"))


def test_the_same_challenge_elsewhere_is_the_same(folder: Path) -> None:
    assert challenge_print(find(folder)) == challenge_print(find(OWN))


@pytest.mark.parametrize("name", ["cases.toml", "checks.py", "reference/solution.py", "reference/oracle.py"])
def test_a_changed_challenge_is_another(folder: Path, name: str) -> None:
    before = challenge_print(find(folder))
    with (folder / name).open("a", encoding="utf-8") as file:
        file.write("\n# changed\n")
    assert challenge_print(find(folder)) != before


def test_the_reference_beside_the_challenges_counts(folder: Path) -> None:
    before = challenge_print(find(folder))
    beside = folder.parent.parent / "reference" / "word_count"
    beside.mkdir(parents=True)
    (beside / "oracle.py").write_text("ANSWER = 1\n", encoding="utf-8")
    assert challenge_print(find(folder)) != before


def test_what_python_leaves_behind_is_no_change(folder: Path) -> None:
    before = challenge_print(find(folder))
    (folder / "__pycache__").mkdir()
    (folder / "__pycache__" / "checks.pyc").write_bytes(b"x")
    (folder / ".checks.py.swp").write_bytes(b"x")
    assert challenge_print(find(folder)) == before


def test_names_count_as_well_as_contents(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / f"{name}.py").write_bytes(b"x")
    assert _digest([("it", tmp_path / "a")]) != _digest([("it", tmp_path / "b")])


def test_whatever_is_added_to_the_judge_counts_until_it_is_named() -> None:
    counted = {path.name for path in (ROOT / "sandbox").iterdir()} - NOT_JUDGING
    assert {"judging", "expect", "scene", "submission", "isolation", "case.py", "verify.py"} <= counted


def test_the_key_tells_text_challenge_and_judge() -> None:
    challenge, judge = challenge_print(find(OWN)), judge_print()
    keys = {judgement_key(*one) for one in ((challenge, judge, "a"), (challenge, judge, "b"), (judge, challenge, "a"))}
    assert len(keys) == 3 and all(len(key) == 32 for key in keys)


def test_what_is_not_counted_decides_nothing() -> None:
    """Whatever judging and the checks import, however far, is counted, but for the shape of reports and progress."""
    reached: set[str] = set()
    todo = [f"sandbox.judging.{path.stem}" for path in (ROOT / "sandbox" / "judging").glob("*.py")] + [
        "sandbox.expect.standard"
    ]
    while todo:
        name = todo.pop()
        path = ROOT.joinpath(*name.split("."))
        path = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
        if name in reached or not path.is_file():
            continue
        reached.add(name)
        if name.startswith("sandbox.report"):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sandbox."):
                todo += [str(node.module), *(f"{node.module}.{alias.name}" for alias in node.names)]
    parts = {name.split(".")[1] for name in reached}
    names = {name if (ROOT / "sandbox" / name).is_dir() else f"{name}.py" for name in parts}
    assert {"scene", "isolation", "submission"} <= names
    assert names & NOT_JUDGING <= {"report", "progress.py", "version.py"}
