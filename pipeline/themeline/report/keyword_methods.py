"""The methods paragraph of the keyword report, with the numbers of this report."""

from collections.abc import Mapping

import pandas as pd

from themeline.report.literature import cite
from themeline.report.settings import ReportSettings

WORKS = ("honnibal2020", "gries2008", "lijffijt2012", "wilson1927", "mann1945", "sen1968", "benjamini1995", "bouma2009")

LIMITS = (
    "A keyword's documents are those in which it is among the best; it may occur in others.",
    "Intervals of sentence shares take sentences as independent; those of one document are not quite.",
    "Themes are given by a trained classifier; its measured accuracy is in the model card, not in the intervals.",
    "A trend says that a share changed, not why: the make-up of the corpus may have changed with the years.",
)


def methods(tables: Mapping[str, pd.DataFrame], settings: ReportSettings) -> list[str]:
    """Return what was done, in sentences."""
    tested = len(tables["trends"])
    return [
        f"Texts were parsed with spaCy {cite('honnibal2020')}. Keywords were extracted from every document and brought "
        "together across documents when they differ in case or plural only; the score of a keyword is the sum over "
        "documents of its score relative to the document's best. Unevenness is DPnorm "
        f"{cite('gries2008', 'lijffijt2012')}. Prevalence of themes is given with Wilson intervals at "
        f"{settings.confidence:.0%} {cite('wilson1927')}.",
        f"Trends of {tested:,} keywords were tested on their yearly share of documents with the Mann-Kendall test "
        f"{cite('mann1945')} and estimated with the Theil-Sen slope {cite('sen1968')}; p-values were adjusted for "
        f"{tested:,} tests to control the false discovery rate at {settings.level} {cite('benjamini1995')}. "
        f"Association of entities is NPMI over sentences {cite('bouma2009')}.",
    ]
