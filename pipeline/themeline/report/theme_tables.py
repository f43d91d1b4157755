"""The themes of a corpus: how common they are, when, together with what, and in which words."""

from collections import Counter
from collections.abc import Mapping
from itertools import combinations

import pandas as pd

from themeline.compare.trend import wilson_interval as wilson
from themeline.report.data import KeywordReportData


def themes_table(data: KeywordReportData, confidence: float) -> pd.DataFrame:
    """Return each theme with its sentences and documents, and Wilson intervals of its shares."""
    sentences, documents = len(data.sentences), len(data.documents)
    grouped = data.themes.groupby("theme")
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
    years = data.documents.set_index("doc")["year"]
    rows = data.themes.assign(year=data.themes["doc"].map(years).astype("Int64")).dropna(subset=["year"])
    table = rows.groupby(["theme", "year"])["doc"].nunique().rename("documents").reset_index()
    table["share"] = table["documents"] / table["year"].map(data.documents.groupby("year").size()).astype(float)
    table.insert(1, "name", [theme_name(key, data.theme_names) for key in table["theme"]])
    return table


def theme_pairs_table(data: KeywordReportData) -> pd.DataFrame:
    """Return how often two themes share a sentence, and the ratio to what independence would give (`lift`)."""
    by_sentence = data.themes.sort_values("theme").groupby(["doc", "sentence"])["theme"].agg(tuple)
    counts = Counter(pair for themes in by_sentence.tolist() for pair in combinations(themes, 2))
    alone = data.themes["theme"].value_counts()
    rows = [
        (theme, other, n, round(n * len(data.sentences) / (alone[theme] * alone[other]), 3))
        for (theme, other), n in counts.items()
    ]
    table = pd.DataFrame(rows, columns=["theme", "other", "sentences", "lift"])
    return table.sort_values(["sentences", "theme", "other"], ascending=[False, True, True]).reset_index(drop=True)


def term_themes_table(places: pd.DataFrame, themes: pd.DataFrame) -> pd.DataFrame:
    """Return `term`, `theme`, and in how many of the term's `sentences` and `documents` both occur."""
    joined = places[["term", "doc", "sentence"]].merge(themes[["doc", "sentence", "theme"]], on=["doc", "sentence"])
    grouped = joined.groupby(["term", "theme"])
    return pd.DataFrame({"sentences": grouped.size(), "documents": grouped["doc"].nunique()}).reset_index()


def theme_terms_table(
    data: KeywordReportData, term_themes: pd.DataFrame, places: pd.DataFrame, confidence: float
) -> pd.DataFrame:
    """Return the terms that a theme's sentences prefer.

    `ratio` is the share of the term's sentences that are of the theme over the theme's share of all sentences;
    `ratio_low` the same with the lower Wilson bound, by which the terms are ordered. Terms in fewer than two
    documents of the theme, or whose bound is not above 1, are left out.
    """
    table = term_themes[term_themes["documents"] >= 2].copy()
    if table.empty:
        return pd.DataFrame(columns=["name", *term_themes.columns, "ratio", "ratio_low"])
    totals = places.groupby("term").size()
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
    length = data.sentences.assign(length=data.sentences["text"].str.len())
    readable = length[length["length"].between(50, 400)]
    joined = data.themes.merge(readable[["doc", "sentence", "text"]], on=["doc", "sentence"])
    joined = joined.sort_values(["theme", "probability", "doc", "sentence"], ascending=[True, False, True, True])
    first = joined.drop_duplicates(["theme", "doc"]).groupby("theme").head(most)
    return first[["theme", "doc", "sentence", "probability", "text"]].reset_index(drop=True)


def theme_name(key: str, names: Mapping[str, str]) -> str:
    """Return what people call a theme."""
    return names.get(key) or key.replace("_", " ").capitalize()
