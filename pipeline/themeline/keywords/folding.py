"""What spelling variants of a word have in common; needs no parse, so that reports do not wait for spaCy."""

import re
from functools import lru_cache

REMEMBERED = 100_000
SPLIT = re.compile(r"[\W_]+")


@lru_cache(REMEMBERED)
def fold(word: str) -> str:
    """Return what spelling variants of a word have in common: lower case, no hyphens, singular.

    Plurals are folded by the S-stemmer (Harman 1991, "How effective is suffixing?").
    """
    key = SPLIT.sub("", word.lower())
    if len(key) < 4 or not key.endswith("s") or key.endswith(("ss", "us", "is")):
        return key
    if key.endswith("ies") and not key.endswith(("eies", "aies")):
        return key[:-3] + "y"
    if key.endswith(("sses", "shes", "ches", "xes")):
        return key[:-2]
    return key[:-1]
