"""The whole way for every program of the corpus: runs, policy, answers, other numbers. See programs/prime-index/README.md."""

from __future__ import annotations

import re
import shutil
import tomllib
from pathlib import Path
from typing import Any

import pytest

from sandbox import Report, Status, VerdictKind, verify
from sandbox.content import content_folder
from sandbox.isolation import backend

PROGRAMS = Path(__file__).parent / "programs" / "prime-index"
CORRECT = sorted(p for p in (PROGRAMS / "correct").iterdir() if p.suffix in {".py", ".md"})
MUTANTS = sorted(p.with_suffix("") for p in (PROGRAMS / "mutants").glob("*.toml"))
# The judge is under test here, not the back ends, whose tests are isolation/ and attacks/: so the one that starts quickest.
RUNNER = next((name for name in ("bubblewrap", "sandlock") if backend(name).probe().ready), "auto")
# Ten seconds of processor time and more, in several runs each.
SLOW = {
    "bit_packed_slow", "infinite_loop", "inner_loops_slow", "installs_package", "numba_optional", "numpy_optional",
    "odd_only_timed", "plain_loops_slow_zh", "primes_list_index", "process_pool_futures", "runs_factor",
}  # fmt: skip
SHORT_CPU_S = 15.0  # for programs that use up whatever they get


def named(paths: list[Path]) -> list[Any]:
    return [pytest.param(p, id=p.name, marks=[pytest.mark.slow] if p.stem in SLOW else []) for p in paths]



def told(report: Report) -> dict[str, str]:
    """Every check that does not pass, with what was seen."""
    quiet = (Status.PASS, Status.SKIPPED)
    return {f.id: f"{f.status}: {f.actual}" for f in report.findings if f.status not in quiet}


def facts(program: Path) -> dict[str, list[str]]:
    beside = program.with_suffix(".toml")
    return {"fails": [], "may": []} | (tomllib.loads(beside.read_text(encoding="utf-8")) if beside.exists() else {})


@pytest.fixture(scope="session")
def short(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The challenge with less processor time."""
    folder = tmp_path_factory.mktemp("short") / "challenges" / "prime-index"
    shutil.copytree(content_folder("challenges") / "prime-index", folder)
    shutil.copytree(content_folder("reference") / "prime_index", folder / "reference")
    path = folder / "challenge.toml"
    text, found = re.subn(r"(?m)^cpu_s = .*$", f"cpu_s = {SHORT_CPU_S}", path.read_text(encoding="utf-8"))
    assert found == 1
    path.write_text(text, encoding="utf-8")
    return folder


@pytest.mark.timeout(600)
@pytest.mark.parametrize("program", named(CORRECT))
def test_correct_programs_pass(program: Path) -> None:
    report = verify("prime-index", program, runner=RUNNER)
    assert set(told(report)) <= set(facts(program)["may"]), told(report)
    assert all(f.status is not Status.FAIL for f in report.findings)
    assert report.verdict.kind is VerdictKind.PASSED or told(report)


@pytest.mark.timeout(600)
@pytest.mark.parametrize("mutant", named(MUTANTS))
def test_mutants_fail_what_they_should(mutant: Path, short: Path) -> None:
    program = next(p for p in (mutant.with_suffix(".py"), mutant.with_suffix(".md")) if p.exists())
    spec = facts(program)
    lingers = bool({"within-limits", "stdlib-only"} & set(spec["fails"]))
    report = verify(short if lingers else "prime-index", program, runner=RUNNER)
    failed = {f.id for f in report.findings if f.status is Status.FAIL}
    assert set(spec["fails"]) <= failed, told(report)
    assert set(told(report)) <= {*spec["fails"], *spec["may"]}, told(report)
    assert report.verdict.kind not in (VerdictKind.PASSED, VerdictKind.ERROR)


def test_the_reference_passes_with_all_points() -> None:
    report = verify("prime-index", runner=RUNNER)
    assert told(report) == {}
    assert report.verdict.kind is VerdictKind.PASSED
    assert report.score > 98  # its own processor time, twice, decides the last point


def test_every_check_has_two_mutants() -> None:
    from sandbox.challenge import find

    fails = [check for p in MUTANTS for check in tomllib.loads(p.with_suffix(".toml").read_text(encoding="utf-8"))["fails"]]
    graded = {"efficient"}
    few = {check.id for check in find("prime-index").checks if fails.count(check.id) < 2} - graded
    assert not few
    assert len(CORRECT) >= 12 and len(MUTANTS) >= 20
