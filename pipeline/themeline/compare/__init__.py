"""Comparing corpora: counts for each layer, the statistics of difference, collocates and concordances."""

from themeline.compare.collocates import collocates, collocation_shift, find_window
from themeline.compare.comparison import Comparison, compare_corpora
from themeline.compare.concordance import (
    ConcordanceSettings,
    concordance,
    concordance_of_spans,
    find_lemma,
    side_by_side,
)
from themeline.compare.counts import CorpusCounts, combine
from themeline.compare.many import ManyComparison, compare_many
from themeline.compare.settings import CompareSettings, CountSettings
from themeline.compare.terms import count_terms
from themeline.compare.themes import Accuracy
from themeline.compare.trends import counts_by_year, trend_differences, trends

__all__ = [
    "Accuracy",
    "CompareSettings",
    "Comparison",
    "ConcordanceSettings",
    "CorpusCounts",
    "CountSettings",
    "ManyComparison",
    "collocates",
    "collocation_shift",
    "combine",
    "compare_corpora",
    "compare_many",
    "concordance",
    "concordance_of_spans",
    "count_terms",
    "counts_by_year",
    "find_lemma",
    "find_window",
    "side_by_side",
    "trend_differences",
    "trends",
]
