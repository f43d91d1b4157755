"""Spellings of one term: brought together under the commonest."""

import pandas as pd

from themeline.keywords.folding import SPLIT, fold


def term_key(keyword: str) -> str:
    """Return what the spellings of a term have in common: cyber-security, Cyber Security and cybersecurity are one."""
    return "".join(fold(word) for word in SPLIT.split(keyword)) or keyword.casefold()


def is_acronym_of(short: str, long: str) -> bool:
    """Tell whether the letters of one keyword are the initials of the other's words, small words left out or not."""
    if not short.isupper() or len(short) < 2 or " " not in long:
        return False
    parts = [part for part in SPLIT.split(long) if part]
    initials = ("".join(part[0] for part in parts), "".join(part[0] for part in parts if part[0].isupper()))
    return short in (initials[0].upper(), initials[1])


def merge_variants(keywords: pd.DataFrame) -> pd.DataFrame:
    """Add to the table `keywords` the columns `key`, `term` (the commonest spelling) and `variants` (the others).

    Spellings are weighed by the documents that have them; of equal ones the first in the alphabet is taken.
    """
    spellings = keywords.groupby("keyword", sort=True).size().rename("documents").reset_index()
    spellings["key"] = spellings["keyword"].map(term_key)
    spellings = spellings.sort_values(["key", "documents", "keyword"], ascending=[True, False, True], kind="stable")
    terms = spellings.drop_duplicates("key").set_index("key")["keyword"]
    others = spellings[spellings.duplicated("key")].groupby("key")["keyword"].agg(" | ".join)
    found = spellings.set_index("keyword")[["key"]]
    found = found.assign(term=found["key"].map(terms), variants=found["key"].map(others).astype(object).fillna(""))
    return keywords.assign(**{str(name): looked_up(keywords["keyword"], found[name]) for name in found})


def looked_up(values: pd.Series, table: pd.Series) -> pd.Series:
    """Return what `values.map(table)` returns, asking for each distinct value once.

    `map` makes a Python string of every value: gigabytes for the keywords of a million documents.
    """
    codes, distinct = pd.factorize(values)
    return pd.Series(table.reindex(distinct).array.take(codes, allow_fill=True), index=values.index)
