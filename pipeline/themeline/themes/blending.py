"""A trained layer and a scorer by terms and static vectors, averaged into one linear scorer.

The encoder behind it joins the trained vectors with the static ones (`joined`), so that the average of two linear
scorers is again one, and everything that holds for a model holds for it.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from themeline.themes.calibration import Calibration, calibrate
from themeline.themes.codebook import Codebook
from themeline.themes.encoders import load_encoder
from themeline.themes.folds import assign_folds
from themeline.themes.labels import LabelledPassage, label_matrix
from themeline.themes.model import ThemeModel
from themeline.themes.representation import NEIGHBOUR_SHARE, encode_documents
from themeline.themes.scorer import Knowledge, Scorer, fit_scorers
from themeline.themes.terms import FloatArray, TermSpace
from themeline.themes.weights import Weights

HELD_OUT = 10
# The scorer by terms and static vectors: its penalty, and in how many sentences a term must stand (both measured).
PENALTY, LEAST = 2.0, 2


def hold_out(passages: Sequence[LabelledPassage]) -> tuple[list[LabelledPassage], list[LabelledPassage]]:
    """Return nine tenths of the passages to learn from, and a tenth to calibrate on."""
    folds = assign_folds([passage.document for passage in passages], HELD_OUT)
    learnt = [passage for passage, fold in zip(passages, folds, strict=True) if fold]
    return learnt, [passage for passage, fold in zip(passages, folds, strict=True) if not fold]


def blend(
    trained: Weights,
    representation: str,
    learnt: Sequence[LabelledPassage],
    held: Sequence[LabelledPassage],
    codebook: Codebook,
    linear_share: float,
    caution: float = 1.0,
) -> ThemeModel:
    """Average a trained layer's log odds with those of a scorer by terms and static vectors.

    Args:
        trained: The layer's weights: of the trained vectors of a sentence, then of the mean of its neighbours'.
        representation: The encoder that joins the trained vectors with the static ones.
        learnt: What the layer was trained on, or a part of it; the other scorer is fitted to it.
        held: What neither saw: scales, probabilities and thresholds come from it.
        codebook: The themes.
        linear_share: How much the scorer by terms and static vectors counts.
        caution: What the best thresholds are multiplied by.
    """
    static, gold = load_encoder("default"), label_matrix(held, codebook)
    encoded = encode_documents([passage.texts for passage in learnt], static)
    knowledge = Knowledge.of(codebook, static)
    [plain] = fit_scorers(encoded, label_matrix(learnt, codebook), knowledge, [PENALTY], LEAST)
    unseen = encode_documents([passage.texts for passage in held], load_encoder(representation))
    parts = [widen(trained, plain.terms), beside(plain, len(trained.vectors) // 2)]
    scales = [calibrate(part.score(unseen), gold) for part in parts]
    scorer = Scorer(plain.terms, average(parts, scales, [1 - linear_share, linear_share]))
    positives = dict(zip(codebook.keys, label_matrix(learnt, codebook).sum(axis=0).tolist(), strict=True))
    notes = {"passages": len(learnt), "held_out": len(held), "positives": positives}
    return ThemeModel(codebook, representation, scorer, cautious(calibrate(scorer.score(unseen), gold), caution), notes)


def cautious(found: Calibration, caution: float) -> Calibration:
    """Return a calibration with higher thresholds."""
    return replace(found, thresholds=np.minimum(found.thresholds * caution, 0.95))


def widen(trained: Weights, terms: TermSpace) -> Scorer:
    """Return a trained layer as a scorer over terms and joined vectors, where only the trained ones count."""
    own, around = np.split(trained.vectors, 2)
    nothing = np.zeros((load_encoder("default").dimensions, own.shape[1]))
    vectors = np.vstack([own, nothing, around / NEIGHBOUR_SHARE, nothing]) * np.sqrt(2)
    return Scorer(terms, Weights(np.zeros((terms.size, own.shape[1])), vectors, trained.bias))


def beside(plain: Scorer, dimensions: int) -> Scorer:
    """Return a scorer of static vectors as one over joined vectors, where the trained ones count nothing."""
    own, around = np.split(plain.weights.vectors, 2)
    nothing = np.zeros((dimensions, own.shape[1]))
    vectors = np.vstack([nothing, own, nothing, around]) * np.sqrt(2)
    return Scorer(plain.terms, Weights(plain.weights.terms, vectors, plain.weights.bias))


def average(parts: Sequence[Scorer], scales: Sequence[Calibration], shares: Sequence[float]) -> Weights:
    """Return the weights of the average of scorers' log odds."""

    def mean(arrays: Sequence[FloatArray]) -> FloatArray:
        scaled = [share * each.slope * array for share, each, array in zip(shares, scales, arrays, strict=True)]
        total: FloatArray = np.sum(scaled, axis=0)
        return total

    offset = np.sum([share * each.offset for share, each in zip(shares, scales, strict=True)], axis=0)
    weights = [part.weights for part in parts]
    bias = mean([each.bias for each in weights]) + offset
    return Weights(mean([each.terms for each in weights]), mean([each.vectors for each in weights]), bias)
