"""Estimates with intervals of confidence."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import NormalDist, fmean, stdev

__all__ = ["LEVEL", "Estimate", "mean_over_tasks", "rate"]

LEVEL = 0.95
RESAMPLES, LEAST_RESAMPLES = 10_000, 2_000
DRAWN = 500_000  # numbers, above which there are fewer resamples: of many units the quantiles are not far out
FEW = 6  # units; 1 - 2 ** (1 - n) is below 95 % for less
SEED = 1
CHUNK = 2_000_000  # numbers drawn at once, so that memory stays below 50 MB


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value and the interval that covers the true one at LEVEL; `n` is how many units it rests on."""

    value: float
    low: float
    high: float
    n: int


def rate(c: int, n: int, level: float = LEVEL) -> Estimate:
    """The rate c/n with Wilson's score interval, without correction for continuity.

    Wilson 1927, "Probable Inference, the Law of Succession, and Statistical Inference", JASA 22, 209; method 3 of Newcombe
    1998, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17, 857. It holds for few
    samples, and at 0 and n of n, where c/n ± its standard error has no width.

    Raises ValueError unless 0 ≤ c ≤ n and n ≥ 1.

    >>> rate(0, 20)
    Estimate(value=0.0, low=0.0, high=0.1611251580528193, n=20)
    """
    if not 0 <= c <= n or n < 1:
        raise ValueError(f"of n ≥ 1 samples 0…n pass, not {c} of {n}")
    low, high = _wilson(c / n, n, level)
    return Estimate(c / n, 0.0 if c == 0 else low, 1.0 if c == n else high, n)


def _wilson(share: float, n: int, level: float) -> tuple[float, float]:
    z = NormalDist().inv_cdf(0.5 + level / 2)
    middle = share + z * z / (2 * n)
    half = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    scale = 1 + z * z / n
    return max(0.0, (middle - half) / scale), min(1.0, (middle + half) / scale)


def mean_over_tasks(
    values: Mapping[str, Sequence[float]], *, top: float = 1.0, level: float = LEVEL, seed: int = SEED
) -> Estimate | None:
    """The mean over tasks of each task's mean, all values 0…top, with a bootstrap interval; None without values.

    What is drawn again are tasks, because samples of one task resemble each other (Miller 2024, "Adding Error Bars to Evals",
    arXiv 2411.00640, on clustered errors); where there is one task alone, its samples. The interval is the expanded
    percentile interval of Hesterberg 2015, "What Teachers Should Know About the Bootstrap", The American Statistician 69, 371:
    the plain percentile interval (Efron 1979) is too narrow by √((n−1)/n) and by using normal instead of t quantiles, so of n
    units the quantiles Φ(±√(n/(n−1)) t) are taken. What is drawn lies between the smallest and the largest unit, and all n
    lie on one side of the true median with a chance of 2^(1−n): of fewer than FEW units no bootstrap interval covers at 95 %.
    There it is Student's t interval, cut to 0…top.

    Where all units are the same the bootstrap sees no spread. Then it is Wilson's interval of value/top: no value in 0…1 with
    mean m has a larger variance than m (1 − m) (Bhatia and Davis 2000, The American Mathematical Monthly 107, 353).

    The same values and seed give the same interval, in whatever order they come.
    """
    units = [fmean(task) for task in values.values() if task]
    if not units:
        return None
    if len(units) == 1:
        units = [float(value) for task in values.values() for value in task]
    units.sort()
    n, value = len(units), fmean(units)
    if units[0] == units[-1]:
        low, high = _wilson(value / top, n, level)
        return Estimate(value, 0.0 if value == 0 else low * top, top if value == top else high * top, n)
    if n < FEW:
        half = _t_quantile(0.5 + level / 2, n - 1) * stdev(units) / math.sqrt(n)
        return Estimate(value, max(0.0, value - half), min(top, value + half), n)
    low, high = _percentiles(units, _expanded(n, level), seed)
    return Estimate(value, low, high, n)


def _percentiles(units: list[float], tail: float, seed: int) -> tuple[float, float]:
    import numpy as np

    rng = np.random.default_rng(seed)
    n = len(units)
    given = np.asarray(units)
    resamples = min(RESAMPLES, max(LEAST_RESAMPLES, DRAWN // n))
    rows = max(1, min(resamples, CHUNK // n))
    means = []
    for start in range(0, resamples, rows):
        drawn = rng.integers(0, n, (min(rows, resamples - start), n))
        means.append(given[drawn].mean(axis=1))
    low, high = np.quantile(np.concatenate(means), [tail, 1.0 - tail])
    return float(low), float(high)


def _expanded(n: int, level: float) -> float:
    """The share of resamples beyond each end."""
    return NormalDist().cdf(-math.sqrt(n / (n - 1)) * _t_quantile(0.5 + level / 2, n - 1))


def _t_quantile(p: float, freedom: int) -> float:
    """Of Student's t, for p ≥ 0.5, by bisection to 1e-9."""
    low, high = 0.0, 1.0
    while _t_cdf(high, freedom) < p:
        low, high = high, 2 * high
    while high - low > 1e-9 * high:
        middle = (low + high) / 2
        low, high = (middle, high) if _t_cdf(middle, freedom) < p else (low, middle)
    return high


def _t_cdf(t: float, freedom: int) -> float:
    """For t ≥ 0 and whole degrees of freedom: Abramowitz and Stegun 1964, 26.7.3 and 26.7.4."""
    angle = math.atan(t / math.sqrt(freedom))
    sine, cosine = math.sin(angle), math.cos(angle)
    odd = freedom % 2
    term = total = cosine if odd else 1.0
    if odd and freedom == 1:
        total = 0.0
    for k in range(3 if odd else 2, freedom - 1, 2):
        term *= cosine * cosine * (k - 1) / k
        total += term
    share = 2 / math.pi * (angle + sine * total) if odd else sine * total
    return 0.5 + share / 2
