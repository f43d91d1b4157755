"""Dated statements in order, and the years that texts speak of beside the years in which they appeared."""

from collections.abc import Sequence

import pandas as pd

COLUMNS = ["earliest", "latest", "edtf", "date", "type", "doc", "published", "sentence", "text"]
COLUMNS += ["entities", "themes", "part_of"]
YEARS = ["doc", "published", "year", "mentions", "distance"]
WIDEST = 10


def timeline(
    documents: pd.DataFrame,
    sentences: pd.DataFrame,
    dates: pd.DataFrame,
    entities: pd.DataFrame | None = None,
    themes: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Put dated statements in the order of their dates.

    Args:
        documents: Columns doc, published.
        sentences: Columns doc, sentence, text.
        dates: Columns doc, sentence, start, text, type, edtf, earliest, latest, and part_of if known.
        entities: Columns doc, sentence, start, name; may be left out.
        themes: Columns doc, sentence, theme; may be left out.

    Returns:
        One row for each date with at least one known bound (DATE and TIME; open ends are empty strings), in the
        order of the first day covered, then the last, document and sentence. Columns: earliest, latest, edtf, date
        (as written), type, doc, published, sentence, text (of the sentence), entities and themes (names joined by
        "; "), part_of.
    """
    known = dates[dates["type"].isin(["DATE", "TIME"]) & ((dates["earliest"] != "") | (dates["latest"] != ""))]
    table = known.rename(columns={"text": "date"})
    if "part_of" not in table:
        table = table.assign(part_of="")
    table = table.merge(sentences[["doc", "sentence", "text"]], on=["doc", "sentence"], how="left")
    table = table.merge(documents[["doc", "published"]], on="doc", how="left")
    table = _joined(table, entities, "name", "entities", ["start"])
    table = _joined(table, themes, "theme", "themes", ["theme"])
    rows = table[["earliest", "latest", "doc", "sentence", "start"]].itertuples(index=False, name=None)
    keys = [(*_order(*row[:2]), *row[2:]) for row in rows]
    order = sorted(range(len(table)), key=keys.__getitem__)
    return table.iloc[order][COLUMNS].reset_index(drop=True)


def referenced_years(documents: pd.DataFrame, dates: pd.DataFrame) -> pd.DataFrame:
    """Count the years that each document speaks of beside the year in which it appeared.

    A date within one year counts for it; a range of up to ten years counts once for each; longer ones
    (decades, centuries) and open ones are left out.

    Args:
        documents: Columns doc, published.
        dates: Columns doc, type, earliest, latest.

    Returns:
        Columns doc, published, year, mentions, distance (year minus year of publication; missing without one).
    """
    rows = [
        (doc, year)
        for doc, kind, first, last in zip(dates["doc"], dates["type"], dates["earliest"], dates["latest"], strict=True)
        if kind in ("DATE", "TIME") and first and last
        for year in _years(first, last)
    ]
    counts = pd.DataFrame(rows, columns=["doc", "year"]).groupby(["doc", "year"], as_index=False).size()
    table = counts.rename(columns={"size": "mentions"}).merge(documents[["doc", "published"]], on="doc", how="left")
    published = pd.to_numeric(table["published"].fillna("").str[:4], errors="coerce").astype("Int64")
    table = table.assign(distance=table["year"].astype("Int64") - published)
    return table.sort_values(["doc", "year"])[YEARS].reset_index(drop=True)


def year_number(day: str) -> int:
    """Return the astronomical year of an ISO day, which may be before year 0."""
    return -int(day[1:5]) if day.startswith("-") else int(day[:4])


def _years(first: str, last: str) -> range:
    years = range(year_number(first), year_number(last) + 1)
    return years if len(years) <= WIDEST else range(0)


def _order(first: str, last: str) -> tuple[int, str, int, str]:
    """Sort by first day, an open beginning by its end."""
    start, end = first or last, last or first
    return year_number(start), start[-5:], year_number(end), end[-5:]


def _joined(
    table: pd.DataFrame, other: pd.DataFrame | None, column: str, name: str, order: Sequence[str]
) -> pd.DataFrame:
    """Add the names that a sentence holds, each once."""
    if other is None or other.empty:
        return table.assign(**{name: ""})
    unique = other.sort_values(["doc", "sentence", *order], kind="stable").drop_duplicates(["doc", "sentence", column])
    joined = unique.groupby(["doc", "sentence"])[column].agg("; ".join).rename(name).reset_index()
    merged = table.merge(joined, on=["doc", "sentence"], how="left")
    return merged.assign(**{name: merged[name].astype(object).fillna("")})
