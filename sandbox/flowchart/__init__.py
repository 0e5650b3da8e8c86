"""Flowcharts: read from a drawing, derived from a listing, compared, and carried out.

    study = Study(svg, listing)
    study.chart, study.comparison
"""

from __future__ import annotations

from sandbox.flowchart.chart import Chart, Edge, Node, NodeShape, Unread
from sandbox.flowchart.layout import LayoutKind, LayoutProblem, LayoutTolerances
from sandbox.flowchart.pictures import pictures
from sandbox.flowchart.study import Study

__all__ = [
    "Chart",
    "Edge",
    "LayoutKind",
    "LayoutProblem",
    "LayoutTolerances",
    "Node",
    "NodeShape",
    "Study",
    "Unread",
    "pictures",
]
