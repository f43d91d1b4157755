"""The trained tagger: where names begin and end (a linear-chain CRF), and what they name (a linear classifier).

Its weights are plain arrays; `themeline.entities.train` makes them.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import repeat
from pathlib import Path
from typing import Any

import numpy as np

from themeline.entities.features import (
    after_features,
    before_features,
    far_features,
    own_features,
    span_features,
    word_view,
)
from themeline.entities.labels import LABELS
from themeline.entities.layers import KNOWN, MODEL, Layers
from themeline.entities.names import FUNCTION_TAGS
from themeline.entities.words import OUTSIDE, Words
from themeline.errors import ModelError

WEIGHTS = "tagger.npz"
BEGIN, INSIDE, OUT = 0, 1, 2
NEVER = -1e9
REMEMBERED = 20_000

Scores = tuple[float, float, float]
GROUPS: tuple[Callable[..., list[str]], ...] = (own_features, before_features, after_features)


@dataclass(frozen=True)
class Tagger:
    """The weights.

    Attributes:
        words: For each feature of a word its weights for begin (real part) and inside (imaginary part), both less the
            weight for outside: complex numbers, so that adding up a word's weights is one step.
        moves: The weights of going from one of the three to the next, (3, 3).
        spans: For each feature of a stretch the row of `kinds`.
        kinds: The weights of the labels, (features, labels).
        bias: What each label has from the start.
        labels: The labels, in the order of the columns.
        seen: The scores of groups of features that have come before.
    """

    words: dict[str, complex]
    moves: list[list[float]]
    spans: dict[str, int]
    kinds: np.ndarray
    bias: np.ndarray
    labels: tuple[str, ...]
    seen: tuple[dict[Any, complex], ...] = field(default_factory=lambda: ({}, {}, {}), repr=False, compare=False)

    def find(self, words: Words, layers: Layers) -> list[tuple[int, int]]:
        """Return the stretches of words that are names: (first, end)."""
        found = []
        for start, stop in _stretches(layers):
            scores = [self._word(words, layers, index) for index in range(start, stop)]
            found += [(start + first, start + end) for first, end in decode(scores, self.moves, start > 0)]
        return found

    def _word(self, words: Words, layers: Layers, index: int) -> Scores:
        """Return the scores of a word; those of its groups of features are remembered, since words come again."""
        total = self._score(far_features(layers, index))
        for cache, features, key in zip(self.seen, GROUPS, word_view(words, layers, index), strict=True):
            score = cache.get(key)
            if score is None:
                if len(cache) > REMEMBERED:
                    cache.clear()
                score = cache[key] = self._score(features(*key))
            total += score
        return total.real, total.imag, 0.0

    def label(self, words: Words, layers: Layers, first: int, end: int) -> tuple[str, float]:
        """Return what a stretch of words names, and the probability of that label."""
        found = map(self.spans.get, span_features(words, layers, first, end))
        rows = [row for row in found if row is not None]
        scores = self.bias + self.kinds[rows].sum(axis=0)
        weights = np.exp(scores - scores.max())
        best = int(weights.argmax())
        return self.labels[best], float(weights[best] / weights.sum())

    def _score(self, names: list[str]) -> complex:
        return sum(map(self.words.get, names, repeat(0j)), 0j)


def decode(scores: list[Scores], moves: list[list[float]], inner: bool = False) -> list[tuple[int, int]]:
    """Return the best stretches by Viterbi's algorithm; `inside` cannot follow `outside` or stand first.

    `inner` says that a word outside of names stands before the first one.
    """
    (bb, bi, bo), (ib, ii, io), (ob, _, oo) = moves
    begin, inside, out = scores[0][0] + inner * ob, NEVER, scores[0][2] + inner * oo
    back = []
    for b, i, o in scores[1:]:
        to_begin = max((begin + bb, 0), (inside + ib, 1), (out + ob, 2))
        to_inside = max((begin + bi, 0), (inside + ii, 1))
        to_out = max((begin + bo, 0), (inside + io, 1), (out + oo, 2))
        back.append((to_begin[1], to_inside[1], to_out[1]))
        begin, inside, out = to_begin[0] + b, to_inside[0] + i, to_out[0] + o
    state = max((begin, BEGIN), (inside, INSIDE), (out, OUT))[1]
    states = [state]
    for previous in reversed(back):
        state = previous[state]
        states.append(state)
    return _runs(states[::-1])


def _runs(states: list[int]) -> list[tuple[int, int]]:
    runs, first = [], -1
    for index, state in enumerate([*states, OUT]):
        if first >= 0 and state != INSIDE:
            runs.append((first, index))
            first = -1
        if state == BEGIN:
            first = index
    return runs


def _stretches(layers: Layers) -> list[tuple[int, int]]:
    """Return where names can be: around capitals, known names and the pipeline's; most of a text is not."""
    rows, stretches = layers.rows, list[tuple[int, int]]()
    for index, row in enumerate(rows):
        if _may_name(index, row, rows):
            if stretches and index - stretches[-1][1] <= 3:
                stretches[-1] = (stretches[-1][0], index + 1)
            else:
                first = index - 1 if index and rows[index - 1][1][0] == "d" else index
                stretches.append((first, index + 1))
    return [(start, min(end + 2, len(rows))) for start, end in stretches]


def _may_name(index: int, row: tuple[str, ...], rows: list[tuple[str, ...]]) -> bool:
    """Say whether a word may belong to a name; the small word that opens a sentence and a number alone do not."""
    if row[KNOWN] != OUTSIDE or row[4][:1] in {"B", "I"} or (row[MODEL] != OUTSIDE and row[MODEL][2:] in LABELS):
        return True
    if "X" not in row[1]:
        return False
    opens = index == 0 and row[1] == "Xx" and row[3] in FUNCTION_TAGS
    return not opens or (len(rows) > 1 and "X" in rows[1][1])


def load_tagger(folder: Path) -> Tagger | None:
    """Read the weights of a folder; None when it has none.

    Raises:
        ModelError: If the file is not one of ours.
    """
    path = folder / WEIGHTS
    if not path.is_file():
        return None
    try:
        with np.load(path, allow_pickle=False) as data:
            names = bytes(data["word_names"]).decode().split("\n")
            spans = bytes(data["span_names"]).decode().split("\n")
            weights = data["word_weights"].astype(np.float64).tolist()
            return Tagger(
                {name: complex(row[0] - row[2], row[1] - row[2]) for name, row in zip(names, weights, strict=True)},
                data["moves"].astype(np.float64).tolist(),
                {name: row for row, name in enumerate(spans)},
                data["kinds"].astype(np.float32),
                data["bias"].astype(np.float32),
                tuple(bytes(data["labels"]).decode().split("\n")),
            )
    except (OSError, EOFError, KeyError, ValueError) as error:
        raise ModelError(
            f"{path.name} cannot be read: {error}.", "Make it anew: python -m themeline.entities.train"
        ) from error
