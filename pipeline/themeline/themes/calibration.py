"""From scores to probabilities, and from probabilities to decisions."""

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression

from themeline.themes.terms import FloatArray

BoolArray = npt.NDArray[np.bool_]


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
    """
    if not gold.any():
        return 0.5
    order = np.argsort(-probabilities, kind="stable")
    hits = np.cumsum(gold[order])
    f1 = 2 * hits / (np.arange(1, len(order) + 1) + gold.sum())
    width = min(15, len(f1))
    smooth = np.convolve(np.pad(f1, width // 2, mode="edge"), np.ones(width) / width, mode="valid")
    cut = int(np.argmax(smooth[: len(f1)]))
    return float(np.clip(probabilities[order][cut], 0.05, 0.95))
