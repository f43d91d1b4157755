"""Make the shipped default model: `python -m themeline.themes.train_default TEXTS [EVALUATION.jsonl…]`; needs `torch`.

The accurate model, which must have been made, teaches the default: it says how likely each theme is in sentences
without labels, from the folder TEXTS, and filters over word pieces (`convolution`) learn that, and the labelled
passages, ours and those of the real texts (`standoff`). Their scores are averaged with those of a scorer by terms and
static vectors (`blending`).
"""

import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from themeline.themes.blending import blend
from themeline.themes.codebook import default_codebook
from themeline.themes.encoders import shipped_file
from themeline.themes.filter_layers import save_stacks
from themeline.themes.filter_training import Filters, FilterTraining, train_filters
from themeline.themes.model import save_model
from themeline.themes.static_vectors import load_static_vectors
from themeline.themes.teaching import read_texts, split_labelled, teach
from themeline.themes.weights import Weights

# How much the scorer by terms and static vectors counts beside the filters (measured). It learns from our own passages
# alone: what it then knows of abstracts and laws, the filters, which see twice as many real sentences, may forget.
LINEAR_SHARE = 0.45
# Two stacks of filters are trained apart and averaged: one sees three pieces at a time, the other five, in two steps.
STACKS = (FilterTraining((384,), epochs=12), FilterTraining((128, 256), epochs=6))
# How much a sentence of our own passages counts, and a labelled one of the real texts, beside one without a label.
LABELLED_WEIGHTS = (4.0, 2.0)


def main(texts: Path, evaluation: Sequence[Path]) -> None:
    """Train on labelled passages, ours and those in the texts, and on the rest, and write `models/themes/default/`."""
    codebook, path = default_codebook(), shipped_file("default", "filters.npz")
    corpora, static = read_texts(texts, evaluation), load_static_vectors()
    labelled = split_labelled(corpora, codebook, LABELLED_WEIGHTS)
    stretches = labelled.stretches + teach(corpora, "accurate")
    trained = [train_filters(stretches, static, how) for how in STACKS]
    save_stacks([each.stack for each in trained], path)
    model = blend(layer(trained), "filtered", labelled.own, labelled.held, codebook, LINEAR_SHARE)
    save_model(model, path.parent)


def layer(trained: Sequence[Filters]) -> Weights:
    """Return the average of the trained linear layers, as `blending.blend` wants it, over the stacks beside each other.

    Beside each other each stack's vectors are shorter by √n, n being how many there are (`convolution`).
    """
    own, around = (np.vstack(parts) for parts in zip(*((each.own, each.around) for each in trained), strict=True))
    bias = np.mean([each.bias for each in trained], axis=0)
    return Weights(np.zeros((0, len(bias))), np.vstack([own, around]) / np.sqrt(len(trained)), bias)


if __name__ == "__main__":
    main(Path(sys.argv[1]), [Path(argument) for argument in sys.argv[2:]])
