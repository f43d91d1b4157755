"""From scores to probabilities, and from probabilities to decisions."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize_scalar
from scipy.special import logsumexp, softmax
from sklearn.linear_model import LogisticRegression

from themeline.themes.labels import BoolArray
from themeline.themes.terms import FloatArray

IntArray = npt.NDArray[np.int64]

# How much of a theme's own best threshold is kept; the rest is the mean over themes.
OWN_THRESHOLD = 0.25


@dataclass(frozen=True)
class Calibration:
    """What turns the scores of each theme into a probability and a decision.

    Attributes:
        thresholds: The least probability at which a theme is given.
        exclusive: Whether a sentence has one theme alone, so that its probabilities sum to one.
    """

    slope: FloatArray
    offset: FloatArray
    thresholds: FloatArray
    exclusive: bool = False

    def probabilities(self, scores: FloatArray) -> FloatArray:
        """Return 1 / (1 + exp(-z)) with z = slope * score + offset; if exclusive exp(z) by its sum over themes."""
        logits = scores * self.slope + self.offset
        return np.asarray(softmax(logits, axis=1)) if self.exclusive else sigmoid(logits)

    def decide(self, probabilities: FloatArray) -> BoolArray:
        """Return which themes are given: those that reach their threshold; if exclusive of these only the likeliest."""
        given: BoolArray = probabilities >= self.thresholds
        if self.exclusive:
            given &= np.arange(probabilities.shape[1]) == probabilities.argmax(axis=1)[:, None]
        return given


def sigmoid(values: FloatArray) -> FloatArray:
    """Return 1 / (1 + exp(-value)), without overflow."""
    result: FloatArray = 0.5 * (1 + np.tanh(values / 2))
    return result


def calibrate(scores: FloatArray, gold: BoolArray) -> Calibration:
    """Learn a calibration from held-out scores: Platt's sigmoid, then thresholds for F1.

    A theme's best threshold moves toward the mean of all: what is best for the labelled sentences is only partly so
    for another corpus, and on calibrated probabilities themes have no reason to differ much (measured: it costs
    0.1 points on held-out passages and gains 0.9 on texts of other origin).
    """
    slope, offset = np.array([fit_platt(scores[:, j], gold[:, j]) for j in range(gold.shape[1])]).T
    probabilities = sigmoid(scores * slope + offset)
    thresholds = [best_threshold(probabilities[:, j], gold[:, j]) for j in range(gold.shape[1])]
    return Calibration(slope, offset, OWN_THRESHOLD * np.array(thresholds) + (1 - OWN_THRESHOLD) * np.mean(thresholds))


def calibrate_exclusive(scores: FloatArray, gold: BoolArray) -> Calibration:
    """Learn from held-out scores the one slope (inverse temperature, Guo et al. 2017) with the least cross-entropy.

    The likeliest theme is given, however likely it is: the thresholds are zero. One sentence of each theme is added
    to the labels in thought (Laplace), so that a handful of sentences, all told right, make nothing certain.
    """
    target = (gold * len(gold) + 1) / (len(gold) + gold.shape[1])

    def loss(power: float) -> float:
        logits = np.exp(power) * scores
        return float((logsumexp(logits, axis=1) - (logits * target).sum(axis=1)).mean())

    power = minimize_scalar(loss, bounds=(-3, 4), method="bounded").x if len(scores) else 0.0
    even = np.ones(scores.shape[1])
    return Calibration(even * np.exp(power), even * 0, even * 0, exclusive=True)


def decide_held_out(
    scores: FloatArray, gold: BoolArray, fold_of: IntArray, *, exclusive: bool = False
) -> tuple[FloatArray, BoolArray]:
    """Return probabilities and decisions for held-out scores, each fold's calibration learnt from the other folds."""
    probabilities, predicted = np.zeros(scores.shape), np.zeros(scores.shape, dtype=bool)
    for fold in np.unique(fold_of):
        here = fold_of == fold
        others = ~here if (~here).any() else here
        calibration = (calibrate_exclusive if exclusive else calibrate)(scores[others], gold[others])
        probabilities[here] = calibration.probabilities(scores[here])
        predicted[here] = calibration.decide(probabilities[here])
    return probabilities, predicted


def fit_platt(scores: FloatArray, gold: BoolArray) -> tuple[float, float]:
    """Return slope and offset of the sigmoid that turns held-out scores into probabilities.

    Platt scaling (Platt 1999): logistic regression of the labels on the scores. Scores that run against the
    labels, as they may with a handful of sentences, leave the slope at a small positive value.
    """
    if gold.all() or not gold.any():
        return 1.0, 0.0
    model = LogisticRegression(C=1e3, solver="lbfgs", max_iter=1000).fit(scores[:, None], gold)
    return max(float(model.coef_[0, 0]), 1e-3), float(model.intercept_[0])


def best_threshold(probabilities: FloatArray, gold: BoolArray) -> float:
    """Return the threshold with the best F1 on held-out probabilities, 0.5 when there is no positive.

    F1 is computed for every cut and smoothed over neighbouring cuts, so that one lucky sentence does not decide.
    The best cut of calibrated probabilities is half the best F1 (Lipton et al. 2014); the mean of that and of the
    cut found varies less from sample to sample than the cut found.
    """
    if not gold.any():
        return 0.5
    order = np.argsort(-probabilities, kind="stable")
    hits = np.cumsum(gold[order])
    f1 = 2 * hits / (np.arange(1, len(order) + 1) + gold.sum())
    width = min(15, len(f1))
    smooth = np.convolve(np.pad(f1, width // 2, mode="edge"), np.ones(width) / width, mode="valid")
    cut = int(np.argmax(smooth[: len(f1)]))
    return float(np.clip((probabilities[order][cut] + smooth[cut] / 2) / 2, 0.05, 0.95))
