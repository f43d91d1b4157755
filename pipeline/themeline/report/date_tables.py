"""The years that a corpus speaks of, beside the years in which it was published."""

import pandas as pd

from themeline.report.data import KeywordReportData

EVENT_COLUMNS = ["value", "year", "mentions", "documents", "doc", "sentence", "quote"]


def years_table(data: KeywordReportData) -> pd.DataFrame:
    """Return `year`, `published` (documents), `mentions` and `documents` that refer to it.

    An expression refers to a year when it names a day, month, season or the year itself: all that it covers lies in it.
    """
    dated = _dated(data.dates)
    published = data.documents["year"].dropna().astype(int).value_counts()
    grouped = dated.groupby("year")
    table = pd.DataFrame({"published": published, "mentions": grouped.size(), "documents": grouped["doc"].nunique()})
    return table.rename_axis("year").fillna(0).astype(int).reset_index().sort_values("year").reset_index(drop=True)


def events_table(data: KeywordReportData) -> pd.DataFrame:
    """Return the days and months that most documents refer to, each with a sentence that does."""
    dated = _dated(data.dates)
    exact = dated[dated["value"].str.fullmatch(r"\d{4}-\d{2}(?:-\d{2})?")]
    if exact.empty:
        return pd.DataFrame(columns=EVENT_COLUMNS)
    grouped = exact.groupby("value")
    table = pd.DataFrame({"mentions": grouped.size(), "documents": grouped["doc"].nunique()}).reset_index()
    first = exact.sort_values(["value", "doc", "start"]).drop_duplicates("value")
    table = table.merge(first[["value", "year", "doc", "sentence"]], on="value")
    sentences = data.sentences[["doc", "sentence", "text"]].rename(columns={"text": "quote"})
    table = table.merge(sentences, on=["doc", "sentence"], how="left")
    order = ["documents", "mentions", "value"]
    return table.sort_values(order, ascending=[False, False, True])[EVENT_COLUMNS].reset_index(drop=True)


def _dated(dates: pd.DataFrame) -> pd.DataFrame:
    chosen = dates[(dates["type"].isin(["DATE", "TIME"])) & (dates["earliest"] != "") & (dates["latest"] != "")]
    first, last = chosen["earliest"].str[:4], chosen["latest"].str[:4]
    inside = chosen[(first == last) & first.str.fullmatch(r"\d{4}")]
    return inside.assign(year=inside["earliest"].str[:4].astype(int))
