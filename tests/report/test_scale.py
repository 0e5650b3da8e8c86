"""Axes and thinning."""

from __future__ import annotations

import doctest
import math
from itertools import pairwise

import numpy as np
import pytest

from sandbox.report import scale
from sandbox.report.scale import span, thinned, tick_text, ticks


def test_examples_in_the_docstrings_hold() -> None:
    assert doctest.testmod(scale).failed == 0


@pytest.mark.parametrize(("low", "high"), [(0, 1), (-1e-9, 1e-9), (1e12, 1.1e12), (-250, 4000), (0.001, 0.0011)])
def test_ticks_are_few_round_and_inside(low: float, high: float) -> None:
    found = ticks(low, high, 5)
    assert 2 <= len(found) <= 12
    assert all(low <= value <= high for value in found)
    assert len({round(b - a, 9) for a, b in pairwise(found)}) <= 1 or high < 1e-3


def test_range_of_nothing_is_not_empty() -> None:
    assert span(math.nan, math.nan) == (0.0, 1.0)
    assert span(7e6, 7e6) == (6.65e6, 7.35e6)


def test_words_of_ticks_are_short() -> None:
    assert [tick_text(v) for v in (0.0, 0.25, -3.0, 2.5e6, 2e-5)] == ["0", "0.25", "−3", "2.5×10⁶", "2×10⁻⁵"]


def test_thinning_keeps_every_spike_and_every_gap() -> None:
    y = np.zeros(100_000)
    y[77_777], y[5], y[40_000:50_000] = -9.0, 4.0, np.nan
    x, thin = thinned(range(100_000), y.tolist(), 500)
    assert len(x) <= 500
    assert min(v for v in thin if not math.isnan(v)) == -9.0
    assert max(v for v in thin if not math.isnan(v)) == 4.0
    assert any(math.isnan(v) for v in thin)
    assert x == sorted(x)
