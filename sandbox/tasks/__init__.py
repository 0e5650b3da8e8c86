"""Tasks in HumanEval's format: a function is asked for by its head and docstring, and tested by calls.

    results = judge(read_tasks(path), read_samples(path))
    pass_at(results, 1)

Format: Chen et al., Evaluating Large Language Models Trained on Code, arXiv:2107.03374, section 2.
"""

from __future__ import annotations

from sandbox.tasks.judge import TASK_LIMITS, TaskResult, judge
from sandbox.tasks.read import Sample, Task, read_samples, read_tasks

__all__ = ["TASK_LIMITS", "Sample", "Task", "TaskResult", "judge", "read_samples", "read_tasks"]
