"""The named entities of a corpus, and which stand together."""

from collections import Counter
from itertools import combinations
from math import log

import pandas as pd

from themeline.report.data import KeywordReportData

LINKED = 40
LINK_COLUMNS = ["name", "other", "sentences", "npmi"]


def entities_table(data: KeywordReportData) -> pd.DataFrame:
    """Return each entity: `name`, `label`, `variants`, `mentions`, `documents`, `share`, `first`, `last` (years)."""
    years = data.documents.set_index("doc")["year"]
    rows = data.entities.assign(year=data.entities["doc"].map(years).astype("Int64"))
    labels = rows.groupby(["name", "label"]).size().rename("n").reset_index()
    label = labels.sort_values(["n", "label"], ascending=[False, True]).drop_duplicates("name")
    grouped = rows.groupby("name")
    table = pd.DataFrame(
        {
            "label": label.set_index("name")["label"],
            "variants": grouped["text"].agg(lambda names: " | ".join(sorted(set(names)))),
            "mentions": grouped.size(),
            "documents": grouped["doc"].nunique(),
            "first": grouped["year"].min(),
            "last": grouped["year"].max(),
        }
    )
    table = table.rename_axis("name").reset_index()
    table.insert(5, "share", table["documents"] / max(len(data.documents), 1))
    order = ["documents", "mentions", "name"]
    return table.sort_values(order, ascending=[False, False, True], kind="stable").reset_index(drop=True)


def entity_links_table(data: KeywordReportData, entities: pd.DataFrame) -> pd.DataFrame:
    """Return which of the 40 foremost entities share sentences: `name`, `other`, `sentences`, `npmi`.

    NPMI = log(p(x,y)/p(x)p(y)) / -log p(x,y) over sentences (Bouma 2009): 1 always together, 0 independent.
    """
    foremost = set(entities["name"].head(LINKED))
    chosen = data.entities.loc[data.entities["name"].isin(foremost), ["doc", "sentence", "name"]].drop_duplicates()
    alone = chosen["name"].value_counts()
    sets = chosen.sort_values("name").groupby(["doc", "sentence"])["name"].agg(tuple)
    counts = Counter(pair for names in sets.tolist() for pair in combinations(names, 2))
    total = max(len(data.sentences), 1)
    rows = [
        (name, other, n, _npmi(n, int(alone[name]), int(alone[other]), total)) for (name, other), n in counts.items()
    ]
    table = pd.DataFrame(rows, columns=LINK_COLUMNS)
    return table.sort_values(["sentences", "npmi", "name"], ascending=[False, False, True]).reset_index(drop=True)


def entity_places(data: KeywordReportData, entities: pd.DataFrame, most: int) -> pd.DataFrame:
    """Return sentences with each entity, in the columns of `search.PLACES`."""
    chosen = data.entities[data.entities["name"].isin(set(entities["name"].head(most)))]
    joined = chosen.drop(columns="text").merge(
        data.sentences[["doc", "sentence", "start", "text"]], on=["doc", "sentence"], suffixes=("", "_of_sentence")
    )
    joined = joined.drop_duplicates(["name", "doc", "sentence"])
    offset = joined["start_of_sentence"]
    joined = joined.assign(term=joined["name"], start=joined["start"] - offset, end=joined["end"] - offset)
    return joined[["term", "doc", "sentence", "start", "end", "text"]].reset_index(drop=True)


def _npmi(together: int, first: int, second: int, total: int) -> float:
    joint = together / total
    return 1.0 if joint == 1 else round(log(joint * total * total / (first * second)) / -log(joint), 4)
