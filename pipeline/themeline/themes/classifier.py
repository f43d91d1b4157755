"""The door of the classify stage: sentences of whole documents in, themes with probabilities out."""

from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from themeline.errors import ModelError
from themeline.resources import model_path
from themeline.themes.codebook import Codebook, read_codebook
from themeline.themes.encoders import load_encoder
from themeline.themes.labels import BoolArray
from themeline.themes.model import ThemeModel, load_model, model_digest
from themeline.themes.representation import Documents, Encoder, encode_documents, split
from themeline.themes.settings import ThemeSettings
from themeline.themes.terms import FloatArray

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ["document", "sentence", "start", "end", "theme", "probability"]
# Probabilities are rounded to so many digits: the last bits of a sum of products depend on how many documents are
# computed together.
DIGITS = 9


@dataclass(frozen=True)
class Classifier:
    """A model with its encoder and thresholds, ready to classify.

    Attributes:
        fingerprint: A digest of everything that its output depends on.
    """

    model: ThemeModel
    encoder: Encoder
    thresholds: FloatArray
    fingerprint: str

    @classmethod
    def load(cls, settings: ThemeSettings | None = None) -> "Classifier":
        """Load what the settings name.

        Raises:
            SettingsError: If the codebook cannot be used, or a threshold names an unknown theme.
            ModelError: If the model is missing, damaged, or was trained for another codebook.
        """
        settings = settings or ThemeSettings()
        folder = Path(settings.model) if settings.model else model_path("models", "themes", settings.representation)
        model = load_model(folder)
        if settings.codebook:
            _refuse_other_codebook(model, read_codebook(Path(settings.codebook)), folder)
        encoder = load_encoder(model.representation)
        if model.scorer.dimensions != 2 * encoder.dimensions:
            raise ModelError(f"The themes model in {folder} was trained on other sentence vectors.", "Train it again.")
        thresholds = _override(model, settings)
        parts = (model_digest(folder), encoder.fingerprint, *(f"{value:.9f}" for value in thresholds))
        return cls(model, encoder, thresholds, sha256(" ".join(parts).encode()).hexdigest()[:16])

    @property
    def codebook(self) -> Codebook:
        """The themes that it knows."""
        return self.model.codebook

    def classify(self, documents: Documents) -> list[FloatArray]:
        """Return the probability of each theme for each sentence.

        Args:
            documents: The sentences of whole documents, in order; neighbours inform each other.

        Returns:
            For each document, an array of one row for each sentence and one column for each theme of the codebook.
        """
        scores = self.model.scorer.score(encode_documents(documents, self.encoder))
        probabilities = self.model.calibration.probabilities(scores).round(DIGITS)
        return list(split(probabilities, documents))

    def decide(self, probabilities: FloatArray) -> BoolArray:
        """Return which themes are given at these probabilities: sentences × themes."""
        return replace(self.model.calibration, thresholds=self.thresholds).decide(probabilities)

    def assign(self, sentences: "pd.DataFrame") -> "pd.DataFrame":
        """Return the themes of sentences.

        Args:
            sentences: Columns `document` (any value), `sentence`, `start`, `end`, `text`: whole documents, the
                sentences of each together and in order.

        Returns:
            Columns `document`, `sentence`, `start`, `end`, `theme`, `probability`, one row for each theme of a
            sentence, in the order of the sentences and the codebook.
        """
        sizes = sentences.groupby((sentences["document"] != sentences["document"].shift()).cumsum(), sort=False).size()
        texts = sentences["text"].tolist()
        ends = np.cumsum(sizes.to_numpy())
        documents = [texts[end - size : end] for end, size in zip(ends, sizes, strict=True)]
        probabilities = np.vstack([np.zeros((0, len(self.codebook.themes))), *self.classify(documents)])
        rows, columns = np.nonzero(self.decide(probabilities))
        found = sentences.iloc[rows][COLUMNS[:4]].reset_index(drop=True)
        found["theme"] = np.array(self.codebook.keys, dtype=object)[columns]
        found["probability"] = probabilities[rows, columns]
        return found


def _refuse_other_codebook(model: ThemeModel, codebook: Codebook, folder: Path) -> None:
    if model.codebook.fingerprint != codebook.fingerprint:
        raise ModelError(
            f"The themes model in {folder} was trained for version {model.codebook.version!r} of the codebook "
            f"{model.codebook.name!r}; the one given differs (version {codebook.version!r}).",
            "Train it again with `themeline themes train`.",
        )


def _override(model: ThemeModel, settings: ThemeSettings) -> FloatArray:
    thresholds = model.calibration.thresholds.copy()
    for key, value in settings.thresholds.items():
        thresholds[model.codebook.keys.index(model.codebook[key].key)] = value
    return thresholds
