"""Balanced comparison: like with like, within strata such as the year or the institution."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import sparse, stats

from themeline.compare.arrays import Booleans, Floats, Integers, Sparse, divide
from themeline.compare.counts import CorpusCounts
from themeline.compare.pairing import Pair, Side
from themeline.compare.rank_test import RankTest, rank_documents, rank_sum_test, rank_variance, relative_frequencies
from themeline.errors import UsageError


@dataclass(frozen=True, slots=True)
class Strata:
    """The documents of two corpora that have a counterpart, and the stratum of each.

    Attributes:
        a: The first corpus without the documents whose stratum the second lacks.
        b: The second, likewise.
        of_a: Number of the stratum of each document of `a`.
        of_b: The same for `b`.
        table: One row for each stratum: stratum, documents_a, documents_b, words_a, words_b, used.
    """

    a: CorpusCounts
    b: CorpusCounts
    of_a: Integers
    of_b: Integers
    table: pd.DataFrame

    def weights(self) -> tuple[Floats, Floats]:
        """Weight the documents so that both corpora have the same words in every stratum.

        A document of A counts w2/(w1 + w2), where w1 and w2 are its stratum's words in A and B, and one of B
        w1/(w1 + w2): a stratum then weighs w1·w2/(w1 + w2) in both, as in Mantel and Haenszel's (1959) estimator.
        """
        count = int(max(self.of_a.max(), self.of_b.max())) + 1
        in_a = np.bincount(self.of_a, weights=self.a.words, minlength=count)
        in_b = np.bincount(self.of_b, weights=self.b.words, minlength=count)
        return divide(in_b, in_a + in_b)[self.of_a], divide(in_a, in_a + in_b)[self.of_b]

    def of_both(self) -> Integers:
        """The strata of A's documents, then of B's."""
        return np.concatenate([self.of_a, self.of_b])


def stratify(a: CorpusCounts, b: CorpusCounts, columns: tuple[str, ...]) -> Strata:
    """Sort the documents of two corpora into the strata that both have.

    Args:
        a: The first corpus.
        b: The second.
        columns: Columns of the documents; a document that lacks a value has no counterpart.

    Raises:
        UsageError: If no stratum has documents of both.
    """
    keys = [_keys(corpus, columns) for corpus in (a, b)]
    words = [key.to_frame("stratum").assign(words=c.words) for key, c in zip(keys, (a, b), strict=True)]
    sums = [frame.dropna().groupby("stratum")["words"].agg(["size", "sum"]) for frame in words]
    table = pd.concat(sums, axis=1, keys=["a", "b"]).fillna(0).astype(np.int64).sort_index()
    table.columns = pd.Index(["documents_a", "words_a", "documents_b", "words_b"])
    table["used"] = (table[["words_a", "words_b"]] > 0).all(axis=1)
    shared = table.index[table["used"]]
    if shared.empty:
        raise UsageError(f"The corpora have no {' and '.join(columns)} in common to balance by.")
    codes = [shared.get_indexer(pd.Index(key)) for key in keys]
    parts = [corpus.select(code >= 0) for corpus, code in zip((a, b), codes, strict=True)]
    of_a, of_b = (code[code >= 0].astype(np.int64) for code in codes)
    return Strata(parts[0], parts[1], of_a, of_b, table.rename_axis("stratum").reset_index())


def _keys(corpus: CorpusCounts, columns: tuple[str, ...]) -> pd.Series:
    """One label for each document, missing where a column is."""
    values = corpus.documents[list(columns)].astype("string")
    label = values.iloc[:, 0]
    for column in columns[1:]:
        label = label + " | " + values[column]
    return label.astype(object).where(label.notna(), None)


def weighted_pair(pair: Pair, strata: Strata) -> Pair:
    """Weight the documents' counts and sizes so that the strata are balanced."""
    of_a, of_b = strata.weights()
    return Pair(pair.layer, pair.terms, _weighted(pair.a, of_a), _weighted(pair.b, of_b))


def _weighted(side: Side, weights: Floats) -> Side:
    counts = sparse.csr_array(sparse.diags_array(weights) @ side.counts)
    weighted = Side.of(counts, side.sizes * weights)
    return Side(counts, weighted.sizes, weighted.total, weighted.frequencies, side.documents)


def stratified_rank_sum_test(counts: Sparse, sizes: Floats, in_a: Booleans, strata: Integers) -> RankTest:
    """Van Elteren's (1960) test: rank sums within strata, weighted 1/(n + 1).

    Args:
        counts: Documents × terms, both corpora together.
        sizes: The documents' sizes.
        in_a: Which documents are A's.
        strata: The stratum of each document; each has documents of both corpora.
    """
    frequencies = relative_frequencies(counts, sizes)
    terms = frequencies.shape[1]
    centred, variance, u, pairs = np.zeros(terms), np.zeros(terms), np.zeros(terms), 0.0
    for stratum in np.unique(strata):
        rows = np.flatnonzero(strata == stratum)
        ranking = rank_documents(frequencies[rows])
        size = int(in_a[rows].sum())
        product, weight = size * (rows.size - size), 1 / (rows.size + 1)
        test = rank_sum_test(ranking, in_a[rows])
        centred += weight * (test.u - product / 2)
        variance += weight**2 * rank_variance(ranking, size)
        u, pairs = u + weight * test.u, pairs + weight * product
    z = divide(centred, np.sqrt(variance))
    return RankTest(u, z, 2 * stats.norm.sf(np.abs(z)), divide(u, pairs, otherwise=0.5))
