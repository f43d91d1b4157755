"""What the shipped models learn from: labelled passages, and real texts without labels that another model tells of.

The passages are ours, and those of stand-off labels, whose sentences stand in a folder of texts. The texts without
labels are of the same folder (Hinton et al. 2015).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from themeline.errors import UsageError
from themeline.resources import data_path
from themeline.themes.blending import hold_out
from themeline.themes.classifier import Classifier
from themeline.themes.codebook import Codebook
from themeline.themes.labels import LabelledPassage, read_passages
from themeline.themes.representation import Documents
from themeline.themes.settings import Representation, ThemeSettings
from themeline.themes.standoff import find_passages, read_standoff
from themeline.themes.stretches import Stretch, choose, labelled_stretch, taught_stretches
from themeline.themes.unlabelled import read_unlabelled

# How many sentences without labels are taken.
UNLABELLED = 24_000
# The share of stand-off passages that may be missing: the texts may be another edition, or in part left out.
MISSING = 0.1


@dataclass(frozen=True)
class TrainingSet:
    """Labelled passages, parted.

    Attributes:
        stretches: What is to be learnt, with its weights.
        learnt: The same passages.
        own: Those of them that we wrote.
        held: A tenth of the passages: scales, probabilities and thresholds come from them.
    """

    stretches: list[Stretch]
    learnt: list[LabelledPassage]
    own: list[LabelledPassage]
    held: list[LabelledPassage]


def read_texts(texts: Path, evaluation: Sequence[Path]) -> dict[str, list[list[str]]]:
    """Return the sentences of a folder's documents, and of our samples, by corpus.

    Args:
        texts: A folder of English policy texts.
        evaluation: JSONL files; documents that hold one of their sentences are left out.
    """
    ours = sorted(data_path("corpus", "samples").glob("*.jsonl"))
    return read_unlabelled([texts, *ours], evaluation)


def split_labelled(corpora: Mapping[str, Documents], codebook: Codebook, weights: tuple[float, float]) -> TrainingSet:
    """Return our own labelled passages, and those of our stand-off labels whose sentences the corpora hold.

    Args:
        corpora: The sentences of each document of each corpus.
        codebook: The themes.
        weights: How much a sentence of our own passages counts in training, and one of the corpora.

    Raises:
        UsageError: If more than a tenth of the stand-off passages are not there: these are other texts.
    """
    own = read_passages(data_path("corpus", "labelled").glob("*.jsonl"))
    parts = [hold_out(own), hold_out(_found(corpora))]
    stretches = [
        labelled_stretch(passage, codebook, weight)
        for weight, (learnt, _) in zip(weights, parts, strict=True)
        for passage in learnt
    ]
    learnt, held = ([passage for part in parts for passage in part[which]] for which in (0, 1))
    return TrainingSet(stretches, learnt, parts[0][0], held)


def _found(corpora: Mapping[str, Documents]) -> list[LabelledPassage]:
    labels = read_standoff(data_path("corpus", "standoff").glob("*.jsonl"))
    found, missing = find_passages(labels, corpora)
    if missing > MISSING * len(labels):
        raise UsageError(
            f"The texts hold {len(found):,} of the {len(labels):,} passages of corpus/standoff.",
            "Name the folder of the texts that models/themes/README.md lists.",
        )
    return found


def teach(corpora: Mapping[str, Documents], teacher: Representation) -> list[Stretch]:
    """Return sentences without labels, with what a shipped model says of them.

    Args:
        corpora: The sentences of each document of each corpus.
        teacher: The model that is asked.
    """
    chosen = choose(corpora, UNLABELLED)
    said = np.vstack(Classifier.load(ThemeSettings(representation=teacher)).classify(chosen))
    return taught_stretches(chosen, said)
