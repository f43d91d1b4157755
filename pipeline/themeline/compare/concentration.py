"""Which documents hold most of a term's occurrences."""

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from themeline.compare.arrays import Booleans, Floats, Integers, Sparse, divide
from themeline.compare.effect_size import log_ratio
from themeline.compare.pairing import Side

# A document may hold a large share of a term because it is a large share of the corpus.
EXCESS = 2.0


@dataclass(frozen=True, slots=True)
class TopDocuments:
    """For each term: the row of the document with most of its occurrences (-1: none), and that document's share."""

    row: Integers
    share: Floats


def top_documents(side: Side) -> TopDocuments:
    """Find each term's main document; of equals the first."""
    matrix = sparse.csc_array(side.counts)
    matrix.sort_indices()
    present = np.diff(matrix.indptr)
    row = np.full(present.size, -1, dtype=np.int64)
    most = np.zeros(present.size)
    term = np.repeat(np.arange(present.size), present)
    if matrix.data.size:
        most[present > 0] = np.maximum.reduceat(matrix.data, matrix.indptr[:-1][present > 0])
        top = np.flatnonzero(matrix.data == most[term])[::-1]
        row[term[top]] = matrix.indices[top]
    return TopDocuments(row, divide(most, side.frequencies))


@dataclass(frozen=True, slots=True)
class Concentration:
    """For each term, on the side where it is more frequent.

    Attributes:
        share: The main document's share of the occurrences.
        concentrated: One document makes the difference.
    """

    share: Floats
    concentrated: Booleans


def concentration(a: Side, b: Side, threshold: float) -> Concentration:
    """Say for which terms one document makes the difference.

    It has more than `threshold` of the occurrences on the side where the term is more frequent, over twice what its
    length would give it, and without it less than half of the log ratio is left.

    Args:
        a: The first side.
        b: The second.
        threshold: Share of the occurrences.
    """
    ratio = log_ratio(a.frequencies, b.frequencies, a.total, b.total)
    tops = top_documents(a), top_documents(b)
    heavy = [_heavy(side, top, threshold) for side, top in zip((a, b), tops, strict=True)]
    left = np.where(ratio > 0, _without(a, tops[0], b), -_without(b, tops[1], a))
    share = np.where(ratio > 0, tops[0].share, tops[1].share)
    weak = left * np.sign(ratio) < np.abs(ratio) / 2
    return Concentration(share, np.where(ratio > 0, heavy[0], heavy[1]) & weak)


def _heavy(side: Side, top: TopDocuments, threshold: float) -> Booleans:
    """A side of one document (or a frequency list) has no main one."""
    length = np.where(top.row >= 0, divide(side.sizes, side.total)[top.row], 1.0)
    return (top.share > threshold) & (top.share > EXCESS * length) & (side.n > 1)


def _without(side: Side, top: TopDocuments, other: Side) -> Floats:
    """The log ratio of a side without each term's main document against the other side."""
    size = np.where(top.row >= 0, side.sizes[top.row], 0.0)
    rest = side.frequencies * (1 - top.share)
    return log_ratio(rest, other.frequencies, side.total - size, other.total)


def main_documents(counts: Sparse, column: int, most: int = 3) -> Integers:
    """Rows of the documents with most occurrences of a term, most first."""
    values = counts[:, [column]].toarray().ravel()
    order = np.argsort(-values, kind="stable")[:most]
    return np.asarray(order[values[order] > 0], dtype=np.int64)
