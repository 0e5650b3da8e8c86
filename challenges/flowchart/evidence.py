"""The pictures of the report: the chart with what is wrong, missing or unread drawn in."""

from __future__ import annotations

from sandbox.case import DrawingCase
from sandbox.evidence import Evidence
from sandbox.finding import Finding
from sandbox.flowchart import Study, pictures

__all__ = ["evidence"]


def evidence(case: DrawingCase, findings: list[Finding]) -> Evidence:
    study = case.measured.get("study")
    if not isinstance(study, Study) or study.error:
        return Evidence()
    return Evidence(stills=pictures(study, findings))
