"""`sandbox verify --tasks`: the table, the numbers, the files, and wrong usage."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.command import any_runner, sandbox

TASKS = Path(__file__).parents[1] / "tasks"


def test_samples_give_verdicts_a_task_and_pass_at_k(tmp_path: Path) -> None:
    files = ("--tasks", str(TASKS / "tasks.jsonl"), "--samples", str(TASKS / "samples.jsonl"))
    told = sandbox("verify", *files, *any_runner(), "--k", "1,2,50", cwd=tmp_path)
    assert (told.code, told.stderr) == (1, "")
    assert "✗ own/0 5/8 call 3: line 4 of the test does not hold" in told.stdout
    assert "pass@1    54.0%" in told.stdout and "pass@2    84.2%" in told.stdout and "pass@50" not in told.stdout
    assert "55 samples of 10 tasks: 30 passed, 25 failed" in told.stdout
    assert told.stdout.rstrip().endswith("out/tasks-samples/results.jsonl")
    lines = (tmp_path / "out" / "tasks-samples" / "results.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["verdict"] for line in lines].count("passed") == 30


def test_without_samples_the_tasks_own_solutions_are_judged(tmp_path: Path) -> None:
    told = sandbox("verify", "--tasks", str(TASKS / "tasks.jsonl"), *any_runner(), "--json", cwd=tmp_path)
    assert (told.code, told.json["pass_at"], told.json["counts"]["passed"]) == (0, {"1": 1.0}, 10)


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["--tasks", "none.jsonl"], "none.jsonl: cannot be read (No such file or directory)"),
        (["--tasks", "t.jsonl", "program.py"], "with --tasks the samples are given by --samples FILE"),
        (["--tasks", "t.jsonl", "--seconds", "5"], "--seconds is for challenges that have a clock"),
        (["--challenge", "hexagon", "--samples", "s.jsonl"], "--samples and --workers are for tasks"),
        (["--tasks", "t.jsonl", "--challenge", "hexagon"], "not allowed with argument"),
        ([], "one of the arguments --challenge --tasks is required"),
        (["--tasks", "t.jsonl", "--k", "0"], "not a positive whole number: '0'"),
    ],
)
def test_wrong_usage_is_one_line(tmp_path: Path, words: list[str], complaint: str) -> None:
    told = sandbox("verify", *words, cwd=tmp_path)
    assert (told.code, told.stdout) == (2, "")
    assert told.stderr.startswith("sandbox: ") and complaint in told.stderr and told.stderr.count("\n") == 1
    assert list(tmp_path.iterdir()) == []
