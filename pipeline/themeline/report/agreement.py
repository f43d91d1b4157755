"""How the extracted keywords agree with the authors' own."""

import pandas as pd

AUTHOR_COLUMNS = ["keyword", "documents", "extracted", "share"]
TOP = 10


def author_keywords_table(occurrences: pd.DataFrame) -> pd.DataFrame:
    """Return each author keyword: `documents` with it, in how many it was `extracted` too, and their `share`."""
    author, text = _pairs(occurrences)
    author["found"] = [pair in text for pair in zip(author["doc"], author["term"], strict=True)]
    grouped = author.groupby("term")
    table = pd.DataFrame({"documents": grouped["doc"].nunique(), "extracted": grouped["found"].sum()})
    table["share"] = table["extracted"] / table["documents"]
    table = table.rename_axis("keyword").reset_index()
    order = ["documents", "extracted", "keyword"]
    return table.sort_values(order, ascending=[False, False, True], kind="stable")[AUTHOR_COLUMNS].reset_index(
        drop=True
    )


def agreement_table(occurrences: pd.DataFrame) -> pd.DataFrame:
    """Return precision, recall and F1 at 10 over the documents with author keywords, as `measure`, `value`.

    An extracted keyword is right when the author has it too, but for case and plural; the sums are over documents
    (micro average).
    """
    author, _ = _pairs(occurrences)
    documents = set(author["doc"])
    text = occurrences[(occurrences["origin"] == "text") & occurrences["doc"].isin(documents)]
    text = text.sort_values("score", ascending=False, kind="stable").drop_duplicates(["doc", "term"])
    proposed = text.groupby("doc").head(TOP)
    wanted = set(zip(author["doc"], author["term"], strict=True))
    hits = sum(pair in wanted for pair in zip(proposed["doc"], proposed["term"], strict=True))
    precision = hits / len(proposed) if len(proposed) else 0.0
    recall = hits / len(wanted) if wanted else 0.0
    f1 = 2 * precision * recall / (precision + recall) if hits else 0.0
    rows = [
        ("documents with author keywords", len(documents)),
        ("precision at 10", round(precision, 4)),
        ("recall at 10", round(recall, 4)),
        ("F1 at 10", round(f1, 4)),
    ]
    return pd.DataFrame(rows, columns=["measure", "value"])


def _pairs(occurrences: pd.DataFrame) -> tuple[pd.DataFrame, set[tuple[str, str]]]:
    author = occurrences[occurrences["origin"] == "author"].drop_duplicates(["doc", "term"]).copy()
    text = occurrences[occurrences["origin"] == "text"]
    return author, set(zip(text["doc"], text["term"], strict=True))
