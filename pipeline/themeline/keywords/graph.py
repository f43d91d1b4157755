"""Centrality of words in a document's co-occurrence graph (TextRank, SingleRank)."""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

DAMPING = 0.85
STEPS = 30
DENSE = 500

Matrix: TypeAlias = NDArray[np.float64] | sparse.csr_array


def cooccurrence(line: NDArray[np.int64], size: int, window: int, *, weighted: bool) -> Matrix:
    """Count how often two words stand within a window; the matrix is symmetric with an empty diagonal.

    Args:
        line: The number of each word in the order of the text; -1 for words that are left out but keep their place.
        size: How many different words there are; the matrix is sparse when they are many.
        window: The longest distance, in words.
        weighted: Whether to count (SingleRank) or only to note (TextRank).
    """
    pairs = np.concatenate([_neighbours(line, distance, size) for distance in range(1, window)])
    if size <= DENSE:
        matrix = np.bincount(pairs, minlength=size * size).reshape(size, size).astype(float)
        matrix += matrix.T
        return matrix if weighted else np.minimum(matrix, 1.0)
    cells = (np.ones(len(pairs)), (pairs // size, pairs % size))
    counted = sparse.coo_array(cells, shape=(size, size)).tocsr()
    counted = (counted + counted.T).tocsr()
    return counted if weighted else counted.minimum(1.0).tocsr()


def pagerank(matrix: Matrix) -> NDArray[np.float64]:
    """Return the PageRank of each node of an undirected weighted graph (Mihalcea and Tarau 2004, eq. 2)."""
    size = matrix.shape[0]
    degree = np.maximum(np.asarray(matrix.sum(axis=0)), 1e-9)
    jump = np.full(size, 1.0 / max(1, size))
    rank = jump
    for _ in range(STEPS):
        rank = (1 - DAMPING) * jump + DAMPING * (matrix @ (rank / degree))
    return rank


def _neighbours(line: NDArray[np.int64], distance: int, size: int) -> NDArray[np.int64]:
    left, right = line[:-distance], line[distance:]
    known = (left >= 0) & (right >= 0) & (left != right)
    return np.asarray(left[known] * size + right[known])
