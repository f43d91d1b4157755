"""Holders of offices beside the names of bodies: `Chair of the Finance Committee`, `Minister for Law and Justice`."""

from themeline.entities.layers import CANDIDATE, KNOWN, Layers
from themeline.entities.lexicon import Lexicon
from themeline.entities.words import Words

LINKS = frozenset(["of", "for"])
NAME_TITLES = frozenset(["lord", "lady", "pope", "prince", "sir"])


def without_office(first: int, end: int, words: Words, layers: Layers, lexicon: Lexicon) -> tuple[int, int]:
    """Return the range of a body's name without the holder of an office before or after it."""
    offices = lexicon.words["office_nouns"]
    for index in range(first + 1, end - 1):
        if lexicon.head(words.lower[index - 1]) == "ORG":
            break
        if words.lower[index] in LINKS and words.lower[index - 1] in offices:
            start = index + 2 if words.lower[index + 1] == "the" else index + 1
            if start < end and _is_body(start, end, words, layers, lexicon):
                return start, end
    if words.lower[first] in offices and end - first == 2 and _is_acronym(words.texts[first + 1]):
        return first + 1, end
    while end - first > 1 and words.lower[end - 1] in offices and _is_body(first, end - 1, words, layers, lexicon):
        end -= 1
    return first, end


def without_rank(first: int, end: int, words: Words, lexicon: Lexicon) -> int:
    """Return where a person's name begins after ranks and titles, but for those that are used as names: `Lord Hope`."""
    ranks = (lexicon.words["titles"] | lexicon.words["office_nouns"]) - NAME_TITLES
    while end - first > 1 and words.lower[first] in ranks and words.texts[first + 1][0].isupper():
        first += 1
    return first


def is_portfolio(first: int, words: Words, layers: Layers, lexicon: Lexicon) -> bool:
    """Say whether a name is the field of an office-holder, as in `Minister for Law and Justice`, and no body."""
    before = words.lower[max(0, first - 3) : first]
    if before[-1:] == ["the"]:
        before = before[:-1]
    if len(before) < 2 or before[-1] not in LINKS or before[-2] not in lexicon.words["portfolio_holders"]:
        return False
    return not {layers.rows[first][KNOWN], layers.rows[first][CANDIDATE]} & {"B-ORG", "B-GPE"}


def _is_body(first: int, end: int, words: Words, layers: Layers, lexicon: Lexicon) -> bool:
    """Say whether a range ends in a head noun of bodies, or is a known one or an acronym."""
    known = layers.rows[end - 1][KNOWN].endswith("-ORG")
    main = next((i for i in range(first + 1, end) if words.lower[i] in LINKS), end) - 1
    heads = {lexicon.head(words.lower[main]), lexicon.head(words.lower[end - 1])}
    return known or "ORG" in heads or (end - first == 1 and _is_acronym(words.texts[first]))


def _is_acronym(text: str) -> bool:
    return len(text) > 1 and text.isupper()
