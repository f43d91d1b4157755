"""The years that a corpus speaks of, beside the years in which it was published, and its dated statements in order."""

import pandas as pd

from themeline.dates import timeline
from themeline.report.data import KeywordReportData

TOLD = 100
TIMELINE_COLUMNS = ["value", "earliest", "latest", "date", "published", "quote", "entities", "themes", "part_of", "doc"]
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
    exact = _exact(data)
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


def timeline_table(data: KeywordReportData, events: pd.DataFrame) -> pd.DataFrame:
    """Return the dated statements behind the foremost events in the order of their dates.

    Columns: those of `TIMELINE_COLUMNS`: the date in EDTF, its first and last day, the date as written, the
    document's own date, the sentence with its entities and themes (joined by "; "), and the name that the date is a
    part of.
    """
    chosen = events.head(TOLD)
    told = _exact(data).merge(chosen[["value", "doc", "sentence"]], on=["value", "doc", "sentence"])
    told = told.drop_duplicates(["value", "doc", "sentence"])
    held = told[["doc", "sentence"]].drop_duplicates()
    parts = (frame.merge(held, on=["doc", "sentence"]) for frame in (data.sentences, data.entities, _named(data)))
    sentences, entities, themes = parts
    table = timeline(data.documents, sentences, told, entities, themes)
    return table.rename(columns={"text": "quote", "edtf": "value"})[TIMELINE_COLUMNS]


def _named(data: KeywordReportData) -> pd.DataFrame:
    """The themes by the names that a reader knows."""
    return data.themes.assign(theme=data.themes["theme"].map(lambda key: data.theme_names.get(key, key)))


def _exact(data: KeywordReportData) -> pd.DataFrame:
    """The dates that name a day or a month."""
    dated = _dated(data.dates)
    return dated[dated["value"].str.fullmatch(r"\d{4}-\d{2}(?:-\d{2})?")]


def _dated(dates: pd.DataFrame) -> pd.DataFrame:
    chosen = dates[(dates["type"].isin(["DATE", "TIME"])) & (dates["earliest"] != "") & (dates["latest"] != "")]
    first, last = chosen["earliest"].str[:4], chosen["latest"].str[:4]
    inside = chosen[(first == last) & first.str.fullmatch(r"\d{4}")]
    return inside.assign(year=inside["earliest"].str[:4].astype(int))
