"""Writes a report's folder."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from sandbox.progress import OnProgress, Progress
from sandbox.report.data import dumps, report_data
from sandbox.report.folder import replaced_folder
from sandbox.report.model import Report

__all__ = ["write"]


def write(report: Report, out: Path, *, video: bool = True, on_progress: OnProgress | None = None) -> Report:
    """Writes report.json and what belongs to it into `out`, which is replaced whole; returns the report with `artifacts`.

    Raises UsageError where `out` cannot be written or holds something else than a report.
    """
    if on_progress is not None:
        on_progress(Progress("report", report.run.seconds, report.run.seconds, report.run.frames, report.run.speed))
    place = out.absolute()
    with replaced_folder(out) as work:
        artifacts = {"report": place / "report.json"}
        report = replace(report, artifacts=artifacts)
        (work / "report.json").write_text(dumps(report_data(report, relative_to=place)) + "\n", encoding="utf-8")
    return report
