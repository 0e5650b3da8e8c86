"""Charts in many manners agree with the listing; changed ones differ in exactly what was changed."""

from __future__ import annotations

import random

import pytest

from sandbox.flowchart.chart import Chart, Edge, Node, NodeShape
from sandbox.flowchart.compare import Comparison, Status, compare
from sandbox.flowchart.listing import flow_of
from tests.flowchart.charts import APART, BODY, LISTING, MAIN, MANNERS, changed, chart

FLOW = flow_of(LISTING)


def differences(found: Comparison) -> list[str]:
    """Steps and arcs that are not found, in words."""
    name = {step.id: str(step.statement) for step in FLOW.steps}
    answer = {True: " yes", False: " no", None: ""}
    steps = [f"{one.status}: {one.step}" for one in found.steps if one.status is not Status.FOUND]
    arcs = [
        f"{way.status}: {name[arc.source]}{answer[arc.when]} -> {name[arc.target]}"
        for arc, way in found.ways.items() if way.status is not Status.FOUND
    ]  # fmt: skip
    return steps + arcs


@pytest.mark.parametrize("manner", MANNERS)
def test_a_correct_chart_agrees_in_every_manner(manner: str) -> None:
    found = compare(chart(MANNERS[manner]), FLOW)
    assert differences(found) == []
    assert found.entry is not None and found.unread == ()
    assert all(question.told_apart is Status.FOUND for question in found.questions)
    assert len(found.questions) == 3 and found.starts and found.ends


