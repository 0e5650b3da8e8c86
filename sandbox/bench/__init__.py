"""Bench: many models × challenges × modes × samples, asked and judged side by side, into a store.

    plan.py      which questions are put
    asking.py    puts them to the servers, on an event loop of its own
    judge.py     one answer's judgement, as a task that any process or machine can carry out
    executor.py  who carries tasks out: local.py in processes of this machine (each is worker.py), on_ray.py on a Ray cluster
    run.py       what is to do, what is under way, what is done

What is finished is in the store at once. A bench that was killed is started again with the same words and does the rest.
"""

from __future__ import annotations

from sandbox.bench.executor import Executor, executor
from sandbox.bench.judge import Artifacts, JudgeTask, carry_out, judged_answer
from sandbox.bench.plan import plan
from sandbox.bench.run import Bench, Judging, Tally

__all__ = ["Artifacts", "Bench", "Executor", "JudgeTask", "Judging", "Tally", "carry_out", "executor", "judged_answer", "plan"]
