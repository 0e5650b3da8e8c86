"""pass@k against its definition."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from math import comb

import pytest

from sandbox.scoring import mean_pass_at_k, pass_at_k


@pytest.mark.parametrize("n", [1, 2, 5, 20])
def test_it_is_one_minus_the_share_of_subsets_without_a_pass(n: int) -> None:
    for c in range(n + 1):
        for k in range(1, n + 1):
            exact = 1 - Fraction(comb(n - c, k), comb(n, k))
            assert pass_at_k(n, c, k) == pytest.approx(float(exact), abs=1e-14), (c, k)


def test_it_is_the_mean_over_all_choices_of_k_samples() -> None:
    samples = [True, False, False, True, False, False]
    chosen = list(combinations(samples, 3))
    assert pass_at_k(6, 2, 3) == pytest.approx(sum(any(one) for one in chosen) / len(chosen))


def test_it_is_exact_where_binomials_exceed_floats() -> None:
    n, c, k = 10_000, 3, 5_000
    assert comb(n, k) > 10**308
    assert pass_at_k(n, c, k) == pytest.approx(float(1 - Fraction(comb(n - c, k), comb(n, k))), rel=1e-12)


def test_half_of_the_example_samples_of_human_eval_pass() -> None:
    """Its README shows 0.4999999999999999 for them."""
    assert pass_at_k(6, 3, 1) == pytest.approx(0.4999999999999999)


@pytest.mark.parametrize(
    ("n", "c", "k", "complaint"),
    [
        (3, 4, 1, "not 4 of 3"),
        (3, -1, 1, "not -1 of 3"),
        (3, 1, 4, "3 samples say nothing about pass@4"),
        (3, 1, 0, "k must be 1…n"),
        (0, 0, 1, "0 samples say nothing about pass@1"),
    ],
)
def test_what_makes_no_sense_is_refused(n: int, c: int, k: int, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        pass_at_k(n, c, k)


def test_every_task_weighs_the_same_in_the_mean() -> None:
    assert mean_pass_at_k([(10, 10), (2, 0)], 1) == 0.5


def test_there_is_no_mean_where_a_task_has_too_few_samples() -> None:
    assert mean_pass_at_k([(10, 10), (2, 0)], 3) is None
    assert mean_pass_at_k([], 1) is None
