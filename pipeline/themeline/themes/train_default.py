"""Make the shipped default model: `python -m themeline.themes.train_default TEXTS.jsonl…`; needs `torch`.

The accurate model teaches the default: it says how likely each theme is in unlabelled sentences of the texts (rows
with `text`), and filters over word pieces (`convolution`) learn that, and the labelled sentences (Hinton et al.
2015). Their scores are averaged with those of a scorer by terms and static vectors (`blending`).
"""

import random
import sys
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from themeline.resources import data_path
from themeline.themes.blending import blend, hold_out
from themeline.themes.classifier import Classifier
from themeline.themes.codebook import default_codebook
from themeline.themes.convolution import save_filters
from themeline.themes.distil import read_documents
from themeline.themes.encoders import shipped_file
from themeline.themes.filter_training import Filters, train_filters
from themeline.themes.labels import label_matrix, read_passages
from themeline.themes.model import save_model
from themeline.themes.regression import Weights
from themeline.themes.settings import ThemeSettings
from themeline.themes.static_vectors import load_static_vectors

# How much the scorer by terms and static vectors counts beside the filters (measured).
LINEAR_SHARE = 0.7
# How many unlabelled sentences are taken, in stretches of how many; how much a labelled one counts beside them.
UNLABELLED, STRETCH, LABELLED_WEIGHT = 23_000, 8, 2.0


def main(paths: Iterable[Path]) -> None:
    """Train on `corpus/labelled/*.jsonl` and unlabelled texts, and write `models/themes/default/`."""
    learnt, held = hold_out(read_passages(data_path("corpus", "labelled").glob("*.jsonl")))
    codebook, path = default_codebook(), shipped_file("default", "filters.npz")
    stretches = choose([sentences for each in paths for sentences in read_documents(each)])
    taught = np.vstack(Classifier.load(ThemeSettings(representation="accurate")).classify(stretches))
    labelled = [text for passage in learnt for text in passage.texts]
    filters = train_filters(
        [*labelled, *(text for stretch in stretches for text in stretch)],
        np.vstack([label_matrix(learnt, codebook), taught]),
        np.repeat([LABELLED_WEIGHT, 1.0], [len(labelled), len(taught)]),
        load_static_vectors(),
    )
    save_filters(filters.filters, filters.shift, path)
    save_model(blend(layer(filters), "filtered", learnt, held, codebook, LINEAR_SHARE), path.parent)


def choose(documents: list[list[str]]) -> list[list[str]]:
    """Return stretches of neighbouring sentences, at random from all documents."""
    cut = [sentences[at : at + STRETCH] for sentences in documents for at in range(0, len(sentences), STRETCH)]
    random.Random(0).shuffle(cut)
    ends = np.cumsum([len(stretch) for stretch in cut])
    return cut[: int(np.searchsorted(ends, UNLABELLED)) + 1]


def layer(filters: Filters) -> Weights:
    """Return the trained linear layer's weights as `blending.blend` wants them: neighbours count nothing."""
    own = filters.own
    return Weights(np.zeros((0, len(filters.bias))), np.vstack([own, np.zeros_like(own)]), filters.bias)


if __name__ == "__main__":
    main([Path(argument) for argument in sys.argv[1:]])
