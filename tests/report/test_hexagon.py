"""What reports of the hexagon challenge show, from real runs: the very frame, what is wrong in it, plots of what was seen."""

from __future__ import annotations

import math
from functools import cache
from pathlib import Path

import pytest

from sandbox import Report, verify
from sandbox.evidence import MarkedFrame, Plot, Shape
from sandbox.report.pictures import frame_near
from tests.cli.command import PROGRAMS, any_runner


@cache
def judged(name: str, seconds: float, folder: Path | None = None) -> Report:
    path = None if name == "reference" else PROGRAMS / "mutants" / name
    return verify("hexagon", path, runner=any_runner()[1], seconds=seconds, out=folder, video=False)


def first(report: Report) -> MarkedFrame:
    return report.evidence.frames[0]


def shapes(frame: MarkedFrame, kind: str, role: str | None = None) -> list[Shape]:
    return [shape for shape in frame.shapes if shape.kind == kind and role in (None, shape.role)]


def plot(report: Report, name: str) -> Plot:
    return next(found for found in report.evidence.plots if found.id == name)


def test_ball_that_leaves_for_one_frame_is_shown_in_that_very_frame(tmp_path: Path) -> None:
    report = judged("leaves_for_one_frame.py", 26, tmp_path)
    (finding,) = [f for f in report.findings if f.id == "contained"]
    frame = first(report)
    assert (frame.check, frame.role) == ("contained", "bad")
    assert frame.time_s == pytest.approx(finding.time_s, abs=1e-3)
    assert frame.badge == f"✗ contained  {frame.time_s:.2f} s"
    near = frame_near(report, frame.time_s)
    assert near is not None
    assert near[0] == pytest.approx(frame.time_s, abs=1e-6)
    (ring,) = shapes(frame, "ring")
    assert ring.label.endswith(" px past the wall")
    x, y = (round(v) for v in ring.points[0])
    red, green, blue = (int(v) for v in near[1][y, x])
    assert red > 150 and green < 110 and blue < 110, "the ball is in the picture where it was measured"
    assert shapes(frame, "path", "bad"), "the way out is told apart"
    assert report.moment_film_s == pytest.approx((frame.time_s - 2, frame.time_s + 2))


def test_ball_that_falls_out_is_shown_where_it_is_furthest_out_and_in_view() -> None:
    report = judged("union.py", 5)
    (finding,) = [f for f in report.findings if f.id == "contained"]
    frame = first(report)
    assert finding.time_s is not None
    assert finding.time_s < frame.time_s <= finding.time_s + 0.6
    x, y = shapes(frame, "ring")[0].points[0]
    assert 0 < x < report.run.width and 0 < y < report.run.height
    assert [mark.time_s for mark in plot(report, "clearance").marks] == [finding.time_s]


def test_wrong_direction_is_shown_by_arrows() -> None:
    frame = first(judged("answer_same_direction.md", 5))
    assert frame.check == "rotation"
    left, right = shapes(frame, "arrow")
    assert (left.role, right.role) == ("bad", "second")
    assert left.points[-1][1] < left.points[0][1], "clockwise: at the left, the open side to the right, it ends above"
    assert [shape.label[:6] for shape in shapes(frame, "outline")] == ["left ↻", "right "]


@pytest.mark.parametrize(
    ("mutant", "check", "kind"),
    [("no_trail.py", "trail", "path"), ("swapped_colours.py", "line-colours", "outline"),
     ("overlap_uncoloured.py", "overlap-colour", "area")],
)  # fmt: skip
def test_nothing_lies_over_what_the_program_is_judged_to_have_painted(mutant: str, check: str, kind: str) -> None:
    (frame,) = [frame for frame in judged(mutant, 5).evidence.frames if frame.check == check]
    assert shapes(frame, kind) == []
    assert shapes(frame, "disc")


def test_where_nothing_is_wrong_the_measurement_is_shown() -> None:
    report = judged("reference", 20)
    (frame,) = report.evidence.frames
    assert (frame.role, frame.badge) == ("muted", "4.00 s")
    assert [shape.label for shape in frame.shapes] == ["overlap 50%", "left ↺ 40 °/s", "right ↻ 40 °/s", "last 1.5 s", "ball"]
    assert not shapes(frame, "ring")


def test_rotation_clearance_speed_and_energy_are_plotted_over_the_whole_run() -> None:
    report = judged("reference", 20)
    assert [(found.id, found.check) for found in report.evidence.plots] == [
        ("rotation", "rotation"), ("clearance", "contained"), ("speed", "keeps-moving"), ("energy", "gravity"),
    ]  # fmt: skip
    for found in report.evidence.plots:
        x, y = found.series[0].x, found.series[0].y
        assert len(x) == len(y) > 100
        assert x[0] < 0.2 and x[-1] > 19.5
        assert not any(math.isnan(value) for value in y)
    contacts = plot(report, "speed").series[1]
    assert contacts.dots and len(contacts.x) >= 8
    left, right = plot(report, "rotation").series
    assert left.y[-1] > 0 > right.y[-1], "counter-clockwise upwards"


def test_program_that_shows_nothing_has_no_marked_frame() -> None:
    report = judged("no_flip.py", 5)
    assert report.evidence.frames == ()
    assert not len(report.captures)
