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


def holm(p_values: Numbers) -> Floats:
    """Adjusted p-values that control the family-wise error rate (Holm 1979), in the order given."""
    p = np.asarray(p_values, dtype=np.float64)
    if p.size == 0:
        return p
    order = np.argsort(p, kind="stable")
    adjusted = np.empty_like(p)
    adjusted[order] = np.minimum(np.maximum.accumulate(p[order] * np.arange(p.size, 0, -1)), 1)
    return adjusted
