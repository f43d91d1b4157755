"""Equivalence: showing that two rates are the same, which a test that finds no difference does not show."""

import numpy as np

from themeline.compare.arrays import Booleans, Floats, divide
from themeline.compare.intervals import Intervals
from themeline.compare.pairing import Pair
from themeline.compare.settings import CompareSettings


def equivalent(low: Floats, high: Floats, margin: float) -> Booleans:
    """Two one-sided tests (Schuirmann 1987): is the whole interval between -margin and margin?

    The interval's confidence is 1 - 2·α for tests at level α.
    """
    return (low > -margin) & (high < margin)


def are_lockwords(pair: Pair, intervals: Intervals, q: Floats, settings: CompareSettings) -> Booleans:
    """Say which terms are demonstrably equally frequent in both corpora, and frequent and widespread in each."""
    wide = np.minimum(divide(pair.a.documents, pair.a.n), divide(pair.b.documents, pair.b.n))
    frequent = pair.a.frequencies + pair.b.frequencies >= settings.lockword_count
    same = equivalent(intervals.equivalence_low, intervals.equivalence_high, settings.equivalence)
    return same & frequent & (wide >= settings.lockword_documents) & (q >= settings.level)
