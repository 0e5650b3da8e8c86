"""The whole way for every program of the corpus: sandbox, recorder, scene, checks. See programs/hexagon/README.md."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from sandbox import Report, Status, VerdictKind, verify
from sandbox.isolation import backend

PROGRAMS = Path(__file__).parent / "programs" / "hexagon"
REFERENCE = Path(__file__).parents[1] / "reference" / "hexagon"
CORRECT = sorted(p for p in (PROGRAMS / "correct").iterdir() if p.suffix in {".py", ".md"})
MUTANTS = sorted(p.with_suffix("") for p in (PROGRAMS / "mutants").glob("*.toml"))
SOLUTIONS = sorted(REFERENCE.glob("solution*.py"))
TEN_MINUTES_S = 600.0
# Half a minute of processor time and more each: frames that are looked at pixel by pixel, or hundreds of shapes in each.
SLOW = {
    "decoy_circle", "forged_ball_elsewhere", "freeze_after_20s", "mask_overlap_rotate", "patched_flip", "pillow_frames",
    "rotozoom_prerender", "trail_endless_equal", "wrapped_draw",
}  # fmt: skip
# The judge is under test here, not the back ends, whose tests are isolation/ and attacks/: so the one that starts quickest.
RUNNER = next((name for name in ("bubblewrap", "sandlock") if backend(name).probe().ready), "auto")


def named(paths: list[Path]) -> list[Any]:
    return [pytest.param(p, id=p.name, marks=[pytest.mark.slow] if p.stem in SLOW else []) for p in paths]


def told(report: Report) -> dict[str, str]:
    """Every check that does not pass, with what was seen."""
    quiet = (Status.PASS, Status.SKIPPED)
    return {f.id: f"{f.status}: {f.actual}" for f in report.findings if f.status not in quiet}


@pytest.mark.timeout(300)
@pytest.mark.parametrize("program", named(CORRECT))
def test_correct_programs_pass(program: Path) -> None:
    report = verify("hexagon", program, runner=RUNNER)
    assert told(report) == {}
    assert (report.verdict.kind, report.score) == (VerdictKind.PASSED, 100.0)


@pytest.mark.timeout(300)
@pytest.mark.parametrize("mutant", named(MUTANTS))
def test_mutants_fail_what_they_should(mutant: Path) -> None:
    spec = tomllib.loads(mutant.with_suffix(".toml").read_text(encoding="utf-8"))
    program = next(p for p in (mutant.with_suffix(".py"), mutant.with_suffix(".md")) if p.exists())
    report = verify("hexagon", program, runner=RUNNER)
    failed = {f.id for f in report.findings if f.status is Status.FAIL}
    assert set(spec["fails"]) <= failed, told(report)
    assert set(told(report)) <= {*spec["fails"], *spec["may"]}, told(report)
    assert report.verdict.kind is not VerdictKind.PASSED


@pytest.mark.timeout(300)
@pytest.mark.parametrize("solution", SOLUTIONS, ids=lambda p: p.name)
@pytest.mark.parametrize("seconds", [60.0, TEN_MINUTES_S])
def test_the_reference_passes_for_one_minute_and_for_ten(solution: Path, seconds: float) -> None:
    report = verify("hexagon", solution, runner=RUNNER, seconds=seconds)
    assert told(report) == {}
    assert report.score == 100.0 and report.run.seconds >= seconds


def test_every_check_has_two_mutants() -> None:
    from sandbox.challenge import find

    fails = [check for p in MUTANTS for check in tomllib.loads(p.with_suffix(".toml").read_text(encoding="utf-8"))["fails"]]
    few = {check.id for check in find("hexagon").checks if fails.count(check.id) < 2}
    assert not few
    assert len(CORRECT) >= 16 and len(MUTANTS) >= 40
