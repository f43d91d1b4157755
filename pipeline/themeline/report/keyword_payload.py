"""What the script of the keyword report gets: keywords and entities with their numbers and sentences."""

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from themeline.report.cells import show_number, show_share
from themeline.report.data import KeywordReportData
from themeline.report.payload import Payload, document_labels, grouped
from themeline.report.settings import ReportSettings
from themeline.report.wording import listing

Tables = Mapping[str, pd.DataFrame]


def keyword_payload(data: KeywordReportData, tables: Tables, settings: ReportSettings) -> dict[str, Any]:
    """Return the payload of the page: see `Payload`."""
    payload = Payload(document_labels(data.documents))
    places = grouped(
        tables["evidence"], "term", lambda row: payload.place(row["doc"], row["text"], row["start"], row["end"])
    )
    names = dict(zip(tables["themes"]["theme"], tables["themes"]["name"], strict=True))
    mixes = grouped(tables["term_themes"], "term", lambda row: (names[row["theme"]], int(row["sentences"])))
    series = year_series(tables)
    for row in tables["terms"].head(settings.top_terms).to_dict("records"):
        term = str(row["term"])
        mix = sorted(mixes.get(term, []), key=lambda part: (-part[1], part[0]))[:8]
        evidence = [("Sentences", places.get(term, []))]
        payload.add(term, _term_facts(row), evidence, series.get(term, []), mix)
    for row in tables["entities"].head(settings.table_rows).to_dict("records"):
        name = str(row["name"])
        payload.add(name, _entity_facts(row), [("Sentences", places.get(name, []))])
    for row in tables["author_keywords"].head(settings.table_rows).to_dict("records"):
        facts = [("Given by authors", f"in {row['documents']:,} documents, extracted in {row['extracted']:,} of them")]
        payload.add(str(row["keyword"]), facts, [])
    examples = grouped(tables["theme_examples"], "theme", lambda row: payload.place(row["doc"], row["text"], 0, 0))
    for row in tables["themes"].to_dict("records"):
        payload.add(
            str(row["name"]), _theme_facts(row), [("Sentences that fit it best", examples.get(row["theme"], []))]
        )
    return payload.as_dict()


def year_series(tables: Tables) -> dict[str, list[float]]:
    """Return, for each term, the first year of the corpus, then its share of each year's documents."""
    term_years = tables["term_years"]
    if term_years.empty:
        return {}
    first, last = int(term_years["year"].min()), int(term_years["year"].max())
    series: dict[str, list[float]] = {}
    for term, year, share in term_years[["term", "year", "share"]].itertuples(index=False, name=None):
        values = series.setdefault(term, [first, *[0.0] * (last - first + 1)])
        values[int(year) - first + 1] = round(float(share), 4)
    return series


def _term_facts(row: Mapping[Any, Any]) -> Iterator[tuple[str, str]]:
    yield "Keyword", f"rank {row['rank']:,}, among the best of {row['keyword_documents']:,} documents"
    yield "Documents", f"{row['documents']:,} ({show_share(row['share'])}), {row['count']:,} hits"
    yield "Unevenness", show_number(row["dispersion"])
    if not pd.isna(row["first"]):
        yield "Years", f"{row['first']} to {row['last']}"
    if row["variants"]:
        yield "Also written", listing(str(row["variants"]).split(" | "), 8)


def _theme_facts(row: Mapping[Any, Any]) -> Iterator[tuple[str, str]]:
    low, high = show_share(row["sentence_low"]), show_share(row["sentence_high"])
    yield "Theme", f"{row['sentences']:,} sentences, {show_share(row['sentence_share'])} (from {low} to {high})"
    yield "Reach", f"{row['documents']:,} documents ({show_share(row['document_share'])})"


def _entity_facts(row: Mapping[Any, Any]) -> Iterator[tuple[str, str]]:
    yield "Entity", str(row["label"])
    yield "Mentions", f"{row['mentions']:,} in {row['documents']:,} documents ({show_share(row['share'])})"
    variants = str(row["variants"]).split(" | ")
    if len(variants) > 1:
        yield "Named as", listing(variants, 8)
