"""Places of models, told apart only where the samples tell them apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import fmean

from sandbox.scoring.difference import DRAWS, difference

__all__ = ["ALPHA", "Place", "ranking"]

ALPHA = 0.05  # how likely it may be that any of the differences that are told is chance
DRAWS_A_PAIR = 40  # so that the smallest p of the test is below Holm's strictest bound, ALPHA / pairs


@dataclass(frozen=True, slots=True)
class Place:
    """value  the mean over tasks of each task's mean
    rank   1 + how many are better beyond chance: whoever cannot be told from the best has rank 1
    tied   names that cannot be told from this one, by their order in the ranking
    """

    name: str
    value: float
    rank: int
    tied: tuple[str, ...]


def ranking(values: Mapping[str, Mapping[str, Sequence[float]]], *, alpha: float = ALPHA) -> list[Place]:
    """Places of all who have values (name → task → one number a sample), by value, equal ones by name.

    Every pair is compared by `difference` on the tasks that both have, and Holm's step-down procedure (Holm 1979, "A Simple
    Sequentially Rejective Multiple Test Procedure", Scandinavian Journal of Statistics 6, 65) keeps the chance of any wrong
    distinction at or below `alpha`. Being tied is no order: A may be tied with B and B with C, and A be better than C.
    """
    by_task = {name: [fmean(task) for task in tasks.values() if task] for name, tasks in values.items()}
    means = {name: fmean(units) for name, units in by_task.items() if units}
    order = sorted(means, key=lambda name: (-means[name], name))
    pairs = list(combinations(order, 2))
    draws = max(DRAWS, DRAWS_A_PAIR * len(pairs))
    told = {pair: difference(values[pair[0]], values[pair[1]], draws=draws) for pair in pairs}
    # Where tasks are missing the one that is behind on the whole may be ahead on what both have: then nothing is told.
    ps = {pair: one.p if one.value > 0 else 1.0 for pair, one in told.items() if one is not None}
    apart = _holm(ps, alpha)
    worse_than = {name: sum((other, name) in apart for other in order) for name in order}
    return [
        Place(
            name,
            means[name],
            1 + worse_than[name],
            tuple(other for other in order if other != name and not apart & {(name, other), (other, name)}),
        )
        for name in order
    ]


def _holm(ps: Mapping[tuple[str, str], float], alpha: float) -> set[tuple[str, str]]:
    apart: set[tuple[str, str]] = set()
    for place, pair in enumerate(sorted(ps, key=lambda pair: ps[pair])):
        if ps[pair] > alpha / (len(ps) - place):
            break
        apart.add(pair)
    return apart
