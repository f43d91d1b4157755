"""Work on sparse matrices of counts that needs little memory beside them."""

from collections.abc import Iterator

import numpy as np
from scipy import sparse

from themeline.compare.arrays import Booleans, Integers, Sparse

CELLS = 100_000
LINES = 512


def blocks(pointers: Integers, cells: int = CELLS, lines: int = LINES) -> Iterator[slice]:
    """Part the lines of a compressed matrix into runs, so that what is made of one at a time stays small.

    Args:
        pointers: `indptr` of the matrix: of its columns for CSC, of its rows for CSR.
        cells: A run of several lines has at most so many non-zero cells.
        lines: And at most so many lines.
    """
    start, end = 0, len(pointers) - 1
    while start < end:
        full = int(np.searchsorted(pointers, pointers[start] + cells, side="right")) - 1
        stop = min(max(full, start + 1), start + lines, end)
        yield slice(start, stop)
        start = stop


def moved_columns(matrix: Sparse, places: Integers, columns: int) -> Sparse:
    """Give the columns of a CSR array other places; those whose place is -1 are left out.

    If they keep their order, what stays as it is is shared with the array given, not copied: change neither.
    """
    indices = places.astype(np.int32)[matrix.indices]
    kept = indices >= 0
    parts = matrix.data, indices, matrix.indptr
    if not kept.all():
        pointers = np.concatenate([[0], np.cumsum(kept)])[matrix.indptr]
        parts = matrix.data[kept], indices[kept], pointers.astype(matrix.indptr.dtype)
    in_order = bool((np.diff(places[places >= 0]) > 0).all())
    moved = sparse.csr_array(parts, shape=(matrix.shape[0], columns), copy=not in_order)
    if not in_order:
        moved.sort_indices()
    return moved


def kept_columns(matrix: Sparse, kept: Booleans) -> Sparse:
    """Return a CSR array with some of its columns."""
    places = np.where(kept, np.cumsum(kept) - 1, -1)
    return moved_columns(matrix, places, int(kept.sum()))
