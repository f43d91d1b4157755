"""The pipeline's token-to-vector networks, computed with less work and the same result.

A token's embedding depends on its type alone (its norm, affixes and shape), and a text has several tokens of each
type: it is computed once for each type of a batch. The convolutions over the embeddings run on stretches of tokens
that stay in the processor's cache, with the pieces of each maxout side by side, which lets the maximum be taken over
whole rows.

Source of the network: Honnibal and Montani, `MultiHashEmbed.v2` and `MaxoutWindowEncoder.v2` of spaCy 3.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc
from thinc.api import Model

Floats = npt.NDArray[np.float32]
Types = npt.NDArray[np.uint64]

STRETCH = 384  # tokens; a layer's arrays then fill half a megabyte
MULTIPLIERS = np.random.default_rng(20261127).integers(1, 2**63, size=16, dtype=np.uint64) * np.uint64(2) + np.uint64(1)


@dataclass(frozen=True, slots=True)
class Convolution:
    """A residual layer: window of three tokens, maxout, layer normalisation.

    Attributes:
        weights: (3 x width, pieces x width), the pieces side by side.
        bias: (pieces x width).
        gain: (width), of the normalisation.
        shift: (width), of the normalisation.
    """

    weights: Floats
    bias: Floats
    gain: Floats
    shift: Floats

    def __call__(self, rows: Floats) -> Floats:
        """Return the layer's output for all rows but the first and the last, which are only context."""
        width = rows.shape[1]
        scores = np.concatenate((rows[:-2], rows[1:-1], rows[2:]), axis=1) @ self.weights
        scores += self.bias
        best: Floats = np.maximum(scores[:, :width], scores[:, width : 2 * width])
        for piece in range(2 * width, scores.shape[1], width):
            np.maximum(best, scores[:, piece : piece + width], out=best)
        best -= best.mean(axis=1, keepdims=True)
        variance = np.einsum("ij,ij->i", best, best) / np.float32(width) + np.float32(1e-8)
        best /= np.sqrt(variance)[:, None]
        best *= self.gain
        best += self.shift
        best += rows[1:-1]
        return best


@dataclass(frozen=True, slots=True)
class Network:
    """A token-to-vector network.

    Attributes:
        columns: The attributes of a token that make its type.
        embed: The embedding of types: (types x columns) to (types x width).
        layers: The convolutions.
    """

    columns: Sequence[str]
    embed: Sequence[Model[Any, Any]]
    layers: Sequence[Convolution]

    def __call__(self, docs: Sequence[Doc]) -> list[Floats]:
        """Return an array of (tokens x width) for each text."""
        lengths = [len(doc) for doc in docs]
        if not sum(lengths):
            return [np.zeros((0, self.layers[0].gain.shape[0]), dtype=np.float32) for _ in docs]
        types, of_token = find_types([read_attributes(doc, self.columns) for doc in docs])
        vectors: Any = types
        for layer in self.embed:
            vectors = layer.predict(vectors)
        return self._in_context(vectors[of_token], lengths)

    def _in_context(self, vectors: Floats, lengths: Sequence[int]) -> list[Floats]:
        """Run the convolutions; texts are kept apart by as many rows of zeros as the layers look sideways."""
        context = len(self.layers)
        starts = np.cumsum([context, *(length + context for length in lengths)])[:-1]
        rows = np.zeros((int(starts[-1]) + lengths[-1] + context, vectors.shape[1]), dtype=np.float32)
        places = np.repeat(starts - np.cumsum([0, *lengths[:-1]]), lengths) + np.arange(len(vectors))
        rows[places] = vectors
        found = np.zeros_like(rows)
        for start in range(context, len(rows) - context, STRETCH):
            end = min(start + STRETCH, len(rows) - context)
            stretch = rows[start - context : end + context]
            for layer in self.layers:
                stretch = layer(stretch)
            found[start:end] = stretch
        return [found[start : start + length] for start, length in zip(starts, lengths, strict=True)]


def read_attributes(doc: Doc, names: Sequence[str]) -> Types:
    """Return an array of (tokens x attributes)."""
    return np.asarray(doc.to_array(list(names)), dtype=np.uint64)


def find_types(attributes: Sequence[Types]) -> tuple[Types, npt.NDArray[np.intp]]:
    """Return the different rows of some arrays, and for each row of all of them the number of its like."""
    rows = np.concatenate(attributes)
    keys = rows @ MULTIPLIERS[: rows.shape[1]]
    _, first, of_row = np.unique(keys, return_index=True, return_inverse=True)
    types = rows[first]
    if np.array_equal(types[of_row], rows):
        return types, of_row
    return rows, np.arange(len(rows))  # two types had the same key: once in 10^12 batches


def quicken(model: Model[Any, Any]) -> Model[Any, Any]:
    """Replace every token-to-vector network in a component's model that has the expected make-up.

    Networks of another make-up (transformers, static vectors) stay as they are.
    """
    for node in list(model.walk()):
        network = read_network(node)
        if network is None:
            continue
        quick: Model[Any, Any] = Model(
            "quick_tok2vec", _forward, dims={"nO": node.get_dim("nO")}, attrs={"of": network}
        )
        if node is model:
            return quick
        model.replace_node(node, quick)
    return model


def read_network(node: Model[Any, Any]) -> Network | None:
    """Return a node's network, or nothing if it has another make-up."""
    if len(node.layers) != 2 or [layer.name for layer in node.layers[0].layers[:2]] != [
        "extract_features",
        "list2ragged",
    ]:
        return None
    embedding, encoder = node.layers
    blocks = encoder.layers[0].layers if encoder.name.startswith("with_array(residual(") else []
    layers = [_convolution(block) for block in blocks]
    if len(embedding.layers) != 5 or not layers or None in layers:
        return None
    columns = embedding.layers[0].attrs["columns"]
    return Network(columns, embedding.layers[2:4], [layer for layer in layers if layer])


def _convolution(block: Model[Any, Any]) -> Convolution | None:
    nodes: dict[str, Any] = {node.name: node for node in block.walk()}
    if not {"expand_window", "maxout", "layernorm"} <= nodes.keys() or nodes["expand_window"].attrs["window_size"] != 1:
        return None
    weights, norm = nodes["maxout"].get_param("W"), nodes["layernorm"]
    rows = np.ascontiguousarray(weights.transpose(2, 1, 0)).reshape(weights.shape[2], -1)
    bias = np.ascontiguousarray(nodes["maxout"].get_param("b").T).ravel()
    return Convolution(rows, bias, norm.get_param("G"), norm.get_param("b"))


def _forward(model: Model[Any, Any], docs: Sequence[Doc], is_train: bool) -> tuple[list[Floats], Any]:
    if is_train:
        raise ValueError("A quickened network computes; it does not learn.")
    return model.attrs["of"](docs), None
