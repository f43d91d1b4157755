"""The named entities of a corpus, and which stand together."""

from math import log

import numpy as np
import pandas as pd

from themeline.report.data import KeywordReportData
from themeline.report.occurrence import doc_codes, incidence, pairs_of, sentence_rows

LINKED = 40
LINK_COLUMNS = ["name", "other", "sentences", "npmi"]


def entities_table(data: KeywordReportData) -> pd.DataFrame:
    """Return each entity: `name`, `label`, `variants`, `mentions`, `documents`, `share`, `first`, `last` (years)."""
    rows = data.entities.assign(year=data.documents["year"].array[doc_codes(data.entities)])
    labels = rows.groupby(["name", "label"]).size().rename("n").reset_index()
    label = labels.sort_values(["n", "label"], ascending=[False, True]).drop_duplicates("name")
    grouped = rows.groupby("name")
    table = pd.DataFrame(
        {
            "label": label.set_index("name")["label"],
            "variants": _variants(rows),
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
    names = sorted(entities["name"].head(LINKED))
    chosen = data.entities[data.entities["name"].isin(names)]
    rows, total = sentence_rows(chosen, data.sentences), max(len(data.sentences), 1)
    held = incidence(pd.Index(names).get_indexer(chosen["name"]), rows, (len(data.sentences), len(names)))
    alone = dict(zip(names, held.sum(axis=0).tolist(), strict=True))
    table = pairs_of(held, names)
    counts = zip(table["name"], table["other"], table["sentences"], strict=True)
    table["npmi"] = [_npmi(n, alone[name], alone[other], total) for name, other, n in counts]
    return table.sort_values(["sentences", "npmi", "name"], ascending=[False, False, True])[LINK_COLUMNS].reset_index(
        drop=True
    )


def entity_places(data: KeywordReportData, names: pd.Series, most: int, seed: int) -> pd.DataFrame:
    """Return at most so many sentences with each entity, in the columns of `search.PLACES`, a seeded sample."""
    chosen = data.entities[data.entities["name"].isin(set(names))]
    chosen = chosen.iloc[np.random.default_rng(seed).permutation(len(chosen))]
    turn = chosen.groupby(["name", "doc"], observed=True).cumcount()
    chosen = chosen.assign(turn=turn).sort_values(["name", "turn"], kind="stable")
    chosen = chosen.groupby("name").head(4 * most).drop(columns="text")
    sentences = data.sentences.iloc[sentence_rows(chosen, data.sentences)]
    offset = sentences["start"].to_numpy()
    places = chosen.assign(term=chosen["name"], start=chosen["start"] - offset, end=chosen["end"] - offset)
    places = places.assign(text=sentences["text"].to_numpy()).drop_duplicates(["name", "doc", "sentence"])
    places = places.groupby("name").head(most)
    return places[["term", "doc", "sentence", "start", "end", "text"]].reset_index(drop=True)


def _variants(rows: pd.DataFrame) -> pd.Series:
    """Join the ways in which each name is written, sorted."""
    written: dict[str, list[str]] = {}
    distinct = rows[["name", "text"]].drop_duplicates().sort_values("text")
    for name, text in zip(distinct["name"], distinct["text"], strict=True):
        written.setdefault(name, []).append(text)
    return pd.Series({name: " | ".join(texts) for name, texts in written.items()}, dtype=object)


def _npmi(together: int, first: int, second: int, total: int) -> float:
    joint = together / total
    return 1.0 if joint == 1 else round(log(joint * total * total / (first * second)) / -log(joint), 4)
