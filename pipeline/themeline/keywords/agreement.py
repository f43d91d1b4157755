"""How far the extracted keywords agree with the authors' own."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from themeline.keywords.folding import REMEMBERED
from themeline.keywords.variants import is_acronym_of, merge_variants

DEPTHS = (5, 10)
FOUND = ("same", "acronym")


@dataclass(frozen=True, slots=True)
class AuthorAgreement:
    """Extracted keywords beside the authors'.

    Attributes:
        documents: doc, depth, hits, precision, recall, f1: one row for each document with author keywords and depth.
        corpus: depth, average (`micro`: over all keywords; `macro`: mean over documents), precision, recall, f1.
        mapping: doc, author, extracted, relation: `same`, `acronym` (one's letters begin the other's words), `part`
            (one holds the other's words) or `missed`.
        missed: keyword, documents: author keywords that are not among the extracted ones, the commonest first.
        overgenerated: keyword, documents: extracted keywords to the greatest depth that no author gave.
    """

    documents: pd.DataFrame
    corpus: pd.DataFrame
    mapping: pd.DataFrame
    missed: pd.DataFrame
    overgenerated: pd.DataFrame


def author_agreement(keywords: pd.DataFrame, depths: Sequence[int] = DEPTHS) -> AuthorAgreement:
    """Compare the extracted keywords of each document with its author's, spelling variants taken as one.

    Precision is hits over the extracted keywords up to the depth, recall hits over the author's keywords, F1 their
    harmonic mean. Documents without author keywords are left out.

    Args:
        keywords: The table `keywords` (doc, rank, keyword, origin).
        depths: How many extracted keywords to count.
    """
    if not (keywords["origin"] == "author").any():
        keywords = keywords.iloc[:0]
    rows = merge_variants(keywords)
    author = rows[rows["origin"] == "author"].drop_duplicates(["doc", "key"])
    text = rows[(rows["origin"] == "text") & rows["doc"].isin(set(author["doc"]))].drop_duplicates(["doc", "key"])
    given = set(zip(author["doc"], author["key"], strict=True))
    text = text.assign(hit=[pair in given for pair in zip(text["doc"], text["key"], strict=True)])
    text = text[text["rank"] <= max(depths)]
    documents = pd.concat([_by_document(author, text, depth) for depth in depths], ignore_index=True)
    mapping = _mapping(author, text)
    return AuthorAgreement(
        documents=documents,
        corpus=_averages(documents),
        mapping=mapping,
        missed=_commonest(mapping.loc[~mapping["relation"].isin(FOUND), "author"]),
        overgenerated=_commonest(text.loc[~text["hit"], "term"]),
    )


def _by_document(author: pd.DataFrame, text: pd.DataFrame, depth: int) -> pd.DataFrame:
    table = author.groupby("doc", sort=True).size().rename("wanted").to_frame()
    said = text[text["rank"] <= depth].groupby("doc")["hit"].agg(["size", "sum"])
    table["said"] = said["size"].reindex(table.index, fill_value=0)
    table["hits"] = said["sum"].reindex(table.index, fill_value=0).astype("int64")
    table.insert(0, "depth", depth)
    return _rates(table).reset_index()


def _rates(table: pd.DataFrame) -> pd.DataFrame:
    table["precision"] = table["hits"] / table["said"].clip(lower=1)
    table["recall"] = table["hits"] / table["wanted"].clip(lower=1)
    table["f1"] = 2 * table["hits"] / (table["said"] + table["wanted"]).clip(lower=1)
    return table


def _averages(documents: pd.DataFrame) -> pd.DataFrame:
    rates = ["precision", "recall", "f1"]
    micro = _rates(documents.groupby("depth")[["wanted", "said", "hits"]].sum())[rates].assign(average="micro")
    macro = documents.groupby("depth")[rates].mean().assign(average="macro")
    return pd.concat([micro, macro]).reset_index()[["depth", "average", *rates]]


def _mapping(author: pd.DataFrame, text: pd.DataFrame) -> pd.DataFrame:
    extracted: dict[str, list[tuple[str, str]]] = {}
    for doc, key, keyword in zip(text["doc"], text["key"], text["keyword"], strict=True):
        extracted.setdefault(doc, []).append((key, keyword))
    rows = [
        (doc, keyword, *_nearest(keyword, key, extracted.get(doc, [])))
        for doc, keyword, key in zip(author["doc"], author["keyword"], author["key"], strict=True)
    ]
    return pd.DataFrame(rows, columns=["doc", "author", "extracted", "relation"])


def _nearest(keyword: str, key: str, extracted: Sequence[tuple[str, str]]) -> tuple[str, str]:
    for other, spelling in extracted:
        if other == key:
            return spelling, "same"
    for _, spelling in extracted:
        if is_acronym_of(keyword, spelling) or is_acronym_of(spelling, keyword):
            return spelling, "acronym"
    words = _word_set(keyword)
    for _, spelling in extracted:
        others = _word_set(spelling)
        if words < others or others < words:
            return spelling, "part"
    return "", "missed"


@lru_cache(REMEMBERED)
def _word_set(keyword: str) -> frozenset[str]:
    return frozenset(keyword.casefold().split())


def _commonest(names: pd.Series) -> pd.DataFrame:
    counts = names.value_counts().rename_axis("keyword").rename("documents").reset_index()
    return counts.sort_values(["documents", "keyword"], ascending=[False, True], kind="stable").reset_index(drop=True)
