"""Samples of tasks, judged on a real back end: what is right passes in any form, what cheats does not. See README.md."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from sandbox import UsageError, VerdictKind
from sandbox.isolation import NAMES
from sandbox.tasks import Sample, Task, TaskResult, judge, own_solutions, read_samples, read_tasks, summary
from tests.isolation.machine import on_backend, readiness
from tests.tasks.test_data import CHEATS, HERE, SAMPLES

TASKS = read_tasks(HERE / "tasks.jsonl")
RUNNER = next((name for name in ("bubblewrap", "sandlock", "docker") if readiness(name).ready), "auto")


def judged(samples: Sequence[Sample], tasks: Sequence[Task] = TASKS, runner: str = RUNNER) -> list[TaskResult]:
    return judge(tasks, samples, runner=runner, trust_program=True)


def test_samples_are_judged_as_they_are_labelled() -> None:
    results = judged(read_samples(HERE / "samples.jsonl", TASKS))
    wanted = [VerdictKind.PASSED if row["passes"] else VerdictKind.FAILED for row in SAMPLES]
    wrong = [
        (r.task_id, r.number, r.verdict, r.reason) for r, kind in zip(results, wanted, strict=True) if r.verdict is not kind
    ]
    assert wrong == []


def test_no_cheat_passes() -> None:
    results = judged([Sample(row["task_id"], row["completion"]) for row in CHEATS])
    assert [row["name"] for row, r in zip(CHEATS, results, strict=True) if r.verdict is not VerdictKind.FAILED] == []


@pytest.mark.parametrize("name", [on_backend(name) for name in NAMES])
def test_the_tasks_own_solutions_pass_on_every_back_end(name: str) -> None:
    if not readiness(name).ready:
        pytest.skip(f"{name} is not ready on this machine: {readiness(name).detail}")
    results = judged(own_solutions(TASKS), runner=name)
    assert [(r.task_id, r.reason) for r in results if r.verdict is not VerdictKind.PASSED] == []


ADD = Task(
    "t",
    "def add(a, b):\n",
    "def check(candidate):\n    assert candidate(2, 2) == 4, 'two and two'\n",
    "add",
    "    return a + b\n",
)


@pytest.mark.parametrize(
    ("completion", "reason"),
    [
        ("    return 5\n", "call 1: line 2 of the test does not hold: two and two"),
        ("    return 1 / 0\n", "call 1: ZeroDivisionError: division by zero"),
        ("    import os\n    os._exit(0)\n", "call 1: its process ended before it answered"),
        ("    return a +\n", "the candidate cannot be loaded: SyntaxError: invalid syntax (candidate.py, line 2)"),
        ("    while True: pass\n", "its run reached its CPU limit"),
    ],
    ids=["wrong", "raises", "exits", "no Python", "never ends"],
)
def test_a_failure_says_where(completion: str, reason: str) -> None:
    from dataclasses import replace

    from sandbox.tasks import TASK_LIMITS

    (result,) = judge([ADD], [Sample("t", completion)], runner=RUNNER, limits=replace(TASK_LIMITS, cpu_s=1.0))
    assert (result.verdict, result.reason) == (VerdictKind.FAILED, reason)


def test_a_task_whose_own_solution_fails_says_nothing_about_candidates() -> None:
    broken = Task("t", ADD.prompt, "def check(candidate):\n    assert candidate(2, 2) == 5\n", "add", ADD.canonical_solution)
    results = judged([Sample("t", "    return a + b\n"), Sample("t", "    return 5\n")], [broken])
    assert [r.verdict for r in results] == [VerdictKind.UNDECIDED, VerdictKind.PASSED]
    assert results[0].reason.startswith("the task's own solution does not pass its tests either (call 1: line 2")


def test_what_the_candidate_does_to_its_arguments_is_seen() -> None:
    test = "def check(candidate):\n    a = [3, 1]\n    assert candidate(a) is None and a == [1, 3]\n"
    task = Task("t", "def put_in_order(a):\n", test, "put_in_order", "    a.sort()\n")
    assert [r.verdict for r in judged([Sample("t", "    a.sort()\n"), Sample("t", "    sorted(a)\n")], [task])] == [
        VerdictKind.PASSED,
        VerdictKind.FAILED,
    ]


def test_emptied_arguments_make_no_empty_answer_right() -> None:
    test = "def check(candidate):\n    a = [3, 1]\n    assert candidate(a) == sorted(a)\n"
    task = Task("t", "def ordered(a):\n", test, "ordered", "    return sorted(a)\n")
    cheat, right = "    a.clear()\n    return []\n", "    a.sort()\n    return a\n"
    assert [r.verdict for r in judged([Sample("t", cheat), Sample("t", right)], [task])] == [
        VerdictKind.FAILED,
        VerdictKind.PASSED,
    ]


def test_a_loop_of_the_tests_is_not_ended_from_inside() -> None:
    test = "def check(candidate):\n    assert all(map(lambda n: candidate(n, n) == 2 * n, range(9)))\n"
    (result,) = judged([Sample("t", "    raise StopIteration\n")], [Task("t", ADD.prompt, test, "add", ADD.canonical_solution)])
    assert (result.verdict, result.reason) == (VerdictKind.FAILED, "call 1: RuntimeError: StopIteration")


def test_no_sample_is_left_out_by_its_length_or_its_characters(tmp_path: Path) -> None:
    """What could not be judged is no sample for pass@k: no completion may bring that about."""
    rows = ["    return 4\n", "    return '\ud800\U0001f600'\n", "    return 4\0\n", "#" * 20_000_000, "```python\n" * 500_000]
    path = tmp_path / "samples.jsonl"
    path.write_text("".join(json.dumps({"task_id": "t", "completion": row}) + "\n" for row in rows), encoding="utf-8")
    results = judged(read_samples(path, [ADD]), [ADD])
    assert [r.verdict for r in results] == [VerdictKind.PASSED] + 4 * [VerdictKind.FAILED]
    assert results[3].reason.endswith("the completion has 20000000 characters, more than 262144")


def test_pass_at_k_counts_what_was_judged() -> None:
    results = judged([Sample("t", f"    return {n}\n") for n in (4, 4, 5, 5)], [ADD])
    told = summary(results, (1, 2, 10))
    assert told.pass_at == pytest.approx({1: 1 / 2, 2: 1 - 1 / 6})
    assert (told.verdict, told.words) == (VerdictKind.FAILED, "4 samples of 1 tasks: 2 passed, 2 failed")


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("{", r"tasks\.jsonl, line 1: .*; each line is a JSON object with task_id, prompt, test, entry_point"),
        ('{"task_id": "a"}', "line 1: .*missing required field `prompt`"),
        ("", "no lines"),
        (json.dumps({"task_id": "a", "prompt": "", "test": "", "entry_point": "a b"}), "no function's name: 'a b'"),
    ],
    ids=["no JSON", "no task", "empty", "no name"],
)
def test_what_is_no_task_is_told_in_one_line(tmp_path: Path, line: str, complaint: str) -> None:
    path = tmp_path / "tasks.jsonl"
    path.write_text(line, encoding="utf-8")
    with pytest.raises(UsageError, match=complaint):
        read_tasks(path)


def test_samples_of_unknown_tasks_are_told(tmp_path: Path) -> None:
    path = tmp_path / "samples.jsonl"
    path.write_text('{"task_id": "b", "completion": ""}\n', encoding="utf-8")
    with pytest.raises(UsageError, match="a sample for 'b', which is not among the 10 tasks"):
        read_samples(path, TASKS)
