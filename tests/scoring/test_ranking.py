"""Who can be told apart: p values against exact ones, and how often chance is taken for a difference."""

from __future__ import annotations

from itertools import combinations
from math import comb

import numpy as np
import pytest

from sandbox.scoring import difference, ranking


def passes(c: int, n: int) -> list[float]:
    return [1.0] * c + [0.0] * (n - c)


@pytest.mark.parametrize(("a", "b", "n"), [(9, 4, 10), (6, 4, 10), (3, 0, 3)])
def test_for_one_task_of_passes_it_is_the_exact_test_of_fisher(a: int, b: int, n: int) -> None:
    total = a + b
    exact = sum(
        comb(n, x) * comb(n, total - x) / comb(2 * n, total)
        for x in range(max(0, total - n), min(n, total) + 1)
        if abs(2 * x - total) >= abs(a - b)
    )
    found = difference({"t": passes(a, n)}, {"t": passes(b, n)})
    assert found is not None and found.value == pytest.approx((a - b) / n)
    assert found.p == pytest.approx(exact, rel=1e-9)


def test_for_scores_it_is_the_share_of_all_dealings() -> None:
    a, b = [90.0, 85.0, 70.0, 99.0], [60.0, 88.0, 40.0, 55.0]
    pool = np.array(a + b)
    seen = abs(np.mean(a) - np.mean(b))
    dealt = [abs(2 * sum(pool[list(ours)]) - pool.sum()) / 4 for ours in combinations(range(8), 4)]
    found = difference({"t": a}, {"t": b})
    assert found is not None
    assert found.p == pytest.approx(np.mean([one >= seen - 1e-9 for one in dealt]), abs=0.015)


def test_many_samples_give_what_dealing_them_out_would() -> None:
    rng = np.random.default_rng(3)
    a, b = list(rng.beta(2, 2, 210)), list(rng.beta(2.3, 2, 210))
    pool = np.array(a + b)
    seen = abs(np.mean(a) - np.mean(b))
    dealt = rng.permuted(np.tile(pool, (9999, 1)), axis=1)
    exact = np.mean(np.abs(dealt[:, :210].mean(axis=1) - dealt[:, 210:].mean(axis=1)) >= seen)
    found = difference({"t": a}, {"t": b})
    assert found is not None and 0.01 < found.p == pytest.approx(exact, abs=0.01)


def test_for_several_tasks_of_passes_it_is_the_exact_sum_over_all_dealings() -> None:
    a, b = {"x": passes(5, 5), "y": passes(2, 3)}, {"x": passes(2, 4), "y": passes(0, 3)}
    seen, exact = 5 / 5 - 2 / 4 + 2 / 3, 0.0
    for x in range(2, 6):
        for y in range(3):
            chance = comb(7, x) * comb(2, 5 - x) / comb(9, 5) * comb(2, y) * comb(4, 3 - y) / comb(6, 3)
            exact += chance * (abs(x / 5 - (7 - x) / 4 + y / 3 - (2 - y) / 3) >= seen - 1e-9)
    found = difference(a, b)
    assert found is not None and found.p == pytest.approx(exact, rel=1e-9)


def test_a_hard_and_an_easy_task_do_not_hide_a_difference() -> None:
    """Each task's samples are dealt out among themselves: that tasks differ is no noise."""
    a = {"easy": passes(20, 20), "hard": passes(8, 20)}
    b = {"easy": passes(14, 20), "hard": passes(1, 20)}
    stratified = difference(a, b)
    pooled = difference({"all": a["easy"] + a["hard"]}, {"all": b["easy"] + b["hard"]})
    assert stratified is not None and pooled is not None
    assert stratified.p < pooled.p and stratified.p < 0.01


def test_models_without_a_task_in_common_cannot_be_compared() -> None:
    assert difference({"x": [1.0]}, {"y": [1.0], "x": []}) is None


def test_chance_is_seldom_taken_for_a_difference() -> None:
    """Two models alike on three tasks: p ≤ 0.05 in at most 5 % of 400 trials, and a little for chance."""
    rng = np.random.default_rng(11)
    hits = 0
    for _ in range(400):
        a, b = ({t: list(rng.beta(d, 1, 6)) for t, d in (("x", 0.5), ("y", 1), ("z", 4))} for _ in "ab")
        found = difference(a, b, draws=999)
        hits += found is not None and found.p <= 0.05
    assert hits / 400 <= 0.08


def test_equal_models_share_the_first_place_nearly_always() -> None:
    """Six alike are fifteen pairs: without Holm's correction one of them would look better in a third of the trials."""
    rng = np.random.default_rng(5)
    wrong = 0
    for _ in range(60):
        values = {name: {t: list(map(float, rng.random(15) < 0.6)) for t in "xy"} for name in "abcdef"}
        wrong += any(place.rank > 1 for place in ranking(values))
    assert wrong <= 7


def test_places_say_who_cannot_be_told_apart() -> None:
    best, also, worst = ranking({"worst": {"t": passes(2, 30)}, "best": {"t": passes(28, 30)}, "also": {"t": passes(27, 30)}})
    assert (best.name, best.rank, best.tied) == ("best", 1, ("also",))
    assert (also.name, also.rank, also.tied) == ("also", 1, ("best",))
    assert (worst.name, worst.rank, worst.tied) == ("worst", 3, ())
    assert worst.value == pytest.approx(2 / 30)


def test_who_lies_between_may_be_tied_with_both() -> None:
    a, b, c = ranking({"a": {"t": passes(30, 40)}, "b": {"t": passes(22, 40)}, "c": {"t": passes(14, 40)}})
    assert (a.tied, b.tied, c.tied) == (("b",), ("a", "c"), ("b",))
    assert (a.rank, b.rank, c.rank) == (1, 1, 2)


def test_few_samples_tell_nobody_apart() -> None:
    places = ranking({"a": {"t": [1.0]}, "b": {"t": [0.0]}})
    assert [(place.rank, place.tied) for place in places] == [(1, ("b",)), (1, ("a",))]


def test_many_models_can_still_be_told_apart() -> None:
    """780 pairs ask for a p that ten thousand draws could not show."""
    values = {f"m{k:02}": {"t": passes(40 if k == 0 else 0, 40)} for k in range(40)}
    places = ranking(values)
    assert (places[0].name, places[0].tied) == ("m00", ())
    assert {place.rank for place in places[1:]} == {2}


def test_a_model_ahead_on_its_easy_tasks_is_not_called_better() -> None:
    """It lacks the hard one; on what both have it is behind."""
    values = {"easy": {"x": passes(36, 60)}, "whole": {"x": passes(60, 60), "y": passes(0, 60)}}
    easy, whole = ranking(values)
    assert (easy.name, easy.tied, whole.rank) == ("easy", ("whole",), 1)


def test_models_without_values_have_no_place() -> None:
    assert ranking({"a": {}, "b": {"t": []}}) == []
