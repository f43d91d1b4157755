"""How good a classifier is: cross-validation that keeps documents whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from themeline.themes.calibration import decide_held_out
from themeline.themes.codebook import Codebook
from themeline.themes.folds import assign_folds
from themeline.themes.held_out import cross_scores
from themeline.themes.labels import BoolArray, LabelledPassage, check_labels, label_matrix
from themeline.themes.representation import Encoder
from themeline.themes.resampling import RESAMPLES, bootstrap, sum_by_document
from themeline.themes.terms import FloatArray

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Evaluation:
    """What cross-validation found.

    Attributes:
        themes: One row for each theme, then `micro` and `macro`: `theme`, `positives`, `precision`, `recall`, `f1`,
            `f1_low`, `f1_high` (95 % bootstrap intervals over documents).
        confusion: Gold themes (rows) × themes that were wrongly given (columns): in how many sentences.
        calibration: `low`, `high`, `mean_probability`, `observed_share`, `pairs`: sentence-theme pairs by probability.
        gold: Sentences × themes: the labels.
        probabilities: Sentences × themes: what a model said that saw nothing of the sentence's document.
        predicted: Sentences × themes: the same, by thresholds that other folds chose.
        documents: The document of each sentence.
    """

    themes: "pd.DataFrame"
    confusion: "pd.DataFrame"
    calibration: "pd.DataFrame"
    gold: BoolArray
    probabilities: FloatArray
    predicted: BoolArray
    documents: tuple[str, ...]


def evaluate(
    passages: Sequence[LabelledPassage],
    codebook: Codebook,
    encoder: Encoder,
    folds: int = 5,
    resamples: int = RESAMPLES,
    seed: int = 0,
) -> Evaluation:
    """Cross-validate a classifier; each sentence is judged by a model that saw nothing of its document.

    Raises:
        SettingsError: If a label names an unknown theme.
        ModelError: If a theme has no sentence, or every one.
    """
    check_labels(passages, codebook)
    gold = label_matrix(passages, codebook)
    documents = tuple(passage.document for passage in passages for _ in passage.sentences)
    scores = cross_scores(passages, codebook, encoder, folds)
    probabilities, predicted = decide_held_out(
        scores, gold, assign_folds(documents, folds), exclusive=codebook.exclusive
    )
    return Evaluation(
        themes=score_table(gold, predicted, documents, codebook, resamples, seed),
        confusion=confusion_table(gold, predicted, codebook),
        calibration=calibration_table(gold, probabilities),
        gold=gold,
        probabilities=probabilities,
        predicted=predicted,
        documents=documents,
    )


def learning_curve(
    passages: Sequence[LabelledPassage], codebook: Codebook, encoder: Encoder, steps: int = 5, folds: int = 5
) -> "pd.DataFrame":
    """Return how the scores grow with the number of labelled sentences.

    In each fold the model learns from a growing part of the other folds' passages and is scored on the whole fold.

    Returns:
        Columns `sentences` (mean number learnt from), `micro_f1`, `macro_f1`, one row for each step.
    """
    import pandas as pd

    check_labels(passages, codebook)
    gold = label_matrix(passages, codebook)
    documents = [passage.document for passage in passages for _ in passage.sentences]
    fold_of = assign_folds(documents, folds)
    total, rows = len(gold), []
    for step in range(1, steps + 1):
        scores = cross_scores(passages, codebook, encoder, folds, share=step / steps)
        predicted = decide_held_out(scores, gold, fold_of, exclusive=codebook.exclusive)[1]
        counts = _counts(gold, predicted).sum(axis=0)
        used = total * (1 - 1 / max(2, fold_of.max() + 1)) * step / steps
        rows.append({"sentences": round(used), "micro_f1": _micro(counts), "macro_f1": _f1(counts).mean()})
    return pd.DataFrame(rows).astype({"micro_f1": float, "macro_f1": float})


def score_table(
    gold: BoolArray,
    predicted: BoolArray,
    documents: Sequence[object],
    codebook: Codebook,
    resamples: int = RESAMPLES,
    seed: int = 0,
) -> "pd.DataFrame":
    """Return precision, recall and F1 with intervals: see `Evaluation.themes`."""
    import pandas as pd

    sums = sum_by_document(_counts(gold, predicted), documents)
    f1, low, high = bootstrap(sums, _with_averages, resamples, seed)
    hits, said, wanted = np.moveaxis(sums.sum(axis=0), -1, 0)
    precision, recall = _share(hits, said), _share(hits, wanted)
    micro = [hits.sum() / max(1, said.sum()), hits.sum() / max(1, wanted.sum())]
    columns = {
        "theme": [*codebook.keys, "micro", "macro"],
        "positives": [*wanted.astype(int), int(wanted.sum()), int(wanted.sum())],
        "precision": [*precision, micro[0], precision.mean()],
        "recall": [*recall, micro[1], recall.mean()],
    }
    return pd.DataFrame(columns | {"f1": f1, "f1_low": low, "f1_high": high})


def confusion_table(gold: BoolArray, predicted: BoolArray, codebook: Codebook) -> "pd.DataFrame":
    """Return in how many sentences of a theme (row) another was wrongly given (column) while it was missed."""
    import pandas as pd

    missed, wrong = gold & ~predicted, ~gold & predicted
    keys = list(codebook.keys)
    return pd.DataFrame(missed.astype(int).T @ wrong.astype(int), index=keys, columns=keys)


def calibration_table(gold: BoolArray, probabilities: FloatArray, bins: int = 10) -> "pd.DataFrame":
    """Return how often themes held that were given a probability: see `Evaluation.calibration`."""
    import pandas as pd

    place = np.minimum((probabilities * bins).astype(int), bins - 1).ravel()
    pairs = np.bincount(place, minlength=bins)
    columns = {
        "low": np.arange(bins) / bins,
        "high": np.arange(1, bins + 1) / bins,
        "mean_probability": _share(np.bincount(place, probabilities.ravel(), bins), pairs),
        "observed_share": _share(np.bincount(place, gold.ravel(), bins), pairs),
        "pairs": pairs,
    }
    return pd.DataFrame(columns)


def _counts(gold: BoolArray, predicted: BoolArray) -> FloatArray:
    """Return sentences × themes × (hits, given, gold)."""
    return np.stack([gold & predicted, predicted, gold], axis=-1).astype(np.float64)


def _f1(counts: FloatArray) -> FloatArray:
    hits, said, wanted = np.moveaxis(counts, -1, 0)
    f1: FloatArray = 2 * hits / np.maximum(said + wanted, 1)
    return f1


def _micro(counts: FloatArray) -> FloatArray:
    return _f1(counts.sum(axis=-2))


def _with_averages(counts: FloatArray) -> FloatArray:
    """Return the F1 of each theme, then micro and macro, along the last axis."""
    f1 = _f1(counts)
    return np.concatenate([f1, _micro(counts)[..., None], f1.mean(axis=-1, keepdims=True)], axis=-1)


def _share(part: npt.NDArray[Any], whole: npt.NDArray[Any]) -> FloatArray:
    share: FloatArray = np.where(whole > 0, part / np.maximum(whole, 1), 0.0)
    return share
