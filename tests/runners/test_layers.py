"""The recorder's own rules: it knows nothing of the judge, and only the library's part knows a library."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
RUNNERS = sorted((ROOT / "runners").rglob("*.py"))
LIBRARIES = {"pygame", "tkinter", "turtle", "pyglet", "matplotlib"}


def _imports(path: Path) -> set[str]:
    """The top names of all modules that the file imports."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.partition(".")[0])
    return names


def _names(path: Path) -> set[str]:
    """Every identifier and attribute in the file."""
    tree = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return {getattr(node, "id", None) or getattr(node, "attr", "") for node in tree}


@pytest.mark.parametrize("path", RUNNERS, ids=lambda path: str(path.relative_to(ROOT)))
def test_the_guest_imports_nothing_of_the_judge(path: Path) -> None:
    assert not _imports(path) & {"sandbox", "challenges", "reference", "tests"}


@pytest.mark.parametrize(
    "path", [path for path in RUNNERS if path.parent.name != "pygame"], ids=lambda path: str(path.relative_to(ROOT))
)
def test_a_library_is_named_by_its_own_part_alone(path: Path) -> None:
    """Elsewhere a library's name is data at most: a key of the table of recorders, a note."""
    assert not (_imports(path) | _names(path)) & LIBRARIES


def test_the_judge_never_names_a_library() -> None:
    for path in (ROOT / "sandbox").rglob("*.py"):
        assert not (_imports(path) | _names(path)) & LIBRARIES, path
