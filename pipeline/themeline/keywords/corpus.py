"""The keywords of a corpus: brought together over its documents, with their spread, their years and their company."""

import numpy as np
import pandas as pd

from themeline.keywords.company import describe_company
from themeline.keywords.trend import trend_test
from themeline.keywords.variants import looked_up, merge_variants

COLUMNS = (
    "rank", "keyword", "variants", "documents", "share", "mentions", "weight", "dispersion", "first", "last",
    "slope", "p", "q", "trend", "author_documents", "coverage",
)  # fmt: skip
LEVEL = 0.05


def aggregate_keywords(
    keywords: pd.DataFrame,
    documents: pd.DataFrame,
    sentences: pd.DataFrame | None = None,
    themes: pd.DataFrame | None = None,
    entities: pd.DataFrame | None = None,
    *,
    top: int = 200,
    level: float = LEVEL,
) -> pd.DataFrame:
    """Aggregate the keywords of documents to those of their corpus.

    Args:
        keywords: The table `keywords` (doc, rank, keyword, score, count, origin).
        documents: The table `documents` (doc, published, tokens).
        sentences: The table `sentences`; with it come example sentences and the columns below.
        themes: The table `themes`; with it comes the theme mix.
        entities: The table `entities`; with it come the names that stand in the same sentences.
        top: How many keywords sentences are searched for.
        level: The false discovery rate for `trend`.

    Returns:
        One row for each keyword, the foremost first:
        rank; keyword (its most frequent spelling) and variants (the others, joined by " | ");
        documents, and their share of all; mentions; weight: the sum over documents of 1 / log2(1 + rank);
        dispersion: the normalised deviation of proportions over documents (Gries 2008, Lijffijt and Gries 2012), 0 for
        a keyword as evenly spread as the text, 1 for one that only the shortest document has;
        first, last: years; slope: change of the share of documents in percentage points a year; p, q, trend: the
        Cochran-Armitage test, its Benjamini-Hochberg value, and rising, falling or steady (empty with one year);
        author_documents: documents whose authors name it; coverage: share of the documents that have this keyword
        or one ranked before it. With sentences: themes, entities (the five foremost, with counts) and examples.
    """
    rows = merge_variants(keywords)
    text = rows[rows["origin"] == "text"].drop_duplicates(["doc", "term"])
    if text.empty:
        return pd.DataFrame(columns=list(COLUMNS))
    years = _years(documents)
    table = _counts(text, len(documents))
    table["dispersion"] = _dispersion(text, documents, table["term"])
    dated = text.assign(year=looked_up(text["doc"], years)).dropna(subset=["year"])
    table["first"] = table["term"].map(dated.groupby("term")["year"].min()).astype("Int64")
    table["last"] = table["term"].map(dated.groupby("term")["year"].max()).astype("Int64")
    table = table.merge(trend_test(dated, years, level), on="term", how="left")
    author = rows[rows["origin"] == "author"].groupby("term")["doc"].nunique()
    table["author_documents"] = table["term"].map(author).fillna(0).astype("int64")
    table["coverage"] = _coverage(text, table["term"], len(documents))
    table = table.rename(columns={"term": "keyword"})[list(COLUMNS)]
    if sentences is None:
        return table
    return table.merge(describe_company(table.head(top), sentences, themes, entities), on="keyword", how="left")


def _years(documents: pd.DataFrame) -> pd.Series:
    """Return the year of publication of each document that has one."""
    published = documents.set_index("doc")["published"].astype("string").str.extract(r"^(\d{4})", expand=False)
    return published.dropna().astype("int64")


def _counts(text: pd.DataFrame, documents: int) -> pd.DataFrame:
    grouped = text.assign(weight=1.0 / np.log2(1.0 + text["rank"].astype(float))).groupby("term", sort=True)
    table = pd.DataFrame(
        {
            "variants": grouped["variants"].first(),
            "documents": grouped["doc"].nunique(),
            "mentions": grouped["count"].sum(),
            "weight": grouped["weight"].sum().round(6),
        }
    ).reset_index()
    table["share"] = table["documents"] / documents
    table = table.sort_values(["weight", "documents", "term"], ascending=[False, False, True], kind="stable")
    return table.assign(rank=np.arange(1, len(table) + 1)).reset_index(drop=True)


def _dispersion(text: pd.DataFrame, documents: pd.DataFrame, terms: pd.Series) -> pd.Series:
    """DP = half the sum of |v / f - s| over documents, over 1 - min s; only documents with the term are visited."""
    sizes = documents.set_index("doc")["tokens"].astype(float).clip(lower=1.0)
    shares = sizes / sizes.sum()
    if len(shares) < 2:
        return pd.Series(0.0, index=terms.index)
    size = looked_up(text["doc"], shares)
    part = text["count"] / text.groupby("term")["count"].transform("sum")
    sums = pd.DataFrame({"term": text["term"], "gap": (part - size).abs(), "size": size}).groupby("term").sum()
    deviation = 0.5 * (sums["gap"] + 1.0 - sums["size"]) / (1.0 - shares.min())
    return terms.map(deviation).clip(0.0, 1.0).round(6)


def _coverage(text: pd.DataFrame, terms: pd.Series, documents: int) -> pd.Series:
    """Return the share of the documents that one of the terms up to each one describes."""
    place = looked_up(text["term"], pd.Series(range(len(terms)), index=terms.to_numpy()))
    best = place.groupby(text["doc"]).min()
    newly = best.value_counts().reindex(range(len(terms)), fill_value=0)
    return pd.Series(newly.cumsum().to_numpy() / documents, index=terms.index)
