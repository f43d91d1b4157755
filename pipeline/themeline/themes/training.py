"""Learn a model from labelled passages: linear scorers, calibration and thresholds on held-out folds."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression

from themeline.themes.calibration import best_threshold, fit_platt
from themeline.themes.codebook import Codebook
from themeline.themes.folds import assign_folds
from themeline.themes.labels import LabelledPassage, check_labels
from themeline.themes.model import ThemeModel
from themeline.themes.representation import Encoder, represent
from themeline.themes.terms import FloatArray, TermSpace

BoolArray = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Scorer:
    """The linear part of a model."""

    terms: TermSpace
    term_weights: FloatArray
    vector_weights: FloatArray
    bias: FloatArray

    def score(self, documents: Sequence[Sequence[str]], encoder: Encoder) -> FloatArray:
        """Return one row of scores for each sentence, one column for each theme."""
        rows, vectors = represent(documents, self.terms, encoder)
        scores: FloatArray = rows @ self.term_weights + vectors @ self.vector_weights + self.bias
        return scores


def train(
    passages: Sequence[LabelledPassage],
    codebook: Codebook,
    encoder: Encoder,
    representation: str = "default",
    folds: int = 5,
) -> ThemeModel:
    """Train a model for a codebook.

    Args:
        passages: The labelled passages; every theme must have at least one sentence.
        codebook: The themes.
        encoder: Where sentence vectors come from.
        representation: The name under which the model will find that encoder again.
        folds: Into how many parts passages are cut for calibration and thresholds.

    Raises:
        SettingsError: If a label names an unknown theme.
        ModelError: If a theme has no sentence, or every one.
    """
    check_labels(passages, codebook)
    gold = label_matrix(passages, codebook)
    held_out = cross_scores(passages, gold, encoder, folds)
    platt = [fit_platt(held_out[:, j], gold[:, j]) for j in range(gold.shape[1])]
    slope, offset = np.array(platt).T
    probabilities = 1 / (1 + np.exp(-(held_out * slope + offset)))
    thresholds = np.array([best_threshold(probabilities[:, j], gold[:, j]) for j in range(gold.shape[1])])
    scorer = fit_scorer(passages, gold, encoder)
    notes = {"passages": len(passages), "sentences": len(gold), "positives": gold.sum(axis=0).tolist()}
    return ThemeModel(
        codebook=codebook,
        representation=representation,
        terms=scorer.terms,
        term_weights=scorer.term_weights,
        vector_weights=scorer.vector_weights,
        bias=scorer.bias,
        slope=slope,
        offset=offset,
        thresholds=thresholds,
        notes=notes,
    )


def label_matrix(passages: Sequence[LabelledPassage], codebook: Codebook) -> BoolArray:
    """Return for each sentence, in order, which themes of the codebook it has."""
    sentences = [sentence for passage in passages for sentence in passage.sentences]
    return np.array([[key in sentence.themes for key in codebook.keys] for sentence in sentences], dtype=bool)


def cross_scores(passages: Sequence[LabelledPassage], gold: BoolArray, encoder: Encoder, folds: int) -> FloatArray:
    """Return the scores of each sentence by a scorer that saw no sentence of its document."""
    fold_of = assign_folds([passage.document for passage in passages], folds)
    sizes = [len(passage.sentences) for passage in passages]
    row_fold = np.repeat(fold_of, sizes)
    scores = np.zeros(gold.shape)
    for fold in range(int(fold_of.max()) + 1):
        kept = [passage for passage, f in zip(passages, fold_of, strict=True) if f != fold]
        held = [passage.texts for passage, f in zip(passages, fold_of, strict=True) if f == fold]
        scores[row_fold == fold] = fit_scorer(kept, gold[row_fold != fold], encoder).score(held, encoder)
    return scores


def fit_scorer(passages: Sequence[LabelledPassage], gold: BoolArray, encoder: Encoder) -> Scorer:
    """Fit one logistic regression for each theme on the terms and vectors of the passages' sentences."""
    documents = [passage.texts for passage in passages]
    terms = TermSpace.learn([text for document in documents for text in document])
    rows, vectors = represent(documents, terms, encoder)
    weights, bias = _fit_columns(hstack([rows, csr_matrix(vectors)]).tocsr(), gold)
    count = len(terms.terms)
    return Scorer(terms, weights[:count], weights[count:], bias)


def _fit_columns(features: csr_matrix, gold: BoolArray) -> tuple[FloatArray, FloatArray]:
    weights, bias = np.zeros((features.shape[1], gold.shape[1])), np.full(gold.shape[1], -8.0)
    for column in range(gold.shape[1]):
        positives = int(gold[:, column].sum())
        if 0 < positives < len(gold):
            model = LogisticRegression(C=5.0, class_weight="balanced", solver="liblinear", random_state=0)
            model.fit(features, gold[:, column])
            weights[:, column], bias[column] = model.coef_[0], model.intercept_[0]
        elif positives:
            bias[column] = 8.0
    return weights, bias
