"""What the results of many samples say together: pass@k over the tasks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sandbox.finding import VerdictKind
from sandbox.tasks.judge import TaskResult

__all__ = ["Summary", "summary"]


@dataclass(frozen=True, slots=True)
class Summary:
    """pass_at  k → mean over the tasks of pass@k, for each k of which every task has samples enough
    counts   verdict → samples
    """

    pass_at: Mapping[int, float]
    counts: Mapping[str, int]
    tasks: int

    @property
    def verdict(self) -> VerdictKind:
        """Passed where every sample passes."""
        for kind in (VerdictKind.ERROR, VerdictKind.FAILED, VerdictKind.UNDECIDED):
            if self.counts[kind.value]:
                return kind
        return VerdictKind.PASSED

    @property
    def words(self) -> str:
        told = [f"{count} {kind}" for kind, count in self.counts.items() if count]
        return f"{sum(self.counts.values())} samples of {self.tasks} tasks: {', '.join(told)}"

    @property
    def data(self) -> dict[str, object]:
        return {
            "verdict": self.verdict.value,
            "pass_at": {str(k): value for k, value in self.pass_at.items()},
            "counts": dict(self.counts),
            "task_count": self.tasks,
        }

    def by_task(self, results: Sequence[TaskResult]) -> dict[str, list[TaskResult]]:
        return _by_task(results)


def _by_task(results: Sequence[TaskResult]) -> dict[str, list[TaskResult]]:
    found: dict[str, list[TaskResult]] = {}
    for result in results:
        found.setdefault(result.task_id, []).append(result)
    return found


def summary(results: Sequence[TaskResult], ks: Sequence[int] = (1, 10, 100)) -> Summary:
    """A machine's errors are no samples; what is undecided is a sample that did not pass."""
    from sandbox.scoring import pass_at_k

    told: dict[str, tuple[int, int]] = {}
    for task_id, mine in _by_task(results).items():
        asked = [r for r in mine if r.verdict is not VerdictKind.ERROR]
        told[task_id] = len(asked), sum(r.verdict is VerdictKind.PASSED for r in asked)
    counted = [pair for pair in told.values() if pair[0]]
    pass_at = {
        k: sum(pass_at_k(n, c, k) for n, c in counted) / len(counted)
        for k in ks
        if counted and all(n >= k for n, _ in counted)
    }
    counts = {kind.value: sum(r.verdict is kind for r in results) for kind in VerdictKind}
    return Summary(pass_at, counts, len(told))
