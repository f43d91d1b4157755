"""Ridge regression with a Gaussian kernel on the vectors, for models of users' own labels.

The product of two vectors, which linear weights go by, counts everything that two sentences share. The kernel counts
much for sentences that mean nearly the same and next to nothing for the others; with it labels taught more on every
set (`bench/results.md`). What is learnt is an amount for each of the labelled sentences (the landmarks) and theme.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from scipy.linalg import cholesky, solve_triangular

from themeline.themes.ridge import Rows, descend, solve_dual
from themeline.themes.terms import FloatArray
from themeline.themes.weights import Weights

# How much a sentence's likeness to itself counts, and how fast likeness falls with the distance (both measured).
SHARE, NARROWNESS = 2.0, 3.0
# Up to how many sentences all are landmarks; of more so many; and what keeps those that are twins apart.
LARGEST, LANDMARKS, JITTER = 4000, 1500, 1e-6


def likeness(vectors: FloatArray, landmarks: FloatArray) -> FloatArray:
    """Return SHARE * exp(-NARROWNESS * |v - l|² / 2), one row for each vector v, one column for each landmark l."""
    alike: FloatArray = vectors @ landmarks.T
    alike -= (vectors**2).sum(axis=1)[:, None] / 2
    alike -= (landmarks**2).sum(axis=1) / 2
    np.exp(NARROWNESS * np.minimum(alike, 0, out=alike), out=alike)
    alike *= SHARE
    return alike


def fit_kernel_ridge(rows: Rows, penalties: Sequence[float]) -> tuple[FloatArray, list[Weights]]:
    """Fit as `ridge.fit_ridge` does, with `likeness` of the vectors in place of their product (Saunders et al. 1998).

    Up to `LARGEST` sentences the landmarks are all of them, and the answer is exact; of more, `LANDMARKS` are taken
    evenly, and likeness is what can be told from these (Nyström's method, Williams and Seeger 2001).

    Returns:
        The landmarks' vectors; and for each penalty the weights, of which `vectors` has a row for each landmark.
    """
    targets = 2 * rows.gold - 1
    if len(targets) > LARGEST:
        return _in_steps(rows, targets, penalties)
    found = solve_dual(rows, likeness(rows.vectors, rows.vectors), targets, penalties)
    return rows.vectors, [Weights(rows.terms.T @ amounts, amounts, amounts.sum(axis=0)) for amounts in found]


def _in_steps(rows: Rows, targets: FloatArray, penalties: Sequence[float]) -> tuple[FloatArray, list[Weights]]:
    """Solve the primal with features whose products are the likeness that the landmarks tell of."""
    spread = np.linspace(0, len(rows.vectors) - 1, min(LANDMARKS, len(rows.vectors)))
    landmarks = rows.vectors[spread.round().astype(int)]
    root = cholesky(likeness(landmarks, landmarks) + JITTER * np.eye(len(landmarks)), lower=True)
    features = solve_triangular(root, likeness(landmarks, rows.vectors), lower=True).T
    found = [descend(replace(rows, vectors=features), targets, penalty) for penalty in penalties]
    back = [solve_triangular(root, weights.vectors, lower=True, trans="T") for weights in found]
    return landmarks, [replace(weights, vectors=amounts) for weights, amounts in zip(found, back, strict=True)]
