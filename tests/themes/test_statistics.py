"""Agreement, prevalence and scores against values worked out by hand or published."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from themeline.errors import UsageError
from themeline.themes import CheckedSample, Codebook, Theme, measure_agreement, measure_prevalence
from themeline.themes.agreement import alpha_counts, alpha_of, kappa_counts, kappa_of
from themeline.themes.calibration import best_threshold, calibrate, decide_held_out, fit_platt
from themeline.themes.evaluation import calibration_table, confusion_table, score_table
from themeline.themes.folds import assign_folds
from themeline.themes.prevalence import rogan_gladen
from themeline.themes.resampling import bootstrap

ONE = Codebook("one", "1", (Theme("a"),))
TWO = Codebook("two", "1", (Theme("a"), Theme("b")))
VOTES = st.lists(st.tuples(st.booleans(), st.booleans()), min_size=2, max_size=30)


def codings(first: list[bool], second: list[bool]) -> pd.DataFrame:
    rows = [
        (f"d{i // 2}", i, coder, ("a",) if vote else ())
        for coder, votes in (("x", first), ("y", second))
        for i, vote in enumerate(votes)
    ]
    return pd.DataFrame(rows, columns=["document", "sentence", "coder", "themes"])


def test_kappa_of_a_textbook_table():
    # Both yes 20, first only 5, second only 10, neither 15: p_o = .7, p_e = .5, kappa = .4.
    assert kappa_of(np.array([20.0, 5.0, 10.0, 15.0])) == pytest.approx(0.4)


def test_alpha_of_the_binary_example_by_krippendorff():
    # Krippendorff (2011), "Computing Krippendorff's Alpha-Reliability", section A: two observers, ten units.
    first = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0]
    second = [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]
    votes = np.array([first, second], dtype=float).T
    assert alpha_of(alpha_counts(votes).sum(axis=0)) == pytest.approx(0.095, abs=5e-4)


def test_sentences_that_one_coder_skipped_are_left_out():
    votes = np.array([[1.0, np.nan], [1.0, 1.0], [0.0, 0.0]])
    assert alpha_counts(votes)[0].tolist() == [0, 0, 0]
    assert alpha_of(alpha_counts(votes).sum(axis=0)) == pytest.approx(1)


@settings(deadline=None)
@given(VOTES)
def test_agreement_does_not_depend_on_who_is_first(votes):
    pairs = np.array(votes, dtype=float)
    for counts, coefficient in ((alpha_counts, alpha_of), (kappa_counts, kappa_of)):
        one, other = coefficient(counts(pairs).sum(axis=0)), coefficient(counts(pairs[:, ::-1]).sum(axis=0))
        np.testing.assert_allclose(one, other)
        assert np.isnan(one) or one <= 1 + 1e-12


def test_the_agreement_table_has_intervals_around_its_values():
    first = [True, True, False, False, True, False, True, False, False, True]
    second = [True, True, False, True, True, False, True, False, False, False]
    row = measure_agreement(codings(first, second), ONE).iloc[0]
    assert row["sentences"] == 10
    assert row["agreement"] == pytest.approx(0.8)
    assert row["kappa"] == pytest.approx(0.6)
    assert row["kappa_low"] <= row["kappa"] <= row["kappa_high"]
    assert row["alpha_low"] <= row["alpha"] <= row["alpha_high"]


def test_a_theme_that_nobody_used_has_no_coefficient():
    row = measure_agreement(codings([False] * 4, [False] * 4), ONE).iloc[0]
    assert row["agreement"] == 1
    assert np.isnan(row["kappa"])
    assert np.isnan(row["alpha"])


def test_agreement_needs_two_coders():
    alone = codings([True], [True]).head(1)
    with pytest.raises(UsageError, match="two coders"):
        measure_agreement(alone, ONE)


def test_rogan_and_gladen_undo_the_errors_of_a_test():
    true, sensitivity, specificity = 0.2, 0.8, 0.9
    observed = true * sensitivity + (1 - true) * (1 - specificity)
    shares = rogan_gladen(np.array([observed]), np.array([sensitivity]), np.array([specificity]))
    assert shares[0] == pytest.approx(true)
    assert np.isnan(rogan_gladen(np.array([0.5]), np.array([0.5]), np.array([0.5])))[0]


def test_prevalence_counts_sentences_and_documents():
    documents = ["d1", "d1", "d1", "d2"]
    predicted = np.array([[True, False], [True, False], [False, False], [False, False]])
    table = measure_prevalence(documents, predicted, TWO).set_index("theme")
    assert table.loc["a", "sentence_share"] == 0.5
    assert table.loc["a", "document_share"] == 0.5
    assert table.loc["b", "sentence_high"] == 0
    assert table.loc["a", "sentence_low"] <= 0.5 <= table.loc["a", "sentence_high"]


def test_prevalence_is_corrected_by_a_checked_sample():
    generator = np.random.default_rng(1)
    gold = generator.random((4000, 1)) < 0.3
    predicted = np.where(gold, generator.random(gold.shape) < 0.7, generator.random(gold.shape) < 0.1)
    documents = [f"d{i // 20}" for i in range(4000)]
    sample = CheckedSample(documents[:2000], gold[:2000], predicted[:2000])
    row = measure_prevalence(documents, predicted, ONE, sample, resamples=200).iloc[0]
    assert row["corrected_low"] < gold.mean() < row["corrected_high"]
    assert abs(row["corrected_share"] - gold.mean()) < abs(row["sentence_share"] - gold.mean())


def test_intervals_are_wider_when_documents_differ():
    alike, apart = np.array([[5.0, 10.0]] * 20), np.array([[0.0, 10.0], [10.0, 10.0]] * 10)
    widths = [high - low for _, low, high in (bootstrap(s, lambda c: c[..., 0] / c[..., 1]) for s in (alike, apart))]
    assert widths[0] < widths[1]


@settings(deadline=None)
@given(st.lists(st.text(max_size=3), min_size=1, max_size=40), st.integers(2, 6))
def test_folds_keep_documents_whole_whatever_the_order(names, folds):
    found = dict(zip(names, assign_folds(names, folds), strict=True))
    again = dict(zip(names[::-1], assign_folds(names[::-1], folds), strict=True))
    assert found == again
    sizes = np.bincount(list(found.values()))
    assert sizes.max() - sizes.min() <= 1


def test_calibrated_probabilities_are_near_the_observed_shares():
    generator = np.random.default_rng(0)
    scores = generator.normal(size=(4000, 1)) * 4
    gold = generator.random((4000, 1)) < 1 / (1 + np.exp(-(scores / 2 - 1)))
    slope, offset = fit_platt(scores[:, 0], gold[:, 0])
    assert slope == pytest.approx(0.5, abs=0.06)
    assert offset == pytest.approx(-1, abs=0.15)
    probabilities, _ = decide_held_out(scores, gold, np.arange(4000) % 4)
    table = calibration_table(gold, probabilities)
    busy = table[table["pairs"] > 100]
    assert (busy["mean_probability"] - busy["observed_share"]).abs().max() < 0.08


@settings(deadline=None)
@given(st.lists(st.tuples(st.floats(-5, 5), st.booleans()), min_size=1, max_size=30))
def test_thresholds_and_sigmoids_exist_for_any_scores(pairs):
    scores, gold = np.array([[s] for s, _ in pairs]), np.array([[g] for _, g in pairs])
    calibration = calibrate(scores, gold)
    assert 0.05 <= best_threshold(calibration.probabilities(scores)[:, 0], gold[:, 0]) <= 0.95
    assert np.isfinite(calibration.probabilities(scores)).all()
    assert (np.diff(calibration.probabilities(np.sort(scores, axis=0))[:, 0]) >= 0).all()


def test_scores_and_confusions_are_counted():
    gold = np.array([[True, False], [True, False], [False, True], [False, False]])
    predicted = np.array([[True, False], [False, True], [False, True], [False, False]])
    table = score_table(gold, predicted, ["d1", "d1", "d2", "d3"], TWO, resamples=50).set_index("theme")
    assert table.loc["a", "recall"] == 0.5
    assert table.loc["b", "precision"] == 0.5
    assert table.loc["micro", "f1"] == pytest.approx(2 / 3)
    assert confusion_table(gold, predicted, TWO).loc["a", "b"] == 1
