"""The keywords of a corpus in its texts: which documents hold them, how evenly, and when."""

import numpy as np
import pandas as pd
from scipy import sparse

from themeline.compare.dispersion import normalized_deviation, spread_of
from themeline.keywords import aggregate_keywords
from themeline.keywords.trend import trend_test
from themeline.keywords.variants import looked_up, merge_variants
from themeline.report.data import KeywordReportData
from themeline.report.occurrence import Sparse, counts_by_document, doc_codes
from themeline.report.search import Places

TERM_COLUMNS = [
    "rank", "term", "kind", "variants", "documents", "share", "count", "weight", "dispersion", "first", "last",
    "keyword_documents", "author_documents", "coverage",
]  # fmt: skip
FEWEST_DATED = 10
TREND_COLUMNS = ["term", "direction", "slope", "p", "q", "documents", "first", "last"]


def candidates_table(data: KeywordReportData, most: int) -> pd.DataFrame:
    """Return the foremost of `aggregate_keywords`: its columns, with `term` for keyword, `keyword_documents`."""
    table = aggregate_keywords(data.keywords, data.documents).head(most)
    return table.rename(columns={"keyword": "term", "documents": "keyword_documents"}).reset_index(drop=True)


def spellings(table: pd.DataFrame) -> dict[str, list[str]]:
    """Return every spelling of each term, its own first."""
    rows = zip(table["term"], table["variants"], strict=True)
    return {term: [term, *(name for name in others.split(" | ") if name)] for term, others in rows}


def term_documents(data: KeywordReportData, places: Places) -> Sparse:
    """Return terms × documents: how often a document has a term.

    It has it when a sentence holds it, or when it is one of the document's keywords (from a heading).
    """
    found = counts_by_document(places, data)
    rows = merge_variants(data.keywords.loc[data.keywords["origin"] == "text", ["doc", "keyword", "count"]])
    numbers = pd.Series(range(len(places.terms)), index=places.terms)
    term = looked_up(rows["term"], numbers).fillna(-1).to_numpy(dtype=np.int32)
    doc, count = doc_codes(rows).astype(np.int32), rows["count"].clip(lower=1).to_numpy(dtype=np.int32)
    given = sparse.csr_array((count[term >= 0], (term[term >= 0], doc[term >= 0])), shape=found.shape)
    return (found + given - given.multiply(found > 0)).tocsr()


def terms_table(data: KeywordReportData, candidates: pd.DataFrame, held: Sparse) -> pd.DataFrame:
    """Return the keywords of the corpus, best first, with `TERM_COLUMNS`.

    Rank, weight, author documents and coverage are those of `aggregate_keywords`; documents, count, dispersion and
    years are those of the texts that hold the term.
    """
    table = candidates.drop(columns=["share", "dispersion", "first", "last"])
    years = _term_years(data.documents, held)
    table["documents"] = np.diff(held.indptr)
    table["count"] = np.asarray(held.sum(axis=1), dtype=np.int64)
    table["first"] = years.groupby("number")["year"].min().reindex(table.index).astype("Int64")
    table["last"] = years.groupby("number")["year"].max().reindex(table.index).astype("Int64")
    table["share"] = table["documents"] / max(len(data.documents), 1)
    table["dispersion"] = _dispersion(data.documents, held)
    table["kind"] = _kinds(table["term"], data.entities)
    return table[TERM_COLUMNS].reset_index(drop=True)


def term_years_table(documents: pd.DataFrame, terms: pd.Series, held: Sparse) -> pd.DataFrame:
    """Return `term`, `year`, `documents` and `share` (of that year's documents), where a term occurs."""
    counts = _term_years(documents, held)
    counts.insert(0, "term", terms.to_numpy(dtype=object)[counts["number"]])
    totals = documents.groupby("year")["doc"].size()
    counts["share"] = counts["documents"] / counts["year"].map(totals).astype(float)
    return counts.drop(columns="number").sort_values(["term", "year"], kind="stable").reset_index(drop=True)


def trends_table(terms: pd.DataFrame, held: Sparse, documents: pd.DataFrame, level: float) -> pd.DataFrame:
    """Return the trend of each term's share of documents over the years of publication, clearest first.

    `slope` (percentage points a year), `p` and `q` are those of the Cochran-Armitage test. `direction` is rising or
    falling when q is at most `level`; else new or vanished when all documents with the term are in the later or the
    earlier half of the corpus; else steady. Nothing is tested when fewer than ten documents have a year.

    Args:
        terms: The terms to test, indexed by their rows in `held`.
        held: What `term_documents` returned.
        documents: The documents, with `year`.
        level: The false discovery rate.
    """
    pairs = held[terms.index.to_numpy()].tocoo()
    years = documents["year"].astype("float").to_numpy()
    names = pd.Categorical.from_codes(pairs.row, pd.Index(terms["term"]))
    dated = pd.DataFrame({"term": names, "year": years[pairs.col]})
    known = pd.Series(years).dropna().astype(int)
    tested = trend_test(dated.dropna(subset=["year"]), known, level)
    if tested.empty or len(known) < FEWEST_DATED:
        return pd.DataFrame(columns=TREND_COLUMNS)
    tested["term"] = tested["term"].astype(terms["term"].dtype)
    table = terms[["term", "documents", "first", "last"]].merge(tested, on="term")
    table["direction"] = _directions(table, known)
    return table[TREND_COLUMNS].sort_values(["q", "term"], kind="stable").reset_index(drop=True)


def _term_years(documents: pd.DataFrame, held: Sparse) -> pd.DataFrame:
    """Count the documents of each term and year: `number` (of the term), `year`, `documents`."""
    years = documents["year"].astype("float").to_numpy()
    known = np.unique(years[~np.isnan(years)]).astype(np.int64)
    pairs = held.tocoo()
    dated = ~np.isnan(years[pairs.col])
    cells = pairs.row[dated].astype(np.int64) * len(known) + np.searchsorted(known, years[pairs.col[dated]])
    counts = np.bincount(cells, minlength=held.shape[0] * len(known))
    some = np.flatnonzero(counts)
    width = max(len(known), 1)
    return pd.DataFrame({"number": some // width, "year": known[some % width], "documents": counts[some]})


def _directions(table: pd.DataFrame, years: pd.Series) -> pd.Series:
    reached = years.value_counts().sort_index().cumsum() / len(years)
    middle = int(reached[reached > 0.5].index[0])
    one_sided = np.select([table["first"] >= middle, table["last"] < middle], ["new", "vanished"], "steady")
    return table["trend"].where(table["trend"] != "steady", pd.Series(one_sided, index=table.index))


def _dispersion(documents: pd.DataFrame, held: Sparse) -> "np.typing.NDArray[np.float64]":
    sizes = documents["tokens"].fillna(0).astype(float).to_numpy()
    if not held.nnz or not (sizes > 0).any():
        return np.full(held.shape[0], np.nan)
    return np.asarray(normalized_deviation(spread_of(held.T.tocsc(), sizes)).round(4), dtype=np.float64)


def _kinds(terms: pd.Series, entities: pd.DataFrame) -> pd.Series:
    labels = entities.drop_duplicates("name").set_index("name")["label"]
    plain = terms.str.contains(r"\s").map({True: "phrase", False: "word"})
    return terms.map(labels).astype(object).fillna(plain)
