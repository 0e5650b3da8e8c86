"""Charts made by hand, for tests: a few lines of text are a chart.

    a: ([Start])          terminator
    b: [n = len(arr)]     process
    c: {i < n - 1?}       decision
    d: [/print(x)/]       data
    e: [[bubble_sort(x)]] subroutine
    a -> b
    c -Yes-> d
"""

from __future__ import annotations

import re
from pathlib import Path

from sandbox.flowchart.chart import Chart, Edge, Node, NodeShape

LISTING = (Path(__file__).parents[2] / "challenges" / "flowchart" / "listing.py").read_text(encoding="utf-8")

BRACKETS = (
    ("([", "])", NodeShape.TERMINATOR),
    ("[[", "]]", NodeShape.SUBROUTINE),
    ("[/", "/]", NodeShape.DATA),
    ("((", "))", NodeShape.CONNECTOR),
    ("[", "]", NodeShape.PROCESS),
    ("{", "}", NodeShape.DECISION),
)
EDGE = re.compile(r"(\w+) -(?:(.*)-)?> (\w+)$")


def chart(text: str) -> Chart:
    """The chart that the text describes; "\\n" inside a node's text breaks the line. Boxes lie below each other."""
    nodes: list[Node] = []
    edges: list[Edge] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        edge = EDGE.match(line)
        if edge:
            source, label, target = edge.groups()
            edges.append(Edge(source, target, label or "", ((0.0, 0.0), (0.0, 10.0))))
        else:
            id, _, written = line.partition(": ")
            opening, closing, shape = next(b for b in BRACKETS if written.startswith(b[0]) and written.endswith(b[1]))
            y = 60.0 * len(nodes)
            outline = ((0.0, y), (120.0, y), (120.0, y + 40), (0.0, y + 40))
            nodes.append(Node(id, shape, written[len(opening) : -len(closing)].replace("\\n", "\n"), outline))
    return Chart(tuple(nodes), tuple(edges))


def changed(text: str, *changes: tuple[str, str]) -> Chart:
    """The chart after replacing parts of its description, each of which must be there once."""
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return chart(text)


BODY = """
    start: ([Start: bubble_sort(arr)])
    n: [n = len(arr)]
    i0: [i = 0]
    outer: {i < n - 1?}
    j0: [j = 0]
    inner: {j < n - i - 1?}
    compare: {arr[j] > arr[j + 1]?}
    swap: [arr[j], arr[j + 1] = arr[j + 1], arr[j]]
    jinc: [j += 1]
    iinc: [i += 1]
    ret: [/return arr/]
    end: ([End])
    start -> n
    n -> i0
    i0 -> outer
    outer -Yes-> j0
    outer -No-> ret
    j0 -> inner
    inner -Yes-> compare
    inner -No-> iinc
    compare -Yes-> swap
    compare -No-> jinc
    swap -> jinc
    jinc -> inner
    iinc -> outer
    ret -> end
"""
MAIN = """
    mstart: ([Start])
    input: [input_array = [64, 34, 25, 12, 22, 11, 90]]
    call: [[sorted_array = bubble_sort(input_array)]]
    print: [/print("Sorted array:", sorted_array)/]
    mend: ([End])
    mstart -> input
    input -> call
    call -> print
    print -> mend
"""
APART = BODY + MAIN
