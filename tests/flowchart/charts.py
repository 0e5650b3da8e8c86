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
            x = float(len(edges))  # no two begin at one place
            edges.append(Edge(source, target, label or "", ((x, 0.0), (x, 10.0))))
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

CHINESE = """
    s: ([开始])
    in: [/input_array = [64, 34, 25, 12, 22, 11, 90]/]
    call: [[调用 bubble_sort(input_array)]]
    n: [n = 数组长度\\ni = 0]
    o: {i < n - 1 ?}
    j0: [j = 0]
    q: {j < n - i - 1 ?}
    c: {arr[j] > arr[j+1] ?}
    x: [交换 arr[j] 和 arr[j+1]]
    ji: [j = j + 1]
    ii: [i 加 1]
    r: [返回 arr]
    p: [/输出排序后的数组/]
    e: ([结束])
    s -> in
    in -> call
    call -> n
    n -> o
    o -是-> j0
    o -否-> r
    j0 -> q
    q -是-> c
    q -否-> ii
    c -是-> x
    c -否-> ji
    x -> ji
    ji -> q
    ii -> o
    r -> p
    p -> e
"""


def replaced(text: str, *changes: tuple[str, str]) -> str:
    """The description after replacing parts of it, each of which must be there."""
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return text


SWAP = "swap: [arr[j], arr[j + 1] = arr[j + 1], arr[j]]"
MANNERS = {
    "code": APART,
    "Chinese, in one": CHINESE,
    "English words": replaced(
        APART, ("n = len(arr)", "Set n to the length of arr"), ("i = 0", "Initialize i to 0"), ("j = 0", "Reset j to 0"),
        ("i < n - 1?", "Is i less than n - 1?"), ("j < n - i - 1?", "Inner loop: j < n - i - 1 ?"),
        ("arr[j] > arr[j + 1]?", "Is arr[j] greater than arr[j+1]?"), ("j += 1", "Increment j"), ("i += 1", "Add 1 to i"),
        (SWAP, "swap: [Swap arr[j] and arr[j+1]]"), ("return arr", "Return the sorted array"),
        ('print("Sorted array:", sorted_array)', "Print the sorted array"),
    ),
    "opposite questions": replaced(
        APART, ("{i < n - 1?}", "{i >= n - 1?}"), ("outer -Yes-> j0", "outer -No-> j0"),
        ("outer -No-> ret", "outer -Yes-> ret"),
        ("{arr[j] > arr[j + 1]?}", "{arr[j] ≤ arr[j+1] ?}"), ("compare -Yes-> swap", "compare -否-> swap"),
        ("compare -No-> jinc", "compare -是-> jinc"),
    ),
    "other names": replaced(
        BODY, ("n = len(arr)", "size ← length of A"), ("arr[j] > arr[j + 1]", "A[k] > A[k + 1]"),
        (SWAP, "swap: [swap A[k] and A[k+1]]"),
        ("j = 0", "k = 0"), ("j < n - i - 1", "k < size - p - 1"), ("i = 0", "p = 0"), ("i < n - 1", "p < size - 1"),
        ("i += 1", "p++"), ("j += 1", "k++"), ("return arr", "return A"),
    ) + MAIN,
    "i and j the other way round": replaced(
        BODY, ("[i = 0]", "[q = 0]"), ("[j = 0]", "[i = 0]"), ("[q = 0]", "[j = 0]"), ("{i < n - 1?}", "{j < n - 1?}"),
        ("{j < n - i - 1?}", "{i < n - j - 1?}"), ("arr[j] > arr[j + 1]?", "arr[i] > arr[i + 1]?"),
        (SWAP, "swap: [交换 arr[i] 与 arr[i+1]]"), ("[j += 1]", "[q += 1]"), ("[i += 1]", "[j += 1]"), ("[q += 1]", "[i += 1]"),
    ) + MAIN,
    "a joining point": replaced(
        APART, ("swap -> jinc", "m: ((  ))\n swap -> m"), ("compare -No-> jinc", "compare -No-> m\n m -> jinc"),
    ),
    "one box for all first values": replaced(
        APART, ("n: [n = len(arr)]\n", ""), ("start -> n\n", "start -> i0\n"), ("n -> i0\n", ""),
        ("i0: [i = 0]", "i0: [i = 0, j = 0\\nn = len(arr)]"),
    ),
    "a swap by a third variable": replaced(APART, (SWAP, "swap: [temp = arr[j]\\narr[j] = arr[j+1]\\narr[j+1] = temp]")),
    "a swap in three boxes": replaced(
        APART, (SWAP, "swap: [t ← arr[j]]\n sw2: [arr[j] ← arr[j+1]]\n sw3: [arr[j+1] ← t]"),
        ("swap -> jinc", "swap -> sw2\n sw2 -> sw3\n sw3 -> jinc"),
    ),
    "a step drawn twice": replaced(APART, ("swap -> jinc", "jinc2: [j += 1]\n swap -> jinc2\n jinc2 -> inner")),
    "a comparison announced": replaced(
        APART, ("inner -Yes-> compare", "look: [比较 arr[j] 与 arr[j+1]]\n inner -Yes-> look\n look -> compare"),
    ),
    "a call that shows the function": replaced(
        CHINESE, ("call -> n\n", "f: ([bubble_sort(arr)])\n f -> n\n call -> f\n call -> p\n"), ("r -> p\n", ""),
    ),
    "a call that shows the first step": replaced(
        CHINESE, ("call -> n\n", "call -> n\n call -> p\n"), ("r -> p\n", "r -> call\n"),
    ),
    "a way that goes on elsewhere": replaced(
        APART, ("iinc -> outer", "away: ((A))\n back: ((A))\n iinc -> away\n away -> back\n back -> outer"),
    ),
    "the return as the end": replaced(
        APART, ("ret: [/return arr/]", "ret: ([End: return arr])"), ("end: ([End])\n    start", "start"), ("ret -> end\n", ""),
    ),
    "conditions as labels": replaced(
        APART, ("compare -Yes-> swap", "compare -arr[j] > arr[j+1]-> swap"),
        ("compare -No-> jinc", "compare -arr[j] ≤ arr[j+1]-> jinc"),
    ),
}  # fmt: skip
