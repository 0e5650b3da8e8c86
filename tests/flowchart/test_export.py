"""A chart in other forms, and what it did as text."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from sandbox.flowchart.chart import Chart, Edge, Node, NodeShape, Unread
from sandbox.flowchart.execute import Execution, Run
from sandbox.flowchart.export import as_graphviz, as_mermaid, as_table, trace_text

BOX = ((0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0))
CHART = Chart(
    (
        Node("n1", NodeShape.TERMINATOR, "开始", BOX),
        Node("n2", NodeShape.DECISION, "i < n - 1?", BOX),
        Node("n3", NodeShape.DATA, 'print("x")\n输出 x', BOX),
    ),
    (Edge("n1", "n2", "", ()), Edge("n2", "n3", "是", ()), Edge("n2", "n1", "No", ())),
    (Unread("an arrow ends in the air", ()),),
)


def test_a_table_has_a_line_for_each_node() -> None:
    assert as_table(CHART).splitlines() == [
        "node  shape       text                 leads to",
        "n1    terminator  开始                 n2",
        "n2    decision    i < n - 1?           n3 (是), n1 (No)",
        'n3    data        print("x") ⏎ 输出 x  –',
        "unread: an arrow ends in the air",
    ]


def test_mermaid() -> None:
    assert as_mermaid(CHART).splitlines() == [
        "graph TD",
        '    n1(["开始"])',
        '    n2{"i #60; n - 1?"}',
        '    n3[/"print(#34;x#34;)<br>输出 x"/]',
        "    n1 --> n2",
        '    n2 -->|"是"| n3',
        '    n2 -->|"No"| n1',
        "    %% unread: an arrow ends in the air",
    ]


def test_graphviz() -> None:
    assert as_graphviz(CHART).splitlines() == [
        "digraph {",
        '    "n1" [shape=box, style=rounded, label="开始"];',
        '    "n2" [shape=diamond, label="i < n - 1?"];',
        '    "n3" [shape=parallelogram, label="print(\\"x\\")\\n输出 x"];',
        '    "n1" -> "n2";',
        '    "n2" -> "n3" [label="是"];',
        '    "n2" -> "n1" [label="No"];',
        "    // unread: an arrow ends in the air",
        "}",
    ]


HOSTILE = Chart(
    (Node("end", NodeShape.PROCESS, 'a"]; x\x1b[2J --> b\\', BOX), Node('"><script>', NodeShape.OTHER, "`#&", BOX)),
    (Edge("end", '"><script>', '"| z', ()),),
    (Unread("x\n} digraph", ()),),
)


def test_texts_cannot_break_out() -> None:
    assert as_mermaid(HOSTILE).splitlines() == [
        "graph TD",
        '    x0["a#34;]; x#92;x1b[2J --#62; b#92;"]',
        '    x1("#96;#35;#38;")',
        '    x0 -->|"#34;| z"| x1',
        "    %% unread: x } digraph",
    ]
    assert '"\\"><script>"' in as_graphviz(HOSTILE) and "\x1b" not in as_graphviz(HOSTILE) + as_table(HOSTILE)
    assert len(as_graphviz(HOSTILE).splitlines()) == 6


@pytest.mark.skipif(shutil.which("dot") is None, reason="needs Graphviz's dot")
@pytest.mark.parametrize("chart", [CHART, HOSTILE])
def test_graphviz_takes_it(chart: Chart) -> None:
    subprocess.run(["dot", "-Tsvg"], input=as_graphviz(chart).encode(), check=True, capture_output=True)


def test_a_trace_is_told_with_what_differs() -> None:
    listing = Run("return", "s11", "", [1, 2], (("compare", 0, 1), ("swap", 0, 1)))
    drawn = Run("return", "n9", "", [2, 1], (("compare", 0, 1),))
    assert trace_text(Execution(({"arr": [2, 1]},), (listing,), (drawn,))).splitlines() == [
        "arr = [2, 1]",
        "    compare 0, 1",
        "    returns [2, 1]",
        "the same trace on 0 of 1 inputs, the same result on 0",
        "for arr = [2, 1] the chart ends after 1 events, the listing goes on with swap 0, 1",
    ]


def test_what_was_not_carried_out_says_why() -> None:
    assert trace_text(Execution((), problem="n3 could not be understood")) == "not carried out: n3 could not be understood\n"
