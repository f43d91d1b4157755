"""How the extracted keywords agree with the authors' own, as tables."""

import pandas as pd

from themeline.keywords import AuthorAgreement

AGREEMENT_COLUMNS = ["depth", "average", "precision", "recall", "f1"]
AUTHOR_COLUMNS = ["keyword", "documents", "extracted", "share"]


def agreement_table(agreement: AuthorAgreement) -> pd.DataFrame:
    """Return precision, recall and F1 at each depth; empty without author keywords."""
    return agreement.corpus if len(agreement.mapping) else pd.DataFrame(columns=AGREEMENT_COLUMNS)


def author_keywords_table(agreement: AuthorAgreement) -> pd.DataFrame:
    """Return each author keyword: `documents` with it, in how many it was `extracted` too, and their `share`."""
    same = agreement.mapping["relation"] == "same"
    grouped = agreement.mapping.assign(same=same).groupby("author")
    table = pd.DataFrame({"documents": grouped.size(), "extracted": grouped["same"].sum().astype(int)})
    table = table.rename_axis("keyword").reset_index()
    table["share"] = table["extracted"] / table["documents"]
    order = ["documents", "extracted", "keyword"]
    table = table.sort_values(order, ascending=[False, False, True], kind="stable")
    return table[AUTHOR_COLUMNS].reset_index(drop=True)
