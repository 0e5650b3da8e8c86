"""pass@k: how likely at least one of k samples passes."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["mean_pass_at_k", "pass_at_k"]


def pass_at_k(n: int, c: int, k: int) -> float:
    """The unbiased estimate 1 − C(n−c, k) / C(n, k) of pass@k, where c of n samples pass.

    Chen et al. 2021, "Evaluating Large Language Models Trained on Code" (arXiv 2107.03374), equation 1. Computed as the
    product 1 − ∏ (1 − k/i) over i = n−c+1 … n, as there: no large binomial is formed.

    Raises ValueError unless 0 ≤ c ≤ n and 1 ≤ k ≤ n: fewer than k samples say nothing about pass@k.

    >>> pass_at_k(4, 1, 2)
    0.5
    """
    if not 0 <= c <= n:
        raise ValueError(f"of n samples 0…n pass, not {c} of {n}")
    if not 1 <= k <= n:
        raise ValueError(f"k must be 1…n: {n} samples say nothing about pass@{k}")
    if n - c < k:
        return 1.0
    if k == 1:
        return c / n
    none_passes = 1.0
    for i in range(n - c + 1, n + 1):
        none_passes *= 1.0 - k / i
    return 1.0 - none_passes


def mean_pass_at_k(tasks: Iterable[tuple[int, int]], k: int) -> float | None:
    """The mean of pass@k over tasks, each (n, c); None where there is no task, or one has fewer than k samples."""
    counted = list(tasks)
    if not counted or any(n < k for n, _ in counted):
        return None
    return sum(pass_at_k(n, c, k) for n, c in counted) / len(counted)
