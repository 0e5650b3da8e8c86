"""The tasks are sound: each canonical solution passes its test, and each task has samples of both kinds. See README.md."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (HERE / name).read_text(encoding="utf-8").splitlines()]


TASKS = rows("tasks.jsonl")
SAMPLES = rows("samples.jsonl")
CHEATS = rows("cheats.jsonl")


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task["entry_point"])
def test_the_canonical_solution_passes_and_an_empty_one_fails(task: dict[str, Any]) -> None:
    solved: dict[str, Any] = {}
    exec(task["prompt"] + task["canonical_solution"] + task["test"], solved)
    solved["check"](solved[task["entry_point"]])

    empty: dict[str, Any] = {}
    exec(task["prompt"] + task["test"], empty)
    with pytest.raises((AssertionError, TypeError)):
        empty["check"](empty[task["entry_point"]])


def test_every_task_has_right_and_wrong_samples() -> None:
    for task in TASKS:
        own = [sample for sample in SAMPLES if sample["task_id"] == task["task_id"]]
        assert {sample["passes"] for sample in own} == {True, False}, task["task_id"]
        assert len(own) >= 4
        assert own[0]["completion"] == task["canonical_solution"]


def test_every_cheat_has_a_name_of_its_own_and_a_reason() -> None:
    names = [cheat["name"] for cheat in CHEATS]
    assert len(set(names)) == len(names) >= 40
    assert all(cheat["why"] for cheat in CHEATS)
    assert {cheat["task_id"] for cheat in CHEATS} <= {task["task_id"] for task in TASKS}


def test_every_cheat_is_a_program_save_the_one_that_ends_in_a_decorator() -> None:
    prompts = {task["task_id"]: task["prompt"] for task in TASKS}
    broken = []
    for cheat in CHEATS:
        try:
            ast.parse(prompts[cheat["task_id"]] + cheat["completion"])
        except SyntaxError:
            broken.append(cheat["name"])
    assert broken == ["dangling_decorator"]
