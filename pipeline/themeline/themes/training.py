"""Learn a model: from a codebook alone, or from labelled passages too."""

from collections.abc import Sequence

import numpy as np

from themeline.themes.calibration import Calibration, calibrate, calibrate_exclusive
from themeline.themes.codebook import Codebook
from themeline.themes.folds import assign_folds
from themeline.themes.held_out import Labelled, hold_out_scores
from themeline.themes.labels import LabelledPassage, check_labels
from themeline.themes.model import ThemeModel
from themeline.themes.representation import EncodedDocuments, Encoder
from themeline.themes.scorer import Knowledge, fit_kernel_scorers, fit_scorers

UNLABELLED_PENALTY = 1.0


def train(
    passages: Sequence[LabelledPassage],
    codebook: Codebook,
    encoder: Encoder,
    representation: str = "default",
    folds: int = 5,
) -> ThemeModel:
    """Train a model for a codebook from labelled passages and from what the codebook says.

    Probabilities and thresholds come from held-out folds: from scorers that saw nothing of a sentence's document.

    Args:
        passages: The labelled passages; every theme must have at least one sentence.
        codebook: The themes.
        encoder: Where sentence vectors come from.
        representation: The name under which the model will find that encoder again.
        folds: Into how many parts the documents are cut.

    Raises:
        SettingsError: If a label names an unknown theme.
        ModelError: If a theme has no sentence, or every one.
    """
    check_labels(passages, codebook)
    labelled = Labelled.of(passages, codebook, encoder)
    gold = labelled.gold
    held = hold_out_scores(labelled, assign_folds([passage.document for passage in passages], folds))
    calibration = (calibrate_exclusive if codebook.exclusive else calibrate)(held.scores, gold)
    [scorer] = fit_kernel_scorers(labelled.encoded, gold, labelled.knowledge, [held.penalty])
    positives = dict(zip(codebook.keys, gold.sum(axis=0).tolist(), strict=True))
    notes = {"passages": len(passages), "sentences": len(gold), "positives": positives, "penalty": held.penalty}
    return ThemeModel(codebook, representation, scorer, calibration, notes)


def train_without_labels(codebook: Codebook, encoder: Encoder, representation: str = "default") -> ThemeModel:
    """Make a model from names, definitions, cues and examples alone: a linear one, since `kernel` gains nothing there.

    Nothing is held out that probabilities could be calibrated on: they rank sentences, and a theme is given where
    it is likelier than not by the fit itself.
    """
    knowledge = Knowledge.of(codebook, encoder)
    empty = EncodedDocuments([], np.zeros((0, knowledge.encoded.vectors.shape[1])))
    [scorer] = fit_scorers(empty, np.zeros((0, len(codebook.themes))), knowledge, [UNLABELLED_PENALTY])
    even = np.ones(len(codebook.themes))
    thresholds = even * (0 if codebook.exclusive else 0.5)
    calibration = Calibration(even, even * 0, thresholds, codebook.exclusive)
    return ThemeModel(codebook, representation, scorer, calibration, {"sentences": 0})
