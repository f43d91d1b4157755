"""The trained tagger: where names begin and end (a linear-chain CRF), and what they name (a linear classifier).

Its weights are plain arrays; `themeline.entities.train` makes them.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from themeline.entities.features import span_features, word_features
from themeline.entities.layers import Layers
from themeline.entities.words import Words
from themeline.errors import ModelError

WEIGHTS = "tagger.npz"
BEGIN, INSIDE, OUT = 0, 1, 2
NEVER = -1e9


@dataclass(frozen=True)
class Tagger:
    """The weights.

    Attributes:
        words: For each feature of a word its weights for begin, inside and outside.
        moves: The weights of going from one of the three to the next, (3, 3).
        spans: For each feature of a stretch the row of `kinds`.
        kinds: The weights of the labels, (features, labels).
        bias: What each label has from the start.
        labels: The labels, in the order of the columns.
    """

    words: dict[str, tuple[float, float, float]]
    moves: list[list[float]]
    spans: dict[str, int]
    kinds: np.ndarray
    bias: np.ndarray
    labels: tuple[str, ...]

    def find(self, words: Words, layers: Layers) -> list[tuple[int, int]]:
        """Return the stretches of words that are names: (first, end)."""
        found = []
        for start, stop in _stretches(layers):
            scores = [self._score(word_features(words, layers, index)) for index in range(start, stop)]
            found += [(start + first, start + end) for first, end in decode(scores, self.moves)]
        return found

    def label(self, words: Words, layers: Layers, first: int, end: int) -> tuple[str, float]:
        """Return what a stretch of words names, and the probability of that label."""
        rows = [self.spans[name] for name in span_features(words, layers, first, end) if name in self.spans]
        scores = self.bias + self.kinds[rows].sum(axis=0)
        weights = np.exp(scores - scores.max())
        best = int(weights.argmax())
        return self.labels[best], float(weights[best] / weights.sum())

    def _score(self, names: list[str]) -> tuple[float, float, float]:
        begin = inside = out = 0.0
        get = self.words.get
        for name in names:
            weights = get(name)
            if weights is not None:
                begin += weights[0]
                inside += weights[1]
                out += weights[2]
        return begin, inside, out


def decode(scores: list[tuple[float, float, float]], moves: list[list[float]]) -> list[tuple[int, int]]:
    """Return the best stretches by Viterbi's algorithm; `inside` cannot follow `outside` or stand first."""
    (bb, bi, bo), (ib, ii, io), (ob, _, oo) = moves
    begin, inside, out = scores[0][0], NEVER, scores[0][2]
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
    stretches: list[tuple[int, int]] = []
    for index, row in enumerate(layers.rows):
        if row[1][0] == "X" or row[6] != "O" or row[5] != "O" or row[4][:1] in {"B", "I"} or "X" in row[1]:
            if stretches and index - stretches[-1][1] <= 3:
                stretches[-1] = (stretches[-1][0], index + 1)
            else:
                stretches.append((index, index + 1))
    return [(start, min(end + 2, len(layers.rows))) for start, end in stretches]


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
                {name: (row[0], row[1], row[2]) for name, row in zip(names, weights, strict=True)},
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
