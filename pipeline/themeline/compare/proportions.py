"""Intervals of shares, such as the share of documents that have a term, and of their differences."""

import numpy as np
from scipy import stats

from themeline.compare.arrays import Floats, Numbers, divide


def wilson_interval(hits: Numbers, total: Numbers, confidence: float = 0.95) -> tuple[Floats, Floats]:
    """Wilson's (1927) interval of a share; 0 and 1 where there is nothing to count."""
    k, n = np.asarray(hits, dtype=np.float64), np.asarray(total, dtype=np.float64)
    z = float(stats.norm.ppf((1 + confidence) / 2))
    share = divide(k, n)
    centre = divide(k + z**2 / 2, n + z**2)
    half = divide(z * np.sqrt(share * (1 - share) * n + z**2 / 4), n + z**2)
    low, high = np.where(n > 0, centre - half, 0.0), np.where(n > 0, centre + half, 1.0)
    return np.clip(np.where(k == 0, 0.0, low), 0, 1), np.clip(np.where((k == n) & (n > 0), 1.0, high), 0, 1)


def newcombe_interval(
    hits_a: Numbers, total_a: Numbers, hits_b: Numbers, total_b: Numbers, confidence: float = 0.95
) -> tuple[Floats, Floats]:
    """Newcombe's (1998) interval of the difference of two shares, from the Wilson interval of each.

    With shares p and bounds l, u: p1 - p2 - √((p1 - l1)² + (u2 - p2)²) and p1 - p2 + √((u1 - p1)² + (p2 - l2)²).
    """
    a, b = divide(hits_a, total_a), divide(hits_b, total_b)
    low_a, high_a = wilson_interval(hits_a, total_a, confidence)
    low_b, high_b = wilson_interval(hits_b, total_b, confidence)
    return a - b - np.hypot(a - low_a, high_b - b), a - b + np.hypot(high_a - a, b - low_b)
