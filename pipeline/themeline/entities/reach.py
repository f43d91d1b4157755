"""How far a capitalised phrase goes on both sides of its head noun: coordination, complements, years, brackets."""

import re

from themeline.entities.lexicon import Lexicon
from themeline.entities.words import POSSESSIVES, Words

YEAR = re.compile(r"(?:19|20)\d\d")
HYPHENS = frozenset("-–—‐‑")
LINKS = frozenset(["of", "for", "from", "to"])
# Parts of a law are cited before its name and do not belong to it.
PARTS = frozenset(
    ["section", "sections", "article", "articles", "chapter", "part", "title", "schedule", "annex", "clause"]
)
APART = frozenset(["for", "in", "on", "to", "with", "against"])


def leftwards(index: int, words: Words, capital: list[bool], lexicon: Lexicon) -> int:
    """Return where the capitalised phrase that ends at `index` begins."""
    first, crossed = index, False
    while first > 0:
        if capital[first - 1]:
            first -= 1
        elif first > 1 and capital[first - 2] and _joins(first - 1, words):
            first -= 2
        elif first > 1 and capital[first - 2] and words.lower[first - 1] == "and" and not crossed:
            if lexicon.head(words.lower[first - 2]) or words.model[first - 2].endswith(("GPE", "PERSON", "NORP")):
                break
            first, crossed = first - 2, True
        elif (start := _over_link(first, index, words, capital, lexicon)) < first:
            first = start
        else:
            break
    while first < index and (words.lower[first] in lexicon.words["titles"] or words.lower[first] in {"the", "a"}):
        first += 1
    return first


def _over_link(first: int, head: int, words: Words, capital: list[bool], lexicon: Lexicon) -> int:
    """Return where a law's name goes on to the left: over `(Amendment)`, over `of` in `Prevention of Terrorism Act`."""
    if lexicon.head(words.lower[head]) != "LAW" or first < 2:
        return first
    if words.texts[first - 1] == ")":
        opening = next((i for i in range(first - 2, max(first - 9, 0), -1) if words.texts[i] == "("), 0)
        return opening - 1 if opening and capital[opening - 1] else first
    before = words.lower[first - 2]
    named = capital[first - 2] and words.texts[first - 2].isalpha() and before not in lexicon.words["titles"]
    linked = words.lower[first - 1] in LINKS and first > 2 and first <= head
    return first - 2 if linked and named and not lexicon.head(before) and before not in PARTS else first


def _joins(index: int, words: Words) -> bool:
    """Say whether a sign holds two capitalised words together: Asia-Pacific, Research & Development, People's."""
    text = words.texts[index]
    if text in HYPHENS or text == "/":
        return words.glued(index) and words.glued(index + 1)
    return text == "&" or text in POSSESSIVES


def rightwards(end: int, label: str, words: Words, capital: list[bool], lexicon: Lexicon) -> int:
    """Return where the name ends whose head, with its years, stands before `end`: after its complements."""
    if words.lower[end : end + 3] == ["in", "charge", "of"]:
        stop = _run(end + 3, words, capital, lexicon)
        return stop if stop > end + 3 else end
    while end < len(words) and words.lower[end] in lexicon.words["complements"]:
        start = end + 1
        if start < len(words) and words.lower[start] == "the":
            start += 1
        stop = _run(start, words, capital, lexicon)
        holder = label != "ORG" and words.lower[start] in lexicon.words["titles"]
        if stop == start or holder or _other_name(end, start, stop, words, lexicon):
            break
        end = numbers(stop, words)
    return end


def _other_name(end: int, start: int, stop: int, words: Words, lexicon: Lexicon) -> bool:
    """Say whether what follows a preposition is a name of its own: a person, or `for the Progressive Party`."""
    if words.lower[end] == "of" and words.model[start] == "B-PERSON" and not lexicon.head(words.lower[stop - 1]):
        return True
    article = start > end + 1
    return article and words.lower[end] in APART and lexicon.head(words.lower[stop - 1]) == "ORG"


def numbers(end: int, words: Words) -> int:
    """Take in the years that end a name: Strategy 2014-2019, Vision 2020."""
    while end < len(words) and YEAR.fullmatch(words.texts[end]):
        end += 1
        if end + 1 < len(words) and words.texts[end] in HYPHENS and YEAR.fullmatch(words.texts[end + 1]):
            end += 1
    return end


def _run(start: int, words: Words, capital: list[bool], lexicon: Lexicon) -> int:
    """Return the end of the capitalised words from `start`, over `and` and commas inside the name."""
    end = start
    if words.lower[start : start + 1] and words.lower[start] in lexicon.words["calendar"]:
        return start
    while end < len(words):
        if capital[end]:
            end += 1
        elif end > start and end + 1 < len(words) and capital[end + 1] and _continues(end, words, lexicon):
            end += 2
        elif end > start and words.texts[end] == "," and words.lower[end + 1 : end + 2] == ["and"]:
            if "," not in words.texts[start:end] or not capital[end + 2 : end + 3] or not capital[end + 2]:
                break
            end += 3
        else:
            break
    return end


def _continues(index: int, words: Words, lexicon: Lexicon) -> bool:
    if _joins(index, words):
        return words.texts[index] not in POSSESSIVES
    following = words.lower[index + 1]
    if lexicon.head(following) or following in lexicon.words["titles"]:
        return False
    return words.lower[index] == "and" or (words.texts[index] == "," and _listed(index, words))


def _listed(index: int, words: Words) -> bool:
    """Say whether a comma begins a list of capitalised words that `and` ends: `Defence, Civil Protection and Sport`."""
    for place in range(index + 1, min(index + 8, len(words))):
        if words.lower[place] == "and":
            return place + 1 < len(words) and words.texts[place + 1][0].isupper()
        if words.texts[place] != "," and not words.texts[place][0].isupper():
            return False
    return False
