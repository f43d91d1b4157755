"""Sentence vectors by looking up word pieces in a table distilled from MiniLM."""

from functools import cache
from hashlib import sha256
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

from themeline.errors import ModelError
from themeline.resources import model_path
from themeline.themes.representation import Documents
from themeline.themes.terms import FloatArray
from themeline.themes.wordpiece import WordPieces

LONGEST = 126


class StaticVectors:
    """An encoder: the weighted sum of the vectors of a sentence's word pieces, scaled to unit length.

    Attributes:
        table: One row for each word piece, its weight included.
        pieces: What cuts a text into word pieces.
        dimensions: The length of a vector.
        fingerprint: A digest of the table and the vocabulary.
    """

    def __init__(self, table: npt.NDArray[np.float32], pieces: WordPieces, fingerprint: str) -> None:
        self.table, self.pieces = table, pieces
        self.dimensions, self.fingerprint = table.shape[1], fingerprint

    def encode(self, documents: Documents) -> FloatArray:
        """Return one vector for each sentence; pieces past the 126th are left out."""
        counts = count_pieces([text for document in documents for text in document], self.pieces)
        vectors = (counts @ self.table).astype(np.float64)
        unit: FloatArray = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
        return unit


def count_pieces(sentences: list[str], pieces: WordPieces) -> csr_matrix:
    """Return sentences × pieces of the vocabulary: how often each occurs."""
    columns: list[int] = []
    starts = [0]
    for sentence in sentences:
        columns.extend(pieces.cut(sentence)[:LONGEST])
        starts.append(len(columns))
    shape = (len(sentences), len(pieces.vocabulary))
    counts = csr_matrix((np.ones(len(columns), dtype=np.float32), columns, starts), shape=shape)
    counts.sum_duplicates()
    return counts


def save_table(table: FloatArray, path: Path) -> None:
    """Write a table with one byte for each element and one scale for each row."""
    scale = np.maximum(np.abs(table).max(axis=1), 1e-9) / 127
    bytes_ = np.round(table / scale[:, None]).astype(np.int8)
    np.savez_compressed(path, table=bytes_, scale=scale.astype(np.float32))


@cache
def load_static_vectors() -> StaticVectors:
    """Load the shipped table.

    Raises:
        ModelError: If it is missing or damaged.
    """
    try:
        path = model_path("models", "themes", "vectors", "table.npz")
        pieces = WordPieces.load()
        with np.load(path, allow_pickle=False) as file:
            table = file["table"].astype(np.float32) * file["scale"][:, None]
        if len(table) != len(pieces.vocabulary):
            raise ValueError("the table and the vocabulary differ in length")
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(f"The sentence vectors cannot be read: {error}.", "Install Themeline again.") from None
    return StaticVectors(table, pieces, sha256(path.read_bytes()).hexdigest()[:16])
