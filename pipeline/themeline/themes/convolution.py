"""Sentence vectors by filters over neighbouring word pieces: what a bag of words cannot see, at a bag's price."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from themeline.themes.filter_layers import WINDOW, Layer, Numbers, load_stacks
from themeline.themes.representation import Documents
from themeline.themes.static_vectors import StaticVectors
from themeline.themes.terms import FloatArray

LONGEST, BATCH = 96, 256


class Convolution:
    """An encoder: each filter's largest answer over a sentence (Kim 2014).

    There may be several stacks of layers. The lowest layer of each reads the pieces' vectors, a higher one the answers
    of the layer below, and the highest one's largest answers are scaled to unit length; the stacks then lie beside each
    other with equal shares of the squared length.

    Attributes:
        dimensions: How many filters the highest layers have.
        fingerprint: A digest of the filters and the table.
    """

    def __init__(self, static: StaticVectors, stacks: Sequence[Sequence[Layer]], name: str) -> None:
        """Take the stacks, each from its lowest layer upwards."""
        self._pieces, self._stacks = static.pieces, stacks
        self._table = np.vstack([scaled_table(static), np.zeros((1, static.dimensions), dtype=np.float32)])
        self.dimensions = sum(len(stack[-1].shift) for stack in stacks)
        self.fingerprint = f"{name}-{static.fingerprint}"

    def encode(self, documents: Documents) -> FloatArray:
        """Return one vector for each sentence; pieces past the 96th are left out.

        Documents are computed one by one: a sum of products may round differently in other company.
        """
        parts = [np.zeros((0, self.dimensions))]
        for document in documents:
            cut = [self._pieces.cut(text)[:LONGEST] for text in document]
            parts += [self._answers(cut[start : start + BATCH]) for start in range(0, len(cut), BATCH)]
        return np.vstack(parts)

    def _answers(self, cut: list[list[int]]) -> FloatArray:
        """Return the vectors of sentences, which lie in one row here with an empty piece around each."""
        empty = len(self._table) - 1
        row, starts = [empty], []
        for pieces in cut:
            starts += [len(row) - 1, len(row) - 1 + max(1, len(pieces))]
            row += [*(pieces or [empty]), empty]
        different, places = np.unique(row, return_inverse=True)
        vectors, known = self._table[different], np.array(row)[1:-1, None] != empty
        found = []
        for stack in self._stacks:
            answers = _lowest(vectors, places, stack[0])
            for layer in stack[1:]:
                answers = _higher(np.pad(answers * known, ((1, 1), (0, 0))), layer)
            largest = np.maximum.reduceat(np.pad(answers, ((0, 1), (0, 0))), starts)[::2].astype(np.float64)
            found.append(largest / np.maximum(np.linalg.norm(largest, axis=1, keepdims=True), 1e-9))
        together: FloatArray = np.hstack(found) * np.sqrt(1 / len(found))
        return together


def _lowest(vectors: Numbers, places: npt.NDArray[np.intp], layer: Layer) -> Numbers:
    """Answer for each place in the row; every different piece is multiplied once, however often it stands there."""
    parts = layer.filters.reshape(WINDOW, -1, len(layer.shift))
    return _sum([(vectors @ part)[places[at : len(places) - 2 + at]] for at, part in enumerate(parts)], layer.shift)


def _higher(below: Numbers, layer: Layer) -> Numbers:
    parts = layer.filters.reshape(WINDOW, -1, len(layer.shift))
    return _sum([below[at : len(below) - 2 + at] @ part for at, part in enumerate(parts)], layer.shift)


def _sum(parts: Sequence[Numbers], shift: Numbers) -> Numbers:
    total = parts[0]
    for other in (*parts[1:], shift):
        total += other
    return np.maximum(total, 0, out=total)


def scaled_table(static: StaticVectors) -> Numbers:
    """Return the table of static vectors with rows of length 1 on average."""
    scaled: Numbers = static.table / np.linalg.norm(static.table, axis=1).mean()
    return scaled


def load_convolution(static: StaticVectors, path: Path) -> Convolution:
    """Read filters back.

    Raises:
        ModelError: If they are missing or damaged, or do not fit the table.
    """
    stacks, digest = load_stacks(path, static.dimensions)
    return Convolution(static, stacks, digest)
