"""Two corpora side by side: the same terms as columns, the sizes that rates refer to, and which terms are tested."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import sparse

from themeline.compare.arrays import Booleans, Floats, Integers, Sparse
from themeline.compare.counts import CorpusCounts, aligned, vocabulary
from themeline.compare.matrices import kept_columns
from themeline.compare.settings import CompareSettings

MANY_DOCUMENTS = 500


@dataclass(frozen=True, slots=True)
class Side:
    """One corpus in one layer.

    Attributes:
        counts: Documents × terms, CSR.
        sizes: What each document's rate refers to: its words, or its sentences for themes.
        total: Sum of the sizes.
        frequencies: Each term's frequency.
        documents: In how many documents each term is.
    """

    counts: Sparse
    sizes: Floats
    total: float
    frequencies: Floats
    documents: Integers

    @classmethod
    def of(cls, counts: Sparse, sizes: Floats) -> "Side":
        """Add up a matrix of counts."""
        matrix = sparse.csr_array(counts)
        frequencies = np.asarray(matrix.sum(axis=0), dtype=np.float64).ravel()
        documents = np.bincount(matrix.indices[matrix.data > 0], minlength=matrix.shape[1])
        return cls(matrix, sizes, float(sizes.sum()), frequencies, documents)

    @property
    def n(self) -> int:
        """The number of documents."""
        return int(self.counts.shape[0])

    def columns(self, kept: Booleans) -> "Side":
        """Return the side with some of its terms."""
        return Side(kept_columns(self.counts, kept), self.sizes, self.total, *self._kept(kept))

    def _kept(self, kept: Booleans) -> tuple[Floats, Integers]:
        return self.frequencies[kept], self.documents[kept]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two corpora in one layer, with the same terms."""

    layer: str
    terms: pd.Index
    a: Side
    b: Side

    @property
    def in_a(self) -> Booleans:
        """For the documents of both, A's first: which are A's."""
        return np.arange(self.a.n + self.b.n) < self.a.n

    def both(self) -> Side:
        """The documents of both together, A's first."""
        stacked = sparse.vstack([self.a.counts, self.b.counts], format="csr")
        return Side.of(stacked, np.concatenate([self.a.sizes, self.b.sizes]))

    def columns(self, kept: Booleans) -> "Pair":
        """Return the pair with some of its terms."""
        return Pair(self.layer, self.terms[kept], self.a.columns(kept), self.b.columns(kept))


def pair_layer(a: CorpusCounts, b: CorpusCounts, layer: str) -> Pair:
    """Bring two corpora's counts in a layer together."""
    terms = vocabulary((a, b), layer)
    size_a, size_b = (exposure(corpus, layer, (a, b)) for corpus in (a, b))
    return Pair(layer, terms, Side.of(aligned(a, layer, terms), size_a), Side.of(aligned(b, layer, terms), size_b))


def exposure(corpus: CorpusCounts, layer: str, among: tuple[CorpusCounts, ...] = ()) -> Floats:
    """What the rates of a layer refer to: sentences for themes where all corpora know them, else words."""
    if layer == "theme" and all("sentences" in other.documents for other in (corpus, *among)):
        return corpus.documents["sentences"].to_numpy(dtype=np.float64)
    return corpus.words


def tested_terms(pair: Pair, settings: CompareSettings) -> Booleans:
    """Say which terms are frequent enough in both corpora together; this must not look at which side they are on."""
    needed = least_documents(pair.a.n + pair.b.n, settings)
    frequent = pair.a.frequencies + pair.b.frequencies >= settings.min_count
    return frequent & (pair.a.documents + pair.b.documents >= needed)


def least_documents(documents: int, settings: CompareSettings) -> int:
    """In how many documents a term must be: as set, else 3, or 5 from 501 documents on; never more than there are."""
    needed = settings.min_documents or (5 if documents > MANY_DOCUMENTS else 3)
    return min(needed, max(documents // 2, 1))
