"""Candidates by head noun: a capitalised phrase that says itself what it names.

`Ministry of Communications and Information Technology` is one by `ministry`, `National Cyber Security Strategy
2014-2019` by `strategy`. The phrase is taken as long as it goes, complements and coordination included.
"""

import re
from dataclasses import dataclass

from themeline.entities.lexicon import Lexicon
from themeline.entities.words import POSSESSIVES, Words

FUNCTION_TAGS = frozenset(["DT", "IN", "PRP", "PRP$", "WRB", "CC", "WDT", "WP", "EX", "TO", "MD", "PDT", "RB", "UH"])
YEAR = re.compile(r"(?:19|20)\d\d")
HYPHENS = frozenset("-–—‐‑")
LINKS = frozenset(["of", "for", "from", "to"])
# Parts of a law are cited before its name and do not belong to it.
PARTS = frozenset(
    ["section", "sections", "article", "articles", "chapter", "part", "title", "schedule", "annex", "clause"]
)
APART = frozenset(["for", "in", "on", "to", "with", "against"])


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch of words and the label that speaks for it."""

    first: int
    end: int
    label: str


def head_candidates(words: Words, lexicon: Lexicon) -> list[Candidate]:
    """Find the capitalised phrases with a head noun, longest first where they overlap, in order."""
    capital = capitalised(words)
    found = []
    for index, is_capital in enumerate(capital):
        if not is_capital and not _lower_head(index, words, capital, lexicon):
            continue
        if index + 1 < len(words) and capital[index + 1] and words.texts[index + 1].isalpha():
            continue
        label = lexicon.head(words.lower[index])
        if label:
            start = index + 1 if label == "ORG" else _numbers(index + 1, words)
            first = _leftwards(index, words, capital, lexicon)
            end = _rightwards(start, words, capital, lexicon) if is_capital else start
            if end - first > 1:
                found.append(Candidate(first, end, label))
    return longest(found + _prefixed(words, capital, lexicon))


def _prefixed(words: Words, capital: list[bool], lexicon: Lexicon) -> list[Candidate]:
    """Find names by the word that stands before them: Hurricane Katrina, Lake Victoria."""
    found = []
    for index, is_capital in enumerate(capital[:-1]):
        label = lexicon.prefixes.get(words.lower[index], "") if is_capital else ""
        if label and capital[index + 1]:
            end = index + 2
            while end < len(words) and (capital[end] or (words.texts[end] in HYPHENS and words.glued(end + 1))):
                end += 1
            found.append(Candidate(index, end, label))
    return found


def _lower_head(index: int, words: Words, capital: list[bool], lexicon: Lexicon) -> bool:
    """Say whether a word is a head in lower case right after a capital: `Spanish-American war`, `Prague coup`."""
    return index > 0 and capital[index - 1] and words.texts[index] in lexicon.words["lowercase_heads"]


def capitalised(words: Words) -> list[bool]:
    """Say of each word whether it may belong to a name by its capital; a sentence's first function word may not."""
    flags = [word[0].isupper() for word in words.texts]
    for index, flag in enumerate(flags):
        if not flag or words.tags[index] not in FUNCTION_TAGS:
            continue
        if index == 0 or not (flags[index - 1] or words.lower[index - 1] in {"and", "of"}):
            flags[index] = words.texts[index].isupper() and len(words.texts[index]) > 1
    return flags


def longest(candidates: list[Candidate]) -> list[Candidate]:
    """Keep the longest of candidates that overlap; of equal ones the first."""
    taken: list[Candidate] = []
    for candidate in sorted(candidates, key=lambda c: (c.first - c.end, c.first)):
        if all(candidate.end <= other.first or candidate.first >= other.end for other in taken):
            taken.append(candidate)
    return sorted(taken, key=lambda c: c.first)


def _leftwards(index: int, words: Words, capital: list[bool], lexicon: Lexicon) -> int:
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


def _rightwards(end: int, words: Words, capital: list[bool], lexicon: Lexicon) -> int:
    """Return where the name ends whose head, with its years, stands before `end`: after its complements."""
    if words.lower[end : end + 3] == ["in", "charge", "of"]:
        stop = _run(end + 3, words, capital, lexicon)
        return stop if stop > end + 3 else end
    while end < len(words) and words.lower[end] in lexicon.words["complements"]:
        start = end + 1
        if start < len(words) and words.lower[start] == "the":
            start += 1
        stop = _run(start, words, capital, lexicon)
        if stop == start or _other_name(end, start, stop, words, lexicon):
            break
        end = _numbers(stop, words)
    return end


def _other_name(end: int, start: int, stop: int, words: Words, lexicon: Lexicon) -> bool:
    """Say whether what follows a preposition is a name of its own: a person, or `for the Progressive Party`."""
    if words.lower[end] == "of" and words.model[start] == "B-PERSON" and not lexicon.head(words.lower[stop - 1]):
        return True
    article = start > end + 1
    return article and words.lower[end] in APART and lexicon.head(words.lower[stop - 1]) == "ORG"


def _numbers(end: int, words: Words) -> int:
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
