"""The sparse rank tests against SciPy's, term by term, ties and zeros included."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse, stats
from statsmodels.stats.multitest import multipletests

from themeline.compare.multiplicity import adjust_discrete, benjamini_hochberg, holm
from themeline.compare.permutation import max_t_test, relabellings
from themeline.compare.rank_test import (
    best_possible_p,
    kruskal_wallis,
    rank_documents,
    rank_sum_test,
    relative_frequencies,
)
from themeline.compare.strata import stratified_rank_sum_test


@st.composite
def tables(draw, groups=2):
    """Sparse counts of a few terms in documents of unequal size, and the group of each document."""
    documents = draw(st.integers(groups, 14))
    column = st.lists(st.integers(0, 4), min_size=documents, max_size=documents)
    counts = np.array(draw(st.lists(column, min_size=1, max_size=4))).T
    sizes = np.array(draw(st.lists(st.integers(20, 24), min_size=documents, max_size=documents)), float)
    more = documents - groups
    labels = draw(st.lists(st.integers(0, groups - 1), min_size=more, max_size=more))
    return counts, sizes, np.array([*range(groups), *labels])


@given(tables(), st.booleans())
@settings(max_examples=100)
def test_rank_sum_agrees_with_scipy(table, continuity):
    counts, sizes, labels = table
    in_a = labels == 0
    test = rank_sum_test(rank_documents(relative_frequencies(sparse.csr_array(counts), sizes)), in_a, continuity)
    for term in range(counts.shape[1]):
        rates = counts[:, term] / sizes
        expected = stats.mannwhitneyu(rates[in_a], rates[~in_a], method="asymptotic", use_continuity=continuity)
        assert test.u[term] == pytest.approx(expected.statistic, abs=1e-9)
        if np.ptp(rates):
            assert test.p[term] == pytest.approx(min(expected.pvalue, 1), abs=1e-9)
        else:
            assert test.p[term] == 1


@given(tables(groups=3))
@settings(max_examples=50)
def test_kruskal_wallis_agrees_with_scipy(table):
    counts, sizes, labels = table
    h, p = kruskal_wallis(rank_documents(relative_frequencies(sparse.csr_array(counts), sizes)), labels)
    for term in range(counts.shape[1]):
        rates = counts[:, term] / sizes
        if np.ptp(rates):
            expected = stats.kruskal(*(rates[labels == group] for group in range(3)))
            assert (h[term], p[term]) == pytest.approx(tuple(expected), abs=1e-9)
        else:
            assert (h[term], p[term]) == (0, 1)


@given(tables())
def test_best_possible_p_is_a_bound(table):
    counts, sizes, labels = table
    ranking = rank_documents(relative_frequencies(sparse.csr_array(counts), sizes))
    test = rank_sum_test(ranking, labels == 0)
    assert (best_possible_p(ranking, int((labels == 0).sum())) <= test.p + 1e-12).all()


@given(st.lists(st.floats(0, 1), max_size=30))
@settings(max_examples=50)
def test_corrections_agree_with_statsmodels(p_values):
    if p_values:
        assert benjamini_hochberg(p_values) == pytest.approx(multipletests(p_values, method="fdr_bh")[1], abs=1e-12)
        assert holm(p_values) == pytest.approx(multipletests(p_values, method="holm")[1], abs=1e-12)
    else:
        assert benjamini_hochberg([]).size == holm([]).size == 0


def test_terms_that_cannot_be_found_cost_nothing():
    p, best = np.array([0.001, 0.02, 0.5] + [0.9] * 97), np.array([1e-6, 1e-4, 1e-5] + [0.3] * 97)
    adjusted = adjust_discrete(p, best, 0.05)
    assert adjusted[:3] == pytest.approx(benjamini_hochberg(p[:3]))
    assert (adjusted[3:] == 1).all()
    assert (benjamini_hochberg(p)[:2] > 0.05).all()


def test_all_relabellings_are_tried_when_there_are_few():
    assert relabellings(6, 3, 999, np.random.default_rng(0)).shape == (6, 20)
    assert relabellings(30, 15, 99, np.random.default_rng(0)).sum(axis=0).tolist() == [15] * 99


def test_exact_permutation_p():
    """Three against three, perfectly parted: 2 of the 20 relabellings are as extreme."""
    counts = sparse.csr_array(np.array([[3], [4], [5], [0], [1], [2]]))
    ranking = rank_documents(relative_frequencies(counts, np.full(6, 10.0)))
    p, adjusted = max_t_test(ranking, np.arange(6) < 3, 999, np.random.default_rng(0))
    assert p.tolist() == adjusted.tolist() == [0.1]


def test_max_t_adjusts_for_the_number_of_terms():
    counts = np.random.default_rng(3).poisson(2, size=(14, 40))
    counts[:7, 0] += 9
    ranking = rank_documents(relative_frequencies(sparse.csr_array(counts), np.full(14, 100.0)))
    p, adjusted = max_t_test(ranking, np.arange(14) < 7, 999, np.random.default_rng(0))
    assert (adjusted >= p).all()
    assert adjusted[0] < 0.02
    assert (adjusted[1:] > adjusted[0]).all()


def test_van_elteren_with_one_stratum_is_the_rank_sum_test():
    counts = sparse.csr_array(np.random.default_rng(1).poisson(1, size=(20, 5)))
    sizes, in_a = np.full(20, 50.0), np.arange(20) < 9
    plain = rank_sum_test(rank_documents(relative_frequencies(counts, sizes)), in_a, continuity=False)
    stratified = stratified_rank_sum_test(counts, sizes, in_a, np.zeros(20, dtype=int))
    assert stratified.p == pytest.approx(plain.p)
    assert stratified.superiority == pytest.approx(plain.superiority)
