import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from themeline.keywords import graph
from themeline.keywords.graph import cooccurrence, pagerank


@given(st.lists(st.integers(-1, 7), max_size=40), st.integers(2, 10), st.booleans())
def test_dense_and_sparse_agree(numbers, window, weighted):
    line = np.array(numbers, dtype=np.int64)
    dense = cooccurrence(line, 8, window, weighted=weighted)
    before, graph.DENSE = graph.DENSE, 0
    try:
        thin = cooccurrence(line, 8, window, weighted=weighted)
    finally:
        graph.DENSE = before
    assert thin.toarray() == pytest.approx(dense)
    assert pagerank(thin) == pytest.approx(pagerank(dense))


def test_the_hub_of_a_star_is_the_most_central():
    star = np.zeros((5, 5))
    star[0, 1:] = star[1:, 0] = 1.0
    rank = pagerank(star)
    assert rank[0] == max(rank)
    assert rank.sum() == pytest.approx(1.0, abs=1e-3)
