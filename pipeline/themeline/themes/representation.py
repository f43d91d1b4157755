"""What a model sees of a sentence: its terms, its vector, and the vectors of its neighbours."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

from themeline.themes.terms import FloatArray, TermSpace

Documents = Sequence[Sequence[str]]

# Terms count a little less than the vector, neighbours half as much as the sentence itself.
TERM_SHARE = 0.7
NEIGHBOUR_SHARE = 0.5


class Encoder(Protocol):
    """Turns sentences into vectors that are near each other when the sentences mean much the same."""

    @property
    def dimensions(self) -> int:
        """The length of a vector."""

    @property
    def fingerprint(self) -> str:
        """A digest of all that the vectors depend on."""

    def encode(self, documents: Documents) -> FloatArray:
        """Return one vector for each sentence, of unit length (or zero), depending on its document alone."""


class NoVectors:
    """The encoder of models that go by terms alone."""

    dimensions = 0
    fingerprint = "none"

    def encode(self, documents: Documents) -> FloatArray:
        """Return vectors without elements."""
        return np.zeros((sum(map(len, documents)), 0))


@dataclass(frozen=True)
class EncodedDocuments:
    """Documents with the vectors of their sentences, computed once and used by many fits.

    Attributes:
        vectors: One row for each sentence, in order: its own vector, then half the mean of its neighbours'.
    """

    documents: Documents
    vectors: FloatArray

    @property
    def sentences(self) -> list[str]:
        """The sentences of all documents, in order."""
        return [sentence for document in self.documents for sentence in document]

    def terms(self, space: TermSpace) -> csr_matrix:
        """Return one row of term weights for each sentence."""
        return space.transform(self.sentences) * TERM_SHARE

    def take(self, kept: npt.NDArray[np.bool_]) -> "EncodedDocuments":
        """Return some of the documents, with the rows that are theirs."""
        rows = np.repeat(kept, [len(document) for document in self.documents])
        chosen = [document for document, keep in zip(self.documents, kept, strict=True) if keep]
        return EncodedDocuments(chosen, self.vectors[rows])


def encode_documents(documents: Documents, encoder: Encoder) -> EncodedDocuments:
    """Compute the vectors of documents."""
    own = encoder.encode(documents)
    around = neighbour_means(own, [len(document) for document in documents])
    return EncodedDocuments(documents, np.hstack([own, around * NEIGHBOUR_SHARE]))


def split(rows: FloatArray, documents: Documents) -> Iterator[FloatArray]:
    """Cut rows that stand for all sentences back into one array for each document."""
    start = 0
    for document in documents:
        yield rows[start : start + len(document)]
        start += len(document)


def neighbour_means(vectors: FloatArray, lengths: Sequence[int]) -> FloatArray:
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
