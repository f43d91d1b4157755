"""Learn a model: from a codebook alone, or from labelled passages too."""

from collections.abc import Sequence

import numpy as np

from themeline.themes.calibration import Calibration, calibrate
from themeline.themes.codebook import Codebook
from themeline.themes.labels import LabelledPassage, check_labels, label_matrix
from themeline.themes.model import ThemeModel
from themeline.themes.representation import EncodedDocuments, Encoder, encode_documents
from themeline.themes.scorer import Knowledge, Scorer, cross_scores, fit_scorer


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
    gold = label_matrix(passages, codebook)
    calibration = calibrate(cross_scores(passages, codebook, encoder, folds), gold)
    encoded = encode_documents([passage.texts for passage in passages], encoder)
    scorer = fit_scorer(encoded, gold, Knowledge.of(codebook, encoder))
    positives = dict(zip(codebook.keys, gold.sum(axis=0).tolist(), strict=True))
    notes = {"passages": len(passages), "sentences": len(gold), "positives": positives}
    return assemble(codebook, representation, scorer, calibration, notes)


def train_without_labels(codebook: Codebook, encoder: Encoder, representation: str = "default") -> ThemeModel:
    """Make a model from names, definitions, cues and examples alone.

    Nothing is held out that probabilities could be calibrated on: they rank sentences, and a theme is given where
    it is likelier than not by the fit itself.
    """
    knowledge = Knowledge.of(codebook, encoder)
    empty = EncodedDocuments([], np.zeros((0, knowledge.encoded.vectors.shape[1])))
    scorer = fit_scorer(empty, np.zeros((0, len(codebook.themes))), knowledge)
    even = np.ones(len(codebook.themes))
    return assemble(codebook, representation, scorer, Calibration(even, even * 0, even / 2), {"sentences": 0})


def assemble(
    codebook: Codebook, representation: str, scorer: Scorer, calibration: Calibration, notes: dict[str, object]
) -> ThemeModel:
    """Put the parts of a model together."""
    return ThemeModel(codebook, representation, scorer, calibration, notes)
