"""Candidate terms: stretches of words that a writer could have meant as a term."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from themeline.keywords.words import Word, WordSequence

CHUNK = re.compile(r"(?:v(?=[AD])|[NPAGDX#])+(?:s[NPAGDX#]+)?")
LONGEST = 5
FIRST = frozenset("NPAGDXv")
LAST = frozenset("NPGX")
Spans = Sequence[tuple[int, int]]


class Occurrence(NamedTuple):
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


def find_chunks(sequence: WordSequence, calendar: frozenset[str]) -> list[tuple[int, int]]:
    """Return the longest stretches that a noun phrase's parts of speech allow, within one region, dates left out."""
    words = sequence.words
    codes = [word.code for word in words]
    for index, word in enumerate(words):
        if word.key in calendar and (word.entity == "DATE" or "#" in codes[max(0, index - 1) : index + 2]):
            codes[index] = "."
    line = "".join(codes)
    return [
        (start + match.start(), start + match.end())
        for start, end in region_bounds(words)
        for match in CHUNK.finditer(line[start:end])
    ]


def find_candidates(
    sequence: WordSequence,
    chunks: Spans,
    excluded: Mapping[str, frozenset[str]],
    names: Iterable[tuple[int, int]] = (),
    synonyms: Mapping[str, str] | None = None,
) -> list[Candidate]:
    """Find the candidate terms of a document in the order of their first occurrence.

    Args:
        sequence: The words of the document.
        chunks: What `find_chunks` found.
        excluded: Word lists: `first` and `last` words that no term begins or ends with, words that are no term
            `alone`, and `anywhere`.
        names: Word ranges that count as terms whatever their parts of speech.
        synonyms: The key of the term that a spelling's key stands for.
    """
    words = sequence.words
    found: dict[str, Candidate] = {}
    spans: dict[tuple[int, int], bool] = {}
    keys, codes = [word.key for word in words], [word.code for word in words]
    for chunk in chunks:
        for span in _inside(keys, codes, chunk, excluded):
            spans[span] = span == chunk
    for start, end in names:
        spans.setdefault((start, end), True)
    synonyms = synonyms or {}
    for (start, end), whole in sorted(spans.items()):
        key = "".join(keys[start:end])
        if len(key) > 1:
            term = synonyms.get(key, key)
            candidate = found.get(term)
            if candidate is None or key == term != "".join(candidate.parts):
                parts = tuple([part for part in keys[start:end] if part])
                candidate = found.setdefault(term, Candidate(term, parts))
                candidate.parts = parts
            candidate.occurrences.append(Occurrence(start, end, whole))
    return list(found.values())


def surface(words: Sequence[Word], start: int, end: int) -> str:
    """Return the words as they are written, with single spaces."""
    text = words[start].text
    for word in words[start + 1 : end]:
        text += word.text if word.code == "s" else " " + word.text
    return text


def region_bounds(words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Yield the range of words of each region."""
    start = 0
    for index in range(1, len(words) + 1):
        if index == len(words) or words[index].region != words[start].region:
            yield start, index
            start = index


def _inside(
    keys: Sequence[str], codes: Sequence[str], chunk: tuple[int, int], excluded: Mapping[str, frozenset[str]]
) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a chunk that may be terms."""
    start, end = chunk
    first, last, anywhere, alone = (excluded[name] for name in ("first", "last", "anywhere", "alone"))
    for left in range(start, end):
        if codes[left] not in FIRST or keys[left] in first:
            continue
        for right in range(left + 1, min(end, left + LONGEST) + 1):
            key = keys[right - 1]
            if key in anywhere:
                break
            if _ends(codes, left, right) and key not in (last if right - left > 1 else alone):
                yield left, right


def _ends(codes: Sequence[str], left: int, right: int) -> bool:
    """Tell whether a term may end here: with a noun, or with the number of a name (Agenda 2030)."""
    code = codes[right - 1]
    return code in LAST or (code == "#" and right - left > 1 and codes[right - 2] in "PX")
