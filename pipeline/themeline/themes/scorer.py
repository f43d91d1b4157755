"""The linear part of a model, and its scores on passages that it has not seen."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from themeline.themes.codebook import Codebook
from themeline.themes.codebook_passages import codebook_passages
from themeline.themes.folds import assign_folds
from themeline.themes.labels import BoolArray, LabelledPassage, label_matrix
from themeline.themes.regression import COST, Weights, fit_logistic
from themeline.themes.representation import EncodedDocuments, Encoder, encode_documents
from themeline.themes.terms import FloatArray, TermSpace


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


def fit_scorer(
    encoded: EncodedDocuments, gold: npt.NDArray[np.generic], knowledge: Knowledge, cost: float = COST
) -> Scorer:
    """Learn from labelled sentences (probabilities will do) and from the codebook."""
    documents = EncodedDocuments(
        [*encoded.documents, *knowledge.encoded.documents], np.vstack([encoded.vectors, knowledge.encoded.vectors])
    )
    space = TermSpace.learn(documents.sentences)
    importance = np.concatenate([np.ones(len(gold)), knowledge.importance])
    targets = np.vstack([gold, knowledge.gold]).astype(np.float64)
    return Scorer(space, fit_logistic(documents.terms(space), documents.vectors, targets, importance, cost))


def cross_scores(
    passages: Sequence[LabelledPassage], codebook: Codebook, encoder: Encoder, folds: int, share: float = 1.0
) -> FloatArray:
    """Return the scores of each sentence by a scorer that saw no sentence of its document.

    Args:
        passages: The labelled passages.
        codebook: The themes.
        encoder: Where sentence vectors come from.
        folds: Into how many parts the documents are cut.
        share: How much of the other folds' passages the scorers learn from.
    """
    gold = label_matrix(passages, codebook)
    encoded = encode_documents([passage.texts for passage in passages], encoder)
    knowledge = Knowledge.of(codebook, encoder)
    fold_of = assign_folds([passage.document for passage in passages], folds)
    row_fold = np.repeat(fold_of, [len(passage.sentences) for passage in passages])
    scores = np.zeros(gold.shape)
    for fold in np.unique(fold_of):
        kept = _thin(fold_of != fold, share)
        scorer = fit_scorer(encoded.take(kept), gold[np.repeat(kept, _sizes(passages))], knowledge)
        scores[row_fold == fold] = scorer.score(encoded.take(fold_of == fold))
    return scores


def _sizes(passages: Sequence[LabelledPassage]) -> list[int]:
    return [len(passage.sentences) for passage in passages]


def _thin(kept: BoolArray, share: float) -> BoolArray:
    """Keep about a share of what is kept, evenly spread over the order of the passages."""
    places = np.flatnonzero(kept)
    wanted = max(1, round(share * len(places))) if len(places) else 0
    thinned = np.zeros(len(kept), dtype=bool)
    thinned[places[np.linspace(0, len(places) - 1, wanted).round().astype(int)]] = True
    return thinned
