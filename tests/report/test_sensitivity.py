import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from themeline.report import ComparisonReportData, ReportSettings, comparison_tables
from themeline.report.sensitivity import rank_biased_overlap

RANKINGS = st.permutations(list("abcdefgh"))


@given(RANKINGS, RANKINGS)
def test_overlap_is_symmetric_and_one_for_the_same(one: list[str], other: list[str]) -> None:
    assert rank_biased_overlap(one, one) == pytest.approx(1)
    assert rank_biased_overlap(one, other) == pytest.approx(rank_biased_overlap(other, one))
    assert 0 <= rank_biased_overlap(one, other) <= 1


def test_overlap_by_hand() -> None:
    """A(1) = 0, A(2) = 1: (1 - .9) / .9 * (0 * .9 + 1 * .81) + 1 * .81."""
    assert rank_biased_overlap(["a", "b"], ["b", "a"]) == pytest.approx(0.1 / 0.9 * 0.81 + 0.81)
    assert rank_biased_overlap(["a"], ["b"]) == 0
    assert rank_biased_overlap([], ["b"]) == 0


def test_every_ranking_of_both_corpora(comparison: ComparisonReportData) -> None:
    table = comparison_tables(comparison, ReportSettings())["sensitivity"]
    assert set(table["corpus"]) == {"theses", "speeches"}
    assert {"G²", "log odds z", "superiority"} <= set(table["ranking"])
    assert {"LRC, function words not counted", "LRC, without the largest document of each"} <= set(table["ranking"])
    assert table["shared"].dropna().between(0, 1).all()
    assert (table["words"] <= 50).all()


def test_the_largest_document_is_left_out(comparison: ComparisonReportData) -> None:
    """A word that only the largest document has cannot rank once that document is gone."""
    tables = comparison_tables(comparison, ReportSettings())
    corpus = comparison.corpora[0]
    words, largest = corpus.layers["word"], int(np.argmax(corpus.words))
    alone = words.matrix.toarray()
    only = pd.Index(words.terms)[(alone[largest] > 0) & (np.delete(alone, largest, axis=0).sum(axis=0) == 0)]
    rows = tables["sensitivity"].query("ranking == 'LRC, without the largest document of each' and corpus == 'theses'")
    assert not set(rows["gained"].iloc[0].split(" | ")) & set(only)
