"""MiniLM as a network that can be trained; needs `torch`, which nothing at run time does.

The computation is that of BERT (Devlin et al. 2019), with MiniLM's sizes; a sentence's vector is the mean of the
last layer's token vectors, as in all-MiniLM-L6-v2.
"""

from collections.abc import Sequence
from importlib import import_module
from typing import Any, TypeAlias

from themeline.themes.minilm_weights import LAYERS, Weights32

Tensor: TypeAlias = Any

HEADS, WIDTH, EPSILON, DROPOUT = 12, 384, 1e-12, 0.1


class Network:
    """The weights as tensors, those from layer `frozen` on trainable, and the computation of vectors.

    Attributes:
        weights: A tensor for each name of `minilm_weights.read_weights`.
    """

    def __init__(self, weights: Weights32, frozen: int) -> None:
        self._torch: Any = import_module("torch")
        self.weights: dict[str, Tensor] = {name: self._torch.tensor(values) for name, values in weights.items()}
        for name, tensor in self.weights.items():
            tensor.requires_grad_(name[0].isdigit() and int(name[0]) >= frozen)

    @property
    def trainable(self) -> dict[str, Tensor]:
        """The weights that training changes."""
        return {name: tensor for name, tensor in self.weights.items() if tensor.requires_grad}

    def vectors(self, cut: Sequence[Sequence[int]], *, training: bool) -> Tensor:
        """Return one vector of unit length for each sequence of pieces; long and short ones are run apart."""
        torch = self._torch
        order = sorted(range(len(cut)), key=lambda place: len(cut[place]))
        size = max(1, -(-len(order) // 3))
        with torch.autocast("cpu", dtype=torch.bfloat16):
            parts = [
                self._run([cut[place] for place in order[at : at + size]], training)
                for at in range(0, len(order), size)
            ]
        rows = torch.nn.functional.normalize(torch.cat(parts).float(), dim=1)
        return rows[torch.argsort(torch.tensor(order))]

    def _run(self, cut: Sequence[Sequence[int]], training: bool) -> Tensor:
        torch, longest = self._torch, max(map(len, cut))
        pieces = torch.tensor([[*row, *[0] * (longest - len(row))] for row in cut])
        lengths = torch.tensor([len(row) for row in cut])
        mask = torch.arange(longest)[None] < lengths[:, None]
        hidden = self._embed(pieces, training)
        for layer in range(LAYERS):
            hidden = self._layer(hidden, mask, f"{layer}.", training)
        return (hidden * mask[:, :, None]).sum(1) / lengths[:, None]

    def _embed(self, pieces: Tensor, training: bool) -> Tensor:
        weights = self.weights
        total = weights["embedding.word"][pieces] + weights["embedding.position"][: pieces.shape[1]]
        return self._drop(self._normalise(total + weights["embedding.type"][0], "embedding"), training)

    def _layer(self, hidden: Tensor, mask: Tensor, layer: str, training: bool) -> Tensor:
        heads = [
            self._linear(hidden, f"{layer}attention.self.{kind}").unflatten(2, (HEADS, -1)).transpose(1, 2)
            for kind in ("query", "key", "value")
        ]
        attend = self._torch.nn.functional.scaled_dot_product_attention
        attended = attend(*heads, attn_mask=mask[:, None, None, :], dropout_p=DROPOUT if training else 0.0)
        merged = self._linear(attended.transpose(1, 2).flatten(2), f"{layer}attention.output.dense")
        hidden = self._normalise(hidden + self._drop(merged, training), f"{layer}attention.output")
        inner = self._torch.nn.functional.gelu(self._linear(hidden, f"{layer}intermediate.dense"))
        outer = self._linear(inner, f"{layer}output.dense")
        return self._normalise(hidden + self._drop(outer, training), f"{layer}output")

    def _linear(self, values: Tensor, name: str) -> Tensor:
        return values @ self.weights[f"{name}.weight"] + self.weights[f"{name}.bias"]

    def _normalise(self, values: Tensor, name: str) -> Tensor:
        scale, shift = self.weights[f"{name}.LayerNorm.weight"], self.weights[f"{name}.LayerNorm.bias"]
        return self._torch.nn.functional.layer_norm(values, (WIDTH,), scale, shift, EPSILON)

    def _drop(self, values: Tensor, training: bool) -> Tensor:
        return self._torch.nn.functional.dropout(values, DROPOUT, training)
