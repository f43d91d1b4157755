"""The themes of a corpus: how common they are, when, together with what, and in which words."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from scipy import sparse

from themeline.compare.proportions import wilson_interval as wilson
from themeline.report.data import KeywordReportData
from themeline.report.occurrence import Sparse, doc_codes, incidence, pairs_of, sentence_rows
from themeline.report.search import READABLE, Places


def themes_table(data: KeywordReportData, confidence: float) -> pd.DataFrame:
    """Return each theme with its sentences and documents, and Wilson intervals of its shares."""
    sentences, documents = len(data.sentences), len(data.documents)
    grouped = data.themes.groupby("theme", observed=True)
    table = pd.DataFrame({"sentences": grouped.size(), "documents": grouped["doc"].nunique()}).reset_index()
    table["name"] = [theme_name(key, data.theme_names) for key in table["theme"]]
    for unit, total in (("sentence", sentences), ("document", documents)):
        hits = table[f"{unit}s"].to_numpy()
        low, high = wilson(hits, [total] * len(hits), confidence)
        table[f"{unit}_share"], table[f"{unit}_low"], table[f"{unit}_high"] = hits / max(total, 1), low, high
    columns = ["theme", "name", "sentences", "sentence_share", "sentence_low", "sentence_high"]
    columns += ["documents", "document_share", "document_low", "document_high"]
    return table.sort_values(["sentences", "theme"], ascending=[False, True], kind="stable")[columns].reset_index(
        drop=True
    )


def theme_years_table(data: KeywordReportData) -> pd.DataFrame:
    """Return `theme`, `name`, `year`, `documents`, and `share` of that year's documents."""
    years = data.documents["year"].array[doc_codes(data.themes)]
    rows = data.themes[["theme", "doc"]].assign(year=years).dropna(subset=["year"])
    table = rows.groupby(["theme", "year"], observed=True)["doc"].nunique().rename("documents").reset_index()
    table["share"] = table["documents"] / table["year"].map(data.documents.groupby("year").size()).astype(float)
    table.insert(1, "name", [theme_name(key, data.theme_names) for key in table["theme"]])
    return table


def sentence_themes(data: KeywordReportData) -> tuple[list[str], Sparse]:
    """Return the themes' keys, sorted, and sentences × themes: 1 where a sentence has the theme."""
    codes, keys = pd.factorize(data.themes["theme"], sort=True)
    rows = sentence_rows(data.themes, data.sentences)
    return [str(key) for key in keys], incidence(codes.astype(np.int64), rows, (len(data.sentences), len(keys)))


def theme_pairs_table(data: KeywordReportData, keys: Sequence[str], held: Sparse) -> pd.DataFrame:
    """Return how often two themes share a sentence, and the ratio to what independence would give (`lift`)."""
    table = pairs_of(held, keys)
    alone = dict(zip(keys, held.sum(axis=0).tolist(), strict=True))
    expected = table["name"].map(alone) * table["other"].map(alone) / max(len(data.sentences), 1)
    table["lift"] = (table["sentences"] / expected).astype(float).round(3)
    names = {key: theme_name(key, data.theme_names) for key in keys}
    return table.assign(name=table["name"].map(names), other=table["other"].map(names))


def term_themes_table(data: KeywordReportData, places: Places, keys: Sequence[str], held: Sparse) -> pd.DataFrame:
    """Return `term`, `theme`, and in how many of the term's `sentences` and `documents` both occur."""
    shape = (len(places.terms), len(data.sentences))
    where = sparse.csr_array((np.ones(len(places.term), dtype=np.int64), (places.term, places.row)), shape=shape)
    docs = incidence(doc_codes(data.sentences), np.arange(shape[1]), (shape[1], len(data.documents)))
    parts, themed = [], held.tocsc()
    for number, key in enumerate(keys):
        rows = themed.indices[themed.indptr[number] : themed.indptr[number + 1]]
        here = where[:, rows]
        sentences, documents = here.sum(axis=1), np.diff((here @ docs[rows]).tocsr().indptr)
        terms = np.flatnonzero(sentences)
        parts.append(pd.DataFrame({"number": terms, "theme": key, "sentences": sentences[terms],
                                   "documents": documents[terms]}))  # fmt: skip
    columns = ["term", "theme", "sentences", "documents"]
    table = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=["number", *columns[1:]])
    table = table.sort_values(["number", "theme"], kind="stable").reset_index(drop=True)
    table["term"] = [places.terms[number] for number in table["number"]]
    return table[columns]


def theme_terms_table(
    data: KeywordReportData, term_themes: pd.DataFrame, places: Places, confidence: float
) -> pd.DataFrame:
    """Return the terms that a theme's sentences prefer.

    `ratio` is the share of the term's sentences that are of the theme over the theme's share of all sentences;
    `ratio_low` the same with the lower Wilson bound, by which the terms are ordered. Terms in fewer than two
    documents of the theme, or whose bound is not above 1, are left out.
    """
    table = term_themes[term_themes["documents"] >= 2].copy()
    if table.empty:
        return pd.DataFrame(columns=["name", *term_themes.columns, "ratio", "ratio_low"])
    totals = pd.Series(places.sentences(), index=pd.Index(places.terms, dtype=object))
    base = data.themes["theme"].value_counts() / max(len(data.sentences), 1)
    trials = table["term"].map(totals)
    low, _ = wilson(table["sentences"], trials, confidence)
    expected = table["theme"].map(base)
    table["ratio"] = (table["sentences"] / trials / expected).round(3)
    table["ratio_low"] = (low / expected).round(3)
    table = table[table["ratio_low"] > 1]
    table.insert(0, "name", [theme_name(key, data.theme_names) for key in table["theme"]])
    order = ["theme", "ratio_low", "term"]
    return table.sort_values(order, ascending=[True, False, True], kind="stable").reset_index(drop=True)


def theme_examples_table(data: KeywordReportData, most: int) -> pd.DataFrame:
    """Return the sentences that a theme fits best, from different documents: `theme`, `doc`, `sentence`, `text`."""
    rows, texts = sentence_rows(data.themes, data.sentences), data.sentences["text"]
    length = texts.str.len().to_numpy(dtype=np.int64)
    readable = (rows >= 0) & (length[rows] >= READABLE[0]) & (length[rows] <= READABLE[1])
    joined = data.themes.loc[readable, ["theme", "doc", "sentence", "probability"]].assign(row=rows[readable])
    joined = joined.assign(same=pd.factorize(texts)[0][joined["row"]])
    joined = joined.sort_values(["theme", "probability", "doc", "sentence"], ascending=[True, False, True, True])
    joined = joined.drop_duplicates(["theme", "same"])
    first = joined.drop_duplicates(["theme", "doc"]).groupby("theme").head(most).reset_index(drop=True)
    return first.drop(columns=["row", "same"]).assign(text=texts.array.take(first["row"]))


def theme_name(key: str, names: Mapping[str, str]) -> str:
    """Return what people call a theme."""
    return names.get(key) or key.replace("_", " ").capitalize()
