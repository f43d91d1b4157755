"""Sentence vectors by filters over neighbouring word pieces: what a bag of words cannot see, at a bag's price."""

from hashlib import sha256
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from themeline.errors import ModelError
from themeline.themes.representation import Documents
from themeline.themes.static_vectors import StaticVectors
from themeline.themes.terms import FloatArray

LONGEST, BATCH, WINDOW = 96, 256, 3


class Convolution:
    """An encoder: each filter's largest answer over all windows of three pieces (Kim 2014), scaled to unit length.

    Attributes:
        dimensions: How many filters there are.
        fingerprint: A digest of the filters and the table.
    """

    def __init__(
        self, static: StaticVectors, filters: npt.NDArray[np.float32], shift: npt.NDArray[np.float32], name: str
    ) -> None:
        """Take filters of (3 × dimensions of the table) × filters, and what is added to each answer."""
        self._pieces, self._shift = static.pieces, shift
        self._filters = filters.reshape(WINDOW, -1, filters.shape[1])
        self._table = np.vstack([scaled_table(static), np.zeros((1, static.dimensions), dtype=np.float32)])
        self.dimensions, self.fingerprint = filters.shape[1], f"{name}-{static.fingerprint}"

    def encode(self, documents: Documents) -> FloatArray:
        """Return one vector for each sentence; pieces past the 96th are left out.

        Documents are computed one by one: a sum of products may round differently in other company.
        """
        parts = [np.zeros((0, self.dimensions), dtype=np.float32)]
        for document in documents:
            cut = [self._pieces.cut(text)[:LONGEST] for text in document]
            parts += [self._answers(cut[start : start + BATCH]) for start in range(0, len(cut), BATCH)]
        answers = np.vstack(parts).astype(np.float64)
        unit: FloatArray = answers / np.maximum(np.linalg.norm(answers, axis=1, keepdims=True), 1e-9)
        return unit

    def _answers(self, cut: list[list[int]]) -> npt.NDArray[np.float32]:
        """Return the largest answers: the sentences lie in one row, with an empty piece around each."""
        empty = len(self._table) - 1
        row, starts = [empty], []
        for pieces in cut:
            starts += [len(row) - 1, len(row) - 1 + max(1, len(pieces))]
            row += [*(pieces or [empty]), empty]
        vectors = self._table[row]
        windows = sum(vectors[at : len(row) - 2 + at] @ self._filters[at] for at in range(WINDOW))
        padded = np.vstack([windows, np.zeros((1, self.dimensions), dtype=np.float32)])
        return np.maximum(np.maximum.reduceat(padded, starts)[::2] + self._shift, 0)


def scaled_table(static: StaticVectors) -> npt.NDArray[np.float32]:
    """Return the table of static vectors with rows of length 1 on average."""
    scaled: npt.NDArray[np.float32] = static.table / np.linalg.norm(static.table, axis=1).mean()
    return scaled


def save_filters(filters: FloatArray, shift: FloatArray, path: Path) -> None:
    """Write filters and shifts as half-precision numbers."""
    np.savez_compressed(path, filters=filters.astype(np.float16), shift=shift.astype(np.float16))


def load_convolution(static: StaticVectors, path: Path) -> Convolution:
    """Read filters back.

    Raises:
        ModelError: If they are missing or damaged, or do not fit the table.
    """
    try:
        raw = path.read_bytes()
        with np.load(BytesIO(raw), allow_pickle=False) as file:
            filters, shift = file["filters"].astype(np.float32), file["shift"].astype(np.float32)
        if filters.shape != (WINDOW * static.dimensions, len(shift)):
            raise ValueError("the filters do not fit the table")
    except (OSError, ValueError, KeyError, EOFError, BadZipFile) as error:
        raise ModelError(f"The sentence filters {path} cannot be read: {error}.", "Install Themeline again.") from None
    return Convolution(static, filters, shift, sha256(raw).hexdigest()[:16])
