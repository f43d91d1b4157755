"""Terms and themes year by year in each corpus, and whether they develop differently."""

from collections.abc import Mapping, Sequence

import pandas as pd

from themeline.compare import CorpusCounts, counts_by_year, trend_differences, trends
from themeline.report.theme_tables import theme_name

FEWEST_YEARS = 3
TIME_COLUMNS = [
    "layer", "term", "corpus", "year", "frequency", "per_million", "documents", "documents_total", "document_share",
    "document_share_low", "document_share_high",
]  # fmt: skip
DIFFERENCE_COLUMNS = ["layer", "term", "years", "slope", "p", "q", "development"]
TREND_COLUMNS = ["layer", "term", "corpus", "years", "first", "last", "slope", "p", "q", "trend"]


def time_table(corpora: Sequence[CorpusCounts], chosen: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """Count terms year by year: `TIME_COLUMNS`, with the Wilson interval of the share of documents.

    Args:
        corpora: The corpora; unless each has documents of at least three years, there is nothing to follow.
        chosen: `layer` and `term` of what to follow.
        names: The display names of themes.
    """
    years = [0 if corpus.is_list else corpus.documents["year"].nunique() for corpus in corpora]
    if chosen.empty or min(years, default=0) < FEWEST_YEARS:
        return pd.DataFrame(columns=TIME_COLUMNS)
    parts = [
        counts_by_year(corpora, str(layer), rows["term"].tolist()).assign(layer=layer)
        for layer, rows in chosen.groupby("layer", sort=False)
    ]
    table = pd.concat(parts, ignore_index=True)
    themes = table["layer"] == "theme"
    table["term"] = table["term"].where(~themes, table["term"].map(lambda key: theme_name(str(key), names)))
    return table[TIME_COLUMNS]


def time_trends(by_year: pd.DataFrame, names: Sequence[str]) -> pd.DataFrame:
    """Test the years: of two corpora their difference (`DIFFERENCE_COLUMNS`), of more each by itself."""
    columns = DIFFERENCE_COLUMNS if len(names) == 2 else TREND_COLUMNS
    if by_year.empty:
        return pd.DataFrame(columns=columns)
    tables = []
    for layer, rows in by_year.groupby("layer", sort=False):
        tested = _differences(rows, names) if len(names) == 2 else trends(rows)
        tables.append(tested.assign(layer=layer))
    table = pd.concat(tables, ignore_index=True)[columns]
    return table.sort_values("q", kind="stable").reset_index(drop=True)


def _differences(rows: pd.DataFrame, names: Sequence[str]) -> pd.DataFrame:
    table = trend_differences(rows, names[0], names[1]).rename(columns={"difference": "development"})
    return table.replace({"development": {"towards A": f"towards {names[0]}", "towards B": f"towards {names[1]}"}})
