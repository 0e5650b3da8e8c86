"""Tasks in HumanEval's format: a function is asked for by its head and docstring, and tested by calls.

    results = judge(read_tasks(path), read_samples(path))
    summary(results).pass_at[1]

Format: Chen et al., Evaluating Large Language Models Trained on Code, arXiv:2107.03374, section 2.
"""

from __future__ import annotations

from sandbox.tasks.judge import TASK_LIMITS, TaskResult, judge
from sandbox.tasks.read import Sample, Task, own_solutions, read_samples, read_tasks
from sandbox.tasks.summary import Summary, summary

__all__ = [
    "TASK_LIMITS",
    "Sample",
    "Summary",
    "Task",
    "TaskResult",
    "judge",
    "own_solutions",
    "read_samples",
    "read_tasks",
    "summary",
]
