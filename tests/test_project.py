"""The project's own promises: documents, make, versions and dependencies."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from sandbox import __version__
from sandbox.cli.arguments import parse
from tests.cli.command import PROGRAMS, any_runner

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LEFT_OUT = {".venv", ".venv-models", ".git", "out", "build", "dist", "node_modules"}
DOCUMENTS = sorted(
    path
    for path in ROOT.rglob("*.md")
    if not LEFT_OUT & set(path.relative_to(ROOT).parts) and not path.name.startswith("prompt.")
)
TEXT = {".cfg", ".css", ".html", ".j2", ".js", ".json", ".lock", ".md", ".py", ".sh", ".svg", ".toml", ".txt", ".yml", ""}
# Folders of somebody's own machine; attacks look for such folders on purpose.
HOSTILE = ("tests/attacks/", "tests/programs/")
MACHINE = re.compile(r"(?<![\w.])/(?:home|Users|work|root/\.pyenv|mnt|workspace)/\w+|[A-Z]:\\\\Users")
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
COMMAND = re.compile(r"^\$ (.+?)(?:\s+#.*)?$", re.MULTILINE)


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def commands(name: str, program: str) -> list[list[str]]:
    """The words after `program` of each command that a document shows."""
    found = [line.split(" > ")[0].split() for line in COMMAND.findall(text(name))]
    return [words[1:] for words in found if words[0] == program]


def tracked() -> list[Path]:
    """All files of the project, as git knows them."""
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip("this is no git checkout, or git is missing")
    return [ROOT / name for name in done.stdout.split("\0") if name and (ROOT / name).is_file()]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(path: Path) -> None:
    for link in LINK.findall(re.sub(r"```.*?```", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)):
        if not link.startswith(("http://", "https://", "#", "mailto:")):
            assert (path.parent / link.partition("#")[0]).exists(), link


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_make_has_the_targets_that_documents_name(name: str) -> None:
    targets = set(re.findall(r"^([a-z]+):", text("Makefile"), re.MULTILINE))
    shown = {words[0] for words in commands(name, "make")} | set(re.findall(r"`make ([a-z]+)`", text(name)))
    assert {"test"} <= shown <= targets


@pytest.mark.parametrize("name", ["README.md", "docs/writing-a-challenge.md", "docs/models.md"])
def test_the_command_understands_what_documents_show(name: str) -> None:
    shown = commands(name, "sandbox")
    assert shown
    for words in shown:
        parse(words)


def test_the_library_example_of_the_readme_works(tmp_path: Path) -> None:
    any_runner()
    (example,) = re.findall(r"```python\n(.+?)```", text("README.md"), re.DOTALL)
    shutil.copy(PROGRAMS / "mutants" / "crash_first_bounce.py", tmp_path / "program.py")
    done = subprocess.run([sys.executable, "-c", example], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert done.stdout.startswith("failed ")
    assert "✗ stable" in done.stdout
    assert "exited b'42\\n'" in done.stdout
    assert (tmp_path / "report" / "report.html").is_file()


def test_the_changelog_has_this_version() -> None:
    newest = re.search(r"^## (\S+)", text("CHANGELOG.md"), re.MULTILINE)
    assert newest is not None and newest[1] == __version__


def test_every_decision_is_listed() -> None:
    listed = text("docs/adr/README.md")
    pages = sorted(path.name for path in (ROOT / "docs" / "adr").glob("0*.md"))
    assert [name for name in pages if f"({name})" not in listed] == []
    for number, name in enumerate(pages, 1):
        page = text(f"docs/adr/{name}")
        assert page.startswith(f"# {number}. ")
        assert [word for word in ("Context", "Decision", "Consequences") if f"**{word}.**" not in page] == []


def test_every_dependency_has_a_lower_bound_and_is_locked() -> None:
    wanted = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["dev"]]
    assert [line for line in wanted if not re.match(r"[\w.-]+>=\d", line)] == []
    locked = {line.partition("==")[0].lower().replace("_", "-") for line in text("requirements.lock").splitlines()}
    assert {re.split(r"[>; ]", line)[0].lower() for line in wanted} <= locked


def test_the_lock_has_exact_versions_of_public_packages() -> None:
    for line in text("requirements.lock").splitlines():
        assert re.fullmatch(r'[\w.-]+==[\w.]+ ; python_version == "3\.11"', line), line


def test_what_a_wheel_carries_is_there() -> None:
    wheel = tomllib.loads(text("pyproject.toml"))["tool"]["hatch"]["build"]["targets"]["wheel"]
    for source, target in wheel["force-include"].items():
        assert (ROOT / source).exists()
        assert target == f"sandbox/_content/{source}"
    assert set(wheel["force-include"]) == {"runners", "challenges", "reference", "Dockerfile"}


def test_no_file_names_a_folder_of_one_machine() -> None:
    for path in tracked():
        name = str(path.relative_to(ROOT))
        if path.suffix in TEXT and not name.startswith(HOSTILE):
            assert not MACHINE.findall(path.read_text(encoding="utf-8", errors="replace")), name


@pytest.mark.parametrize(
    ("python", "complaint"),
    [
        ("echo SyntaxError >&2; exit 1", "is not Python 3.11 or newer; name one: make PYTHON=/path/to/python3"),
        ('case "$1" in -c) exit 0;; *) exit 1;; esac', "can make no environment: install its venv module"),
        (None, "no Python 3.11 or newer is found; name one: make PYTHON=/path/to/python3"),
    ],
    ids=["old Python", "no venv and no pip", "none at all"],
)
def test_make_says_in_one_line_what_the_machine_lacks(tmp_path: Path, python: str | None, complaint: str) -> None:
    if shutil.which("make") is None:
        pytest.skip("make is not installed")
    for name in ("Makefile", "pyproject.toml", "requirements.lock"):
        shutil.copy(ROOT / name, tmp_path / name)
    stand_in = tmp_path / "python3"
    if python is not None:
        stand_in.write_text(f"#!/bin/sh\n{python}\n", encoding="utf-8")
        stand_in.chmod(0o755)
    given = f"PYTHON={'' if python is None else stand_in}"
    # A make that was started by `make test` must not take itself for its child.
    outside = {name: value for name, value in os.environ.items() if name not in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS")}
    done = subprocess.run(
        ["make", "-s", given, "install"], cwd=tmp_path, env=outside, capture_output=True, text=True, check=False
    )
    said = [line for line in done.stderr.splitlines() if not line.startswith("make: ***")]
    assert done.returncode != 0
    assert len(said) == 1 and complaint in said[0], done.stderr
    assert not (tmp_path / ".venv").exists()
