"""Folders are layers, and arrows point one way: challenges → sandbox → (wire format) ← runners. Read by ast."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SANDBOX, RUNNERS = (sorted((ROOT / folder).rglob("*.py")) for folder in ("sandbox", "runners"))
CHALLENGES = sorted(path.parent for path in (ROOT / "challenges").glob("*/challenge.toml"))
CONTENT = {"challenges", "reference", "runners", "tests", "bench"}
MAX_LINES = 400
# What a challenge may import: the nouns that checks and evidence are made of. Everything else of sandbox/ is its own affair.
PUBLIC = {
    "sandbox", "sandbox.case", "sandbox.evidence", "sandbox.expect", "sandbox.expect.chart", "sandbox.finding",
    "sandbox.flowchart", "sandbox.program", "sandbox.scene",
}  # fmt: skip
# A challenge's slug that is a word of the judge's own as well: geometry, and a kind of drawing that it reads.
OWN_WORDS = {"sandbox/expect/polygon.py": {"hexagon"}}
READS = ("sandbox/flowchart/", "sandbox/expect/chart.py", "sandbox/cli/")
# Each takes a noticeable part of a second to import, or stands for a part that few commands need.
HEAVY = {
    "av", "cv2", "docker", "httpx2", "jinja2", "msgspec", "numpy", "openai", "PIL", "pygame", "pymunk", "rich", "sandlock",
    "shapely",
}  # fmt: skip


def named(paths: list[Path]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("path", paths, ids=lambda path: str(path.relative_to(ROOT)))


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imports(path: Path) -> Iterator[tuple[str, list[str]]]:
    """(module, names taken from it) of every import in the file, nested ones too; relative ones begin with a dot."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, []) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or ""), [alias.name for alias in node.names]


def tops(path: Path) -> set[str]:
    return {module.partition(".")[0] for module, _ in imports(path)}


def strings(path: Path) -> set[str]:
    """Every string in the file, docstrings too."""
    return {node.value for node in ast.walk(tree(path)) if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def names(path: Path) -> set[str]:
    """Every identifier in the file."""
    fields = ("id", "attr", "name", "arg")
    return {str(getattr(node, field)) for node in ast.walk(tree(path)) for field in fields if hasattr(node, field)}


@named(RUNNERS)
def test_runners_import_nothing_of_the_judge(path: Path) -> None:
    assert not tops(path) & {"sandbox", "challenges", "reference", "tests"}


@named(SANDBOX)
def test_the_judge_imports_no_content(path: Path) -> None:
    assert not tops(path) & CONTENT


@named(SANDBOX)
def test_the_judge_names_no_challenge(path: Path) -> None:
    place = str(path.relative_to(ROOT))
    words = (strings(path) | names(path)) - OWN_WORDS.get(place, set())
    said = " ".join(words).lower()
    own = {"flowchart"} if place.startswith(READS) else set()
    assert [folder.name for folder in CHALLENGES if folder.name in said and folder.name not in own] == []


@named([path for folder in CHALLENGES for path in sorted(folder.rglob("*.py"))])
def test_a_challenge_uses_the_public_names_alone(path: Path) -> None:
    from importlib import import_module

    for module, taken in imports(path):
        if module.partition(".")[0] == "sandbox":
            assert module in PUBLIC, module
            assert [name for name in taken if name not in import_module(module).__all__] == [], module
    assert not tops(path) & CONTENT


@named(sorted((ROOT / "reference").rglob("*.py")))
def test_a_reference_solution_knows_nothing_of_the_judge(path: Path) -> None:
    assert not tops(path) & (CONTENT | {"sandbox"})


@named(SANDBOX + RUNNERS)
def test_a_module_stays_short(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").count("\n")
    assert lines <= MAX_LINES, f"{lines} lines: split it"


@pytest.mark.parametrize("module", ["sandbox", "sandbox.cli", "sandbox.cli.arguments"])
def test_importing_loads_no_heavy_library(module: str) -> None:
    code = f"import sys, {module}; print(*sorted({{name.partition('.')[0] for name in sys.modules}}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not set(done.stdout.split()) & HEAVY


def test_help_loads_no_heavy_library() -> None:
    code = "import sys; from sandbox.cli import main\ntry: main(['--help'])\nexcept SystemExit: pass\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {name.partition(".")[0] for name in done.stdout.splitlines()[-1].split()}
    assert "sandbox" in loaded and not loaded & HEAVY
