"""Tests of yearly series: do they rise or fall, and is there a year from which they are different?

Each function takes one series or many at once: the last axis are the years.
"""

from dataclasses import dataclass

import numpy as np
from scipy import stats

from themeline.compare.arrays import Floats, Numbers, divide

ROWS = 512


@dataclass(frozen=True, slots=True)
class TrendTest:
    """Mann-Kendall's S, its two-sided p, and Theil and Sen's slope per year, for each series."""

    s: Floats
    p: Floats
    slope: Floats


def mann_kendall(years: Numbers, values: Numbers) -> TrendTest:
    """Test whether values rise or fall with the years, whatever the shape (Mann 1945, Kendall 1975).

    With tie and continuity corrections; the slope is the median of all slopes between two years (Sen 1968).
    """
    x, y = np.asarray(years, dtype=np.float64), np.asarray(values, dtype=np.float64)
    series = y.reshape(int(np.prod(y.shape[:-1])), x.size)
    found = np.empty((3, len(series)))
    for start in range(0, len(series), ROWS):
        found[:, start : start + ROWS] = _mann_kendall(x, series[start : start + ROWS])
    return TrendTest(*found.reshape(3, *y.shape[:-1]))


def _mann_kendall(x: Floats, y: Floats) -> tuple[Floats, Floats, Floats]:
    n = x.size
    first, second = np.triu_indices(n, k=1)
    rises, steps = y[:, second] - y[:, first], x[second] - x[first]
    s = (np.sign(rises) * np.sign(steps)).sum(axis=1)
    alike = (y[:, :, None] == y[:, None, :]).sum(axis=2)
    variance = (n * (n - 1) * (2 * n + 5) - ((alike - 1) * (2 * alike + 5)).sum(axis=1)) / 18
    z = divide(np.sign(s) * np.maximum(np.abs(s) - 1, 0), np.sqrt(variance))
    slope = np.median(divide(rises, steps), axis=1) if n > 1 else np.zeros(len(y))
    return s, np.asarray(2 * stats.norm.sf(np.abs(z))), np.asarray(slope, dtype=np.float64)


def change_points(values: Numbers) -> tuple[np.ndarray, Floats]:
    """Find where a series changes its level, by Pettitt's (1979) test.

    U(k) = 2·Σ rank(i ≤ k) - k·(n + 1); the change comes after the k with the largest |U|, and
    p = 2·exp(-6·U²/(n³ + n²)), which is approximate.

    Returns:
        For each series, the position of the first value after the change, and p.
    """
    y = np.asarray(values, dtype=np.float64)
    n = y.shape[-1]
    ranks = stats.rankdata(y, axis=-1)
    u = np.abs(2 * np.cumsum(ranks, axis=-1) - np.arange(1, n + 1) * (n + 1))[..., :-1]
    largest = u.max(axis=-1, initial=0)
    position = u.argmax(axis=-1) + 1 if n > 1 else np.zeros(y.shape[:-1], dtype=np.int64)
    return np.asarray(position), np.minimum(2 * np.exp(-6 * largest**2 / (n**3 + n**2)), 1)
