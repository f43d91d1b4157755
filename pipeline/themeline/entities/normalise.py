"""When two names are spellings of one: a key that leaves out what spellings differ in, and how near two keys are."""

import re
import unicodedata
from functools import lru_cache

ARTICLE = re.compile(r"^(?:the|an?)\s+", re.I)
SIGNS = re.compile(r"[^\w\s+/]|_")
SPACE = re.compile(r"\s+")
# British and American spellings of the words that names of this field hold.
SPELLINGS = {
    "organisation": "organization",
    "organisations": "organizations",
    "defence": "defense",
    "centre": "center",
    "centres": "centers",
    "programme": "program",
    "programmes": "programs",
    "labour": "labor",
    "cybersecurity": "cyber security",
    "cyberspace": "cyber space",
    "cybercrime": "cyber crime",
    "cyberdefence": "cyber defense",
    "standardisation": "standardization",
    "modernisation": "modernization",
    "co operation": "cooperation",
    "telecommunications": "telecommunication",
    "communications": "communication",
    "neighbourhood": "neighborhood",
    "harbour": "harbor",
    "licence": "license",
}
SMALL = frozenset(["of", "the", "for", "and", "on", "in", "to", "a", "an", "de", "la", "du", "des"])


@lru_cache(maxsize=65536)
def key(name: str) -> str:
    """Return a name without case, accents, articles, signs and differences of British and American spelling."""
    plain = unicodedata.normalize("NFKD", ARTICLE.sub("", name).replace("&", " and "))
    plain = "".join(character for character in plain if not unicodedata.combining(character)).casefold()
    plain = SIGNS.sub(" ", plain.replace("'s ", " ").replace("’s ", " ").replace(".", ""))
    words = SPACE.sub(" ", plain).strip().replace("co operation", "cooperation").replace(" the ", " ").split(" ")
    return " ".join(SPELLINGS.get(word, word) for word in words)


def content(name: str) -> tuple[str, ...]:
    """Return the words of a name's key without its small words."""
    return tuple(word for word in key(name).split() if word not in SMALL and word != "s")


@lru_cache(maxsize=65536)
def is_acronym(name: str) -> bool:
    """Say whether a name looks like an acronym: one word, two capitals or more, hardly a small letter."""
    letters = [character for character in name if character.isalpha()]
    capitals = sum(character.isupper() for character in letters)
    return " " not in name and capitals >= 2 and capitals >= 0.6 * len(letters) and len(name) <= 10


def distance(left: str, right: str, limit: int) -> int:
    """Return the edit distance with neighbours' swaps (optimal string alignment), or `limit + 1` when it is more."""
    if abs(len(left) - len(right)) > limit:
        return limit + 1
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, start=1):
        older, before, row = before, row, [i]
        for j, b in enumerate(right, start=1):
            best = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and left[i - 2] == b:
                best = min(best, older[j - 2] + 1)
            row.append(best)
        if min(row) > limit:
            return limit + 1
    return min(row[-1], limit + 1)
