"""Is there any difference between several corpora? One test for each term over all of them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import sparse

from themeline.compare import keyness
from themeline.compare.arrays import Booleans, Floats, Integers, divide
from themeline.compare.counts import CorpusCounts, aligned, vocabulary
from themeline.compare.effect_size import MILLION
from themeline.compare.multiplicity import benjamini_hochberg
from themeline.compare.pairing import Pair, Side, exposure, least_documents
from themeline.compare.rank_test import kruskal_wallis, rank_documents, relative_frequencies
from themeline.compare.settings import CompareSettings


@dataclass(frozen=True, slots=True)
class CommonLayer:
    """One layer of several corpora, with the same terms."""

    layer: str
    names: tuple[str, ...]
    terms: pd.Index
    sides: tuple[Side, ...]

    @property
    def groups(self) -> Integers:
        """The corpus of each document, numbered from 0."""
        return np.repeat(np.arange(len(self.sides)), [side.n for side in self.sides])

    def frequencies(self) -> Floats:
        """Terms × corpora."""
        return np.stack([side.frequencies for side in self.sides], axis=1)

    def totals(self) -> Floats:
        """What the rates of each corpus refer to."""
        return np.array([side.total for side in self.sides])

    def columns(self, kept: Booleans) -> "CommonLayer":
        """Return the layer with some of its terms."""
        return CommonLayer(self.layer, self.names, self.terms[kept], tuple(side.columns(kept) for side in self.sides))

    def pair(self, first: int, second: int) -> Pair:
        """Two of the corpora side by side."""
        return Pair(self.layer, self.terms, self.sides[first], self.sides[second])


def common_layer(corpora: Sequence[CorpusCounts], layer: str) -> CommonLayer:
    """Bring the counts of several corpora in a layer together."""
    terms = vocabulary(corpora, layer)
    sides = [Side.of(aligned(c, layer, terms), exposure(c, layer, tuple(corpora))) for c in corpora]
    return CommonLayer(layer, tuple(corpus.name for corpus in corpora), terms, tuple(sides))


def frequent_terms(layer: CommonLayer, settings: CompareSettings) -> Booleans:
    """Say which terms are frequent enough in all corpora together."""
    documents = sum(side.n for side in layer.sides)
    frequent = np.sum([side.frequencies for side in layer.sides], axis=0) >= settings.min_count
    widespread = np.sum([side.documents for side in layer.sides], axis=0) >= least_documents(documents, settings)
    return np.asarray(frequent & widespread, dtype=np.bool_)


def omnibus_table(layer: CommonLayer) -> pd.DataFrame:
    """Test each term over all corpora; see `ManyComparison.omnibus` for the columns."""
    counts, totals = layer.frequencies(), layer.totals()
    table = pd.DataFrame({"layer": layer.layer, "term": layer.terms.to_numpy()})
    rates = MILLION * counts / totals
    for position, (name, side) in enumerate(zip(layer.names, layer.sides, strict=True)):
        table[f"frequency_{name}"] = counts[:, position].astype(np.int64)
        table[f"per_million_{name}"] = rates[:, position]
        table[f"documents_{name}"] = side.documents
    g2 = keyness.log_likelihood_of_many(counts, totals)
    h, p = _kruskal(layer)
    names = np.array(layer.names, dtype=object)
    table = table.assign(g2=g2, g2_p=keyness.p_value(g2, len(totals) - 1), cramers_v=cramers_v(counts, totals))
    table = table.assign(h=h, p=p, q=benjamini_hochberg(p))
    return table.assign(most=names[rates.argmax(axis=1)], least=names[rates.argmin(axis=1)])


def _kruskal(layer: CommonLayer) -> tuple[Floats, Floats]:
    stacked = sparse.vstack([side.counts for side in layer.sides], format="csr")
    sizes = np.concatenate([side.sizes for side in layer.sides])
    return kruskal_wallis(rank_documents(relative_frequencies(stacked, sizes)), layer.groups)


def cramers_v(counts: Floats, totals: Floats) -> Floats:
    """Cramér's V of each term's 2 × k table: √(χ²/N).

    Args:
        counts: Terms × corpora.
        totals: Tokens of each corpus.
    """
    share = divide(counts.sum(axis=1), totals.sum())[:, None]
    expected = share * totals
    chi2 = divide((counts - expected) ** 2, expected * (1 - share)).sum(axis=1)
    strength: Floats = np.sqrt(chi2 / float(totals.sum()))
    return strength
