"""Wilcoxon's rank-sum test for every term at once, on sparse matrices of relative frequencies.

Each document counts once, whatever its length or how often it repeats itself: a word is key if it is more frequent
in the documents of A than in those of B, not if it is frequent somewhere in A. Only non-zero cells are ranked; the
documents without the term share the lowest ranks. Since ranks do not depend on who is in A, one ranking serves
every relabelling of the documents: random halves and permutations cost one sparse product.
"""

from dataclasses import dataclass

import numpy as np
from scipy import sparse, stats

from themeline.compare.arrays import Booleans, Floats, Integers, Numbers, Sparse, divide
from themeline.compare.matrices import blocks


@dataclass(frozen=True, slots=True)
class Ranking:
    """The ranks of documents for each term, zero for the documents without it.

    Attributes:
        above: Terms × documents, sparse: a document's rank minus the rank shared by those without the term. The
            cells of a term are in rising order.
        lowest: For each term, the rank shared by the documents without it.
        ties: For each term, Σ(t³ - t) over its groups of t tied documents.
    """

    above: Sparse
    lowest: Floats
    ties: Floats

    @property
    def documents(self) -> int:
        """How many documents were ranked."""
        return int(self.above.shape[1])


@dataclass(frozen=True, slots=True)
class RankTest:
    """Results for each term: U of A, z, two-sided p, and the probability of superiority A12 = U/(n1·n2)."""

    u: Floats
    z: Floats
    p: Floats
    superiority: Floats


def relative_frequencies(counts: Sparse, sizes: Numbers) -> Sparse:
    """Divide each document's counts by its size; a document without tokens has zeros."""
    matrix = sparse.csr_array(counts)
    tokens = np.asarray(sizes, dtype=np.float64)
    values = matrix.data / np.repeat(np.where(tokens > 0, tokens, 1.0), np.diff(matrix.indptr))
    return sparse.csr_array((values, matrix.indices, matrix.indptr), shape=matrix.shape)


def rank_documents(frequencies: Sparse) -> Ranking:
    """Rank the documents for each term by its relative frequency; ties share their mean rank.

    Args:
        frequencies: Documents × terms, sparse, without negative values.
    """
    matrix = sparse.csc_array(frequencies, dtype=np.float64, copy=True)
    del frequencies  # the counts of large corpora take as much as everything else here
    matrix.eliminate_zeros()
    documents, terms = matrix.shape
    absent = (documents - np.diff(matrix.indptr)).astype(np.float64)
    ties = absent**3 - absent
    for block in blocks(matrix.indptr):
        ties[block] += _rank_columns(matrix, block)
    above = sparse.csr_array((matrix.data, matrix.indices, matrix.indptr), shape=(terms, documents), copy=False)
    return Ranking(above, (absent + 1) / 2, ties)


def _rank_columns(matrix: Sparse, block: slice) -> Floats:
    """Put ranks into some columns in place of their values, in rising order; return the ties among the values."""
    pointers = matrix.indptr[block.start : block.stop + 1]
    cells = slice(pointers[0], pointers[-1])
    absent = matrix.shape[0] - np.diff(pointers)
    term = np.repeat(np.arange(absent.size), np.diff(pointers))
    order = np.lexsort((matrix.data[cells], term))
    value = matrix.data[cells][order]
    first = np.ones(value.size, dtype=np.bool_)
    first[1:] = (term[1:] != term[:-1]) | (value[1:] != value[:-1])
    starts = np.flatnonzero(first)
    sizes = np.diff(np.append(starts, value.size))
    of_term = term[starts]
    position = starts - (pointers[:-1] - pointers[0])[of_term] + absent[of_term]
    ranks = position + (sizes + 1) / 2 - (absent[of_term] + 1) / 2
    matrix.data[cells] = np.repeat(ranks, sizes)
    matrix.indices[cells] = matrix.indices[cells][order]
    tied = sizes.astype(np.float64)
    return np.bincount(of_term, weights=tied**3 - tied, minlength=absent.size).astype(np.float64)