SWAP = "arr[j], arr[j + 1] = arr[j + 1], arr[j]"
MUTANTS: dict[str, tuple[list[tuple[str, str]], list[str]]] = {
    "the inner loop goes too far": (
        [("{j < n - i - 1?}", "{j < n - 1?}")],
        ["wrong: j < n - i - 1?"],
    ),
    "the outer loop goes too far": ([("{i < n - 1?}", "{i < n?}")], ["wrong: i < n - 1?"]),
    "equal elements are swapped too": ([("arr[j] > arr[j + 1]?", "arr[j] >= arr[j + 1]?")], ["wrong: arr[j] > arr[j + 1]?"]),
    "sorts downwards": ([("arr[j] > arr[j + 1]?", "arr[j] < arr[j + 1]?")], ["wrong: arr[j] > arr[j + 1]?"]),
    "the back edge is missing": ([("jinc -> inner\n", "")], ["missing: j = j + 1 -> j < n - i - 1?"]),
    "the outer back edge is missing": ([("iinc -> outer\n", "")], ["missing: i = i + 1 -> i < n - 1?"]),
    "the inner loop returns to the outer": ([("jinc -> inner", "jinc -> outer")], ["wrong: j = j + 1 -> j < n - i - 1?"]),
    "the exits of the comparison are exchanged": (
        [("compare -Yes-> swap", "compare -No-> swap"), ("compare -No-> jinc", "compare -Yes-> jinc")],
        [f"wrong: arr[j] > arr[j + 1]? yes -> {SWAP}", "wrong: arr[j] > arr[j + 1]? no -> j = j + 1"],
    ),
    "the exits of the outer loop are exchanged": (
        [("outer -Yes-> j0", "outer -No-> j0"), ("outer -No-> ret", "outer -Yes-> ret")],
        ["wrong: i < n - 1? yes -> j = 0", "wrong: i < n - 1? no -> return arr"],
    ),
    "the swap is missing": (
        [(f"swap: [{SWAP}]", ""), ("compare -Yes-> swap", "compare -Yes-> jinc"), ("swap -> jinc", "")],
        [f"missing: {SWAP}", f"wrong: arr[j] > arr[j + 1]? yes -> {SWAP}", f"missing: {SWAP} -> j = j + 1"],
    ),
    "half a swap": ([(f"swap: [{SWAP}]", "swap: [arr[j] = arr[j + 1]\\narr[j + 1] = arr[j]]")], [f"wrong: {SWAP}"]),
    "i grows in the inner loop": (
        [("inner -No-> iinc", "inner -No-> outer"), ("jinc -> inner", "jinc -> iinc"), ("iinc -> outer", "iinc -> inner")],
        ["wrong: j = j + 1 -> j < n - i - 1?", "wrong: j < n - i - 1? no -> i = i + 1", "wrong: i = i + 1 -> i < n - 1?"],
    ),
    "j begins outside of the loop": (
        [("i0 -> outer", "i0 -> j0"), ("j0 -> inner", "j0 -> outer"), ("outer -Yes-> j0", "outer -Yes-> inner")],
        ["wrong: i < n - 1? yes -> j = 0", "wrong: j = 0 -> j < n - i - 1?"],
    ),
    "j is counted only after a swap": (
        [("compare -No-> jinc", "compare -No-> inner")],
        ["wrong: arr[j] > arr[j + 1]? no -> j = j + 1"],
    ),
    "j counts by two": ([("[j += 1]", "[j += 2]")], ["wrong: j = j + 1"]),
    "i begins at one": ([("[i = 0]", "[i = 1]")], ["wrong: i = 0"]),
    "the return is missing": (
        [("ret: [/return arr/]", ""), ("outer -No-> ret", "outer -No-> end"), ("ret -> end", "")],
        ["missing: return arr", "wrong: i < n - 1? no -> return arr", "missing: return arr -> end bubble_sort"],
    ),
    "the length is missing": (
        [("n: [n = len(arr)]", ""), ("start -> n\n", "start -> i0\n"), ("n -> i0", "")],
        ["missing: n = len(arr)", "wrong: start bubble_sort -> n = len(arr)", "missing: n = len(arr) -> i = 0"],
    ),
    "an exit is missing": ([("inner -No-> iinc", "")], ["missing: j < n - i - 1? no -> i = i + 1"]),
    "both exits say yes": ([("compare -No-> jinc", "compare -Yes-> jinc")], ["missing: arr[j] > arr[j + 1]? no -> j = j + 1"]),
    "a step too many": (
        [("iinc -> outer", "more: [i = i - 1]\n iinc -> more\n more -> outer")],
        ["wrong: i = i + 1 -> i < n - 1?"],
    ),
    "a question too many": (
        [("swap -> jinc", "more: {j > 3?}\n swap -> more\n more -Yes-> jinc\n more -No-> inner")],
        [f"wrong: {SWAP} -> j = j + 1"],
    ),
    "the call is missing": (
        [("call: [[sorted_array = bubble_sort(input_array)]]", ""), ("input -> call", "input -> print"), ("call -> print", "")],
        [
            "missing: sorted_array = bubble_sort(input_array)",
            "wrong: input_array = [64, 34, 25, 12, 22, 11, 90] -> sorted_array = bubble_sort(input_array)",
            "missing: sorted_array = bubble_sort(input_array) -> output 'Sorted array:', sorted_array",
        ],
    ),
    "the start leads past the first step": (
        [("start -> n\n", "start -> i0\n")],
        ["wrong: start bubble_sort -> n = len(arr)"],
    ),
    "the start leads nowhere": ([("mstart -> input\n", "")], ["missing: start -> input_array = [64, 34, 25, 12, 22, 11, 90]"]),
    "the return leads back into the loop": ([("ret -> end", "ret -> j0")], ["wrong: return arr -> end bubble_sort"]),
    "the return leads to what is before the call": (
        [("ret -> end", "ret -> input")],
        ["wrong: return arr -> end bubble_sort"],
    ),
    "the call shows another step than the first": (
        [("call -> print", "call -> print\n call -> i0")],
        ["wrong: start bubble_sort -> n = len(arr)"],
    ),
    "a swap of other elements": ([(f"swap: [{SWAP}]", "swap: [交换 arr[j] 和 arr[j-1]]")], [f"wrong: {SWAP}"]),
    "a step has two ways out": ([("swap -> jinc", "swap -> jinc\n swap -> iinc")], [f"wrong: {SWAP} -> j = j + 1"]),
    "a counter is printed": (
        [('print("Sorted array:", sorted_array)', 'print("Sorted array:", i)')],
        [
            "missing: output 'Sorted array:', sorted_array",
            "wrong: sorted_array = bubble_sort(input_array) -> output 'Sorted array:', sorted_array",
            "missing: output 'Sorted array:', sorted_array -> end",
        ],
    ),
    "another example": (
        [("[64, 34, 25, 12, 22, 11, 90]", "[5, 1, 4]")],
        ["wrong: input_array = [64, 34, 25, 12, 22, 11, 90]"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("mutant", MUTANTS)
def test_a_wrong_chart_differs_in_what_is_wrong(mutant: str) -> None:
    changes, expected = MUTANTS[mutant]
    assert differences(compare(changed(APART, *changes), FLOW)) == expected


def said(found: Comparison) -> list[str]:
    every = [*((one.status, one.said) for one in found.steps), *((way.status, way.said) for way in found.ways.values())]
    return [words for status, words in every if status is not Status.FOUND]


def test_the_evidence_names_nodes_and_edges() -> None:
    found = compare(changed(APART, ("jinc -> inner", "jinc -> outer")), FLOW)
    (way,) = [way for way in found.ways.values() if way.status is not Status.FOUND]
    assert way.nodes == ("jinc", "outer")
    assert [(edge.source, edge.target) for edge in found.edges(way)] == [("jinc", "outer")]
    assert way.said == "the way from jinc “j = j + 1” leads to outer “i < n - 1?”, not to “j < n - i - 1?”"


def test_a_wrong_question_is_told_with_both() -> None:
    found = compare(changed(APART, ("{j < n - i - 1?}", "{j < n - 1?}")), FLOW)
    assert said(found) == ["inner says “j < n - 1?” where the listing has “j < n - i - 1?”"]


def test_exchanged_exits_are_called_so() -> None:
    changes = [("compare -Yes-> swap", "compare -No-> swap"), ("compare -No-> jinc", "compare -Yes-> jinc")]
    assert said(compare(changed(APART, *changes), FLOW))[0] == "the exits of compare “arr[j] > arr[j + 1]?” are exchanged"


@pytest.mark.parametrize(("node", "text"), [("jinc: [j += 1]", "jinc: [foo bar baz]"), ("{i < n - 1?}", "{more to do?}")])
def test_what_was_not_understood_is_undecided(node: str, text: str) -> None:
    found = compare(changed(APART, (node, text)), FLOW)
    assert {one.status for one in found.steps} | {way.status for way in found.ways.values()} == {Status.FOUND, Status.UNREAD}
    assert found.unread and found.unread[0] in " ".join(said(found))


def test_exits_without_labels_are_tried_both_ways_and_told() -> None:
    found = compare(changed(APART, ("compare -Yes-> swap", "compare -> jinc"), ("compare -No-> jinc", "compare -> swap")), FLOW)
    assert differences(found) == []
    assert [q.node for q in found.questions if q.told_apart is Status.MISSING] == ["compare"]


def test_one_label_tells_the_other_exit() -> None:
    found = compare(changed(APART, ("compare -No-> jinc", "compare -> jinc")), FLOW)
    assert differences(found) == []
    turned = [("compare -Yes-> swap", "compare -> swap"), ("compare -No-> jinc", "compare -Yes-> jinc")]
    wrong = compare(changed(APART, *turned), FLOW)
    assert said(wrong)[0] == "the exits of compare “arr[j] > arr[j + 1]?” are exchanged"


def test_of_several_readings_of_a_drawing_the_nearest_counts() -> None:
    worse = changed(APART, ("jinc -> inner", "jinc -> outer"))
    right = chart(APART)
    assert compare([worse, right], FLOW).chart is right
    assert compare([right, worse], FLOW).chart is right


def test_names_of_the_chart_are_found() -> None:
    found = compare(chart(MANNERS["other names"]), FLOW)
    assert found.naming == {"A": "arr", "size": "n", "p": "i", "k": "j"}


def test_a_chart_of_the_function_alone_lacks_the_main_part() -> None:
    found = compare(chart(BODY), FLOW)
    assert {one.step.part for one in found.steps if one.status is Status.MISSING} == {""}
    assert {FLOW.step(arc.source).part for arc, way in found.ways.items() if way.status is not Status.FOUND} == {""}


def test_a_function_drawn_instead_of_its_call_leaves_it_open() -> None:
    text = MANNERS["Chinese, in one"]
    changes = [("call: [[调用 bubble_sort(input_array)]]", ""), ("in -> call", "in -> n"), ("call -> n\n", "")]
    found = compare(changed(text, *changes), FLOW)
    assert differences(found) == ["unread: sorted_array = bubble_sort(input_array)"]
    assert said(found) == ["the steps of bubble_sort are drawn in the place of its call"]


def test_no_chart_breaks_the_comparison() -> None:
    chance = random.Random(2)
    texts = [node.text for text in MANNERS.values() for node in chart(text).nodes]
    for size in (1, 4, 12, 25) * 5:
        ids = [f"n{k}" for k in range(size)]
        nodes = tuple(Node(id, chance.choice(list(NodeShape)), chance.choice(texts), ((0.0, 0.0), (9.0, 9.0))) for id in ids)
        ways = [(chance.choice(ids), chance.choice(ids), chance.choice(("", "Yes", "No", "i < n"))) for _ in range(2 * size)]
        found = compare(Chart(nodes, tuple(Edge(*way, ()) for way in ways)), FLOW)
        assert {one.status for one in found.steps} <= set(Status)


@pytest.mark.parametrize("manner", MANNERS)
def test_the_order_of_nodes_and_edges_says_nothing(manner: str) -> None:
    given = chart(MANNERS[manner])
    chance = random.Random(3)
    nodes, edges = list(given.nodes), list(given.edges)
    chance.shuffle(nodes)
    chance.shuffle(edges)
    assert differences(compare(Chart(tuple(nodes), tuple(edges)), FLOW)) == []


def test_an_empty_chart_has_nothing() -> None:
    found = compare(Chart((), ()), FLOW)
    assert {one.status for one in found.steps} == {Status.MISSING}
    assert found.entry is None


FOR_LOOPS = """
    s: ([Start: bubble_sort(arr)])
    n: [n = len(arr)]
    o: {for i in range(n - 1)}
    q: {for j in range(n - i - 1)}
    c: {arr[j] > arr[j + 1]?}
    x: [swap arr[j] and arr[j + 1]]
    r: ([Return arr])
    s -> n
    n -> o
    o -next-> q
    o -done-> r
    q -next-> c
    q -done-> o
    c -Yes-> x
    c -No-> q
    x -> q
"""


def test_for_loops_do_the_same_without_the_boxes() -> None:
    found = compare(chart(FOR_LOOPS + MAIN), FLOW)
    assert differences(found) == [f"missing: {step}" for step in ("i = 0", "j = 0", "j = j + 1", "i = i + 1")]
    assert said(found)[0] == "“i = 0” has no box; o is the head of a for loop"
    assert {question.told_apart for question in found.questions} == {Status.FOUND}
    plain = compare(chart(FOR_LOOPS.replace("-next-", "-").replace("-done-", "-") + MAIN), FLOW)
    assert differences(plain) == differences(found)


SELECTION = """
def selection_sort(data):
    size = len(data)
    for start in range(size - 1):
        least = start
        for k in range(start + 1, size):
            if data[k] < data[least]:
                least = k
        data[start], data[least] = data[least], data[start]
    return data
"""
SELECTION_CHART = """
    s: ([开始])
    a: [n = 数组 A 的长度]
    b: [i = 0]
    c: {i < n - 1?}
    d: [min = i\\nj = i + 1]
    e: {j < n?}
    f: {A[j] < A[min]?}
    g: [min = j]
    h: [j++]
    x: [交换 A[i] 和 A[min]]
    y: [i++]
    r: ([返回 A])
    s -> a
    a -> b
    b -> c
    c -是-> d
    c -否-> r
    d -> e
    e -是-> f
    e -否-> x
    f -是-> g
    f -否-> h
    g -> h
    h -> e
    x -> y
    y -> c
"""


def test_another_listing_needs_nothing_new() -> None:
    flow = flow_of(SELECTION)
    found = compare(chart(SELECTION_CHART), flow)
    assert [one.said for one in found.steps if one.status is not Status.FOUND] == []
    assert [way.said for way in found.ways.values() if way.status is not Status.FOUND] == []
    wrong = compare(changed(SELECTION_CHART, ("h -> e", "h -> c")), flow)
    assert [way.nodes for way in wrong.ways.values() if way.status is not Status.FOUND] == [("h", "c")]
