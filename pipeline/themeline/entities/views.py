"""Tables over the entities of a corpus: the ranking of names, and which names occur together."""

import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix, triu

RANKING_COLUMNS = ["name", "label", "documents", "mentions", "share", "variants"]
PAIR_COLUMNS = ["left", "left_label", "right", "right_label", "sentences", "documents", "expected", "pmi"]


def rank_entities(entities: pd.DataFrame, documents: int) -> pd.DataFrame:
    """Rank the names of a corpus by the documents and then the mentions that have them.

    Args:
        entities: `doc`, `text`, `label`, `name`: one row a mention.
        documents: How many documents the corpus has.

    Returns:
        `name`, `label`, `documents`, `mentions`, `share` (of the documents, 0 to 1) and `variants` (the forms in the
        texts, the most frequent first, joined by `; `).
    """
    if entities.empty:
        return pd.DataFrame(columns=RANKING_COLUMNS)
    groups = entities.groupby(["name", "label"], sort=True)
    table = groups.agg(documents=("doc", "nunique"), mentions=("text", "size")).reset_index()
    table["share"] = table["documents"] / max(documents, 1)
    forms = entities.groupby(["name", "label", "text"], sort=True).size().rename("count").reset_index()
    forms = forms.sort_values(["name", "label", "count", "text"], ascending=[True, True, False, True])
    variants = forms.groupby(["name", "label"], sort=True)["text"].agg("; ".join).rename("variants").reset_index()
    table = table.merge(variants, on=["name", "label"])
    order = ["documents", "mentions", "name", "label"]
    return table.sort_values(order, ascending=[False, False, True, True], ignore_index=True)[RANKING_COLUMNS]


def cooccurrences(entities: pd.DataFrame, at_least: int = 2) -> pd.DataFrame:
    """Count the sentences in which two names occur together.

    Args:
        entities: `doc`, `sentence`, `label`, `name`: one row a mention.
        at_least: Pairs with fewer sentences in common are left out.

    Returns:
        `left`, `left_label`, `right`, `right_label` (each pair once, in alphabetical order), `sentences` and
        `documents` in common, `expected` (sentences a * b / n, if they met by chance, n the sentences that have a
        name), `pmi` (log2 of sentences / expected). The most sentences first.
    """
    if entities.empty:
        return pd.DataFrame(columns=PAIR_COLUMNS)
    names = entities[["name", "label"]].drop_duplicates().sort_values(["name", "label"], ignore_index=True)
    together = _incidence(entities, names, ["doc", "sentence"])
    counts = np.asarray(together.sum(axis=0)).ravel()
    pairs = triu(together.T @ together, k=1).tocoo()
    kept = pairs.data >= at_least
    left, right, sentences = pairs.row[kept], pairs.col[kept], pairs.data[kept].astype(int)
    by_document = _incidence(entities, names, ["doc"])
    expected = counts[left] * counts[right] / together.shape[0]
    table = pd.DataFrame({
        "left": names["name"].to_numpy()[left], "left_label": names["label"].to_numpy()[left],
        "right": names["name"].to_numpy()[right], "right_label": names["label"].to_numpy()[right],
        "sentences": sentences, "documents": _common(by_document, left, right),
        "expected": expected, "pmi": np.log2(sentences / expected),
    })  # fmt: skip
    order = ["sentences", "left", "right", "left_label", "right_label"]
    return table.sort_values(order, ascending=[False, True, True, True, True], ignore_index=True)[PAIR_COLUMNS]


def _incidence(entities: pd.DataFrame, names: pd.DataFrame, unit: list[str]) -> csr_matrix:
    """Return the matrix of units (rows) and names (columns): 1 where the unit has the name."""
    rows = entities.groupby(unit, sort=True).ngroup().to_numpy()
    columns = (
        entities[["name", "label"]].merge(names.reset_index(), on=["name", "label"], how="left")["index"].to_numpy()
    )
    cells = np.unique(np.column_stack([rows, columns]), axis=0)
    return csr_matrix((np.ones(len(cells)), (cells[:, 0], cells[:, 1])), shape=(rows.max() + 1, len(names)))


def _common(incidence: csr_matrix, left: np.ndarray, right: np.ndarray) -> np.ndarray:
    if not len(left):
        return np.zeros(0, dtype=int)
    columns = incidence.tocsc()
    return np.asarray(columns[:, left].multiply(columns[:, right]).sum(axis=0)).ravel().astype(int)
