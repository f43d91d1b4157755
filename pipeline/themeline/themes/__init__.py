"""Themes: sentences into the codes of a codebook, shipped or the user's own."""

from typing import TYPE_CHECKING

from themeline.lazy import lazy_names

if TYPE_CHECKING:
    from themeline.themes.agreement import measure_agreement
    from themeline.themes.classifier import Classifier
    from themeline.themes.codebook import Codebook, Theme, check_faults, default_codebook, read_codebook, write_codebook
    from themeline.themes.codebook_files import export_codebook, import_codebook
    from themeline.themes.encoders import load_encoder
    from themeline.themes.evaluation import Evaluation, evaluate, learning_curve
    from themeline.themes.explanation import Explanation, explain
    from themeline.themes.label_files import read_labels
    from themeline.themes.labels import LabelledPassage, LabelledSentence, read_passages
    from themeline.themes.model import ThemeModel, load_model, save_model
    from themeline.themes.prevalence import CheckedSample, measure_prevalence
    from themeline.themes.project_file import write_project
    from themeline.themes.selection import select_sentences
    from themeline.themes.settings import ThemeSettings
    from themeline.themes.training import train, train_without_labels

__all__ = [
    "CheckedSample",
    "Classifier",
    "Codebook",
    "Evaluation",
    "Explanation",
    "LabelledPassage",
    "LabelledSentence",
    "Theme",
    "ThemeModel",
    "ThemeSettings",
    "check_faults",
    "default_codebook",
    "evaluate",
    "explain",
    "export_codebook",
    "import_codebook",
    "learning_curve",
    "load_encoder",
    "load_model",
    "measure_agreement",
    "measure_prevalence",
    "read_codebook",
    "read_labels",
    "read_passages",
    "save_model",
    "select_sentences",
    "train",
    "train_without_labels",
    "write_codebook",
    "write_project",
]

__getattr__ = lazy_names(
    __name__,
    {
        "CheckedSample": "prevalence",
        "Classifier": "classifier",
        "Codebook": "codebook",
        "Evaluation": "evaluation",
        "Explanation": "explanation",
        "LabelledPassage": "labels",
        "LabelledSentence": "labels",
        "Theme": "codebook",
        "ThemeModel": "model",
        "ThemeSettings": "settings",
        "check_faults": "codebook",
        "default_codebook": "codebook",
        "evaluate": "evaluation",
        "explain": "explanation",
        "export_codebook": "codebook_files",
        "import_codebook": "codebook_files",
        "learning_curve": "evaluation",
        "load_encoder": "encoders",
        "load_model": "model",
        "measure_agreement": "agreement",
        "measure_prevalence": "prevalence",
        "read_codebook": "codebook",
        "read_labels": "label_files",
        "read_passages": "labels",
        "save_model": "model",
        "select_sentences": "selection",
        "train": "training",
        "train_without_labels": "training",
        "write_codebook": "codebook",
        "write_project": "project_file",
    },
)
