"""Dispersion on sparse matrices: the definitions written out densely, and their limits."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse, stats

from themeline.compare import dispersion
from themeline.compare.document_test import adjusted_log_likelihood, cohens_d, moments, over_dispersion, welch_test

MEASURES = [
    dispersion.deviation_of_proportions,
    dispersion.normalized_deviation,
    dispersion.normalized_divergence,
    dispersion.juilland,
    dispersion.average_distance,
    dispersion.carroll,
    dispersion.rosengren,
    dispersion.distributional_consistency,
]


@st.composite
def corpora(draw):
    documents = draw(st.integers(2, 10))
    column = st.lists(st.integers(0, 6), min_size=documents, max_size=documents)
    counts = np.array(draw(st.lists(column, min_size=1, max_size=3))).T
    sizes = np.array(draw(st.lists(st.integers(20, 90), min_size=documents, max_size=documents)), float)
    return counts, sizes


@given(corpora())
def test_definitions(corpus):
    counts, sizes = corpus
    spread = dispersion.spread_of(sparse.csr_array(counts), sizes)
    s = sizes / sizes.sum()
    for term in np.flatnonzero(counts.sum(axis=0)):
        part = counts[:, term] / counts[:, term].sum()
        assert dispersion.deviation_of_proportions(spread)[term] == pytest.approx(np.abs(part - s).sum() / 2)
        rate = counts[:, term] / sizes
        distances = np.abs(rate[:, None] - rate[None, :]).sum() / (len(s) * (len(s) - 1))
        expected = max(1 - distances / (2 * rate.mean()), 0)
        assert dispersion.average_distance(spread)[term] == pytest.approx(expected, abs=1e-9)
        seen = part > 0
        bits = (part[seen] * np.log2(part[seen] / s[seen])).sum()
        assert dispersion.divergence(spread)[term] == pytest.approx(bits, abs=1e-9)


@given(corpora())
def test_every_value_is_between_0_and_1(corpus):
    counts, sizes = corpus
    spread = dispersion.spread_of(sparse.csr_array(counts), sizes)
    for measure in MEASURES:
        values = measure(spread)
        assert ((values >= 0) & (values <= 1)).all(), measure.__name__


def test_one_document_and_an_empty_one():
    spread = dispersion.spread_of(sparse.csr_array(np.array([[3, 0], [0, 0]])), [10, 0])
    for measure in MEASURES:
        assert np.isfinite(measure(spread)).all(), measure.__name__


def test_many_documents_do_not_hide_unevenness_from_d_kl():
    """A word in 10 of 1,000 equal abstracts: Juilland's D calls it fairly even, D_KL and DP do not."""
    counts = np.zeros((1000, 1))
    counts[:10] = 1
    spread = dispersion.spread_of(sparse.csr_array(counts), np.full(1000, 200))
    assert dispersion.juilland(spread)[0] == pytest.approx(0.685, abs=1e-3)
    assert dispersion.deviation_of_proportions(spread)[0] == pytest.approx(0.990, abs=1e-3)
    assert dispersion.normalized_divergence(spread)[0] == pytest.approx(0.869, abs=1e-3)


@pytest.mark.parametrize("measure", ["deviation", "divergence"])
def test_adjusted_dispersion_runs_from_the_least_to_the_most_uneven(measure):
    sizes = np.array([10, 20, 30, 40])
    counts = np.array([[1, 10, 2], [2, 0, 3], [3, 0, 0], [4, 0, 5]])
    spread = dispersion.spread_of(sparse.csr_array(counts), sizes)
    name = {"deviation": dispersion.deviation_of_proportions, "divergence": dispersion.normalized_divergence}[measure]
    found = dispersion.adjusted(name(spread), counts.sum(axis=0), sizes, measure)
    assert found[:2] == pytest.approx([0, 1])
    assert 0 < found[2] < 1


@given(corpora())
@settings(max_examples=50)
def test_welch_and_cohen_agree_with_scipy(corpus):
    counts, _ = corpus
    half = max(len(counts) // 2, 1)
    a, b = counts[:half].astype(float), counts[half:].astype(float)
    first, second = moments(sparse.csr_array(a)), moments(sparse.csr_array(b))
    t, p = welch_test(first, second)
    d = cohens_d(first, second)
    assert np.isfinite(d).all()
    assert first.mean == pytest.approx(a.mean(axis=0))
    for term in range(counts.shape[1]):
        if min(len(a), len(b)) > 1 and np.ptp(a[:, term]) and np.ptp(b[:, term]):
            expected = stats.ttest_ind(a[:, term], b[:, term], equal_var=False)
            assert (t[term], p[term]) == pytest.approx((expected.statistic, expected.pvalue), abs=1e-9)
            pooled = stats.ttest_ind(a[:, term], b[:, term]).statistic
            assert d[term] == pytest.approx(pooled * np.sqrt(1 / len(a) + 1 / len(b)), abs=1e-9)


def test_over_dispersion_lowers_g2_only_where_counts_vary_more_than_chance():
    sizes = np.full(20, 100.0)
    steady, bursty = np.full(20, 3), np.array([30, 30] + [0] * 18)
    counts = sparse.csr_array(np.array([steady, bursty]).T)
    excess = over_dispersion(counts, sizes, np.array([60, 60]) / 2000)
    phi, f, p = adjusted_log_likelihood(np.array([60.0, 60]), np.array([30.0, 30]), 2000, 2000, excess, 40)
    assert phi[0] == 1
    assert phi[1] > 10
    assert f[0] > f[1]
    assert p[0] < 0.01 < p[1]
