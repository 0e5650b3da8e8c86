"""A listing's control-flow graph, by its syntax tree."""

from __future__ import annotations

import pytest

from sandbox.errors import UsageError
from sandbox.flowchart.listing import Arc, Flow, flow_of
from sandbox.flowchart.program import Kind
from tests.flowchart.charts import LISTING


def drawn(flow: Flow) -> list[str]:
    """The arcs in words, one a line."""
    names = {step.id: str(step.statement) for step in flow.steps}
    said = {True: " -yes-> ", False: " -no-> ", None: " -> "}
    return [names[arc.source] + said[arc.when] + names[arc.target] for arc in flow.arcs]


def test_two_nested_loops() -> None:
    swap = "arr[j], arr[j + 1] = arr[j + 1], arr[j]"
    assert drawn(flow_of(LISTING))[:14] == [
        "start bubble_sort -> n = len(arr)",
        "n = len(arr) -> i = 0",
        "i = 0 -> i < n - 1?",
        "i < n - 1? -yes-> j = 0",
        "j = 0 -> j < n - i - 1?",
        "j < n - i - 1? -yes-> arr[j] > arr[j + 1]?",
        f"arr[j] > arr[j + 1]? -yes-> {swap}",
        f"{swap} -> j = j + 1",
        "arr[j] > arr[j + 1]? -no-> j = j + 1",
        "j = j + 1 -> j < n - i - 1?",
        "j < n - i - 1? -no-> i = i + 1",
        "i = i + 1 -> i < n - 1?",
        "i < n - 1? -no-> return arr",
        "return arr -> end bubble_sort",
    ]


def test_the_main_part_stands_for_itself() -> None:
    flow = flow_of(LISTING)
    main = [step for step in flow.steps if step.part == ""]
    assert [step.statement.kind for step in main] == [Kind.START, Kind.ASSIGN, Kind.CALL, Kind.OUTPUT, Kind.END]
    assert [str(step) for step in main][2] == "sorted_array = bubble_sort(input_array)"
    assert flow.body.name == "bubble_sort" and flow.body.parameters == ("arr",)


def test_steps_know_their_line() -> None:
    flow = flow_of(LISTING)
    lines = LISTING.splitlines()
    assert {lines[step.line - 1].strip() for step in flow.steps if step.statement.kind is Kind.CONDITION} == {
        "while i < n - 1:", "while j < n - i - 1:", "if arr[j] > arr[j + 1]:",
    }  # fmt: skip


def test_inlined_the_call_leads_into_the_function_and_its_return_behind_the_call() -> None:
    flow = flow_of(LISTING)
    arcs = flow.inlined
    assert arcs is not None
    step = {str(s): s.id for s in flow.steps}
    call = step["sorted_array = bubble_sort(input_array)"]
    assert Arc(call, step["n = len(arr)"]) in arcs
    assert Arc(step["return arr"], step["output 'Sorted array:', sorted_array"]) in arcs
    assert not [arc for arc in arcs if arc.source == flow.body.start]


def test_if_elif_else_join_again() -> None:
    flow = flow_of("if a > 0:\n    b = 1\nelif a < 0:\n    b = 2\nelse:\n    b = 3\nprint(b)")
    assert drawn(flow) == [
        "start -> a > 0?", "a > 0? -yes-> b = 1", "a > 0? -no-> a < 0?", "a < 0? -yes-> b = 2", "a < 0? -no-> b = 3",
        "b = 1 -> output b", "b = 2 -> output b", "b = 3 -> output b", "output b -> end",
    ]  # fmt: skip


def test_for_over_a_range_is_what_it_stands_for() -> None:
    flow = flow_of("for k in range(2, n):\n    if k == 5:\n        continue\n    if k == 7:\n        break\n    print(k)")
    assert drawn(flow) == [
        "start -> k = 2", "k = 2 -> k < n?", "k < n? -yes-> k == 5?", "k == 5? -no-> k == 7?", "k == 7? -no-> output k",
        "output k -> k = k + 1", "k == 5? -yes-> k = k + 1", "k = k + 1 -> k < n?", "k < n? -no-> end", "k == 7? -yes-> end",
    ]  # fmt: skip


def test_a_range_may_go_down() -> None:
    assert "k > 0?" in {str(step) for step in flow_of("for k in range(9, 0, -1):\n    print(k)").steps}


def test_an_endless_loop_asks_nothing() -> None:
    flow = flow_of("while True:\n    x = x + 1\n    if x > 9:\n        break")
    assert drawn(flow) == ["start -> x = x + 1", "x = x + 1 -> x > 9?", "x > 9? -no-> x = x + 1", "x > 9? -yes-> end"]


def test_several_targets_are_one_step_only_where_they_depend() -> None:
    assert [str(s) for s in flow_of("a, b = 0, 1").steps][1:-1] == ["a = 0", "b = 1"]
    assert [str(s) for s in flow_of("a, b = b, a").steps][1:-1] == ["a, b = b, a"]
    assert [str(s) for s in flow_of("a, b = b, a + b").steps][1:-1] == ["a, b = b, a + b"]


def test_a_guarded_main_part_is_the_main_part() -> None:
    flow = flow_of('def f(x):\n    return x\nif __name__ == "__main__":\n    value = input()\n    print(f(value))')
    assert [step.statement.kind for step in flow.steps if step.part == ""][1:-1] == [Kind.INPUT, Kind.CALL, Kind.OUTPUT]


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("def f(:\n", "not Python"),
        ("with open('x') as f:\n    pass", "line 1 of the listing cannot be drawn: with open"),
        ("for x in data:\n    print(x)", r"only `for … in range\(…\)` can be drawn"),
        ("x = [k for k in range(3)]", "line 1 of the listing cannot be drawn"),
        ("import os\n'''nothing'''", "the listing has no statement"),
        ("while True:\n    pass", "the loop in line 1 of the listing has no step"),
    ],
)
def test_what_cannot_be_drawn_is_said_with_its_line(source: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        flow_of(source)
