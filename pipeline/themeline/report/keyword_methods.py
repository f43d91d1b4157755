"""The methods paragraph of the keyword report, with the numbers of this report."""

from collections.abc import Mapping

import pandas as pd

from themeline.report.literature import cite
from themeline.report.settings import ReportSettings

WORKS = ("honnibal2020", "gries2008", "lijffijt2012", "wilson1927", "armitage1955", "benjamini1995", "bouma2009")

LIMITS = (
    "Keywords are chosen document by document; the counts then cover every text that holds one of its spellings.",
    "Intervals of sentence shares take sentences as independent; those of one document are not quite.",
    "Themes are given by a trained classifier; its measured accuracy is in the model card, not in the intervals.",
    "A trend says that a share changed, not why: the make-up of the corpus may have changed with the years.",
)


def methods(tables: Mapping[str, pd.DataFrame], settings: ReportSettings) -> list[str]:
    """Return what was done, in sentences."""
    tested = len(tables["trends"])
    return [
        f"Texts were parsed with spaCy {cite('honnibal2020')}. Keywords were extracted from every document and brought "
        "together across documents when they differ in case, hyphens or plural only; they are ranked by the sum over "
        "documents of 1/log2(1 + rank). A document has a keyword when one of its sentences holds it. Unevenness is "
        f"DPnorm {cite('gries2008', 'lijffijt2012')}. Prevalence of themes is given with Wilson intervals at "
        f"{settings.confidence:.0%} {cite('wilson1927')}.",
        f"Trends of {tested:,} keywords in their share of documents were tested with the Cochran-Armitage test "
        f"{cite('armitage1955')}; p-values were adjusted for {tested:,} tests to control the false discovery rate at "
        f"{settings.level} {cite('benjamini1995')}. Association of entities is NPMI over sentences "
        f"{cite('bouma2009')}.",
    ]
