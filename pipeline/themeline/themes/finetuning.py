"""Train MiniLM's upper layers, with a linear layer for each theme on top, on sentences; needs `torch`."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from random import Random
from typing import Any

import numpy as np
import numpy.typing as npt

from themeline.themes.augmentation import augment
from themeline.themes.minilm_weights import Weights32
from themeline.themes.network import WIDTH, Network
from themeline.themes.representation import neighbour_means
from themeline.themes.stretches import Stretch
from themeline.themes.terms import FloatArray
from themeline.themes.wordpiece import WordPieces

# A vector of unit length is stretched by this before the linear layer, which then learns at a fitting pace.
STRETCH = 4.0
# How often, in training, a sentence's neighbours are hidden, and each element of its vector.
HIDE_NEIGHBOURS, HIDE_ELEMENT = 0.2, 0.1
BATCH, LONGEST = 8, 96
# Trainings with different seeds start from one linear layer, so that their weights could be averaged.
HEAD_SEED = 0


@dataclass(frozen=True)
class FineTuning:
    """How the training goes.

    Attributes:
        frozen: How many of MiniLM's layers stay as they are, from below.
        epochs: How often every stretch is read.
        rate: The learning rate of the layers at its peak (AdamW; it rises over the first tenth and then falls to 0).
        head_rate: The same for the linear layer.
        seed: Of the order, of the augmentation and of what is hidden.
    """

    frozen: int = 2
    epochs: int = 4
    rate: float = 2e-4
    head_rate: float = 2e-3
    seed: int = 1


@dataclass(frozen=True)
class Tuned:
    """What training gave.

    Attributes:
        layers: The changed weights, named as by `minilm_weights.read_weights`.
        own: Weights of a sentence's vector of unit length: dimensions × themes.
        around: Weights of the mean of its neighbours' vectors.
        bias: One for each theme.
    """

    layers: Weights32
    own: FloatArray
    around: FloatArray
    bias: FloatArray


def fine_tune(
    stretches: Sequence[Stretch], headings: Sequence[str], weights: Weights32, pieces: WordPieces, how: FineTuning
) -> Tuned:
    """Minimise the cross-entropy of all themes over sentences in batches of eight augmented stretches.

    Args:
        stretches: What to learn from.
        headings: Headings that augmentation may put before a sentence.
        weights: MiniLM's.
        pieces: What cuts a text into word pieces.
        how: How the training goes.
    """
    torch: Any = import_module("torch")
    torch.manual_seed(HEAD_SEED)
    network, themes = Network(weights, how.frozen), stretches[0].targets.shape[1]
    own = (torch.randn(WIDTH, themes) * 0.02).requires_grad_()
    torch.manual_seed(1000 + how.seed)
    around = torch.zeros(WIDTH, themes, requires_grad=True)
    bias = torch.full((themes,), -2.0, requires_grad=True)
    layers = list(network.trainable.values())
    groups = [{"params": layers, "lr": how.rate}, {"params": [own, around, bias], "lr": how.head_rate}]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
    steps = how.epochs * -(-len(stretches) // BATCH)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: pace(step, steps))
    for batch in batches(stretches, headings, how):
        vectors = network.vectors([cut(text, pieces) for each in batch for text in each.texts], training=True) * STRETCH
        neighbours = mixing([len(each.texts) for each in batch])
        shown = torch.rand(len(vectors), 1) > HIDE_NEIGHBOURS
        means = torch.tensor(neighbours, dtype=torch.float32) @ vectors * shown
        scores = torch.nn.functional.dropout(vectors, HIDE_ELEMENT) @ own + means @ around + bias
        gold = torch.tensor(np.vstack([each.targets for each in batch]), dtype=torch.float32)
        counts = torch.tensor([each.weight for each in batch for _ in each.texts], dtype=torch.float32)
        loss = torch.nn.functional.binary_cross_entropy_with_logits(scores, gold, reduction="none").sum(1)
        optimiser.zero_grad()
        (loss * counts).mean().backward()
        torch.nn.utils.clip_grad_norm_(layers, 1.0)
        optimiser.step()
        schedule.step()
    changed = {name: tensor.detach().numpy() for name, tensor in network.trainable.items()}
    found = [tensor.detach().numpy().astype(np.float64) for tensor in (own, around, bias)]
    return Tuned(changed, found[0] * STRETCH, found[1] * STRETCH, found[2])


def batches(stretches: Sequence[Stretch], headings: Sequence[str], how: FineTuning) -> Iterator[list[Stretch]]:
    """Yield augmented stretches, eight at a time, in a new order each epoch."""
    random, order = Random(how.seed), list(stretches)
    for _ in range(how.epochs):
        random.shuffle(order)
        for start in range(0, len(order), BATCH):
            yield [augment(stretch, headings, random) for stretch in order[start : start + BATCH]]


def cut(text: str, pieces: WordPieces) -> list[int]:
    """Return the numbers of a text's pieces between the marks that BERT expects."""
    return [pieces.number("[CLS]"), *pieces.cut(text)[: LONGEST - 2], pieces.number("[SEP]")]


def mixing(lengths: Sequence[int]) -> npt.NDArray[np.float64]:
    """Return the matrix that takes sentences to the means of their neighbours."""
    return neighbour_means(np.eye(sum(lengths)), lengths)


def pace(step: int, steps: int) -> float:
    """Return the share of the peak learning rate at a step: up over the first tenth, then down to 0."""
    return min(1.0, (step + 1) / (0.1 * steps)) * max(0.0, 1 - step / steps)
