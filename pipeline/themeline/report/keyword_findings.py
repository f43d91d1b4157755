"""The findings of a keyword report in plain words, made from its tables and nothing else."""

from collections.abc import Iterator, Mapping

import pandas as pd

from themeline.report.change_findings import change_findings
from themeline.report.summary import summary_values
from themeline.report.wording import count, listing, percent

Tables = Mapping[str, pd.DataFrame]


def corpus_findings(corpus: str, tables: Tables, since: str = "") -> list[str]:
    """Return the findings, the most general first; what is not known is not said.

    Args:
        corpus: The name of the corpus.
        tables: What `keyword_report_tables` returned.
        since: The batch whose changes come first, if the report is about them.
    """
    summary = summary_values(tables["summary"])
    return [sentence for sentence in _findings(corpus, tables, summary, since) if sentence]


def _findings(corpus: str, tables: Tables, summary: Mapping[str, int | None], since: str) -> Iterator[str]:
    yield _size(corpus, summary)
    if since:
        yield from change_findings(tables["changes"], since)
    yield _foremost(tables["terms"], summary["documents"] or 0)
    yield _themes(tables["themes"])
    yield _actors(tables["entities"])
    yield _change(tables["trends"])
    yield _references(tables["years"])
    yield _warnings(tables["health"])


def _size(corpus: str, summary: Mapping[str, int | None]) -> str:
    first, last = summary["first year"], summary["last year"]
    span = "" if first is None else f", published in {first}" if first == last else f", published {first} to {last}"
    dated, documents = summary["documents with a year"] or 0, summary["documents"] or 0
    if span and dated < documents:
        span += f" where the year is known ({dated:,} of {documents:,})"
    return (
        f"The corpus “{corpus}” holds {count(summary['documents'] or 0, 'document')} with "
        f"{count(summary['tokens'] or 0, 'token')} in {count(summary['sentences'] or 0, 'sentence')}{span}."
    )


def _foremost(terms: pd.DataFrame, documents: int) -> str:
    if terms.empty:
        return ""
    common = terms.head(20).sort_values(["documents", "weight"], ascending=False, kind="stable")
    widest = common.iloc[0]
    text = f"Its foremost keywords are {listing(terms['term'].head(6).tolist(), 6)}."
    if widest["documents"] < 2:
        return f"{text} None of the foremost is in two documents: the texts are about different things."
    shared = f"{widest['term']}, in {widest['documents']:,} of {documents:,} documents"
    return f"{text} Of the foremost twenty, the most widely shared is {shared}."


def _themes(themes: pd.DataFrame) -> str:
    if themes.empty:
        return ""
    parts = [f"{row['name']} ({percent(row['sentence_share'])})" for row in themes.head(3).to_dict("records")]
    wide = themes.sort_values("document_share", ascending=False, kind="stable").iloc[0]
    text = f"Counted by sentences, the commonest themes are {listing(parts)}."
    return text + f" {wide['name']} reaches the most documents: {percent(wide['document_share'])} of them."


def _actors(entities: pd.DataFrame) -> str:
    parts = []
    for labels, words in (
        (("GPE", "LOC"), "places"),
        (("ORG",), "organisations"),
        (("LAW", "POLICY"), "laws and policies"),
    ):
        chosen = entities[entities["label"].isin(labels) & (entities["documents"] > 1)].head(3)
        if len(chosen):
            counted = [f"{name} ({n:,})" for name, n in zip(chosen["name"], chosen["documents"], strict=True)]
            parts.append(f"among {words} {listing(counted)}")
    return f"Named in most documents are {'; '.join(parts)}." if parts else ""


def _change(trends: pd.DataFrame) -> str:
    if trends.empty:
        return "The documents' years are too few for a statement about change over time."
    parts = []
    for direction, words in (("rising", "On the rise"), ("falling", "Falling"), ("new", "New in the later half")):
        names = trends.loc[trends["direction"] == direction, "term"].tolist()
        if names:
            verb = "is" if len(names) == 1 else "are"
            parts.append(f"{words} {verb} {listing(names, 4)}.")
    if not {"rising", "falling"} & set(trends["direction"]):
        parts.insert(0, f"No trend stands up to correction for the {count(len(trends), 'keyword')} tested.")
    return " ".join(parts)


def _references(years: pd.DataFrame) -> str:
    mentioned = years[years["documents"] > 1]
    if mentioned.empty:
        return ""
    best = mentioned.sort_values(["documents", "year"], ascending=False).iloc[0]
    return f"The year most referred to is {best['year']}, in {count(int(best['documents']), 'document')}."


def _warnings(health: pd.DataFrame) -> str:
    warned = health[health["level"] == "warning"]
    if warned.empty:
        return ""
    parts = [f"{row['check'].lower()} ({row['documents']:,})" for row in warned.to_dict("records")]
    return f"To be kept in mind: {listing(parts, 6)}; see Data health."
