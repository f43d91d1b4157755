"""Logistic regression for many themes at once, on sparse terms and dense vectors, with soft labels."""

from dataclasses import dataclass
from typing import cast

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from themeline.themes.calibration import sigmoid
from themeline.themes.terms import FloatArray

# The inverse strength of the penalty where none is given, and for how many steps at most the solver goes on. Users'
# own themes are learnt by `ridge` regression; the shipped models have a cost of their own in `blending`.
COST = 5.0
STEPS = 80


@dataclass(frozen=True)
class Weights:
    """One column for each theme."""

    terms: FloatArray
    vectors: FloatArray
    bias: FloatArray


def fit_logistic(
    terms: csr_matrix, vectors: FloatArray, gold: FloatArray, importance: FloatArray, cost: float = COST
) -> Weights:
    """Fit one L2-penalised logistic regression for each theme.

    Minimises, by L-BFGS, the sum over themes of `|w|² / 2 + cost * sum_i c_i * crossentropy(gold_i, x_i w + b)`, with
    c_i = `importance_i`, times what makes the positives of a theme weigh as much as its negatives.

    Args:
        terms: Sentences × terms.
        vectors: Sentences × dimensions.
        gold: Sentences × themes: probabilities, or 0 and 1.
        importance: One for each sentence.
        cost: The inverse strength of the penalty.
    """
    themes, split = gold.shape[1], terms.shape[1]
    costs = cost * importance[:, None] * _balance(gold, importance)
    transposed = terms.T.tocsr()

    def objective(flat: FloatArray) -> tuple[float, FloatArray]:
        weights = flat.reshape(-1, themes)
        scores = terms @ weights[:split] + vectors @ weights[split:-1] + weights[-1]
        error = costs * (sigmoid(scores) - gold)
        gradient = np.vstack([transposed @ error, vectors.T @ error, error.sum(axis=0, keepdims=True)])
        gradient[:-1] += weights[:-1]
        loss = (costs * (np.logaddexp(0, scores) - gold * scores)).sum() + (weights[:-1] ** 2).sum() / 2
        return float(loss), gradient.ravel()

    start = np.zeros((split + vectors.shape[1] + 1) * themes)
    options = {"maxiter": STEPS, "maxcor": 8, "ftol": 1e-7}
    found = minimize(objective, start, jac=True, method="L-BFGS-B", options=options)
    weights = cast("FloatArray", found.x).reshape(-1, themes)
    return Weights(weights[:split], weights[split:-1], weights[-1])


def _balance(gold: FloatArray, importance: FloatArray) -> FloatArray:
    """Return weights that give the positives and the negatives of each theme half of the whole weight each."""
    total = importance.sum()
    positive = np.clip(importance @ gold, 0.5, total - 0.5) if total > 1 else np.full(gold.shape[1], total / 2)
    balanced: FloatArray = gold * total / (2 * positive) + (1 - gold) * total / (2 * (total - positive))
    return balanced
