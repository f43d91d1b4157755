"""Learn the filters of `convolution` from sentences and the probabilities of their themes; needs `torch`."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from itertools import pairwise
from random import Random
from typing import Any

import numpy as np
import numpy.typing as npt

from themeline.themes.convolution import LONGEST, scaled_table
from themeline.themes.filter_layers import WINDOW, Layer
from themeline.themes.finetuning import mixing
from themeline.themes.static_vectors import StaticVectors
from themeline.themes.stretches import Stretch
from themeline.themes.terms import FloatArray

# A batch is this many stretches; the sentences are run in groups of much the same length.
BATCH, GROUPS = 16, 4
# A vector of unit length is stretched by this before the linear layer.
STRETCH = 6.0
# How often, in training, a piece is hidden, an element of what a layer reads, an element of the sentence's vector, its
# neighbours.
HIDE_PIECE, HIDE_ELEMENT, HIDE_ANSWER, HIDE_NEIGHBOURS = 0.15, 0.1, 0.2, 0.2
RATE, HEAD_RATE = 2e-3, 5e-3


@dataclass(frozen=True)
class FilterTraining:
    """How the training goes.

    Attributes:
        sizes: How many filters each layer has, from the lowest upwards.
        epochs: How often every stretch is read.
        seed: Of all chance.
    """

    sizes: tuple[int, ...]
    epochs: int
    seed: int = 0


@dataclass(frozen=True)
class Filters:
    """What training gave.

    Attributes:
        stack: The layers of filters, from the lowest upwards.
        own: Weights of the sentence's vector of unit length: filters of the highest layer × themes.
        around: Weights of the mean of its neighbours' vectors.
        bias: One for each theme.
    """

    stack: Sequence[Layer]
    own: FloatArray
    around: FloatArray
    bias: FloatArray


def train_filters(stretches: Sequence[Stretch], static: StaticVectors, how: FilterTraining) -> Filters:
    """Minimise the cross-entropy of all themes.

    Args:
        stretches: What to learn from.
        static: Where the vectors of word pieces come from; they stay as they are.
        how: How the training goes.
    """
    torch: Any = import_module("torch")
    torch.manual_seed(how.seed)
    themes = stretches[0].targets.shape[1]
    table = torch.tensor(np.vstack([scaled_table(static), np.zeros((1, static.dimensions), dtype=np.float32)]))
    layers = _start(torch, [static.dimensions, *how.sizes])
    own = (torch.randn(how.sizes[-1], themes) * 0.05).requires_grad_()
    around = torch.zeros(how.sizes[-1], themes, requires_grad=True)
    bias = torch.full((themes,), -2.0, requires_grad=True)
    below = [tensor for layer in layers for tensor in layer]
    groups = [{"params": below, "lr": RATE}, {"params": [own, around, bias], "lr": HEAD_RATE}]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
    steps = how.epochs * -(-len(stretches) // BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, [RATE, HEAD_RATE], total_steps=steps + 1, pct_start=0.1)
    for batch in batches(stretches, how):
        cut = [static.pieces.cut(text)[:LONGEST] or [len(table) - 1] for stretch in batch for text in stretch.texts]
        vectors = _vectors(torch, table, cut, layers) * STRETCH
        neighbours = torch.tensor(mixing([len(stretch.texts) for stretch in batch]), dtype=torch.float32)
        means = neighbours @ vectors * (torch.rand(len(vectors), 1) > HIDE_NEIGHBOURS)
        scores = torch.nn.functional.dropout(vectors, HIDE_ANSWER) @ own + means @ around + bias
        wanted = torch.tensor(np.vstack([stretch.targets for stretch in batch]), dtype=torch.float32)
        weight = torch.tensor([stretch.weight for stretch in batch for _ in stretch.texts], dtype=torch.float32)
        loss = torch.nn.functional.binary_cross_entropy_with_logits(scores, wanted, reduction="none").sum(1)
        optimiser.zero_grad()
        (loss * weight).mean().backward()
        optimiser.step()
        schedule.step()
    stack = [Layer(filters.detach().numpy(), shift.detach().numpy()) for filters, shift in layers]
    found = [tensor.detach().numpy().astype(np.float64) for tensor in (own, around, bias)]
    return Filters(stack, found[0] * STRETCH, found[1] * STRETCH, found[2])


def batches(stretches: Sequence[Stretch], how: FilterTraining) -> Iterator[list[Stretch]]:
    """Yield sixteen stretches at a time, all of them in each epoch, in a new order."""
    random, order = Random(how.seed), list(stretches)
    for _ in range(how.epochs):
        random.shuffle(order)
        yield from (order[start : start + BATCH] for start in range(0, len(order), BATCH))


def _start(torch: Any, sizes: Sequence[int]) -> list[tuple[Any, Any]]:  # noqa: ANN401
    """Return the filters and shifts with which training begins."""
    return [
        ((torch.randn(WINDOW * below, size) * 0.06).requires_grad_(), torch.zeros(size, requires_grad=True))
        for below, size in pairwise(sizes)
    ]


def _vectors(torch: Any, table: Any, cut: Sequence[Sequence[int]], layers: Any) -> Any:  # noqa: ANN401
    """Return one vector of unit length for each sentence."""
    order = sorted(range(len(cut)), key=lambda place: len(cut[place]))
    size = max(1, -(-len(order) // GROUPS))
    groups = [[cut[place] for place in order[start : start + size]] for start in range(0, len(order), size)]
    vectors = torch.cat([_answers(torch, table, group, layers) for group in groups])
    return vectors[torch.argsort(torch.tensor(order))]


def _answers(torch: Any, table: Any, cut: Sequence[Sequence[int]], layers: Any) -> Any:  # noqa: ANN401
    """Return the highest filters' largest answers, as `Convolution` computes them, with some of the input hidden."""
    longest, empty = max(map(len, cut)), len(table) - 1
    padded: npt.NDArray[np.int64] = np.full((len(cut), longest + WINDOW - 1), empty)
    for row, pieces in zip(padded, cut, strict=True):
        row[1 : len(pieces) + 1] = pieces
    places = torch.tensor(padded)
    known = (places != empty)[..., None]
    answers = table[places] * (torch.rand(places.shape) > HIDE_PIECE)[..., None]
    for filters, shift in layers:
        below = torch.nn.functional.dropout(answers, HIDE_ELEMENT)
        windows = torch.cat([below[:, at : at + longest] for at in range(WINDOW)], 2)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            summed = windows @ filters
        answers = torch.nn.functional.pad(torch.relu(summed.float() + shift), (0, 0, 1, 1)) * known
    return torch.nn.functional.normalize(answers.amax(1), dim=1)
