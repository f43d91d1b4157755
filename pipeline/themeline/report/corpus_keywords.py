"""The keywords of a corpus: how they are written, who has them, how evenly, and when."""

import numpy as np
import pandas as pd
from scipy import sparse

from themeline.compare.dispersion import normalized_deviation, spread_of
from themeline.report.data import KeywordReportData

TERM_COLUMNS = [
    "rank", "term", "kind", "variants", "documents", "share", "count", "score", "dispersion", "first", "last",
    "keyword_documents", "author_documents",
]  # fmt: skip


def term_occurrences(data: KeywordReportData) -> pd.DataFrame:
    """Return one row for each keyword of each document: `term`, `keyword`, `doc`, `count`, `score`, `origin`, `year`.

    `term` brings together spellings that differ in case and plural; it is the most frequent of them.
    """
    rows = data.keywords[["doc", "keyword", "score", "count", "origin"]].copy()
    rows["key"] = rows["keyword"].map(_key)
    rows["term"] = rows["key"].map(_commonest(rows["key"], rows["keyword"]))
    years = data.documents.set_index("doc")["year"]
    return rows.assign(year=rows["doc"].map(years).astype("Int64")).drop(columns="key")


def candidates_table(occurrences: pd.DataFrame, most: int) -> pd.DataFrame:
    """Return the most promising terms: `term`, `variants`, `weight`, `keyword_documents`, by weight.

    The weight is the sum over documents of the keyword's score relative to the best score in that document.
    """
    text = occurrences[occurrences["origin"] == "text"]
    best = text.groupby("doc")["score"].transform("max")
    text = text.assign(weight=(text["score"] / best.where(best > 0, 1)).clip(0, 1))
    grouped = text.groupby("term")
    table = pd.DataFrame(
        {
            "variants": grouped["keyword"].agg(lambda names: " | ".join(sorted(set(names)))),
            "weight": grouped["weight"].sum(),
            "keyword_documents": grouped["doc"].nunique(),
        }
    )
    table = table.rename_axis("term").reset_index()
    order = ["weight", "keyword_documents", "term"]
    return table.sort_values(order, ascending=[False, False, True], kind="stable").head(most).reset_index(drop=True)


def terms_table(
    data: KeywordReportData, candidates: pd.DataFrame, occurrences: pd.DataFrame, places: pd.DataFrame
) -> pd.DataFrame:
    """Return the keywords of the corpus, best first, with `TERM_COLUMNS`.

    A document has a term when a sentence holds it, or when it is one of the document's keywords (from a heading).
    The score is the candidate's weight times log2(1 + documents): central to its documents, and shared by many.
    """
    table = candidates.copy()
    pairs = document_pairs(occurrences, places, table["term"])
    years = data.documents.set_index("doc")["year"]
    pairs["year"] = pairs["doc"].map(years).astype("Int64")
    grouped = pairs.groupby("term")
    table["documents"] = table["term"].map(grouped["doc"].size()).astype(int)
    table["count"] = table["term"].map(grouped["count"].sum()).astype(int)
    table["first"] = table["term"].map(grouped["year"].min()).astype("Int64")
    table["last"] = table["term"].map(grouped["year"].max()).astype("Int64")
    table["share"] = table["documents"] / max(len(data.documents), 1)
    table["score"] = (table["weight"] * np.log2(1 + table["documents"])).round(4)
    table["dispersion"] = table["term"].map(_dispersion(data.documents, pairs))
    table["author_documents"] = table["term"].map(_author_documents(occurrences)).fillna(0).astype(int)
    table["kind"] = _kinds(table["term"], data.entities)
    table = table.sort_values(["score", "documents", "term"], ascending=[False, False, True], kind="stable")
    table["rank"] = range(1, len(table) + 1)
    return table[TERM_COLUMNS].reset_index(drop=True)


def document_pairs(occurrences: pd.DataFrame, places: pd.DataFrame, terms: pd.Series) -> pd.DataFrame:
    """Return `term`, `doc` and `count` for every document that has a term."""
    text = occurrences[(occurrences["origin"] == "text") & occurrences["term"].isin(set(terms))]
    found = places.groupby(["term", "doc"])["hits"].sum().rename("count").reset_index()
    both = pd.concat([found, text[["term", "doc", "count"]]], ignore_index=True)
    return both.drop_duplicates(["term", "doc"]).sort_values(["term", "doc"]).reset_index(drop=True)


def term_years_table(documents: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    """Return `term`, `year`, `documents` and `share` (of that year's documents), where a term occurs."""
    rows = pairs.assign(year=pairs["doc"].map(documents.set_index("doc")["year"]).astype("Int64"))
    counts = rows.dropna(subset=["year"]).groupby(["term", "year"]).size().rename("documents").reset_index()
    totals = documents.groupby("year")["doc"].size()
    counts["share"] = counts["documents"] / counts["year"].map(totals).astype(float)
    return counts


def _key(keyword: str) -> str:
    words = keyword.casefold().split()
    if words and len(words[-1]) > 3 and words[-1].endswith("s") and not words[-1].endswith(("ss", "us", "is")):
        words[-1] = words[-1][:-1]
    return " ".join(words)


def _commonest(keys: pd.Series, names: pd.Series) -> dict[str, str]:
    counts = pd.DataFrame({"key": keys, "name": names}).value_counts().reset_index()
    counts = counts.sort_values(["count", "name"], ascending=[False, True], kind="stable")
    first = counts.drop_duplicates("key")
    return dict(zip(first["key"], first["name"], strict=True))


def _dispersion(documents: pd.DataFrame, text: pd.DataFrame) -> dict[str, float]:
    sizes = documents["tokens"].fillna(0).astype(float).to_numpy()
    if text.empty or not (sizes > 0).any():
        return {}
    terms = pd.Categorical(text["term"])
    rows = pd.Categorical(text["doc"], categories=documents["doc"]).codes
    weights = text["count"].clip(lower=1).to_numpy()
    counts = sparse.coo_array((weights, (rows, terms.codes)), shape=(len(documents), len(terms.categories))).tocsc()
    return dict(zip(terms.categories, normalized_deviation(spread_of(counts, sizes)).round(4), strict=True))


def _author_documents(occurrences: pd.DataFrame) -> pd.Series:
    author = occurrences[occurrences["origin"] == "author"]
    return author.groupby("term")["doc"].nunique()


def _kinds(terms: pd.Series, entities: pd.DataFrame) -> pd.Series:
    labels = entities.drop_duplicates("name").set_index("name")["label"]
    words = terms.str.count(r"\s") + 1
    plain = words.map(lambda count: "word" if count == 1 else "phrase")
    return terms.map(labels).fillna(plain)
