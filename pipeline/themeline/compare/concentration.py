"""Which documents hold most of a term's occurrences."""

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from themeline.compare.arrays import Booleans, Floats, Integers, Sparse, divide
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


def is_concentrated(side: Side, top: TopDocuments, threshold: float) -> Booleans:
    """Say whether one document has more than `threshold` of a term, and twice what its length would give it."""
    length = np.where(top.row >= 0, divide(side.sizes, side.total)[top.row], 1.0)
    return (top.share > threshold) & (top.share > EXCESS * length)


def main_documents(counts: Sparse, column: int, most: int = 3) -> Integers:
    """Rows of the documents with most occurrences of a term, most first."""
    values = counts[:, [column]].toarray().ravel()
    order = np.argsort(-values, kind="stable")[:most]
    return np.asarray(order[values[order] > 0], dtype=np.int64)
