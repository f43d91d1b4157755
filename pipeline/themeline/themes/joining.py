"""The shipped models averaged: the last step of the accurate one, `python -m themeline.themes.joining`.

The accurate model has taught the default's filters, on real texts. They have learnt something else from it than what it
learnt from labelled passages, and cost little beside it; so the log odds of both models are averaged once more.
"""

from collections.abc import Sequence

import numpy as np

from themeline.resources import data_path
from themeline.themes.blending import average, cautious, hold_out
from themeline.themes.calibration import calibrate
from themeline.themes.encoders import load_encoder
from themeline.themes.labels import LabelledPassage, label_matrix, read_passages
from themeline.themes.model import ThemeModel, load_model, save_model
from themeline.themes.representation import encode_documents
from themeline.themes.scorer import Scorer
from themeline.themes.terms import FloatArray
from themeline.themes.weights import Weights

# How much the default model counts beside the accurate one (measured).
DEFAULT_SHARE = 0.3


def main() -> None:
    """Average `models/themes/accurate/` and `models/themes/default/` into the former."""
    folder = data_path("models", "themes")
    held = hold_out(read_passages(data_path("corpus", "labelled").glob("*.jsonl")))[1]
    save_model(join(load_model(folder / "accurate"), load_model(folder / "default"), held), folder / "accurate")


def join(accurate: ThemeModel, default: ThemeModel, held: Sequence[LabelledPassage]) -> ThemeModel:
    """Average two models' log odds.

    Args:
        accurate: A model over trained MiniLM's vectors and static ones (`tuned`).
        default: A model over filters' vectors and static ones (`filtered`), learnt from the same passages.
        held: What neither saw: probabilities and thresholds come from it.

    Raises:
        ValueError: If the models have not learnt from the same passages.
    """
    if _columns(accurate) != _columns(default):
        raise ValueError("the models have different terms: train both from the same passages")
    sizes = [load_encoder(name).dimensions for name in ("tuned", "filtered", "default")]
    parts = [
        widen(accurate.scorer, sizes[0] - sizes[2], 0, sizes[1] - sizes[2]),
        widen(default.scorer, sizes[1] - sizes[2], sizes[0] - sizes[2], 0),
    ]
    weights = average(parts, [accurate.calibration, default.calibration], [1 - DEFAULT_SHARE, DEFAULT_SHARE])
    scorer = Scorer(accurate.scorer.terms, weights)
    unseen = encode_documents([passage.texts for passage in held], load_encoder("both"))
    found = calibrate(scorer.score(unseen), label_matrix(held, accurate.codebook))
    return ThemeModel(accurate.codebook, "both", scorer, cautious(found), accurate.notes)


def widen(scorer: Scorer, trained: int, before: int, after: int) -> Scorer:
    """Return a scorer of trained and static vectors as one over both kinds of trained vectors and the static ones.

    Args:
        scorer: The scorer.
        trained: How many dimensions its trained vectors have.
        before: How many dimensions of the other kind stand before them.
        after: How many of the other kind stand behind them.
    """

    def place(rows: FloatArray) -> FloatArray:
        padded = np.pad(rows[:trained] * np.sqrt(2), ((before, after), (0, 0)))
        return np.vstack([padded, rows[trained:]])

    own, around = np.split(scorer.weights.vectors, 2)
    vectors = np.vstack([place(own), place(around)])
    return Scorer(scorer.terms, Weights(scorer.weights.terms, vectors, scorer.weights.bias))


def _columns(model: ThemeModel) -> tuple[str, ...]:
    return model.scorer.terms.terms + model.scorer.terms.parts


if __name__ == "__main__":
    main()
