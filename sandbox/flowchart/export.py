"""A chart in other forms: a table, Mermaid, Graphviz; and what it did when it was carried out, as text.

Texts of the drawing are made safe to show in a terminal; in Mermaid and Graphviz they are quoted.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from sandbox.flowchart.chart import Chart, NodeShape
from sandbox.flowchart.execute import Execution
from sandbox.text import one_line, visible

__all__ = ["as_graphviz", "as_mermaid", "as_table", "trace_text"]

TEXT_COLUMNS = 60  # of a node's text in a table

MERMAID: dict[NodeShape, tuple[str, str]] = {
    NodeShape.TERMINATOR: ("([", "])"),
    NodeShape.PROCESS: ("[", "]"),
    NodeShape.DECISION: ("{", "}"),
    NodeShape.DATA: ("[/", "/]"),
    NodeShape.SUBROUTINE: ("[[", "]]"),
    NodeShape.CONNECTOR: ("((", "))"),
    NodeShape.OTHER: ("(", ")"),
}
GRAPHVIZ: dict[NodeShape, str] = {
    NodeShape.TERMINATOR: "shape=box, style=rounded",
    NodeShape.PROCESS: "shape=box",
    NodeShape.DECISION: "shape=diamond",
    NodeShape.DATA: "shape=parallelogram",
    NodeShape.SUBROUTINE: "shape=box, peripheries=2",
    NodeShape.CONNECTOR: "shape=circle, width=0.2",
    NodeShape.OTHER: "shape=ellipse",
}


def as_table(chart: Chart) -> str:
    """One line a node, with its shape, its text and where its exits lead; then what could not be read."""
    rows = [("node", "shape", "text", "leads to")]
    for node in chart.nodes:
        ways = [edge for edge in chart.edges if edge.source == node.id]
        onward = ", ".join(f"{edge.target} ({one_line(edge.label, 30)})" if edge.label else edge.target for edge in ways)
        rows.append((node.id, node.shape.value, one_line(node.text.replace("\n", " ⏎ "), TEXT_COLUMNS), onward or "–"))
    unread = [f"unread: {one_line(part.what)}" for part in chart.unread]
    return "\n".join([*_columns(rows), *unread]) + "\n"


def as_mermaid(chart: Chart) -> str:
    """The chart as a Mermaid graph from top to bottom."""
    ids = _ids(node.id for node in chart.nodes)
    lines = ["graph TD"]
    for node in chart.nodes:
        opening, closing = MERMAID[node.shape]
        lines.append(f'    {ids[node.id]}{opening}"{_mermaid(node.text)}"{closing}')
    for edge in chart.edges:
        label = f'|"{_mermaid(edge.label)}"|' if edge.label else ""
        lines.append(f"    {ids[edge.source]} -->{label} {ids[edge.target]}")
    lines += [f"    %% unread: {one_line(part.what)}" for part in chart.unread]
    return "\n".join(lines) + "\n"


def as_graphviz(chart: Chart) -> str:
    """The chart as a Graphviz digraph."""
    lines = ["digraph {"]
    lines += [f"    {_quoted(node.id)} [{GRAPHVIZ[node.shape]}, label={_quoted(node.text)}];" for node in chart.nodes]
    for edge in chart.edges:
        label = f" [label={_quoted(edge.label)}]" if edge.label else ""
        lines.append(f"    {_quoted(edge.source)} -> {_quoted(edge.target)}{label};")
    lines += [f"    // unread: {one_line(part.what)}" for part in chart.unread]
    return "\n".join([*lines, "}"]) + "\n"


def trace_text(execution: Execution, limit: int = 5) -> str:
    """What the chart did on the first `limit` inputs, and on how many of all it did the same as its listing."""
    if not execution.chart:
        return f"not carried out: {execution.problem}\n"
    lines = []
    for given, run in list(zip(execution.inputs, execution.chart, strict=True))[:limit]:
        lines.append(", ".join(f"{name} = {value}" for name, value in given.items()) or "the example")
        lines += [f"    {event[0]} {', '.join(map(str, event[1:]))}" for event in run.trace]
        ending = f"returns {run.result}" if run.end == "return" else f"{run.end} at {run.at}: {run.result}"
        lines.append(f"    {one_line(ending + (f' ({run.said})' if run.said else ''))}")
    total = len(execution.inputs)
    lines.append(f"the same trace on {execution.same_trace} of {total} inputs, the same result on {execution.same_result}")
    difference = execution.difference()
    return "\n".join([*lines, *([one_line(difference)] if difference else [])]) + "\n"


def _columns(rows: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(_width(row[k]) for row in rows) for k in range(len(rows[0]))]
    padded = ([cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)] for row in rows)
    return ["  ".join(row).rstrip() for row in padded]


def _width(text: str) -> int:
    """Columns in a terminal: wide characters take two, accents none."""
    return sum(0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def _ids(ids: Iterable[str]) -> dict[str, str]:
    """Node ids as Mermaid takes them: letters and digits, and no word of its own, such as "end"."""
    plain = re.compile(r"n\d+").fullmatch
    return {id: id if plain(id) else f"x{k}" for k, id in enumerate(ids)}


def _mermaid(text: str) -> str:
    escaped = re.sub(r"[#&<>\"`\\]", lambda sign: f"#{ord(sign[0])};", visible(text))
    return escaped.replace("\n", "<br>")


def _quoted(text: str) -> str:
    return '"' + visible(text).replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
