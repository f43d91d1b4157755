"""Comparing corpora: counts for each layer, and the statistics of difference."""

from themeline.compare.comparison import Comparison, compare_corpora
from themeline.compare.counts import CorpusCounts, combine
from themeline.compare.settings import CompareSettings, CountSettings
from themeline.compare.terms import count_terms
from themeline.compare.themes import Accuracy

__all__ = [
    "Accuracy",
    "CompareSettings",
    "Comparison",
    "CorpusCounts",
    "CountSettings",
    "combine",
    "compare_corpora",
    "count_terms",
]
