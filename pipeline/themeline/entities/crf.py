"""Training a linear-chain conditional random field with begin, inside and outside, by L-BFGS on the exact gradient.

Lafferty, McCallum and Pereira (2001). All sequences go through the forward-backward recursion side by side.
"""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

TAGS = 3


@dataclass(frozen=True)
class Sequences:
    """Sequences laid side by side.

    Attributes:
        features: One row a word, all sequences one after another (sparse, 0 or 1).
        tags: The tag of each word.
        rows: For each sequence and place the row of its word, padded with the number of words, (sequences, places).
    """

    features: csr_matrix
    tags: np.ndarray
    rows: np.ndarray


def lay_out(features: csr_matrix, tags: np.ndarray, lengths: list[int]) -> Sequences:
    """Lay sequences of the given lengths side by side."""
    total, longest = int(np.sum(lengths)), max(lengths)
    rows = np.full((len(lengths), longest), total, dtype=np.int64)
    start = 0
    for index, length in enumerate(lengths):
        rows[index, :length] = np.arange(start, start + length)
        start += length
    return Sequences(features, tags, rows)


def train_crf(data: Sequences, penalty: float, iterations: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the weights of the features (features, 3) and of the moves (3, 3).

    Minimises the negative log-likelihood plus `penalty / 2` times the squared weights.
    """
    size = data.features.shape[1] * TAGS
    gold = _gold_counts(data)

    def objective(flat: np.ndarray) -> tuple[float, np.ndarray]:
        value, gradient = _likelihood(data, flat[:size].reshape(-1, TAGS), flat[size:].reshape(TAGS, TAGS))
        value -= float(gold @ flat)
        return value + 0.5 * penalty * float(flat @ flat), gradient - gold + penalty * flat

    start = np.zeros(size + TAGS * TAGS)
    result = minimize(objective, start, jac=True, method="L-BFGS-B", options={"maxiter": iterations})
    return result.x[:size].reshape(-1, TAGS), result.x[size:].reshape(TAGS, TAGS)


def _gold_counts(data: Sequences) -> np.ndarray:
    emitted = data.features.T @ np.eye(TAGS)[data.tags]
    padded = np.append(data.tags, -1)[data.rows]
    before, after = padded[:, :-1], padded[:, 1:]
    moves = np.zeros((TAGS, TAGS))
    inside = after >= 0
    np.add.at(moves, (before[inside], after[inside]), 1)
    return np.concatenate([emitted.ravel(), moves.ravel()])


def _likelihood(data: Sequences, weights: np.ndarray, moves: np.ndarray) -> tuple[float, np.ndarray]:
    """Return the sum of the log partition functions and its gradient: the expected counts."""
    scores = np.vstack([data.features @ weights, np.zeros((1, TAGS))])[data.rows]
    exists = data.rows < data.features.shape[0]
    places = data.rows.shape[1]
    forward = np.empty_like(scores)
    forward[:, 0] = scores[:, 0]
    for place in range(1, places):
        step = _log_sum(forward[:, place - 1, :, None] + moves, axis=1) + scores[:, place]
        forward[:, place] = np.where(exists[:, place, None], step, forward[:, place - 1])
    backward = np.zeros_like(scores)
    expected_moves = np.zeros((TAGS, TAGS))
    total = _log_sum(forward[:, -1], axis=1)
    for place in range(places - 2, -1, -1):
        ahead = scores[:, place + 1] + backward[:, place + 1]
        joint = forward[:, place, :, None] + moves + ahead[:, None, :] - total[:, None, None]
        on = exists[:, place + 1]
        expected_moves += np.exp(joint[on]).sum(axis=0)
        step = _log_sum(moves + ahead[:, None, :], axis=2)
        backward[:, place] = np.where(on[:, None], step, 0.0)
    marginals = np.exp(forward + backward - total[:, None, None])
    flat = np.zeros((data.features.shape[0], TAGS))
    flat[data.rows[exists]] = marginals[exists]
    return float(total.sum()), np.concatenate([(data.features.T @ flat).ravel(), expected_moves.ravel()])


def _log_sum(values: np.ndarray, axis: int) -> np.ndarray:
    top = values.max(axis=axis, keepdims=True)
    summed: np.ndarray = np.log(np.exp(values - top).sum(axis=axis)) + top.squeeze(axis)
    return summed
