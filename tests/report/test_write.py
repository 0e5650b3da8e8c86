"""A report as files."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import cv2

from sandbox.evidence import Evidence
from sandbox.progress import Progress
from sandbox.report import check_folder, write
from tests.report.made import captures, evidence, hostile_report, report, span

ALWAYS = {"report.json", "report.html", "screenshot.png", "plot-clearance.svg", "frame-gravity.png"}


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_folder_holds_what_the_report_says(tmp_path: Path) -> None:
    written = write(report(), tmp_path / "out")
    assert names(tmp_path / "out") == ALWAYS | {"video.mp4", "preview.webp"}
    assert {path.name for path in written.artifacts.values()} == names(tmp_path / "out")
    data = json.loads((tmp_path / "out" / "report.json").read_text())
    assert data["artifacts"]["screenshot"] == "screenshot.png"
    picture = cv2.imread(str(written.artifacts["screenshot"]))
    assert picture is not None and picture.shape == (360, 480, 3)
    assert ElementTree.parse(written.artifacts["plot-clearance"]).getroot().tag.endswith("svg")


def test_later_failure_has_a_film_of_its_own(tmp_path: Path) -> None:
    late = tuple(replace(f, time_s=30.0) if f.id == "contained" else f for f in report().findings)
    made = report(findings=late, moments=captures(*span(28.0, 32.0, 30)), moment_film_s=(28.0, 32.0))
    assert names(tmp_path) == set()
    write(made, tmp_path)
    assert names(tmp_path) == ALWAYS | {"video.mp4", "preview.webp", "moment.mp4"}


def test_without_video_there_are_no_films(tmp_path: Path) -> None:
    write(report(), tmp_path, video=False)
    assert names(tmp_path) == ALWAYS


def test_program_that_shows_nothing_still_has_a_report(tmp_path: Path) -> None:
    write(report(frames=[], evidence=Evidence()), tmp_path)
    assert names(tmp_path) == {"report.json", "report.html", "screenshot.png"}


def test_second_report_replaces_the_first(tmp_path: Path) -> None:
    write(report(), tmp_path / "out")
    write(report(evidence=Evidence()), tmp_path / "out", video=False)
    assert names(tmp_path / "out") == {"report.json", "report.html", "screenshot.png"}


def test_names_of_files_are_ours_whatever_ids_are(tmp_path: Path) -> None:
    write(hostile_report(), tmp_path)
    check_folder(tmp_path)  # all of them are files of a report
    frame = evidence().frames[0]
    twice = Evidence((frame, replace(frame, id="../../x"), replace(frame, id="X")), ())
    write(report(evidence=twice), tmp_path)
    assert {n for n in names(tmp_path) if n.startswith("frame")} == {"frame-x.png", "frame-x-3.png"}


def test_progress_tells_that_the_report_is_written(tmp_path: Path) -> None:
    told: list[Progress] = []
    write(report(), tmp_path, video=False, on_progress=told.append)
    assert [progress.stage for progress in told] == ["report"]
