"""Judging samples: each in a sandbox of its own, tests and candidate in two processes (runners/task.py)."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass

from sandbox.errors import InfrastructureError
from sandbox.expect.program import ending_words
from sandbox.finding import VerdictKind
from sandbox.isolation.pool import run_all
from sandbox.job import Job, JobKind
from sandbox.limits import KIB, MIB, Limits
from sandbox.outcome import Outcome, Usage
from sandbox.tasks.program import program_of
from sandbox.tasks.read import Sample, Task
from sandbox.text import one_line

__all__ = ["TASK_LIMITS", "TaskResult", "judge"]

TASK_LIMITS = Limits(
    wall_s=30.0, cpu_s=10.0, memory_bytes=512 * MIB, processes=16, output_bytes=64 * KIB, file_bytes=16 * MIB
)
ENTRY = "candidate.py"
VERDICTS = {"passed": VerdictKind.PASSED, "failed": VerdictKind.FAILED, "untold": VerdictKind.UNDECIDED}


@dataclass(frozen=True, slots=True)
class TaskResult:
    """verdict  undecided: the task's tests fail with its own solution too, or never call the function
    error    the machine failed
    reason   one line, empty for a pass
    number   which of the task's samples, from 0
    """

    task_id: str
    number: int
    verdict: VerdictKind
    reason: str
    usage: Usage | None

    @property
    def data(self) -> dict[str, object]:
        usage = None if self.usage is None else asdict(self.usage)
        return {
            "task_id": self.task_id,
            "number": self.number,
            "verdict": self.verdict.value,
            "reason": self.reason,
            "usage": usage,
        }


def judge(
    tasks: Sequence[Task],
    samples: Iterable[Sample],
    *,
    runner: str = "auto",
    trust_program: bool = False,
    workers: int | None = None,
    limits: Limits = TASK_LIMITS,
    on_result: Callable[[TaskResult], None] | None = None,
) -> list[TaskResult]:
    """One result a sample, in the order of the samples. `workers` is how many are judged at once, None: the processors.

    Raises BackendUnavailable where no sandbox is ready. KeyboardInterrupt leaves nothing running.
    """
    by_id = {task.task_id: task for task in tasks}
    given = list(samples)
    results: list[TaskResult | None] = [None] * len(given)
    numbers = _numbers(given)
    lock = threading.Lock()

    def done(place: int, outcome: Outcome | InfrastructureError) -> None:
        result = _result(given[place].task_id, numbers[place], outcome)
        with lock:
            results[place] = result
            if on_result is not None:
                on_result(result)

    jobs = [_job(by_id[s.task_id], program_of(by_id[s.task_id], s.completion), limits) for s in given]
    run_all(jobs, done, runner=runner, trust_program=trust_program, workers=workers)
    whole = [result for result in results if result is not None]
    failing = list(dict.fromkeys(r.task_id for r in whole if r.verdict is VerdictKind.FAILED))
    broken = _broken([by_id[name] for name in failing], runner, trust_program, workers, limits)
    return [_unless_broken(result, broken) for result in whole]


def _numbers(samples: Sequence[Sample]) -> list[int]:
    counts: dict[str, int] = {}
    numbers = []
    for sample in samples:
        numbers.append(counts.get(sample.task_id, 0))
        counts[sample.task_id] = numbers[-1] + 1
    return numbers


def _job(task: Task, program: str, limits: Limits) -> Job:
    setup = task.prompt + (task.canonical_solution or "\n    pass\n")
    solved = bool(task.canonical_solution)
    told = {"setup": setup, "solved": solved, "test": task.test, "name": task.entry_point, "entry": ENTRY}
    files = {ENTRY: program.encode("utf-8", "surrogatepass")}
    return Job(files, ENTRY, JobKind.TASK, stdin=json.dumps(told).encode(), limits=limits)


def _result(task_id: str, number: int, outcome: Outcome | InfrastructureError) -> TaskResult:
    if isinstance(outcome, InfrastructureError):
        return TaskResult(task_id, number, VerdictKind.ERROR, one_line(str(outcome)), None)
    said = _said(outcome)
    if said is None:
        return TaskResult(task_id, number, VerdictKind.FAILED, f"its run {ending_words(outcome)}", outcome.usage)
    kind, reason = said
    return TaskResult(task_id, number, kind, one_line(reason), outcome.usage)


def _said(outcome: Outcome) -> tuple[VerdictKind, str] | None:
    """The tester's verdict; None where it came to none, because a limit or the candidate ended the run."""
    if not outcome.ok or outcome.stdout_dropped or outcome.stdout.count(b"\n") != 1:
        return None
    try:
        told = json.loads(outcome.stdout)
        return VERDICTS[told["verdict"]], str(told["reason"])
    except (ValueError, KeyError, TypeError):
        return None


def _broken(
    tasks: Sequence[Task], runner: str, trust_program: bool, workers: int | None, limits: Limits
) -> Mapping[str, str]:
    """Tasks whose own solution does not pass → why. A candidate's failure there says nothing."""
    asked = [task for task in tasks if task.canonical_solution]
    found: dict[str, str] = {}

    def done(place: int, outcome: Outcome | InfrastructureError) -> None:
        result = _result(asked[place].task_id, 0, outcome)
        if result.verdict in (VerdictKind.FAILED, VerdictKind.UNDECIDED):
            found[result.task_id] = result.reason

    jobs = [_job(task, task.prompt + task.canonical_solution, limits) for task in asked]
    run_all(jobs, done, runner=runner, trust_program=trust_program, workers=workers)
    return found


def _unless_broken(result: TaskResult, broken: Mapping[str, str]) -> TaskResult:
    if result.verdict is not VerdictKind.FAILED or result.task_id not in broken:
        return result
    why = f"the task's own solution does not pass its tests either ({broken[result.task_id]})"
    return TaskResult(result.task_id, result.number, VerdictKind.UNDECIDED, why, result.usage)
