"""Axes: ranges, round ticks and their words, and long series made short without losing their extremes."""

from __future__ import annotations

import math
from collections.abc import Sequence

__all__ = ["is_shown", "span", "thinned", "tick_text", "ticks"]

MAX_POINTS = 1500
FAR = 1e15  # beyond it a number says only that something went wild, and floats are too coarse for ticks


def is_shown(value: float) -> bool:
    """Whether a value takes part in a plot; NaN is a gap.

    >>> is_shown(1e308)
    False
    """
    return abs(value) <= FAR


def span(low: float, high: float, *, margin: float = 0.06) -> tuple[float, float]:
    """A range with some air around it; never empty.

    >>> span(2.0, 2.0)
    (1.5, 2.5)
    """
    if not (math.isfinite(low) and math.isfinite(high)):
        return 0.0, 1.0
    if high - low < 1e-9 * max(1.0, abs(low), abs(high)):
        half = 0.5 if abs(low) <= 10 else abs(low) * 0.05
        return low - half, high + half
    air = (high - low) * margin
    return low - air, high + air


def ticks(low: float, high: float, about: int) -> list[float]:
    """Round numbers (1, 2, 2.5, 5 times a power of ten) in a range, `about` so many.

    >>> ticks(0.0, 60.0, 6)
    [0.0, 10.0, 20.0, 30.0, 40.0, 50.0, 60.0]
    """
    raw = (high - low) / max(1, about)
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(power * m for m in (1.0, 2.0, 2.5, 5.0, 10.0) if power * m >= raw * 0.999)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [round(k * step, 12) for k in range(first, last + 1)]


def tick_text(value: float, step: float = math.inf) -> str:
    """A tick in few characters: a true minus sign, thin spaces between thousands, powers of ten where it is far from one.
    Ticks `step` apart have different texts.

    >>> tick_text(-12500.0)
    '−12\\u2009500'
    >>> tick_text(1.2345e9, 1e5)
    '1.2345×10⁹'
    """
    size = abs(value)
    if size >= 1e6 or 0 < size < 1e-3:
        power = math.floor(math.log10(size))
        figures = 3 if math.isinf(step) else max(3, power - math.floor(math.log10(step)) + 1)
        digits = f"{value / 10.0**power:.{figures}g}×10{str(power).translate(str.maketrans('-0123456789', '⁻⁰¹²³⁴⁵⁶⁷⁸⁹'))}"
        return digits.replace("-", "−")
    text = f"{value:,.0f}" if size >= 1000 else f"{value:.6g}"
    return text.replace(",", "\u2009").replace("-", "−")


def thinned(x: Sequence[float], y: Sequence[float], most: int = MAX_POINTS) -> tuple[list[float], list[float]]:
    """At most `most` points: of each bin the smallest and the largest, in their order, so that no spike is lost. A bin
    without a number stays a gap (NaN)."""
    import numpy as np

    count = min(len(x), len(y))
    xs, ys = np.asarray(x[:count], float), np.asarray(y[:count], float)
    if count <= most:
        return xs.tolist(), ys.tolist()
    keep: list[int] = []
    for part in np.array_split(np.arange(count), most // 2):
        values = ys[part]
        if np.isnan(values).all():
            keep.append(int(part[0]))
        else:
            keep += sorted({int(part[np.nanargmin(values)]), int(part[np.nanargmax(values)])})
    return xs[keep].tolist(), ys[keep].tolist()
