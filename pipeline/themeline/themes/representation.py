"""What a model sees of a sentence: its terms, its vector, and the vectors of its neighbours."""

from collections.abc import Iterator, Sequence
from typing import Protocol

import numpy as np
from scipy.sparse import csr_matrix

from themeline.themes.terms import FloatArray, TermSpace


class Encoder(Protocol):
    """Turns sentences into vectors that are near each other when the sentences mean much the same."""

    @property
    def dimensions(self) -> int:
        """The length of a vector."""

    @property
    def fingerprint(self) -> str:
        """A digest of all that the vectors depend on."""

    def encode(self, sentences: Sequence[str]) -> FloatArray:
        """Return one vector of unit length (or zero) for each sentence; each depends on its sentence alone."""


class NoVectors:
    """The encoder of models that go by terms alone."""

    dimensions = 0
    fingerprint = "none"

    def encode(self, sentences: Sequence[str]) -> FloatArray:
        """Return vectors without elements."""
        return np.zeros((len(sentences), 0))


def represent(documents: Sequence[Sequence[str]], terms: TermSpace, encoder: Encoder) -> tuple[csr_matrix, FloatArray]:
    """Return the terms and the vectors of all sentences of some documents, one row each, in order.

    A vector is the sentence's own, then the mean of its neighbours' within the document.
    """
    sentences = [sentence for document in documents for sentence in document]
    own = encoder.encode(sentences)
    return terms.transform(sentences), np.hstack([own, _neighbours(own, [len(document) for document in documents])])


def split(rows: FloatArray, documents: Sequence[Sequence[str]]) -> Iterator[FloatArray]:
    """Cut rows that stand for all sentences back into one array for each document."""
    start = 0
    for document in documents:
        yield rows[start : start + len(document)]
        start += len(document)


def _neighbours(vectors: FloatArray, lengths: Sequence[int]) -> FloatArray:
    """Return for each row the mean of the rows before and after it within its document; zero when it is alone."""
    sizes = np.array([length for length in lengths if length], dtype=np.int64)
    ends = np.cumsum(sizes)
    first, last = np.zeros((2, len(vectors)), dtype=bool)
    first[ends - sizes], last[ends - 1] = True, True
    before, after = np.zeros_like(vectors), np.zeros_like(vectors)
    before[1:], after[:-1] = vectors[:-1], vectors[1:]
    before[first], after[last] = 0, 0
    count = (~first).astype(int) + (~last).astype(int)
    mean: FloatArray = (before + after) / np.maximum(count, 1)[:, None]
    return mean
