"""Intervals against published values, and by how often they cover what is true."""

from __future__ import annotations

from math import comb

import numpy as np
import pytest

from sandbox.scoring import mean_over_tasks, rate
from sandbox.scoring.estimate import _t_quantile


@pytest.mark.parametrize(
    ("c", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_rates_agree_with_table_one_of_newcombe_1998(c: int, n: int, low: float, high: float) -> None:
    found = rate(c, n)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)
    assert (found.value, found.n) == (c / n, n)


def test_none_and_all_have_an_interval_with_an_end_at_the_rate() -> None:
    none, every = rate(0, 5), rate(5, 5)
    assert (none.low, every.high) == (0.0, 1.0)
    assert none.high == pytest.approx(1 - every.low) and 0.4 < none.high < 0.5


def test_a_rate_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="not 0 of 0"):
        rate(0, 0)


@pytest.mark.parametrize("n", [5, 10, 40])
def test_wilson_covers_the_true_rate_on_average(n: int) -> None:
    """Summed over the binomial distribution, not drawn: 95 % in the mean over all rates, and nowhere far below."""
    truths = np.linspace(0.005, 0.995, 199)
    covered = []
    for truth in truths:
        hits = [c for c in range(n + 1) if rate(c, n).low <= truth <= rate(c, n).high]
        covered.append(sum(comb(n, c) * truth**c * (1 - truth) ** (n - c) for c in hits))
    assert np.mean(covered) == pytest.approx(0.953, abs=0.01)
    assert min(covered) > 0.83


@pytest.mark.parametrize(
    ("freedom", "quantile"), [(1, 12.706), (2, 4.303), (3, 3.182), (4, 2.776), (9, 2.262), (30, 2.042), (120, 1.980)]
)
def test_quantiles_of_student_agree_with_the_tables(freedom: int, quantile: float) -> None:
    assert round(_t_quantile(0.975, freedom), 3) == quantile


def coverage(tasks: int, samples: int, trials: int = 300) -> float:
    """How often the interval has the true mean, where tasks are of uneven difficulty and scores lie in 0…100."""
    rng = np.random.default_rng(7)
    hits = 0
    for _ in range(trials):
        difficulty = rng.beta(2.0, 1.0, tasks)  # mean 2/3
        values = {str(k): list(100 * rng.beta(4 * d + 0.1, 4 * (1 - d) + 0.1, samples)) for k, d in enumerate(difficulty)}
        found = mean_over_tasks(values, top=100.0)
        assert found is not None
        truth = 100 * (4 * 2 / 3 + 0.1) / 4.2
        hits += found.low <= truth <= found.high
    return hits / trials


@pytest.mark.parametrize(("tasks", "least"), [(3, 0.9), (5, 0.9), (10, 0.92), (30, 0.92)])
def test_the_interval_over_tasks_covers_the_true_mean(tasks: int, least: float) -> None:
    assert least <= coverage(tasks, 4) <= 0.99


def test_more_samples_of_the_same_tasks_do_not_narrow_the_interval_falsely() -> None:
    """Were all samples drawn as if they were independent, the interval would cover far too seldom."""
    assert coverage(10, 40, trials=150) >= 0.88


def test_one_task_is_judged_by_its_samples() -> None:
    found = mean_over_tasks({"only": [0.0, 100.0, 100.0, 50.0]}, top=100.0)
    assert found is not None and (found.value, found.n) == (62.5, 4)
    assert 0.0 <= found.low < 62.5 < found.high <= 100.0


def test_values_that_are_all_the_same_still_have_an_interval() -> None:
    """Three perfect samples do not show that every sample is."""
    found, share = mean_over_tasks({"only": [100.0] * 3}, top=100.0), rate(3, 3)
    assert found is not None and (found.low, found.high) == (pytest.approx(100 * share.low), 100.0)


def test_the_same_values_give_the_same_interval_in_any_order() -> None:
    values = {name: [k / 13, k / 29] for k, name in enumerate("abcdefghijkl")}
    turned = {name: values[name][::-1] for name in reversed(values)}
    assert mean_over_tasks(values) == mean_over_tasks(turned) != mean_over_tasks(values, seed=2)


def test_without_values_there_is_no_estimate() -> None:
    assert mean_over_tasks({}) is None
    assert mean_over_tasks({"x": []}) is None
