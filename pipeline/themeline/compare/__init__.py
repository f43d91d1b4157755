"""Comparing corpora: counts for each layer, the statistics of difference, collocates and concordances."""

from typing import TYPE_CHECKING

from themeline.lazy import lazy_names

if TYPE_CHECKING:
    from themeline.compare.collocation import collocates, collocation_shift, find_window
    from themeline.compare.comparison import Comparison, compare_corpora
    from themeline.compare.counts import CorpusCounts, combine
    from themeline.compare.kwic import concordance, concordance_of_spans, side_by_side
    from themeline.compare.kwic_settings import ConcordanceSettings
    from themeline.compare.lemma_search import find_lemma
    from themeline.compare.many import ManyComparison, compare_many
    from themeline.compare.settings import CompareSettings, CountSettings
    from themeline.compare.terms import count_terms
    from themeline.compare.theme_correction import CheckedThemes
    from themeline.compare.trend import counts_by_year, trend_differences, trends

__all__ = [
    "CheckedThemes",
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

__getattr__ = lazy_names(
    __name__,
    {
        "CheckedThemes": "theme_correction",
        "CompareSettings": "settings",
        "Comparison": "comparison",
        "ConcordanceSettings": "kwic_settings",
        "CorpusCounts": "counts",
        "CountSettings": "settings",
        "ManyComparison": "many",
        "collocates": "collocation",
        "collocation_shift": "collocation",
        "combine": "counts",
        "compare_corpora": "comparison",
        "compare_many": "many",
        "concordance": "kwic",
        "concordance_of_spans": "kwic",
        "count_terms": "terms",
        "counts_by_year": "trend",
        "find_lemma": "lemma_search",
        "find_window": "collocation",
        "side_by_side": "kwic",
        "trend_differences": "trend",
        "trends": "trend",
    },
)
