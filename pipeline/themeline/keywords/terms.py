"""The candidates of a document in numbers: what every ranking starts from."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from themeline.keywords.candidates import Candidate
from themeline.keywords.words import WordSequence

Array = NDArray[np.float64]
Indexes = NDArray[np.int64]
CONTENT = frozenset("NPAGDX")


@dataclass(frozen=True, slots=True)
class DocumentTerms:
    """The candidates of a document with what the rankings need of them.

    Attributes:
        candidates: The candidates, in the order of their first occurrence.
        counts: How often each stands in the document.
        owner: For each occurrence, the number of its candidate; `starts` and `ends` are its word indexes.
        first: For each candidate, the number of its first occurrence.
        members: The vocabulary numbers of the candidates' words, one candidate after the other.
        offsets: Where each candidate's words begin in `members`; `lengths` says how many they are.
        inner: For each candidate, the numbers of the candidates that are a part of it.
        vocabulary: The keys of the content words.
        word_counts: How often each word of the vocabulary stands in the document.
        regions: The region of each word of the text.
        line: The vocabulary number of each word of the text in order, -1 for other words.
    """

    sequence: WordSequence
    candidates: Sequence[Candidate]
    counts: Array
    owner: Indexes
    starts: Indexes
    ends: Indexes
    first: Indexes
    members: Indexes
    offsets: Indexes
    lengths: Indexes
    inner: Sequence[Sequence[int]]
    vocabulary: Sequence[str]
    word_counts: Array
    regions: Indexes
    line: Indexes

    def share(self, holds: Sequence[bool] | NDArray[np.bool_]) -> Array:
        """Return, for each candidate, the share of its occurrences for which something holds."""
        return np.bincount(self.owner, weights=holds, minlength=len(self.candidates)) / self.counts

    def mean(self, values: Array) -> Array:
        """Return, for each candidate, the mean of a value of its words."""
        return self.total(values) / self.lengths

    def total(self, values: Array) -> Array:
        """Return, for each candidate, the sum of a value of its words."""
        return np.asarray(np.add.reduceat(values[self.members], self.offsets))


def describe(sequence: WordSequence, candidates: Sequence[Candidate]) -> DocumentTerms:
    """Number the words of a document and of its candidates, of which there is at least one."""
    numbers: dict[str, int] = {}
    line = [
        numbers.setdefault(word.key, len(numbers)) if word.code in CONTENT and word.key else -1
        for word in sequence.words
    ]
    members = [numbers.setdefault(part, len(numbers)) for c in candidates for part in c.parts]
    word_counts = np.bincount([number for number in line if number >= 0], minlength=len(numbers))
    sizes = np.array([len(c.occurrences) for c in candidates])
    lengths = np.array([len(c.parts) for c in candidates])
    return DocumentTerms(
        sequence=sequence,
        candidates=candidates,
        counts=sizes.astype(float),
        owner=np.repeat(np.arange(len(candidates)), sizes),
        starts=np.array([o.start for c in candidates for o in c.occurrences]),
        ends=np.array([o.end for c in candidates for o in c.occurrences]),
        first=np.cumsum(sizes) - sizes,
        members=np.array(members),
        offsets=np.cumsum(lengths) - lengths,
        lengths=lengths,
        inner=_inner(candidates),
        vocabulary=tuple(numbers),
        word_counts=np.maximum(word_counts, 1).astype(float),
        regions=np.array([word.region for word in sequence.words]),
        line=np.array(line),
    )


def _inner(candidates: Sequence[Candidate]) -> list[list[int]]:
    number = {candidate.parts: i for i, candidate in enumerate(candidates)}
    found = []
    for candidate in candidates:
        parts = candidate.parts
        within = [parts[left:right] for left, right in _bounds(len(parts))]
        found.append([number[some] for some in within if some in number])
    return found


@cache
def _bounds(size: int) -> list[tuple[int, int]]:
    """Return where the stretches of a term of so many words begin and end, the whole left out."""
    return [(left, right) for left in range(size) for right in range(left + 1, size + 1) if right - left < size]
