"""Which sentences to label next: those that the model is unsure of, and that differ from each other."""

import numpy as np
import numpy.typing as npt

from themeline.themes.terms import FloatArray


def select_sentences(
    probabilities: FloatArray,
    thresholds: FloatArray,
    vectors: FloatArray,
    done: npt.NDArray[np.bool_],
    count: int,
    *,
    exclusive: bool = False,
) -> list[int]:
    """Return the sentences to label next, the most useful first.

    The candidates are the 5 × `count` sentences with a theme nearest to its threshold. Among them the most unsure
    is taken first, then always the one that is farthest from all that is labelled or taken (k-centre greedy, Sener
    and Savarese 2018), distance and doubt counting alike.

    Args:
        probabilities: Sentences × themes.
        thresholds: One for each theme.
        vectors: Sentences × dimensions, of unit length.
        done: Which sentences are labelled already; they are not returned.
        count: How many to return; fewer when fewer are left.
        exclusive: Whether a sentence has one theme alone: then doubt is between the two likeliest.
    """
    doubt = narrowness(probabilities) if exclusive else unsureness(probabilities, thresholds)
    open_ones = np.flatnonzero(~done)
    candidates = open_ones[np.argsort(-doubt[open_ones], kind="stable")][: 5 * count]
    reached = vectors[done]
    distance = 1 - (vectors[candidates] @ reached.T).max(axis=1, initial=-1.0)
    chosen: list[int] = []
    free = np.ones(len(candidates), dtype=bool)
    while len(chosen) < min(count, len(candidates)):
        best = int(np.argmax(np.where(free, doubt[candidates] + distance / 2, -np.inf)))
        free[best] = False
        chosen.append(int(candidates[best]))
        distance = np.minimum(distance, 1 - vectors[candidates] @ vectors[candidates[best]])
    return chosen


def unsureness(probabilities: FloatArray, thresholds: FloatArray) -> FloatArray:
    """Return for each sentence how near its least certain theme is to the threshold: 1 on it, 0 at 0 or 1."""
    above = probabilities >= thresholds
    room = np.where(above, 1 - thresholds, thresholds)
    nearness: FloatArray = 1 - np.abs(probabilities - thresholds) / np.maximum(room, 1e-9)
    largest: FloatArray = nearness.max(axis=1, initial=0.0)
    return largest


def narrowness(probabilities: FloatArray) -> FloatArray:
    """Return for each sentence 1 less the distance of its two likeliest themes (margin sampling, Scheffer 2001)."""
    second, first = np.sort(probabilities, axis=1)[:, -2:].T
    narrow: FloatArray = 1 - (first - second)
    return narrow
