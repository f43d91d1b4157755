"""Candidate terms: stretches of words that a writer could have meant as a term."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from themeline.keywords.words import Word, WordSequence

CHUNK = re.compile(r"(?:v(?=[AD])|[NPAGDX#])+(?:s[NPAGDX#]+)?")
NAME = re.compile(r"[NPAGDX#]+(?:o[NPAGDX#]+)+")
LONGEST = 5
LONGEST_NAME = 9
NOT_COORDINATED = frozenset({"GPE", "NORP", "PERSON", "LOC", "DATE", "CARDINAL"})
FIRST = frozenset("NPAGDXv")
LAST = frozenset("NPGX")


@dataclass(frozen=True, slots=True)
class Occurrence:
    """Where a candidate stands: word indexes, and whether nothing of the noun phrase around it is left out."""

    start: int
    end: int
    whole: bool


@dataclass(slots=True)
class Candidate:
    """A candidate term: its occurrences, and its words' keys, under one key for all its variants."""

    key: str
    parts: tuple[str, ...]
    occurrences: list[Occurrence] = field(default_factory=list)


def find_candidates(
    sequence: WordSequence,
    excluded: Mapping[str, frozenset[str]],
    names: Iterable[tuple[int, int]] = (),
    synonyms: Mapping[str, str] | None = None,
) -> list[Candidate]:
    """Find the candidate terms of a document in the order of their first occurrence.

    Args:
        sequence: The words of the document.
        excluded: Word lists: `first` and `last` words that no term begins or ends with, and `anywhere`.
        names: Word ranges of names that count as terms whatever their parts of speech.
        synonyms: The key of the term that a spelling's key stands for.
    """
    words = sequence.words
    found: dict[str, Candidate] = {}
    spans: dict[tuple[int, int], bool] = {}
    for start, end in _chunks(words):
        for left, right in _inside(words, start, end, excluded):
            spans[left, right] = (left, right) == (start, end)
    for start, end in names:
        spans.setdefault((start, end), True)
    for (start, end), whole in sorted(spans.items()):
        parts = tuple(word.key for word in words[start:end] if word.key)
        key = "".join(parts)
        if len(key) > 1:
            term = (synonyms or {}).get(key, key)
            candidate = found.setdefault(term, Candidate(term, parts))
            candidate.occurrences.append(Occurrence(start, end, whole))
            if key == term:
                candidate.parts = parts
    return list(found.values())


def surface(words: Sequence[Word], start: int, end: int) -> str:
    """Return the words as they are written, with single spaces."""
    text = words[start].text
    for word in words[start + 1 : end]:
        text += word.text if word.code == "s" else " " + word.text
    return text


def _chunks(words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Yield the longest stretches that a noun phrase's part-of-speech codes allow, within one region."""
    for start, end in _region_bounds(words):
        codes = "".join([word.code for word in words[start:end]])
        for match in CHUNK.finditer(codes):
            yield start + match.start(), start + match.end()


def _region_bounds(words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    start = 0
    for index in range(1, len(words) + 1):
        if index == len(words) or words[index].region != words[start].region:
            yield start, index
            start = index


def _inside(
    words: Sequence[Word], start: int, end: int, excluded: Mapping[str, frozenset[str]]
) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a chunk that may be terms."""
    for left in range(start, end):
        if words[left].code not in FIRST or words[left].key in excluded["first"]:
            continue
        for right in range(left + 1, min(end, left + LONGEST) + 1):
            last = words[right - 1]
            if last.key in excluded["anywhere"]:
                break
            if last.code in LAST and last.key not in excluded["last"]:
                yield left, right


def joined_names(sequence: WordSequence) -> Iterator[tuple[int, int]]:
    """Yield capitalised stretches that connectors hold together, as in Belt and Road."""
    words = sequence.words
    for start, end in _region_bounds(words):
        if words[start].region in sequence.headings and _title_case(words[start:end]):
            continue
        codes = "".join([word.code if word.code == "o" or word.text[0].isupper() else "." for word in words[start:end]])
        for match in NAME.finditer(codes):
            name = words[start + match.start() : start + match.end()]
            if len(name) <= LONGEST_NAME and not _enumerates(name):
                yield start + match.start(), start + match.end()


def _enumerates(name: Sequence[Word]) -> bool:
    """Tell whether the stretch joins two names (China and Japan) instead of being one."""
    joined = any(word.text in {"and", "&", "to", "in", "with"} for word in name)
    return joined and any(word.entity in NOT_COORDINATED for word in name)


def _title_case(words: Sequence[Word]) -> bool:
    """Tell whether capitals say nothing because every word of a heading has one."""
    return all(word.text[0].isupper() for word in words if word.code in FIRST)
