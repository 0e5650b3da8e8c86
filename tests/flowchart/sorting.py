"""What every chart of the bubble sort with two while loops shows, whatever its manner: for tests of the readers."""

from __future__ import annotations

import re
from pathlib import Path

from sandbox.flowchart.chart import Chart
from sandbox.flowchart.polarity import polarity

DRAWINGS = sorted((Path(__file__).parent / "drawings").glob("*.svg"))

ROLES = {
    "swap": r"swap|交换|,.*=.*,",
    "inner": r"j\s*<\s*n",
    "outer": r"i\s*<\s*n",
    "compare": r"arr\[j\]\s*(>|大于)\s*arr\[j\s*\+\s*1\]",
    "next j": r"j\s*(\+=\s*1|(=|←)\s*j\s*\+\s*1)",
    "next i": r"i\s*(\+=\s*1|(=|←)\s*i\s*\+\s*1)",
    "j = 0": r"j\s*(=|←)\s*0",
    "i = 0": r"i\s*(=|←)\s*0",
    "return": r"return|返回",
}
"""The first that is found in a node's text is its role."""

CORE = {
    ("i = 0", None, "outer"),
    ("outer", True, "j = 0"),
    ("outer", False, "return"),
    ("j = 0", None, "inner"),
    ("inner", True, "compare"),
    ("inner", False, "next i"),
    ("compare", True, "swap"),
    ("compare", False, "next j"),
    ("swap", None, "next j"),
    ("next j", None, "inner"),
    ("next i", None, "outer"),
}


def role(text: str) -> str:
    joined = " ".join(text.split())
    return next((name for name, pattern in ROLES.items() if re.search(pattern, joined)), joined)


def core(chart: Chart) -> set[tuple[str, bool | None, str]]:
    """The edges between nodes that have a role: (source, which exit, target)."""
    names = {node.id: role(node.text) for node in chart.nodes}
    edges = {(names[edge.source], polarity(edge.label), names[edge.target]) for edge in chart.edges}
    return {(a, word, b) for a, word, b in edges if a in ROLES and b in ROLES}


def dead_ends(chart: Chart) -> list[str]:
    """Texts of nodes that nothing enters, then of those that nothing leaves."""
    entered, left = {edge.target for edge in chart.edges}, {edge.source for edge in chart.edges}
    return [node.text for node in chart.nodes if node.id not in entered] + [
        node.text for node in chart.nodes if node.id not in left
    ]
