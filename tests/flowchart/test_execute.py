"""A chart is carried out in a sandbox beside its listing; the traces tell where they part."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest

from sandbox.flowchart.compare import compare
from sandbox.flowchart.execute import STEPS, Execution, execute, inputs_of, traces
from sandbox.flowchart.listing import flow_of
from sandbox.flowchart.program import Exit, Kind, Program, Statement, Vertex
from sandbox.isolation import auto
from sandbox.isolation.backend import Backend
from tests.flowchart.charts import APART, LISTING, MANNERS, changed, chart
from tests.flowchart.test_compare import FOR_LOOPS
from tests.isolation.machine import backends, on_backend, ready

__all__ = ["backends", "ready"]

FLOW = flow_of(LISTING)


@pytest.fixture(scope="module")
def runner() -> str:
    chosen = auto()
    chosen.close()
    return chosen.name


def carried_out(runner: str, *changes: tuple[str, str], text: str = APART) -> Execution:
    return execute(compare(changed(text, *changes), FLOW), runner=runner)


@pytest.mark.parametrize("manner", ["code", "Chinese, in one", "opposite questions", "other names", "a swap in three boxes"])
def test_a_correct_chart_does_the_same_on_every_array(manner: str, runner: str) -> None:
    done = execute(compare(chart(MANNERS[manner]), FLOW), runner=runner)
    assert len(done.inputs) >= 40
    assert (done.same_trace, done.same_result, done.problem, done.difference()) == (len(done.inputs), len(done.inputs), "", "")


@pytest.mark.parametrize("name", [on_backend(name) for name in ("docker", "bubblewrap", "sandlock", "process")])
def test_it_runs_in_every_back_end(ready: Backend) -> None:
    done = execute(compare(chart(APART), FLOW), runner=ready.name, trust_program=True)
    assert done.same_trace == len(done.inputs), done.problem


def test_the_trace_is_questions_about_elements_and_swaps(runner: str) -> None:
    done = carried_out(runner)
    at = [given["arr"] for given in done.inputs].index([3, 1, 2])
    assert done.chart[at].trace == (("compare", 0, 1), ("swap", 0, 1), ("compare", 1, 2), ("swap", 1, 2), ("compare", 0, 1))
    assert done.chart[at].result == [1, 2, 3]


EXAMPLE = "for arr = [64, 34, 25, 12, 22, 11, 90] "
DIFFERENT = {
    "merely sorts": (
        [("{j < n - i - 1?}", "{j < n - 1?}")], True,
        EXAMPLE + "event 21 of the chart is “compare 5, 6”, of the listing compare 0, 1",
    ),
    "swaps equal ones": (
        [("arr[j] > arr[j + 1]?", "arr[j] >= arr[j + 1]?")], True,
        "for arr = [2, 2] event 2 of the chart is “swap 0, 1”, of the listing the end",
    ),
    "sorts downwards": (
        [("arr[j] > arr[j + 1]?", "arr[j] < arr[j + 1]?")], False,
        EXAMPLE + "event 2 of the chart is “compare 1, 2”, of the listing swap 0, 1",
    ),
    "goes nowhere": ([("jinc -> inner\n", "")], False, EXAMPLE + "no way goes on at jinc"),
    "has no value": (
        [("n: [n = len(arr)]", ""), ("start -> n\n", "start -> i0\n"), ("n -> i0", "")], False,
        EXAMPLE + "outer fails: NameError: name 'n' is not defined",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", DIFFERENT)
def test_a_wrong_chart_parts_from_the_listing(case: str, runner: str) -> None:
    changes, sorts, said = DIFFERENT[case]
    done = carried_out(runner, *changes)
    assert done.same_trace < len(done.inputs)
    assert (done.same_result == len(done.inputs)) is sorts
    assert done.difference() == said


def test_for_loops_do_the_same(runner: str) -> None:
    done = execute(compare(chart(FOR_LOOPS), FLOW), runner=runner)
    assert (done.same_trace, done.problem) == (len(done.inputs), "")


def test_a_chart_that_never_ends_is_stopped(runner: str) -> None:
    done = carried_out(runner, ("[j += 1]", "[k = 1]"))
    assert {run.end for run in done.chart} == {"return", "steps"}
    shortest = next(k for k, given in enumerate(done.inputs) if given["arr"] == [2, 1])
    assert done.chart[shortest].end == "steps" and not done.chart[shortest].finished
    assert f"{STEPS:,}" == "20,000"


def test_what_was_not_understood_is_not_carried_out(runner: str) -> None:
    done = carried_out(runner, ("[j += 1]", "[foo bar baz]"))
    assert done.problem == "jinc could not be understood, so the chart cannot be carried out"


def test_exits_without_labels_are_taken_as_they_fit(runner: str) -> None:
    done = carried_out(runner, ("compare -Yes-> swap", "compare -> jinc"), ("compare -No-> jinc", "compare -> swap"))
    assert done.same_trace == len(done.inputs)


def test_where_it_begins_must_be_known(runner: str) -> None:
    assert execute(compare(chart("a: [x = 1]"), FLOW), runner=runner).problem == "where the chart begins was not found"


def test_the_arrays_are_the_sample_and_every_kind() -> None:
    arrays = [given["arr"] for given in inputs_of(FLOW)]
    assert arrays[0] == [64, 34, 25, 12, 22, 11, 90] and len(arrays) >= 40
    assert [] in arrays and [1] in arrays
    assert any(len(set(array)) < len(array) for array in arrays)
    assert any(len(array) > 4 and array == sorted(array) for array in arrays)
    assert any(len(array) > 4 and array == sorted(array, reverse=True) for array in arrays)
    assert any(array and min(array) < 0 for array in arrays)
    assert arrays == [given["arr"] for given in inputs_of(FLOW)]


def program(*statements: Statement) -> tuple[Program, str]:
    """Statements in a row."""
    keys = [f"v{k}" for k in range(len(statements))]
    vertices = {key: Vertex(key, key, statement) for key, statement in zip(keys, statements, strict=True)}
    exits = {key: (Exit(after),) for key, after in pairwise(keys)} | {keys[-1]: ()}
    return Program(vertices, exits), keys[0]


@pytest.mark.parametrize(
    ("expression", "said"),
    [
        ("__import__('os').getpid()", "SyntaxError"),
        ("arr.__class__", "SyntaxError"),
        ("arr.append(1)", "NameError: name '_getattr_' is not defined"),
        ("open('/etc/passwd')", "NameError: name 'open' is not defined"),
        ("[0] * 10 ** 11", "MemoryError"),
        ("10 ** 30", "OverflowError: a number of unusual size"),
        ("arr[99]", "IndexError"),
    ],
)
def test_an_expression_reaches_nothing_but_the_variables(expression: str, said: str, runner: str) -> None:
    one = program(Statement(Kind.ASSIGN, ("x",), (expression,)), Statement(Kind.END))
    found = traces([one], [{"arr": [1, 2]}], [["arr"]], runner=runner)
    assert not isinstance(found, str)
    assert found[0][0].end == "error" and found[0][0].said.startswith(said)


def test_a_run_that_takes_all_memory_or_time_is_told(runner: str) -> None:
    grow = Statement(Kind.ASSIGN, ("x",), ("x + x",))
    one, entry = program(Statement(Kind.ASSIGN, ("x",), ("[1, 2, 3]",)), grow)
    vertices = {**one.vertices}
    found = traces([(Program(vertices, {**one.exits, "v1": (Exit("v1"),)}), entry)], [{"arr": [1]}], [["arr"]], runner=runner)
    ended = found if isinstance(found, str) else found[0][0].said
    assert ended.startswith(("MemoryError", "carrying it out ran out of memory", "carrying it out was ended by a signal"))


LINE = {"program": 0, "input": 0, "end": "return", "at": "v0", "said": "", "result": [1], "trace": [["compare", 0, 1]]}


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([], "what came out of the sandbox is not complete"),
        ([{**LINE, "input": 1}], "what came out of the sandbox is not complete"),
        ([{**LINE, "end": "passed"}], "what came out of the sandbox is not well formed"),
        ([{**LINE, "result": {"a": 1}}], "what came out of the sandbox is not well formed"),
        ([{**LINE, "trace": [["compare", 10**9]]}], "what came out of the sandbox is not well formed"),
        ([{**LINE, "trace": [["compare", 0]] * 5000}], "what came out of the sandbox is not well formed"),
        ([{**LINE, "more": 1}], "what came out of the sandbox is not well formed"),
    ],
)
def test_what_comes_back_is_checked(
    lines: list[dict[str, object]], said: str, monkeypatch: pytest.MonkeyPatch, runner: str
) -> None:
    from sandbox.flowchart import execute as module

    text = "".join(json.dumps(line) + "\n" for line in lines)
    guest = f"import sys; sys.stdout.write({text!r})"
    monkeypatch.setattr(module, "content_folder", lambda _: _Folder(guest))
    found = traces([program(Statement(Kind.END))], [{"arr": [1]}], [["arr"]], runner=runner)
    assert isinstance(found, str) and found.startswith(said)


class _Folder:
    """Stands where runners/ is, with one guest for every name."""

    def __init__(self, guest: str) -> None:
        self.guest = guest

    def __truediv__(self, _: str) -> _Folder:
        return self

    def read_bytes(self) -> bytes:
        return self.guest.encode()
