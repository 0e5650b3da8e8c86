"""The checks of the flowchart challenge, one function each, in the order of challenge.toml. docs/flowchart-checks.md tells how
they are measured."""

from __future__ import annotations

from sandbox.case import DrawingCase, NotAsked, NotReachable
from sandbox.expect import Result, expect_prose
from sandbox.expect.chart import (
    expect_all_on_a_way,
    expect_exits_told_apart,
    expect_legible,
    expect_main_program,
    expect_safe,
    expect_same_traces,
    expect_start_and_end,
    expect_steps,
    expect_tidy,
    expect_ways,
)
from sandbox.flowchart import LayoutTolerances, Study

LISTING = "listing.py"
LAYOUT = ("overlap_em", "text_em", "text_share", "text_high_em", "through_em", "air_em", "view_em")
# What an explanation of this chart cannot do without, in English and Chinese.
TOPICS = {
    "the outer loop": ["outer", "外层", "外循环", "pass", "每一轮", "轮"],
    "the inner loop": ["inner", "内层", "内循环", "adjacent", "neighbour", "neighbor", "相邻"],
    "the exchange": ["swap", "exchange", "交换", "互换"],
}


def safe(case: DrawingCase) -> Result:
    if not case.submission.source:
        raise NotReachable("the answer holds no SVG")
    return expect_safe(_study(case))


def renders(case: DrawingCase) -> Result:
    if not case.submission.source:
        return Result.judged(False, "a picture", "the answer holds no SVG")
    return expect_legible(_read(case), ink_share=case.tolerances["ink_share"], text_px=case.tolerances["text_px"])


def graph(case: DrawingCase) -> Result:
    return expect_all_on_a_way(_read(case))


def start_end(case: DrawingCase) -> Result:
    return expect_start_and_end(_read(case))


def steps(case: DrawingCase) -> Result:
    return expect_steps(_read(case))


def control_flow(case: DrawingCase) -> Result:
    return expect_ways(_read(case))


def execution(case: DrawingCase) -> Result:
    return expect_same_traces(
        _read(case), runner=case.runner, trust_program=case.trust_program, part=case.tolerances["same_trace_part"]
    )


def labels(case: DrawingCase) -> Result:
    return expect_exits_told_apart(_read(case))


def main_program(case: DrawingCase) -> Result:
    return expect_main_program(_read(case))


def layout(case: DrawingCase) -> Result:
    return expect_tidy(_read(case), tolerances=LayoutTolerances(**{name: case.tolerances[name] for name in LAYOUT}))


def explained(case: DrawingCase) -> Result:
    if case.submission.kind != "answer":
        raise NotAsked("a bare drawing, without an answer around it")
    return expect_prose(case.submission, words=TOPICS, characters=round(case.tolerances["explained_letters"]))


def _study(case: DrawingCase) -> Study:
    """The drawing beside the listing, read once."""
    if "study" not in case.measured:
        listing = (case.folder / LISTING).read_text(encoding="utf-8")
        case.measured["study"] = Study(case.submission.source, listing)
    study = case.measured["study"]
    assert isinstance(study, Study)
    return study


def _read(case: DrawingCase) -> Study:
    study = _study(case)
    if study.error:
        raise NotReachable("it could not be read as a drawing")
    return study
