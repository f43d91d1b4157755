"""Sentences that follow each other, with the likelihood of their themes: what the shipped models are trained on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

import numpy as np

from themeline.themes.codebook import Codebook
from themeline.themes.labels import LabelledPassage, label_matrix
from themeline.themes.representation import Documents, split
from themeline.themes.terms import FloatArray

LENGTH = 8


@dataclass(frozen=True)
class Stretch:
    """Neighbouring sentences, and what is known of their themes.

    Attributes:
        targets: Sentences × themes: probabilities, or 0 and 1.
        weight: How much each of the sentences counts in training.
    """

    texts: tuple[str, ...]
    targets: FloatArray
    weight: float = 1.0


def labelled_stretch(passage: LabelledPassage, codebook: Codebook, weight: float = 1.0) -> Stretch:
    """Return a labelled passage as a stretch."""
    return Stretch(passage.texts, label_matrix([passage], codebook).astype(np.float64), weight)


def taught_stretches(documents: Documents, probabilities: FloatArray) -> list[Stretch]:
    """Return sentences without labels together with what a model says of them."""
    rows = split(probabilities, documents)
    return [Stretch(tuple(texts), targets) for texts, targets in zip(documents, rows, strict=True)]


def choose(corpora: Mapping[str, Documents], wanted: int, seed: int = 0) -> list[Sequence[str]]:
    """Return stretches of eight neighbours at random, as evenly from each corpus as their sizes allow.

    Args:
        corpora: The sentences of each document of each corpus.
        wanted: How many sentences, all in all; a few more come, so that stretches stay whole.
        seed: Of the choice and of the order.
    """
    random, chosen = Random(seed), list[Sequence[str]]()
    sizes = {name: sum(map(len, documents)) for name, documents in corpora.items()}
    for place, name in enumerate(sorted(sizes, key=lambda name: (sizes[name], name))):
        share = (wanted - sum(map(len, chosen))) / (len(sizes) - place)
        chosen += _draw(corpora[name], min(share, sizes[name]), random)
    random.shuffle(chosen)
    return chosen


def _draw(documents: Documents, wanted: float, random: Random) -> list[Sequence[str]]:
    cut = [sentences[at : at + LENGTH] for sentences in documents for at in range(0, len(sentences), LENGTH)]
    random.shuffle(cut)
    ends = np.cumsum([len(stretch) for stretch in cut])
    return cut[: int(np.searchsorted(ends, wanted)) + 1]
