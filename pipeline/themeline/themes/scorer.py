"""The linear part of a model, and what it is fitted to."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from themeline.themes.codebook import Codebook
from themeline.themes.codebook_passages import codebook_passages
from themeline.themes.labels import BoolArray, label_matrix
from themeline.themes.representation import EncodedDocuments, Encoder, encode_documents
from themeline.themes.ridge import Rows, fit_ridge
from themeline.themes.terms import FloatArray, TermSpace
from themeline.themes.weights import Weights


@dataclass(frozen=True)
class Scorer:
    """Terms and one weight for each of them, and for each dimension of the vectors, by theme."""

    terms: TermSpace
    weights: Weights

    def score(self, encoded: EncodedDocuments) -> FloatArray:
        """Return one row of scores for each sentence, one column for each theme."""
        by_terms = encoded.terms(self.terms) @ self.weights.terms
        scores: FloatArray = by_terms + encoded.vectors @ self.weights.vectors + self.weights.bias
        return scores


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
