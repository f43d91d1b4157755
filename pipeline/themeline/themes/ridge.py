"""Ridge regression for many themes at once, on sparse terms and dense vectors.

For sentences of tens of thousands of terms it was better on every set than logistic regression (`bench/results.md`),
and quicker, since up to some thousands of sentences it is one linear system.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.linalg import solve
from scipy.sparse import csr_matrix

from themeline.themes.terms import FloatArray
from themeline.themes.weights import Weights

# Up to how many sentences the system is solved at once; more are solved in steps, at most so many, to that precision.
LARGEST = 3000
STEPS, PRECISION = 60, 1e-6


@dataclass(frozen=True)
class Rows:
    """What is learnt from.

    Attributes:
        terms: Sentences × terms.
        vectors: Sentences × dimensions.
        gold: Sentences × themes: probabilities, or 0 and 1.
        importance: One for each sentence.
    """

    terms: csr_matrix
    vectors: FloatArray
    gold: FloatArray
    importance: FloatArray


def fit_ridge(rows: Rows, penalties: Sequence[float]) -> list[Weights]:
    """Fit a ridge regression for each theme and each penalty (Hoerl and Kennard 1970).

    Minimises `sum_i c_i (x_i w + b - t_i)² + penalty (|w|² + b²)` with c_i = `importance_i` and the target t_i = 1
    for a sentence of the theme, -1 for another.
    """
    targets = 2 * rows.gold - 1
    if len(targets) > LARGEST:
        return [descend(rows, targets, penalty) for penalty in penalties]
    found = solve_dual(rows, rows.vectors @ rows.vectors.T, targets, penalties)
    return [_weights(rows, amounts) for amounts in found]


def solve_dual(
    rows: Rows, by_vectors: FloatArray, targets: FloatArray, penalties: Sequence[float]
) -> Iterator[FloatArray]:
    """Solve the dual, with as many unknowns as sentences: yield the amount of each (rows) and theme.

    Args:
        rows: What is learnt from.
        by_vectors: Sentences × sentences: how alike their vectors are.
        targets: Sentences × themes.
        penalties: One for each answer.
    """
    root = np.sqrt(rows.importance)[:, None]
    alike = (rows.terms @ rows.terms.T).toarray() + by_vectors + 1
    alike *= root * root.T
    diagonal = alike.diagonal().copy()
    for penalty in penalties:
        np.fill_diagonal(alike, diagonal + penalty)
        yield root * solve(alike, root * targets, assume_a="pos")


def descend(rows: Rows, targets: FloatArray, penalty: float) -> Weights:
    """Solve the primal by conjugate gradients (Hestenes and Stiefel 1952), all themes side by side."""
    importance = rows.importance[:, None]
    residual = _flat(_weights(rows, importance * targets))
    found, direction = np.zeros_like(residual), residual
    size = first = (residual**2).sum(axis=0)
    for _ in range(STEPS):
        if (size <= PRECISION * first).all():
            break
        ahead = _flat(_weights(rows, importance * _answers(rows, direction))) + penalty * direction
        pace = size / np.maximum((direction * ahead).sum(axis=0), 1e-30)
        found, residual = found + pace * direction, residual - pace * ahead
        last, size = size, (residual**2).sum(axis=0)
        direction = residual + direction * (size / np.maximum(last, 1e-30))
    return _split(found, rows.terms.shape[1])


def _weights(rows: Rows, amounts: FloatArray) -> Weights:
    """Return the sum of the sentences' features, each times its amount, for each theme."""
    return Weights(rows.terms.T @ amounts, rows.vectors.T @ amounts, amounts.sum(axis=0))


def _answers(rows: Rows, flat: FloatArray) -> FloatArray:
    weights = _split(flat, rows.terms.shape[1])
    answers: FloatArray = rows.terms @ weights.terms + rows.vectors @ weights.vectors + weights.bias
    return answers


def _flat(weights: Weights) -> FloatArray:
    return np.vstack([weights.terms, weights.vectors, weights.bias])


def _split(flat: FloatArray, terms: int) -> Weights:
    return Weights(flat[:terms], flat[terms:-1], flat[-1])


def squared_error(scores: FloatArray, gold: npt.NDArray[np.generic]) -> float:
    """Return the mean squared distance of scores from their targets."""
    return float(((scores - (2 * gold.astype(np.float64) - 1)) ** 2).mean()) if scores.size else 0.0
