"""A corpus in a dozen numbers."""

import pandas as pd

from themeline.keywords.variants import term_key
from themeline.report.data import KeywordReportData


def summary_table(data: KeywordReportData) -> pd.DataFrame:
    """Return `measure` and `value`: sizes, years, and how much was found."""
    years = data.documents["year"].dropna()
    text = data.keywords.loc[data.keywords["origin"] == "text", "keyword"].unique()
    coded = data.themes.drop_duplicates(["doc", "sentence"])
    rows = [
        ("documents", len(data.documents)),
        ("tokens", int(data.documents["tokens"].fillna(0).sum())),
        ("sentences", len(data.sentences)),
        ("first year", int(years.min()) if len(years) else None),
        ("last year", int(years.max()) if len(years) else None),
        ("documents with a year", len(years)),
        ("keywords", len(set(map(term_key, text)))),
        ("entity mentions", len(data.entities)),
        ("entities", data.entities["name"].nunique()),
        ("dates", len(data.dates)),
        ("sentences with a theme", len(coded)),
        ("duplicates", data.duplicates["doc"].nunique()),
        ("failures", len(data.failures)),
    ]
    return pd.DataFrame(rows, columns=["measure", "value"]).astype({"value": "Int64"})


def summary_values(table: pd.DataFrame) -> dict[str, int | None]:
    """Return the summary as a mapping; a missing year is None."""
    return {
        str(measure): None if pd.isna(value) else int(value)
        for measure, value in zip(table["measure"], table["value"], strict=True)
    }
