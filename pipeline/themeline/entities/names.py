"""Candidates by head noun: a capitalised phrase that says itself what it names.

`Ministry of Communications and Information Technology` is one by `ministry`, `National Cyber Security Strategy
2014-2019` by `strategy`. The phrase is taken as long as it goes, complements and coordination included.
"""

from dataclasses import dataclass

from themeline.entities.lexicon import Lexicon
from themeline.entities.reach import HYPHENS, leftwards, numbers, rightwards
from themeline.entities.words import Words

FUNCTION_TAGS = frozenset(["DT", "IN", "PRP", "PRP$", "WRB", "CC", "WDT", "WP", "EX", "TO", "MD", "PDT", "RB", "UH"])


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
            start = index + 1 if label == "ORG" else numbers(index + 1, words)
            first = leftwards(index, words, capital, lexicon)
            end = rightwards(start, label, words, capital, lexicon) if is_capital else start
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
