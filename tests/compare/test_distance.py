"""Divergences of whole corpora, and their null."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.spatial.distance import jensenshannon

from themeline.compare import CompareSettings
from themeline.compare.distance import corpus_distance, jensen_shannon, rank_turbulence
from themeline.compare.pairing import pair_layer

counts = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=2, max_size=20)


@given(counts)
def test_jensen_shannon_agrees_with_scipy(pairs):
    a, b = np.array(pairs, float).T
    if a.sum() and b.sum():
        assert jensen_shannon(a, b) == pytest.approx(jensenshannon(a, b, base=2) ** 2, abs=1e-9)
        assert jensen_shannon(a, b) == pytest.approx(jensen_shannon(b, a), abs=1e-12)


@given(counts)
def test_rank_turbulence_is_symmetric_and_bounded(pairs):
    a, b = np.array(pairs, float).T
    distance, parts = rank_turbulence(a, b)
    assert 0 <= distance <= 1 + 1e-9
    assert distance == pytest.approx(rank_turbulence(b, a)[0], abs=1e-9)
    assert rank_turbulence(a, a)[0] == 0
    assert parts.sum() == pytest.approx(1 if distance else 0, abs=1e-9)


def test_rank_turbulence_of_nothing_in_common_is_one():
    assert rank_turbulence(np.array([3.0, 2, 0, 0, 0]), np.array([0.0, 0, 5, 1, 1]))[0] == pytest.approx(1)


def test_corpora_of_one_kind_are_as_near_as_their_halves(make_random):
    settings = CompareSettings(distance_permutations=49)
    generator = np.random.default_rng(0)
    same = pair_layer(make_random("a", 40, seed=1), make_random("b", 40, seed=2), "word")
    other = pair_layer(make_random("a", 40, seed=1, boosted=range(0, 60, 2)), make_random("b", 40, seed=2), "word")
    near, far = (corpus_distance(pair, settings, generator).set_index("measure") for pair in (same, other))
    row = near.loc["jensen-shannon"]
    assert row["p"] > 0.05
    assert row["between"] == pytest.approx((row["within_a"] + row["within_b"]) / 2, rel=0.2)
    assert (far["p"] <= 0.05).all()
    assert far.loc["jensen-shannon", "between"] > 1.5 * far.loc["jensen-shannon", "within_a"]
