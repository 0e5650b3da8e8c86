"""What changes nothing about a chart changes no verdict: 4 px of jitter at font size 14, scale, style."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from sandbox import Status, verify
from sandbox.challenge import find
from sandbox.expect.chart import (
    expect_all_on_a_way,
    expect_exits_told_apart,
    expect_main_program,
    expect_start_and_end,
    expect_steps,
    expect_tidy,
    expect_ways,
)
from sandbox.expect.result import Result
from sandbox.flowchart import LayoutTolerances, Study
from sandbox.flowchart import study as reader
from sandbox.flowchart.assemble import read_chart
from sandbox.flowchart.reading import read_drawing
from sandbox.submission import read_submission
from tests.flowchart.fuzzed import jittered, restyled, scaled
from tests.flowchart.sorting import CORE, DRAWINGS, core
from tests.test_flowchart_programs import CORRECT, MUTANTS, RUNNER, spec_of

PX = 4.0
CHALLENGE = find("flowchart")
LISTING = (CHALLENGE.folder / "listing.py").read_text(encoding="utf-8")
OWN = LayoutTolerances(**{name: CHALLENGE.tolerances[name] for name in LayoutTolerances.__dataclass_fields__})
CHECKS: dict[str, Callable[[Study], Result]] = {
    "graph": expect_all_on_a_way,
    "start-end": expect_start_and_end,
    "steps": expect_steps,
    "control-flow": expect_ways,
    "labels": expect_exits_told_apart,
    "main-program": expect_main_program,
    "layout": lambda study: expect_tidy(study, tolerances=OWN),
}


def smaller(svg: str) -> str:
    return scaled(svg, 0.1)


def larger(svg: str) -> str:
    return scaled(svg, 10.0)


CHANGES = (smaller, larger, restyled)
# Samples: a verdict takes a tenth of a second.
FIRST, SECOND = CORRECT[::2], CORRECT[1::2]


def source(chart: Path) -> str:
    return read_submission(chart, wants=CHALLENGE.kind.wants).source


def judged(svg: str, *checks: str) -> dict[str, str]:
    """What the checks say of a drawing that do not pass, or all."""
    study = Study(svg, LISTING)
    results = {name: CHECKS[name](study) for name in checks or CHECKS}
    return {name: f"{result.status}: {result.actual}" for name, result in results.items() if result.status is not Status.PASS}


def shaken(monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    """Every drawing that is judged from now on is jittered."""
    monkeypatch.setattr(reader, "read_drawing", lambda svg: jittered(read_drawing(svg), PX, random.Random(seed)))


@pytest.mark.parametrize("path", DRAWINGS, ids=[path.stem for path in DRAWINGS])
def test_jitter_changes_nothing_that_is_read(path: Path) -> None:
    known = read_drawing(path.read_bytes())
    for seed in range(8):
        assert core(read_chart(jittered(known, PX, random.Random(seed)))) == CORE, f"seed {seed}"


@pytest.mark.parametrize("chart", FIRST, ids=lambda path: path.name)
def test_jitter_changes_no_verdict(chart: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    svg = source(chart)
    before = judged(svg)
    shaken(monkeypatch, seed=len(svg))
    assert {*judged(svg)} <= {*before}, judged(svg)


@pytest.mark.parametrize("chart", CORRECT[::14], ids=lambda path: path.name)
def test_jitter_changes_no_score(chart: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = verify("flowchart", chart, runner=RUNNER)
    shaken(monkeypatch, seed=1)
    after = verify("flowchart", chart, runner=RUNNER)
    assert after.score == before.score
    assert [finding.status for finding in after.findings] == [finding.status for finding in before.findings]


@pytest.mark.parametrize("mutant", MUTANTS[::7], ids=lambda path: path.name)
def test_jitter_hides_no_defect(mutant: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fails = CHECKS.keys() & set(spec_of(mutant).get("fails", []))
    chart = next(path for path in (mutant.with_suffix(".svg"), mutant.with_suffix(".md")) if path.exists())
    svg = source(chart)
    before = {name for name, said in judged(svg, *fails).items() if said.startswith("fail")} if fails else set()
    shaken(monkeypatch, seed=2)
    assert all(judged(svg, name)[name].startswith("fail") for name in before)


@pytest.mark.parametrize(
    ("chart", "change"),
    [(chart, CHANGES[k % len(CHANGES)]) for k, chart in enumerate(SECOND)],
    ids=lambda one: one.name if isinstance(one, Path) else one.__name__,
)
def test_scale_and_style_change_no_verdict(chart: Path, change: Callable[[str], str]) -> None:
    svg = source(chart)
    assert {*judged(change(svg))} <= {*judged(svg)}
