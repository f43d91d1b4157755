"""Moving and parting columns: the same numbers, in the places asked for, and nothing else changed."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse

from themeline.compare.matrices import blocks, kept_columns, moved_columns


@st.composite
def matrices(draw):
    columns = draw(st.integers(1, 6))
    row = st.lists(st.integers(0, 2), min_size=columns, max_size=columns)
    return np.array(draw(st.lists(row, min_size=1, max_size=5)))


@given(matrices(), st.randoms(use_true_random=False))
def test_columns_go_where_they_are_sent(dense, random):
    places = list(range(dense.shape[1]))
    random.shuffle(places)
    left_out = random.randrange(dense.shape[1] + 1)
    places = np.array([place if number != left_out else -1 for number, place in enumerate(places)])
    matrix = sparse.csr_array(dense)
    moved = moved_columns(matrix, places, dense.shape[1] + 1).toarray()
    expected = np.zeros((dense.shape[0], dense.shape[1] + 1), dtype=int)
    for column, place in enumerate(places):
        if place >= 0:
            expected[:, place] = dense[:, column]
    assert (moved == expected).all()
    assert (matrix.toarray() == dense).all()


@given(matrices())
def test_kept_columns_are_those_of_numpy(dense):
    kept = dense.sum(axis=0) > 1
    assert (kept_columns(sparse.csr_array(dense), kept).toarray() == dense[:, kept]).all()


@pytest.mark.parametrize(("cells", "lines"), [(1, 1), (3, 2), (100, 100)])
def test_blocks_cover_every_line_once(cells, lines):
    present = np.array([0, 5, 1, 1, 0, 0, 2, 9, 1])
    pointers = np.concatenate([[0], np.cumsum(present)])
    parts = list(blocks(pointers, cells, lines))
    assert [line for part in parts for line in range(part.start, part.stop)] == list(range(9))
    for part in parts:
        assert part.stop - part.start <= lines
        assert part.stop - part.start == 1 or present[part].sum() <= cells
    assert list(blocks(np.array([0]))) == []
