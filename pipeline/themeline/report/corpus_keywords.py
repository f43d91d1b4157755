"""The keywords of a corpus in its texts: which documents hold them, how evenly, and when."""

import numpy as np
import pandas as pd
from scipy import sparse

from themeline.compare.dispersion import normalized_deviation, spread_of
from themeline.keywords import aggregate_keywords
from themeline.keywords.trend import trend_test
from themeline.keywords.variants import merge_variants
from themeline.report.data import KeywordReportData

TERM_COLUMNS = [
    "rank", "term", "kind", "variants", "documents", "share", "count", "weight", "dispersion", "first", "last",
    "keyword_documents", "author_documents", "coverage",
]  # fmt: skip
TREND_COLUMNS = ["term", "direction", "slope", "p", "q", "documents", "first", "last"]


def candidates_table(data: KeywordReportData, most: int) -> pd.DataFrame:
    """Return the foremost of `aggregate_keywords`: its columns, with `term` for keyword, `keyword_documents`."""
    table = aggregate_keywords(data.keywords, data.documents).head(most)
    return table.rename(columns={"keyword": "term", "documents": "keyword_documents"}).reset_index(drop=True)


def spellings(table: pd.DataFrame) -> dict[str, list[str]]:
    """Return every spelling of each term, its own first."""
    rows = zip(table["term"], table["variants"], strict=True)
    return {term: [term, *(name for name in others.split(" | ") if name)] for term, others in rows}


def term_documents(data: KeywordReportData, candidates: pd.DataFrame, places: pd.DataFrame) -> pd.DataFrame:
    """Return `term`, `doc`, `count` and `year` for every document that has a term.

    It has it when a sentence holds it, or when it is one of the document's keywords (from a heading).
    """
    rows = merge_variants(data.keywords)
    text = rows[(rows["origin"] == "text") & rows["term"].isin(set(candidates["term"]))]
    found = places.groupby(["term", "doc"])["hits"].sum().rename("count").reset_index()
    both = pd.concat([found, text[["term", "doc", "count"]]], ignore_index=True).drop_duplicates(["term", "doc"])
    years = data.documents.set_index("doc")["year"]
    both["year"] = both["doc"].map(years).astype("Int64")
    return both.sort_values(["term", "doc"], kind="stable").reset_index(drop=True)


def terms_table(data: KeywordReportData, candidates: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    """Return the keywords of the corpus, best first, with `TERM_COLUMNS`.

    Rank, weight, author documents and coverage are those of `aggregate_keywords`; documents, count, dispersion and
    years are those of the texts that hold the term.
    """
    table = candidates.drop(columns=["share", "dispersion", "first", "last"])
    grouped = pairs.groupby("term")
    table["documents"] = table["term"].map(grouped.size()).astype(int)
    table["count"] = table["term"].map(grouped["count"].sum()).astype(int)
    table["first"] = table["term"].map(grouped["year"].min()).astype("Int64")
    table["last"] = table["term"].map(grouped["year"].max()).astype("Int64")
    table["share"] = table["documents"] / max(len(data.documents), 1)
    table["dispersion"] = table["term"].map(_dispersion(data.documents, pairs))
    table["kind"] = _kinds(table["term"], data.entities)
    return table[TERM_COLUMNS].reset_index(drop=True)


def term_years_table(documents: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    """Return `term`, `year`, `documents` and `share` (of that year's documents), where a term occurs."""
    counts = pairs.dropna(subset=["year"]).groupby(["term", "year"]).size().rename("documents").reset_index()
    totals = documents.groupby("year")["doc"].size()
    counts["share"] = counts["documents"] / counts["year"].map(totals).astype(float)
    return counts


def trends_table(terms: pd.DataFrame, pairs: pd.DataFrame, documents: pd.DataFrame, level: float) -> pd.DataFrame:
    """Return the trend of each term's share of documents over the years of publication, clearest first.

    `slope` (percentage points a year), `p` and `q` are those of the Cochran-Armitage test. `direction` is rising or
    falling when q is at most `level`; else new or vanished when all documents with the term are in the later or the
    earlier half of the corpus; else steady.
    """
    years = documents.set_index("doc")["year"].dropna().astype(int)
    dated = pairs[pairs["term"].isin(set(terms["term"]))].dropna(subset=["year"])
    tested = trend_test(dated, years, level)
    if tested.empty:
        return pd.DataFrame(columns=TREND_COLUMNS)
    table = terms[["term", "documents", "first", "last"]].merge(tested, on="term")
    table["direction"] = _directions(table, years)
    return table[TREND_COLUMNS].sort_values(["q", "term"], kind="stable").reset_index(drop=True)


def _directions(table: pd.DataFrame, years: pd.Series) -> pd.Series:
    reached = years.value_counts().sort_index().cumsum() / len(years)
    middle = int(reached[reached > 0.5].index[0])
    one_sided = np.select([table["first"] >= middle, table["last"] < middle], ["new", "vanished"], "steady")
    return table["trend"].where(table["trend"] != "steady", pd.Series(one_sided, index=table.index))


def _dispersion(documents: pd.DataFrame, pairs: pd.DataFrame) -> dict[str, float]:
    sizes = documents["tokens"].fillna(0).astype(float).to_numpy()
    if pairs.empty or not (sizes > 0).any():
        return {}
    terms = pd.Categorical(pairs["term"])
    rows = pd.Categorical(pairs["doc"], categories=documents["doc"]).codes
    weights = pairs["count"].clip(lower=1).to_numpy()
    counts = sparse.coo_array((weights, (rows, terms.codes)), shape=(len(documents), len(terms.categories))).tocsc()
    return dict(zip(terms.categories, normalized_deviation(spread_of(counts, sizes)).round(4), strict=True))


def _kinds(terms: pd.Series, entities: pd.DataFrame) -> pd.Series:
    labels = entities.drop_duplicates("name").set_index("name")["label"]
    plain = terms.str.contains(r"\s").map({True: "phrase", False: "word"})
    return terms.map(labels).astype(object).fillna(plain)
