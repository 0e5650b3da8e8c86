"""Whether two models differ on the same tasks."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

__all__ = ["Difference", "difference"]

DRAWS = 9_999
SEED = 1
MANY = 100  # samples of a task from which the sum of a permutation is taken for normal
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
    they are dealt out again within each task. It
    assumes nothing of the values, and holds for few samples. What it says holds for these tasks; whether it would for other
    tasks is what the interval of `mean_over_tasks` tells.

    Fisher 1935, "The Design of Experiments"; Ernst 2004, "Permutation Methods: A Basis for Exact Inference", Statistical
    Science 19, 676. p is (hits + 1) / (draws + 1), never 0: Phipson and Smyth 2010, "Permutation P-values Should
    Never Be Zero", Statistical Applications in Genetics and Molecular Biology 9, 39. Of a task whose samples pass or fail the
    dealing is hypergeometric and drawn so; of one with MANY samples it is normal with the exact variance (Hájek 1960).
    """
    import numpy as np

    shared = sorted(task for task in a.keys() & b.keys() if len(a[task]) and len(b[task]))
    if not shared:
        return None
    rng = np.random.default_rng(seed)
    seen, by_chance = 0.0, np.zeros(draws)
    for task in shared:
        first, second = np.asarray(a[task], float), np.asarray(b[task], float)
        seen += float(first.mean() - second.mean())
        by_chance += _dealt(first, second, draws, rng)
    hits = int((np.abs(by_chance) >= abs(seen) - ROUNDING * max(1.0, abs(seen))).sum())
    return Difference(seen / len(shared), (hits + 1) / (draws + 1))


def _dealt(first: Floats, second: Floats, draws: int, rng: np.random.Generator) -> Floats:
    """Differences of the two means when the samples of one task are dealt out anew, `draws` times."""
    import numpy as np

    pool = np.sort(np.concatenate([first, second]))  # so that the order in which samples came is without effect
    n, m = len(pool), len(first)
    low, high = float(pool[0]), float(pool[-1])
    if low == high:
        return np.zeros(draws)
    ours: Floats
    if bool(((pool == low) | (pool == high)).all()):
        top = int((pool == high).sum())
        ours = low * m + (high - low) * rng.hypergeometric(top, n - top, m, draws).astype(np.float64)
    elif n >= MANY:
        return rng.normal(0.0, math.sqrt(n * n * float(pool.var()) / (m * (n - m) * (n - 1))), draws)
    else:
        ours = rng.permuted(np.tile(pool, (draws, 1)), axis=1)[:, :m].sum(axis=1)
    apart: Floats = ours / m - (pool.sum() - ours) / (n - m)
    return apart
