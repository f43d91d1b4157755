"""Centrality of words in a document's co-occurrence graph (TextRank, SingleRank)."""

import numpy as np
from numpy.typing import NDArray

DAMPING = 0.85
STEPS = 30


def cooccurrence(line: NDArray[np.int64], size: int, window: int, *, weighted: bool) -> NDArray[np.float64]:
    """Count how often two words stand within a window; the matrix is symmetric with an empty diagonal.

    Args:
        line: The number of each word in the order of the text; -1 for words that are left out but keep their place.
        size: How many different words there are.
        window: The longest distance, in words.
        weighted: Whether to count (SingleRank) or only to note (TextRank).
    """
    matrix = np.zeros((size, size))
    for distance in range(1, window):
        left, right = line[:-distance], line[distance:]
        known = (left >= 0) & (right >= 0) & (left != right)
        pairs = left[known] * size + right[known]
        matrix += np.bincount(pairs, minlength=size * size).reshape(size, size)
    matrix += matrix.T
    return matrix if weighted else np.minimum(matrix, 1.0)


def pagerank(matrix: NDArray[np.float64], start: NDArray[np.float64] | None = None) -> NDArray[np.float64]:
    """Return the PageRank of each node of an undirected weighted graph (Mihalcea and Tarau 2004, eq. 2).

    Args:
        matrix: Symmetric weights.
        start: Where the random surfer jumps to; uniform when left out.
    """
    size = len(matrix)
    if size == 0:
        return np.zeros(0)
    jump = np.full(size, 1.0 / size) if start is None else start / start.sum()
    degree = matrix.sum(axis=0)
    flow = np.divide(matrix, degree, out=np.zeros_like(matrix), where=degree > 0)
    rank = jump
    for _ in range(STEPS):
        rank = (1 - DAMPING) * jump + DAMPING * (flow @ rank)
    return rank
