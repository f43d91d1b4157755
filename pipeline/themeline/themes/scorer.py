"""What gives a model's scores, and what it is fitted to."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from themeline.themes.codebook import Codebook
from themeline.themes.codebook_passages import codebook_passages
from themeline.themes.kernel import fit_kernel_ridge, likeness
from themeline.themes.labels import BoolArray, label_matrix
from themeline.themes.representation import EncodedDocuments, Encoder, encode_documents
from themeline.themes.ridge import Rows, fit_ridge
from themeline.themes.terms import FloatArray, TermSpace
from themeline.themes.weights import Weights

# How many sentences are compared with the landmarks at a time, so that memory does not grow with the documents; and
# what their number is filled up to a multiple of, since the last bits of a product differ for a single row.
BLOCK, EVEN = 512, 8


@dataclass(frozen=True)
class Scorer:
    """Terms and one weight for each of them, and for each dimension of the vectors or each landmark, by theme.

    Attributes:
        landmarks: Vectors of sentences, likeness to which (`kernel`) counts; None where weights are the vectors' own.
    """

    terms: TermSpace
    weights: Weights
    landmarks: FloatArray | None = None

    @property
    def dimensions(self) -> int:
        """The length of the vectors that it goes by."""
        return len(self.weights.vectors) if self.landmarks is None else self.landmarks.shape[1]

    def score(self, encoded: EncodedDocuments) -> FloatArray:
        """Return one row of scores for each sentence, one column for each theme."""
        by_terms = encoded.terms(self.terms) @ self.weights.terms
        scores: FloatArray = by_terms + self._by_vectors(encoded.vectors) + self.weights.bias
        return scores

    def _by_vectors(self, vectors: FloatArray) -> FloatArray:
        weights, landmarks = self.weights.vectors, self.landmarks
        if landmarks is None:
            linear: FloatArray = vectors @ weights
            return linear
        whole = np.pad(vectors, ((0, -len(vectors) % EVEN), (0, 0)))
        blocks = (whole[start : start + BLOCK] for start in range(0, len(whole), BLOCK))
        parts = [likeness(block, landmarks) @ weights for block in blocks]
        return np.vstack([np.zeros((0, weights.shape[1])), *parts])[: len(vectors)]


def score_each(scorers: Sequence[Scorer], encoded: EncodedDocuments) -> FloatArray:
    """Return the scores of scorers with the same terms and landmarks: scorers × sentences × themes."""
    parts = [(each.weights.terms, each.weights.vectors, each.weights.bias) for each in scorers]
    together = replace(scorers[0], weights=Weights(*map(np.hstack, zip(*parts, strict=True))))
    return np.stack(np.hsplit(together.score(encoded), len(scorers)))


@dataclass(frozen=True)
class Knowledge:
    """What the codebook itself says, as labelled sentences: it stands beside the labels in every fit."""

    encoded: EncodedDocuments
    gold: BoolArray
    importance: FloatArray

    @classmethod
    def of(cls, codebook: Codebook, encoder: Encoder) -> "Knowledge":
        """Turn a codebook into labelled sentences and encode them."""
        weighted = codebook_passages(codebook)
        passages = [passage for passage, _ in weighted]
        encoded = encode_documents([passage.texts for passage in passages], encoder)
        return cls(encoded, label_matrix(passages, codebook), np.array([weight for _, weight in weighted]))


def fit_scorers(
    encoded: EncodedDocuments,
    gold: npt.NDArray[np.generic],
    knowledge: Knowledge,
    penalties: Sequence[float],
    least: int = 1,
) -> list[Scorer]:
    """Learn themes by ridge regression, once with each penalty, from labelled sentences and the codebook.

    Args:
        encoded: The sentences.
        gold: Sentences × themes.
        knowledge: What the codebook says.
        penalties: The strengths of the penalty.
        least: In how many sentences a term must stand to be known.
    """
    space, rows = gather_rows(encoded, gold, knowledge, least)
    return [Scorer(space, weights) for weights in fit_ridge(rows, penalties)]


def fit_kernel_scorers(
    encoded: EncodedDocuments, gold: npt.NDArray[np.generic], knowledge: Knowledge, penalties: Sequence[float]
) -> list[Scorer]:
    """Learn as `fit_scorers` does, but by likeness to the labelled sentences (`kernel`) where they have vectors."""
    if not knowledge.encoded.vectors.shape[1]:
        return fit_scorers(encoded, gold, knowledge, penalties)
    space, rows = gather_rows(encoded, gold, knowledge, least=1)
    landmarks, found = fit_kernel_ridge(rows, penalties)
    return [Scorer(space, weights, landmarks) for weights in found]


def gather_rows(
    encoded: EncodedDocuments, gold: npt.NDArray[np.generic], knowledge: Knowledge, least: int
) -> tuple[TermSpace, Rows]:
    """Return the terms of labelled sentences and codebook, and both as rows to fit to."""
    documents = EncodedDocuments(
        [*encoded.documents, *knowledge.encoded.documents], np.vstack([encoded.vectors, knowledge.encoded.vectors])
    )
    space = TermSpace.learn(documents.sentences, least, with_parts=True)
    importance = np.concatenate([np.ones(len(gold)), knowledge.importance])
    targets = np.vstack([gold, knowledge.gold]).astype(np.float64)
    return space, Rows(documents.terms(space), documents.vectors, targets, importance)
