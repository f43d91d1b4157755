"""Corrections for testing many terms at once."""

import numpy as np

from themeline.compare.arrays import Floats, Numbers


def benjamini_hochberg(p_values: Numbers) -> Floats:
    """Adjusted p-values that control the false discovery rate (Benjamini & Hochberg 1995), in the order given."""
    p = np.asarray(p_values, dtype=np.float64)
    if p.size == 0:
        return p
    order = np.argsort(p, kind="stable")[::-1]
    scaled = p[order] * p.size / np.arange(p.size, 0, -1)
    adjusted = np.empty_like(p)
    adjusted[order] = np.minimum(np.minimum.accumulate(scaled), 1)
    return adjusted


def adjust_discrete(p_values: Numbers, best_possible: Numbers, level: float) -> Floats:
    """Benjamini-Hochberg over those terms that could be found at all (Gilbert 2005).

    A rare term cannot reach a small p, whatever its documents do, so it is no chance for a false discovery and need
    not be paid for. Tarone (1990) counts the others: the smallest k such that no more than k terms could reach
    level/k. What could not be found gets 1.

    Args:
        p_values: The terms' p-values.
        best_possible: The smallest p-value that each term could have had.
        level: The false discovery rate.
    """
    p, best = np.asarray(p_values, dtype=np.float64), np.asarray(best_possible, dtype=np.float64)
    adjusted = np.ones_like(p)
    candidates = np.arange(1, p.size + 1)
    reachable = np.searchsorted(np.sort(best), level / candidates, side="right")
    enough = np.flatnonzero(reachable <= candidates)
    testable = best <= level / candidates[enough[0]] if enough.size else np.zeros_like(p, dtype=np.bool_)
    adjusted[testable] = benjamini_hochberg(p[testable])
    return adjusted


def holm(p_values: Numbers) -> Floats:
    """Adjusted p-values that control the family-wise error rate (Holm 1979), in the order given."""
    p = np.asarray(p_values, dtype=np.float64)
    if p.size == 0:
        return p
    order = np.argsort(p, kind="stable")
    adjusted = np.empty_like(p)
    adjusted[order] = np.minimum(np.maximum.accumulate(p[order] * np.arange(p.size, 0, -1)), 1)
    return adjusted
