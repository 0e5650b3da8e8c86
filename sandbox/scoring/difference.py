"""Whether two models differ on the same tasks."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

__all__ = ["Difference", "difference"]

DRAWS = 9_999
FIRST, ENOUGH = 1_000, 100  # draws after which is looked, and hits that show that p is far from small
SEED = 1
MOST_POINTS = 20_000  # of an exact distribution, on the way to it
MANY = 400  # samples in all from which the statistic is taken for normal where it is not exact
ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Difference:
    """value  the mean over shared tasks of a's mean less b's
    p      how often chance alone makes two models differ as much, in either direction
    """

    value: float
    p: float


def difference(
    a: Mapping[str, Sequence[float]], b: Mapping[str, Sequence[float]], *, draws: int = DRAWS, seed: int = SEED
) -> Difference | None:
    """By how much a is above b, and whether that may be chance; None where they share no task.

    A permutation test, stratified by task: if the models are alike on a task, its samples could have come from either, so
    they are dealt out again within each task. It assumes nothing of the values, and holds for few samples. What it says holds
    for these tasks; whether it would for other tasks is what the interval of `mean_over_tasks` tells.

    Fisher 1935, "The Design of Experiments"; Ernst 2004, "Permutation Methods: A Basis for Exact Inference", Statistical
    Science 19, 676. Of samples that pass or fail the dealing is hypergeometric, and p is exact (of one task: Fisher's exact
    test). Otherwise p is from `draws` dealings, (hits + 1) / (draws + 1), never 0 (Phipson and Smyth 2010, "Permutation
    P-values Should Never Be Zero", Statistical Applications in Genetics and Molecular Biology 9, 39), and the drawing ends
    early where p is far from small (Besag and Clifford 1991, "Sequential Monte Carlo p-values", Biometrika 78, 301). Of MANY
    samples it is from the normal distribution with the exact variance (Hájek 1960).
    """
    import numpy as np

    shared = sorted(task for task in a.keys() & b.keys() if len(a[task]) and len(b[task]))
    if not shared:
        return None
    parts = [(np.asarray(a[task], float), np.asarray(b[task], float)) for task in shared]
    value = sum(float(first.mean() - second.mean()) for first, second in parts)
    # So that the order in which samples came is without effect.
    pools = [(np.sort(np.concatenate(part)), len(part[0])) for part in parts]
    return Difference(value / len(shared), _p(abs(value) - ROUNDING * max(1.0, abs(value)), pools, draws, seed))


def _p(least: float, pools: Sequence[tuple[Floats, int]], draws: int, seed: int) -> float:
    """The chance that a sum of differences is at least `least`, in either direction."""
    import numpy as np

    exact = _exact(pools)
    if exact is not None:
        return min(1.0, float(exact[1][np.abs(exact[0]) >= least].sum()))
    if sum(len(pool) for pool, _ in pools) >= MANY:
        return math.erfc(least / math.sqrt(2 * sum(_variance(pool, m) for pool, m in pools)))
    rng = np.random.default_rng(seed)
    hits = drawn = 0
    for count in (min(FIRST, draws), max(0, draws - FIRST)):
        by_chance = sum((_dealt(pool, m, count, rng) for pool, m in pools), np.zeros(count))
        hits += int((np.abs(by_chance) >= least).sum())
        drawn += count
        if hits >= ENOUGH:
            break
    return (hits + 1) / (drawn + 1)


def _variance(pool: Floats, m: int) -> float:
    """Of the difference of the means of m and of the other samples when they are dealt out."""
    n = len(pool)
    return n * n * float(pool.var()) / (m * (n - m) * (n - 1))


def _exact(pools: Sequence[tuple[Floats, int]]) -> tuple[Floats, Floats] | None:
    """Values and probabilities of the sum of differences; None where samples do not just pass or fail, or it has too many."""
    import numpy as np

    values: Floats = np.zeros(1)
    chances: Floats = np.ones(1)
    for pool, m in pools:
        if pool[0] == pool[-1]:
            continue
        if not _is_binary(pool):
            return None
        more, their = _hypergeometric(pool, m)
        if len(values) * len(more) > MOST_POINTS:
            return None
        if len(values) == 1:
            values, chances = more, their
            continue
        likely = (chances[:, None] * their).ravel()
        values, where = np.unique(np.round((values[:, None] + more).ravel(), 9), return_inverse=True)
        chances = np.bincount(where.ravel(), likely).astype(np.float64)
    return values, chances


def _is_binary(pool: Floats) -> bool:
    return bool(((pool == pool[0]) | (pool == pool[-1])).all())


def _hypergeometric(pool: Floats, m: int) -> tuple[Floats, Floats]:
    """Differences of means, and how likely each is, when a pool of two values is dealt out, m to one side."""
    import numpy as np

    n, low, high = len(pool), float(pool[0]), float(pool[-1])
    top = int((pool == high).sum())
    ours = np.arange(max(0, m - (n - top)), min(m, top) + 1)
    logs = np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, n + 1)))])  # of factorials

    def log_choose(total: int, part: Any) -> Any:
        return logs[total] - logs[part] - logs[total - part]

    chances: Floats = np.exp(log_choose(top, ours) + log_choose(n - top, m - ours) - log_choose(n, m))
    return (high - low) * (ours / m - (top - ours) / (n - m)), chances


def _dealt(pool: Floats, m: int, draws: int, rng: np.random.Generator) -> Floats:
    """Differences of the two means when the samples of one task are dealt out anew, `draws` times."""
    import numpy as np

    n = len(pool)
    low, high = float(pool[0]), float(pool[-1])
    if low == high:
        return np.zeros(draws)
    ours: Floats
    if _is_binary(pool):
        top = int((pool == high).sum())
        ours = low * m + (high - low) * rng.hypergeometric(top, n - top, m, draws).astype(np.float64)
    else:
        ours = rng.permuted(np.tile(pool, (draws, 1)), axis=1)[:, :m].sum(axis=1)
    apart: Floats = ours / m - (pool.sum() - ours) / (n - m)
    return apart
