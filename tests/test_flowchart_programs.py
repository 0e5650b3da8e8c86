"""The whole way for every chart of the corpus: extraction, reading, comparison, execution, layout. See its README.md."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from sandbox import Report, Status, VerdictKind, verify
from sandbox.isolation import backend

PROGRAMS = Path(__file__).parent / "programs" / "flowchart"
REFERENCE = Path(__file__).parents[1] / "reference" / "flowchart"
CORRECT = sorted(p for p in (PROGRAMS / "correct").iterdir() if p.suffix in {".svg", ".md"})
MUTANTS = sorted(p.with_suffix("") for p in (PROGRAMS / "mutants").glob("*.toml"))
# The judge is under test here, not the back ends: so the one that starts quickest.
RUNNER = next((name for name in ("bubblewrap", "sandlock") if backend(name).probe().ready), "auto")


def told(report: Report) -> dict[str, str]:
    """Every check that does not pass, with what was seen."""
    quiet = (Status.PASS, Status.SKIPPED)
    return {f.id: f"{f.status}: {f.actual}" for f in report.findings if f.status not in quiet}


def spec_of(path: Path) -> dict[str, list[str]]:
    found = path.with_suffix(".toml")
    return tomllib.loads(found.read_text(encoding="utf-8")) if found.exists() else {}


@pytest.mark.parametrize("chart", CORRECT, ids=lambda p: p.name)
def test_correct_charts_pass(chart: Path) -> None:
    report = verify("flowchart", chart, runner=RUNNER)
    assert not [f.id for f in report.findings if f.status is Status.FAIL], told(report)
    assert set(told(report)) <= set(spec_of(chart).get("may", [])), told(report)


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda p: p.name)
def test_mutants_fail_what_they_should(mutant: Path) -> None:
    spec = spec_of(mutant)
    chart = next(p for p in (mutant.with_suffix(".svg"), mutant.with_suffix(".md")) if p.exists())
    report = verify("flowchart", chart, runner=RUNNER)
    failed = {f.id for f in report.findings if f.status is Status.FAIL}
    assert set(spec.get("fails", [])) <= failed, told(report)
    assert set(told(report)) <= {*spec.get("fails", []), *spec.get("may", [])}, told(report)
    assert report.verdict.kind is not VerdictKind.PASSED


def test_the_reference_passes_with_100() -> None:
    report = verify("flowchart", REFERENCE / "solution.svg", runner=RUNNER)
    assert told(report) == {}
    assert report.score == 100.0


def test_the_corpus_is_large_enough() -> None:
    from sandbox.challenge import find

    fails = {check for p in MUTANTS for check in spec_of(p).get("fails", [])}
    assert {check.id for check in find("flowchart").checks} <= fails
    assert len(CORRECT) >= 20 and len(MUTANTS) >= 40
