"""Trends: Mann-Kendall and Wilson against SciPy and statsmodels; short series; different developments."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from themeline.compare import CorpusCounts, counts_by_year, trend_differences, trends
from themeline.compare.proportions import newcombe_interval, wilson_interval
from themeline.compare.time_series import change_points, mann_kendall
from themeline.errors import UsageError


def corpus(name, shares, first=2000, documents=20):
    """A corpus in which `law` is in the given share of each year's documents."""
    rows, terms = [], []
    for year, share in enumerate(shares, start=first):
        for number in range(documents):
            rows.append((f"{year}-{number}", 100, f"{year}-05"))
            if number < round(share * documents):
                terms.append((f"{year}-{number}", "word", "law", 2))
    frame = pd.DataFrame(terms, columns=["document", "layer", "term", "count"])
    return CorpusCounts.from_frames(name, pd.DataFrame(rows, columns=["document", "words", "published"]), frame)


@given(st.lists(st.integers(0, 20), min_size=3, max_size=12))
@settings(max_examples=50)
def test_slope_and_s_agree_with_scipy(values):
    found = mann_kendall(range(len(values)), values)
    assert found.slope == pytest.approx(stats.theilslopes(values, range(len(values))).slope)
    pairs = [np.sign(b - a) for i, a in enumerate(values) for b in values[i + 1 :]]
    assert found.s == sum(pairs)
    assert 0 <= found.p <= 1


def test_wilson_agrees_with_statsmodels():
    from statsmodels.stats.proportion import proportion_confint

    hits, total = np.array([0, 1, 5, 10]), np.array([10, 10, 10, 10])
    low, high = wilson_interval(hits, total)
    expected = proportion_confint(hits, total, method="wilson")
    assert low == pytest.approx(expected[0], abs=1e-9)
    assert high == pytest.approx(expected[1], abs=1e-9)
    assert [float(v) for v in wilson_interval(0, 0)] == [0, 1]


@given(st.integers(0, 20), st.integers(0, 30))
def test_newcombe_agrees_with_statsmodels(hits_a, hits_b):
    from statsmodels.stats.proportion import confint_proportions_2indep

    found = newcombe_interval(hits_a, 20, hits_b, 30)
    expected = confint_proportions_2indep(hits_a, 20, hits_b, 30, method="newcomb", compare="diff")
    assert [float(value) for value in found] == pytest.approx(expected, abs=1e-9)


def test_a_rise_a_fall_and_their_difference():
    up, down = np.linspace(0.1, 0.9, 10), np.linspace(0.9, 0.1, 10)
    table = counts_by_year([corpus("a", up), corpus("b", down)], "word", ["law", "peace"])
    assert not table.isna().any().any()
    found = trends(table).set_index(["term", "corpus"])["trend"]
    assert found["law"].to_dict() == {"a": "rising", "b": "falling"}
    assert found["peace"].tolist() == ["none", "none"]
    differences = trend_differences(table, "a", "b").set_index("term")["difference"]
    assert differences.to_dict() == {"law": "towards A", "peace": "none"}


def test_many_series_at_once_are_each_by_itself():
    values = np.random.default_rng(1).integers(0, 6, size=(1100, 9))
    together = mann_kendall(range(9), values)
    for row in (0, 511, 512, 1099):
        alone = mann_kendall(range(9), values[row])
        assert (together.s[row], together.p[row], together.slope[row]) == (alone.s, alone.p, alone.slope)


def test_pettitt_finds_the_step():
    """Worked out by hand: all of the first six below all of the others gives U = 6·10 = 60."""
    position, p = change_points(np.array([1, 2, 3, 1, 2, 3, 7, 8, 9, 7, 8, 9, 7, 8, 9, 7]))
    assert position == 6
    assert p == pytest.approx(2 * np.exp(-6 * 60**2 / (16**3 + 16**2)))
    assert change_points(np.ones(16))[1] == 1


def test_the_year_of_a_change_is_named_when_the_series_is_long_enough():
    step = [0.1] * 8 + [0.8] * 8
    found = trends(counts_by_year([corpus("long", step), corpus("short", step[:14])], "word", ["law", "peace"]))
    assert found["change"].tolist() == ["2008", "none", "too short", "too short"]
    assert not found.isna().any().any()


def test_short_series_are_not_tested():
    table = counts_by_year([corpus("a", [0.1, 0.5, 0.9]), corpus("b", [0.5] * 3, first=2010)], "word", ["law"])
    assert trends(table)["trend"].tolist() == ["too short", "too short"]
    row = trend_differences(table, "a", "b").iloc[0]
    assert (row["years"], row["difference"], row["q"]) == (0, "too short", 1)


def test_without_years_or_with_an_unknown_layer(make_corpus):
    with pytest.raises(UsageError, match="year of publication"):
        counts_by_year([make_corpus("a", ["law"])], "word", ["law"])
    with pytest.raises(UsageError, match="no layer"):
        counts_by_year([make_corpus("a", ["law"])], "verb", ["law"])
