"""What models that have been made say of real texts without labels, to teach another (Hinton et al. 2015)."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from themeline.resources import data_path
from themeline.themes.classifier import Classifier
from themeline.themes.settings import Representation, ThemeSettings
from themeline.themes.stretches import Stretch, choose, taught_stretches
from themeline.themes.unlabelled import read_unlabelled

# How many sentences without labels are taken.
UNLABELLED = 24_000


def teach(texts: Path, evaluation: Sequence[Path], teachers: Sequence[Representation]) -> list[Stretch]:
    """Return sentences without labels, of our samples too, with the mean of what the shipped models say of them.

    Args:
        texts: A folder of English policy texts.
        evaluation: JSONL files; documents that hold one of their sentences are left out.
        teachers: The shipped models that are asked.
    """
    ours = sorted(data_path("corpus", "samples").glob("*.jsonl"))
    chosen = choose(read_unlabelled([texts, *ours], evaluation), UNLABELLED)
    said = [np.vstack(Classifier.load(ThemeSettings(representation=name)).classify(chosen)) for name in teachers]
    return taught_stretches(chosen, np.mean(said, axis=0))
