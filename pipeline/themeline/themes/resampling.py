"""Intervals that respect documents: whole documents are drawn again, with replacement."""

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from themeline.themes.terms import FloatArray

RESAMPLES = 1000


def group_rows(documents: Sequence[object]) -> npt.NDArray[np.int64]:
    """Return for each row the number of its document, in the order of first appearance."""
    seen: dict[object, int] = {}
    return np.array([seen.setdefault(document, len(seen)) for document in documents], dtype=np.int64)


def sum_by_document(rows: npt.NDArray[np.generic], documents: Sequence[object]) -> FloatArray:
    """Return the sums of rows over each document: one row for each document, the other axes as they were."""
    groups = group_rows(documents)
    sums = np.zeros((int(groups.max(initial=-1)) + 1, *rows.shape[1:]))
    np.add.at(sums, groups, rows.astype(np.float64))
    return sums


def draw(documents: int, resamples: int = RESAMPLES, seed: int = 0) -> FloatArray:
    """Return how often each document is drawn in each resample: resamples × documents."""
    if not documents:
        return np.zeros((resamples, 0))
    generator = np.random.default_rng(seed)
    return generator.multinomial(documents, np.full(documents, 1 / documents), size=resamples).astype(np.float64)


def interval(values: FloatArray, level: float = 0.95) -> tuple[FloatArray, FloatArray]:
    """Return the percentile interval (Efron 1979) over the first axis; undefined resamples (NaN) are left out."""
    tail = 50 * (1 - level)
    defined = np.where(np.isnan(values).all(axis=0), 0.0, values)
    low, high = np.nanpercentile(defined, [tail, 100 - tail], axis=0)
    unknown = np.isnan(values).all(axis=0)
    return np.where(unknown, np.nan, low), np.where(unknown, np.nan, high)


def bootstrap(
    sums: FloatArray, statistic: Callable[[FloatArray], FloatArray], resamples: int = RESAMPLES, seed: int = 0
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return a statistic of summed counts and its interval over documents.

    Args:
        sums: Counts by document, documents first.
        statistic: Takes counts summed over documents, with any number of leading axes.
        resamples: How many times documents are drawn.
        seed: The seed of the drawing.

    Returns:
        The statistic of the whole, and the ends of its 95 % percentile interval.
    """
    weights = draw(len(sums), resamples, seed)
    drawn = np.tensordot(weights, sums, axes=1)
    low, high = interval(statistic(drawn))
    return statistic(sums.sum(axis=0)), low, high
