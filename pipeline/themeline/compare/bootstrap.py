"""Bootstrap over documents: what would the totals be, had other documents of the same kind been collected?"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from themeline.compare.arrays import Floats, Integers, Sparse
from themeline.compare.effect_size import HALF
from themeline.compare.matrices import blocks

SAMPLES = 20
TOGETHER = 2_000_000


@dataclass(frozen=True, slots=True)
class Resamples:
    """Resampled corpora: how often each document is in each (samples × documents), and the samples' tokens.

    A document is drawn into a sample a few times at most; kept as floats, 100,000 documents would take 160 MB.
    """

    drawn: npt.NDArray[np.uint16]
    totals: Floats

    def weighted(self, counts: Sparse) -> Floats:
        """Return each term's frequency in each sample (terms × samples), given terms × documents."""
        parts = [counts @ np.ascontiguousarray(some.T, dtype=np.float64) for some in _parts(self.drawn)]
        return np.concatenate(parts, axis=1)


def resample(
    sizes: Floats, samples: int, generator: np.random.Generator, clusters: Integers | None = None
) -> Resamples:
    """Draw documents with replacement, or whole clusters of them.

    Args:
        sizes: The documents' tokens.
        samples: How many corpora to draw.
        generator: Where chance comes from.
        clusters: The cluster of each document, from 0; documents of one cluster are drawn together.
    """
    groups = np.arange(sizes.size) if clusters is None else clusters
    count = int(groups.max()) + 1
    drawn = np.empty((samples, sizes.size), dtype=np.uint16)
    for some in _parts(drawn):
        times = generator.multinomial(count, np.full(count, 1 / count), size=len(some))
        some[:] = times if clusters is None else times[:, groups]
    totals = np.concatenate([some.astype(np.float64) @ sizes for some in _parts(drawn)])
    return Resamples(drawn, np.maximum(totals, HALF))


def _parts(drawn: npt.NDArray[np.uint16]) -> Iterator[npt.NDArray[np.uint16]]:
    """Yield a few samples at a time, so that what is made of them stays small."""
    for start in range(0, len(drawn), SAMPLES):
        yield drawn[start : start + SAMPLES]


def cluster_numbers(documents: pd.DataFrame, column: str) -> Integers:
    """Number the clusters that a metadata column names; a document without a value is a cluster of its own."""
    values = documents[column].astype("string")
    own = pd.Series([f"\0{row}" for row in range(len(values))], index=values.index, dtype="string")
    return np.asarray(pd.factorize(values.fillna(own))[0], dtype=np.int64)


def resampled_log_ratios(a: Sparse, b: Sparse, of_a: Resamples, of_b: Resamples) -> Iterator[tuple[slice, Floats]]:
    """Yield some terms at a time with their sorted log ratios (Walter's estimator), terms × samples.

    Args:
        a: Documents × terms of A, CSR.
        b: Documents × terms of B, CSR.
        of_a: Resamples of A's documents.
        of_b: As many of B's.
    """
    by_term_a, by_term_b = a.T.tocsr(), b.T.tocsr()
    shift = np.log2(of_a.totals + HALF) - np.log2(of_b.totals + HALF)
    for block in blocks(by_term_a.indptr, TOGETHER, TOGETHER // len(of_a.drawn)):
        in_a = of_a.weighted(by_term_a[block])
        in_b = of_b.weighted(by_term_b[block])
        ratios = np.log2(in_a + HALF) - np.log2(in_b + HALF) - shift
        ratios.sort(axis=1)
        yield block, ratios


def percentile_bounds(ordered: Floats, confidence: float) -> tuple[Floats, Floats]:
    """Percentile interval from sorted replicates (the k-th of (B+1)·α/2), along the last axis."""
    samples = ordered.shape[-1]
    rank = max(int((samples + 1) * (1 - confidence) / 2 + 1e-9), 1)
    return ordered[..., rank - 1], ordered[..., samples - rank]