def rank_sum_test(ranking: Ranking, in_a: Booleans, continuity: bool = True) -> RankTest:
    """Test for each term whether the documents of A rank higher or lower than the others.

    The normal approximation with the tie correction of Lehmann (1975).

    Args:
        ranking: The ranks of the documents of both corpora together.
        in_a: Which documents are A's; both sides must have one.
        continuity: Move U half a rank towards its expectation.
    """
    sums = ranking.above @ in_a.astype(np.float64)
    return from_rank_sums(ranking, sums, int(in_a.sum()), continuity)


def from_rank_sums(ranking: Ranking, sums: Floats, size: int, continuity: bool = True) -> RankTest:
    """Finish the test from Σ`above` over the `size` documents of A (terms, or terms × relabellings)."""
    other = ranking.documents - size
    shape = (-1,) + (1,) * (sums.ndim - 1)
    u = sums + size * ranking.lowest.reshape(shape) - size * (size + 1) / 2
    centred = u - size * other / 2
    shift = np.minimum(np.abs(centred), 0.5) if continuity else 0.0
    deviation = np.sqrt(rank_variance(ranking, size))
    z = divide(np.sign(centred) * (np.abs(centred) - shift), deviation.reshape(shape))
    return RankTest(u, z, 2 * stats.norm.sf(np.abs(z)), divide(u, size * other, otherwise=0.5))


def rank_variance(ranking: Ranking, size: int) -> Floats:
    """Variance of U with `size` documents in A: n1·n2/12·(n + 1 - Σ(t³ - t)/(n(n - 1)))."""
    total = ranking.documents
    tied = divide(ranking.ties, np.full_like(ranking.ties, total * (total - 1)))
    return np.maximum(size * (total - size) / 12 * (total + 1 - tied), 0)


def best_possible_p(ranking: Ranking, size: int, continuity: bool = True) -> Floats:
    """The smallest p that each term could have with `size` documents in A: all its documents on one side.

    It depends on how many documents have the term, not on who they are.
    """
    best = np.ones(ranking.above.shape[0])
    for side in {size, ranking.documents - size}:
        sums = np.zeros_like(best)
        for block in blocks(ranking.above.indptr):
            sums[block] = _highest_sums(ranking.above, block, side)
        best = np.minimum(best, from_rank_sums(ranking, sums, side, continuity).p)
    return best


def _highest_sums(above: Sparse, block: slice, size: int) -> Floats:
    """Sum the `size` highest values of some rows, whose cells are in rising order."""
    pointers = above.indptr[block.start : block.stop + 1]
    cells = slice(pointers[0], pointers[-1])
    present = np.diff(pointers)
    from_last = np.repeat(pointers[1:], present) - np.arange(cells.start, cells.stop)
    term = np.repeat(np.arange(present.size), present)
    highest = np.where(from_last <= size, above.data[cells], 0.0)
    return np.bincount(term, weights=highest, minlength=present.size).astype(np.float64)


def cliffs_delta(superiority: Floats) -> Floats:
    """Cliff's delta, from -1 to 1: 2·A12 - 1."""
    return 2 * superiority - 1


def kruskal_wallis(ranking: Ranking, groups: Integers) -> tuple[Floats, Floats]:
    """Kruskal-Wallis H with tie correction, and p, for each term over k groups of documents.

    Args:
        ranking: The ranks of all documents together.
        groups: The group of each document, from 0 to k-1, none empty.
    """
    total = ranking.documents
    sizes = np.bincount(groups).astype(np.float64)
    member = sparse.csr_array((np.ones(total), (np.arange(total), groups)), shape=(total, sizes.size))
    sums = (ranking.above @ member).toarray() + ranking.lowest[:, None] * sizes
    h = 12 / (total * (total + 1)) * (sums**2 / sizes).sum(axis=1) - 3 * (total + 1)
    correction = 1 - ranking.ties / (total**3 - total)
    h = np.maximum(divide(h, correction), 0)
    return h, np.asarray(stats.chi2.sf(h, sizes.size - 1), dtype=np.float64)
