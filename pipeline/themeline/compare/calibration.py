"""Null calibration: how many keywords do these settings find where there are none?

A corpus is split at random into halves, again and again; every difference that is then found is false.
"""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from themeline.compare import keyness
from themeline.compare.arrays import Booleans, Floats, Integers, Sparse
from themeline.compare.concentration import concentration
from themeline.compare.effect_size import log_ratio
from themeline.compare.multiplicity import adjust_discrete, benjamini_hochberg
from themeline.compare.pairing import Side, least_documents
from themeline.compare.rank_test import best_possible_p, from_rank_sums, rank_documents, relative_frequencies
from themeline.compare.settings import CompareSettings

COLUMNS = ("layer", "corpus", "documents", "terms", "splits", "false_mean", "false_most", "splits_with_false")


def null_calibration(
    layer: str, name: str, side: Side, settings: CompareSettings, generator: np.random.Generator
) -> pd.DataFrame:
    """Count the false keywords in random halves of a corpus under the settings' gate and level.

    Returns:
        One row (`COLUMNS`); none if the halves would be too small for the gate.
    """
    if side.n < 2 * settings.smallest_side or not settings.calibration_splits or not side.total:
        return pd.DataFrame(columns=list(COLUMNS))
    frequent = side.frequencies >= settings.min_count
    tested = side.columns(frequent & (side.documents >= least_documents(side.n, settings)))
    halves = random_halves(side.n, settings.calibration_splits, generator)
    false = np.array(list(_false_keywords(tested, halves, settings)), dtype=np.int64)
    row = (layer, name, side.n, tested.frequencies.size, false.size)
    found = (float(false.mean()), int(false.max()), int((false > 0).sum()))
    return pd.DataFrame([(*row, *found)], columns=list(COLUMNS))


def random_halves(documents: int, splits: int, generator: np.random.Generator) -> Booleans:
    """Draw halves of the documents: documents × splits."""
    order = generator.permuted(np.tile(np.arange(documents), (splits, 1)), axis=1)
    return np.asarray(documents // 2 > order.T, dtype=np.bool_)


def _false_keywords(side: Side, halves: Booleans, settings: CompareSettings) -> Iterator[int]:
    if settings.gate == "tokens":
        yield from (_false_by_tokens(side.counts, side.sizes, half, settings.level) for half in halves.T)
        return
    ranking = rank_documents(relative_frequencies(side.counts, side.sizes))
    sums = ranking.above @ halves.astype(np.float64)
    size = int(halves[:, 0].sum())
    best = best_possible_p(ranking, size)
    result = from_rank_sums(ranking, sums, size)
    for split in range(halves.shape[1]):
        found = adjust_discrete(result.p[:, split], best, settings.level) < settings.level
        sign = np.sign(result.superiority[found, split] - 0.5)
        yield _robust(side.columns(found), halves[:, split], sign, settings)


def _robust(side: Side, half: Booleans, sign: Floats, settings: CompareSettings) -> int:
    """Count the terms that would be called robust: those that passed, without the concentrated ones."""
    a, b = (Side.of(side.counts[np.flatnonzero(rows)], side.sizes[rows]) for rows in (half, ~half))
    ratio = log_ratio(a.frequencies, b.frequencies, a.total, b.total)
    dominated = concentration(a, b, settings.top_share).concentrated
    return int(((sign == np.sign(ratio)) & ~dominated).sum())


def _false_by_tokens(counts: Sparse, sizes: np.ndarray, half: Booleans, level: float) -> int:
    weights = np.stack([half, ~half]).astype(np.float64)
    a, b = weights @ counts
    n1, n2 = weights @ sizes
    q: np.ndarray = benjamini_hochberg(keyness.p_value(keyness.log_likelihood_table(a, b, n1, n2)))
    return int((q < level).sum())


def halves_of(rows: Integers, generator: np.random.Generator) -> tuple[Integers, Integers]:
    """Split some rows at random into halves."""
    order = generator.permutation(rows)
    return order[: rows.size // 2], order[rows.size // 2 :]
