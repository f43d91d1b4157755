"""Intervals of log ratios for a whole layer: over documents, and never narrower than chance allows for rare terms."""

from dataclasses import dataclass

import numpy as np

from themeline.compare.arrays import Floats, Integers
from themeline.compare.bootstrap import Resamples, percentile_bounds, resample, resampled_log_ratios
from themeline.compare.effect_size import log_ratio_interval
from themeline.compare.pairing import Pair
from themeline.compare.settings import CompareSettings

FEW_DOCUMENTS = 5


@dataclass(frozen=True, slots=True)
class Intervals:
    """Bounds of each term's log ratio: for display, and for the equivalence test (two one-sided tests at `level`)."""

    low: Floats
    high: Floats
    equivalence_low: Floats
    equivalence_high: Floats


def log_ratio_intervals(
    pair: Pair,
    settings: CompareSettings,
    generator: np.random.Generator,
    clusters: tuple[Integers, Integers] | None = None,
) -> Intervals:
    """Compute document bootstrap intervals of the log ratio.

    With fewer than five documents on a side resampling sees too little: there the bounds are at least as far out as
    those of the exact Poisson interval, as far as that is bounded.

    Args:
        pair: The terms' counts.
        settings: Confidence, level and number of resamples.
        generator: Where chance comes from.
        clusters: Cluster numbers of A's and B's documents.
    """
    groups_a, groups_b = clusters or (None, None)
    of_a = resample(pair.a.sizes, settings.resamples, generator, groups_a)
    of_b = resample(pair.b.sizes, settings.resamples, generator, groups_b)
    display = _bootstrap(pair, of_a, of_b, (settings.confidence, 1 - 2 * settings.level))
    rare = np.minimum(pair.a.documents, pair.b.documents) < FEW_DOCUMENTS
    (low, high), (equal_low, equal_high) = (
        _widened(pair, bounds, confidence, rare)
        for bounds, confidence in zip(display, (settings.confidence, 1 - 2 * settings.level), strict=True)
    )
    return Intervals(low, high, equal_low, equal_high)


def _bootstrap(
    pair: Pair, of_a: Resamples, of_b: Resamples, confidences: tuple[float, ...]
) -> list[tuple[Floats, Floats]]:
    terms = len(pair.terms)
    bounds = [(np.empty(terms), np.empty(terms)) for _ in confidences]
    for block, ordered in resampled_log_ratios(pair.a.counts, pair.b.counts, of_a, of_b):
        for (low, high), confidence in zip(bounds, confidences, strict=True):
            low[block], high[block] = percentile_bounds(ordered, confidence)
    return bounds


def _widened(pair: Pair, bounds: tuple[Floats, Floats], confidence: float, rare: np.ndarray) -> tuple[Floats, Floats]:
    counts = pair.a.frequencies, pair.b.frequencies
    low, high = log_ratio_interval(*counts, pair.a.total, pair.b.total, confidence)
    further_low = rare & np.isfinite(low) & (low < bounds[0])
    further_high = rare & np.isfinite(high) & (high > bounds[1])
    return np.where(further_low, low, bounds[0]), np.where(further_high, high, bounds[1])
