"""Learn the filters of `convolution` from sentences and the probabilities of their themes; needs `torch`."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from random import Random
from typing import Any

import numpy as np
import numpy.typing as npt

from themeline.themes.convolution import LONGEST, WINDOW, scaled_table
from themeline.themes.static_vectors import StaticVectors
from themeline.themes.terms import FloatArray

FILTERS, EPOCHS, BATCH = 192, 12, 128
# A vector of unit length is stretched by this before the linear layer.
STRETCH = 6.0
# How often, in training, a piece is hidden, an element of a piece's vector, an element of the sentence's vector.
HIDE_PIECE, HIDE_ELEMENT, HIDE_ANSWER = 0.15, 0.1, 0.2
RATE, HEAD_RATE = 2e-3, 5e-3


@dataclass(frozen=True)
class Filters:
    """What training gave.

    Attributes:
        filters: (3 × dimensions of the table) × filters.
        shift: What is added to each filter's answer.
        own: Weights of the sentence's vector of unit length: filters × themes.
        bias: One for each theme.
    """

    filters: FloatArray
    shift: FloatArray
    own: FloatArray
    bias: FloatArray


def train_filters(
    sentences: Sequence[str], targets: FloatArray, importance: FloatArray, static: StaticVectors, seed: int = 0
) -> Filters:
    """Minimise the cross-entropy of all themes.

    Args:
        sentences: What to learn from.
        targets: Sentences × themes: probabilities, or 0 and 1.
        importance: One for each sentence.
        static: Where the vectors of word pieces come from; they stay as they are.
        seed: Of all chance.
    """
    torch: Any = import_module("torch")
    torch.manual_seed(seed)
    table = torch.tensor(np.vstack([scaled_table(static), np.zeros((1, static.dimensions), dtype=np.float32)]))
    filters = (torch.randn(WINDOW * static.dimensions, FILTERS) * 0.06).requires_grad_()
    own = (torch.randn(FILTERS, targets.shape[1]) * 0.05).requires_grad_()
    shift, bias = torch.zeros(FILTERS, requires_grad=True), torch.full((targets.shape[1],), -2.0, requires_grad=True)
    cut = [static.pieces.cut(text)[:LONGEST] or [len(table) - 1] for text in sentences]
    wanted, weight = (torch.tensor(values, dtype=torch.float32) for values in (targets, importance))
    groups = [{"params": [filters, shift], "lr": RATE}, {"params": [own, bias], "lr": HEAD_RATE}]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
    steps = EPOCHS * (len(cut) // BATCH + 1)
    rates = [RATE, HEAD_RATE]
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, rates, total_steps=steps + 1, pct_start=0.1)
    for places in batches([len(pieces) for pieces in cut], Random(seed)):
        answers = _answers(torch, table, [cut[place] for place in places], filters, shift)
        scores = torch.nn.functional.dropout(answers * STRETCH, HIDE_ANSWER) @ own + bias
        loss = torch.nn.functional.binary_cross_entropy_with_logits(scores, wanted[places], reduction="none").sum(1)
        optimiser.zero_grad()
        (loss * weight[places]).mean().backward()
        optimiser.step()
        schedule.step()
    found = [tensor.detach().numpy().astype(np.float64) for tensor in (filters, shift, own, bias)]
    return Filters(found[0], found[1], found[2] * STRETCH, found[3])


def batches(lengths: Sequence[int], random: Random) -> Iterator[list[int]]:
    """Yield the places of sentences of much the same length together, all of them in each epoch, in a new order."""
    order = list(range(len(lengths)))
    for _ in range(EPOCHS):
        random.shuffle(order)
        blocks = [order[at : at + 16 * BATCH] for at in range(0, len(order), 16 * BATCH)]
        alike = [sorted(block, key=lambda place: lengths[place]) for block in blocks]
        found = [block[at : at + BATCH] for block in alike for at in range(0, len(block), BATCH)]
        random.shuffle(found)
        yield from found


def _answers(torch: Any, table: Any, cut: Sequence[Sequence[int]], filters: Any, shift: Any) -> Any:  # noqa: ANN401
    """Return the filters' largest answers, as `Convolution.encode` computes them, with some of the input hidden."""
    longest, empty = max(map(len, cut)), len(table) - 1
    padded: npt.NDArray[np.int64] = np.full((len(cut), longest + WINDOW - 1), empty)
    for row, pieces in zip(padded, cut, strict=True):
        row[1 : len(pieces) + 1] = pieces
    places = torch.tensor(padded)
    shown = (torch.rand(places.shape) > HIDE_PIECE)[..., None]
    vectors = torch.nn.functional.dropout(table[places] * shown, HIDE_ELEMENT)
    windows = torch.cat([vectors[:, at : at + longest] for at in range(WINDOW)], 2)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        answers = windows @ filters
    known = (places[:, 1 : longest + 1] != empty)[..., None]
    return torch.nn.functional.normalize((torch.relu(answers.float() + shift) * known).amax(1), dim=1)
