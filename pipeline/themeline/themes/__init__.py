"""Themes: sentences into the codes of a codebook, shipped or the user's own."""

from typing import TYPE_CHECKING

from themeline.lazy import lazy_names

if TYPE_CHECKING:
    from themeline.themes.classifier import Classifier
    from themeline.themes.codebook import Codebook, Theme, check_faults, default_codebook, read_codebook, write_codebook
    from themeline.themes.labels import LabelledPassage, LabelledSentence, read_passages
    from themeline.themes.settings import ThemeSettings
    from themeline.themes.training import train

_HOMES = {
    "Classifier": "classifier",
    "Codebook": "codebook",
    "LabelledPassage": "labels",
    "LabelledSentence": "labels",
    "Theme": "codebook",
    "ThemeSettings": "settings",
    "check_faults": "codebook",
    "default_codebook": "codebook",
    "read_codebook": "codebook",
    "read_passages": "labels",
    "train": "training",
    "write_codebook": "codebook",
}

__all__ = [
    "Classifier",
    "Codebook",
    "LabelledPassage",
    "LabelledSentence",
    "Theme",
    "ThemeSettings",
    "check_faults",
    "default_codebook",
    "read_codebook",
    "read_passages",
    "train",
    "write_codebook",
]

__getattr__ = lazy_names(__name__, _HOMES)
