"""Keyness and effect sizes against SciPy and association-measures, on random tables; limits and zeros."""

import association_measures.measures as am
import numpy as np
import pandas as pd
import pytest
from association_measures.frequencies import expected_frequencies, observed_frequencies
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from themeline.compare import effect_size, keyness
from themeline.compare.omnibus import cramers_v

sizes = st.integers(50, 100_000)


@st.composite
def tables(draw):
    n1, n2 = draw(sizes), draw(sizes)
    pairs = draw(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=1, max_size=8))
    kept = [pair for pair in pairs if sum(pair)] or [(1, 0)]
    a, b = np.array(kept, float).T
    return a, b, n1, n2


def frame(a, b, n1, n2):
    table = pd.DataFrame({"f1": a, "N1": n1, "f2": b, "N2": n2})
    return expected_frequencies(observed_frequencies(table), observed=True)


@given(tables())
@settings(max_examples=50)
def test_significance_agrees_with_scipy(counts):
    a, b, n1, n2 = counts
    g2, chi2 = keyness.log_likelihood_table(*counts), keyness.chi_squared(*counts)
    for row in range(a.size):
        table = [[a[row], b[row]], [n1 - a[row], n2 - b[row]]]
        expected = stats.chi2_contingency(table, correction=False, lambda_="log-likelihood")
        assert g2[row] == pytest.approx(expected.statistic, rel=1e-7, abs=1e-7)
        pearson = stats.chi2_contingency(table, correction=False)
        assert chi2[row] == pytest.approx(pearson.statistic, rel=1e-9, abs=1e-9)
        assert keyness.p_value(chi2)[row] == pytest.approx(pearson.pvalue, rel=1e-7, abs=1e-12)
        yates = stats.chi2_contingency(table, correction=True)
        assert keyness.chi_squared(*counts, yates_below=np.inf)[row] == pytest.approx(yates.statistic, abs=1e-7)


@given(tables())
@settings(max_examples=50)
def test_effect_sizes_agree_with_association_measures(counts):
    table = frame(*counts)
    signed = effect_size.direction(*counts) * keyness.log_likelihood_table(*counts)
    assert signed == pytest.approx(am.log_likelihood(table).to_numpy(), rel=1e-7, abs=1e-7)
    assert effect_size.log_ratio(*counts) == pytest.approx(am.log_ratio(table, disc=0.5).to_numpy(), abs=1e-9)
    hardie = am.log_ratio(table, disc=0.5, discounting="Hardie2014").to_numpy()
    assert effect_size.log_ratio_hardie(*counts) == pytest.approx(hardie, abs=1e-9)


@given(tables(), st.integers(1, 10_000))
@settings(max_examples=50)
def test_conservative_log_ratio_agrees_with_association_measures(counts, tests):
    a, b, n1, n2 = counts
    both = (a > 0) & (b > 0)  # association-measures calls the unbounded side NaN, then 0
    counts = a[both], b[both], n1, n2
    if both.any():
        expected = am.conservative_log_ratio(frame(*counts), alpha=0.05, vocab=tests).to_numpy()
        assert effect_size.conservative_log_ratio(*counts, tests=tests) == pytest.approx(expected, abs=1e-7)


@given(tables())
def test_intervals_hold_the_estimate_and_mirror(counts):
    a, b, n1, n2 = counts
    low, high = effect_size.log_ratio_interval(*counts)
    plain = effect_size.log_ratio_hardie(*counts)
    both = (a > 0) & (b > 0)
    assert (low[both] <= plain[both] + 1e-9).all()
    assert (plain[both] <= high[both] + 1e-9).all()
    assert (low[a == 0] == -np.inf).all()
    assert (high[b == 0] == np.inf).all()
    mirrored = effect_size.log_ratio_interval(b, a, n2, n1)
    assert -mirrored[1][both] == pytest.approx(low[both], abs=1e-9)
    wider = effect_size.log_ratio_interval(*counts, tests=100)
    assert (wider[0] <= low).all()
    lrc = effect_size.conservative_log_ratio(*counts)
    assert lrc == pytest.approx(-effect_size.conservative_log_ratio(b, a, n2, n1), abs=1e-9)


@given(tables())
def test_every_measure_is_finite(counts):
    measures = [
        keyness.log_likelihood,
        keyness.log_likelihood_table,
        keyness.williams_factor,
        keyness.chi_squared,
        keyness.effect_size_log_likelihood,
        effect_size.log_ratio,
        effect_size.log_ratio_hardie,
        effect_size.conservative_log_ratio,
        effect_size.percent_difference,
        effect_size.odds_ratio,
        effect_size.relative_risk,
        effect_size.risk_difference,
        effect_size.difference_coefficient,
        effect_size.simple_maths,
        effect_size.mutual_information,
        effect_size.normalized_mutual_information,
    ]
    for measure in measures:
        assert np.isfinite(measure(*counts)).all(), measure.__name__
    for values in effect_size.log_odds_dirichlet(*counts, prior=np.full(counts[0].size, 0.01)):
        assert np.isfinite(values).all()


def test_nothing_at_all_is_no_difference():
    assert keyness.log_likelihood(0, 0, 10, 10) == 0
    assert keyness.log_likelihood_table(0, 0, 10, 10) == 0
    assert keyness.chi_squared(0, 0, 10, 10) == 0
    assert keyness.chi_squared(10, 10, 10, 10) == 0
    assert effect_size.conservative_log_ratio(0, 0, 10, 10) == 0
    assert effect_size.conservative_log_ratio([0, 0], [3, 0], 0, 10).tolist() == [0, 0]


def test_many_corpora_of_two_are_the_two_cell_statistic():
    counts = np.array([[30, 10], [0, 4], [500, 480]], float)
    found = keyness.log_likelihood_of_many(counts, [10_000, 12_000])
    assert found == pytest.approx(keyness.log_likelihood(counts[:, 0], counts[:, 1], 10_000, 12_000))


def testcramers_v_agrees_with_scipy():
    counts, totals = np.array([[30.0, 10, 4]]), np.array([1000.0, 900, 800])
    table = np.array([counts[0], totals - counts[0]]).astype(int)
    assert cramers_v(counts, totals)[0] == pytest.approx(stats.contingency.association(table, method="cramer"))
