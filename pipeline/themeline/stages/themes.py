"""The themes commands that learn from labels, and measure how well that goes."""

import json
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from themeline.errors import UsageError
from themeline.stages.settings import Settings
from themeline.stages.theme_codebooks import codebook_in_use
from themeline.stages.theme_labels import (
    merged_labels,
    require_labels,
    shipped_passages,
    to_passages,
)
from themeline.stages.theme_predictions import Predictions, predict_unseen
from themeline.store import Store

if TYPE_CHECKING:
    import pandas as pd

    from themeline.themes import Codebook, Evaluation


@dataclass(frozen=True, slots=True)
class TrainResult:
    """A trained model.

    Attributes:
        folder: Where it is.
        sentences: How many labelled sentences it learnt from; 0 when it knows the codebook alone.
        documents: Of how many documents.
        positives: How many sentences have each theme.
        settings: The lines for `themeline.toml` that put it to use.
    """

    folder: Path
    sentences: int
    documents: int
    positives: dict[str, int]
    settings: str


@dataclass(frozen=True, slots=True)
class EvaluationResult:
    """What an evaluation found; the tables are those of `themes.Evaluation`.

    Attributes:
        curve: Scores by the number of labelled sentences; None where nothing was trained on growing parts.
        sentences: How many labelled sentences were judged.
        documents: Of how many documents.
        chosen: How many of them a model chose because it was unsure: they make the scores look worse than they are.
    """

    themes: "pd.DataFrame"
    confusion: "pd.DataFrame"
    calibration: "pd.DataFrame"
    curve: "pd.DataFrame | None"
    sentences: int
    documents: int
    chosen: int


def train_themes(
    store: Store,
    settings: Settings,
    output: Path | None = None,
    codebook: Path | None = None,
    coder: str = "",
    *,
    with_shipped: bool = False,
) -> TrainResult:
    """Train a model on the workspace's labels and write it, by default to `models/themes/NAME` in the workspace.

    Without any label, what the codebook says of its themes is all that the model knows.

    Args:
        store: The workspace.
        settings: Its settings; they name the representation.
        output: Where to write the model.
        codebook: The codebook; by default the one in use.
        coder: Learn from this coder's labels alone.
        with_shipped: Learn also from the labelled sentences that Themeline ships.

    Raises:
        SettingsError: If the codebook has a fault, or a label names a theme that it lacks.
        ModelError: If a theme has no labelled sentence, or all of them.
        UsageError: If the coder labelled nothing.
    """
    from themeline.themes import load_encoder, save_model, train, train_without_labels
    from themeline.themes.labels import label_matrix

    book = codebook_in_use(settings, codebook)
    own = to_passages(merged_labels(store, book, coder))
    passages = [*own, *(shipped_passages() if with_shipped else [])]
    representation = settings.themes.representation
    encoder = load_encoder(representation)
    fitted = train(passages, book, encoder, representation) if passages else None
    model = fitted or train_without_labels(book, encoder, representation)
    learnt_from = sorted({passage.document for passage in own})
    folder = output or store.folder / "models" / "themes" / _folder_name(book)
    with store.locked():
        save_model(replace(model, notes={**model.notes, "documents": learnt_from}), folder)
    gold = label_matrix(passages, book)
    return TrainResult(
        folder,
        len(gold),
        len({passage.document for passage in passages}),
        dict(zip(book.keys, gold.sum(axis=0).tolist(), strict=True)),
        _settings_lines(settings, folder, codebook),
    )


def evaluate_themes(
    store: Store, settings: Settings, codebook: Path | None = None, coder: str = "", *, with_shipped: bool = False
) -> EvaluationResult:
    """Cross-validate on the workspace's labels; documents stay whole.

    With the shipped sentences the classifiers learn from them too, but the scores are those of the workspace's
    sentences alone, and there is no learning curve.

    Raises:
        UsageError: If there are no labels, or labels of one document only.
        SettingsError: If a label names a theme that the codebook lacks.
        ModelError: If a theme has no labelled sentence, or all of them.
    """
    from themeline.themes import evaluate, learning_curve, load_encoder

    book = codebook_in_use(settings, codebook)
    merged = require_labels(store, book, coder)
    own = to_passages(merged)
    if merged["document"].nunique() < 2 and not with_shipped:
        raise UsageError("Cross-validation needs labels of two documents or more.", "Label sentences of another one.")
    encoder = load_encoder(settings.themes.representation)
    found = evaluate([*own, *(shipped_passages() if with_shipped else [])], book, encoder)
    curve = None if with_shipped else learning_curve(own, book, encoder)
    return _result(_first(found, len(merged), book), merged, curve)


def evaluate_in_use(store: Store, settings: Settings, coder: str = "") -> EvaluationResult:
    """Measure the model in use on the workspace's labels, or cross-validated where it learnt from them.

    Raises:
        UsageError: If there are no labels.
        SettingsError: If a label names a theme that the model's codebook lacks.
        ModelError: If the model cannot be used.
    """
    book = codebook_in_use(settings)
    merged = require_labels(store, book, coder)
    return _result(predict_unseen(store, settings, merged), merged, None)


def _first(found: "Evaluation", rows: int, codebook: "Codebook") -> Predictions:
    """Return the first rows of a cross-validation: those of the workspace's own sentences."""
    part = slice(rows)
    return Predictions(
        codebook, found.documents[part], found.gold[part], found.probabilities[part], found.predicted[part]
    )


def _result(found: Predictions, merged: "pd.DataFrame", curve: "pd.DataFrame | None") -> EvaluationResult:
    from themeline.themes.evaluation import calibration_table, confusion_table, score_table

    return EvaluationResult(
        themes=score_table(found.gold, found.predicted, found.documents, found.codebook),
        confusion=confusion_table(found.gold, found.predicted, found.codebook),
        calibration=calibration_table(found.gold, found.probabilities),
        curve=curve,
        sentences=len(merged),
        documents=merged["document"].nunique(),
        chosen=int((merged["origin"] == "chosen").sum()),
    )


def _folder_name(codebook: "Codebook") -> str:
    return re.sub(r"\W+", "-", codebook.name.casefold()).strip("-") or "themes"


def _settings_lines(settings: Settings, folder: Path, codebook: Path | None) -> str:
    """Return the lines that put a model to use; the codebook is named where another one is in the settings."""
    lines = ["[themes]", f"model = {json.dumps(str(folder.resolve()), ensure_ascii=False)}"]
    if settings.themes.codebook and codebook:
        lines.append(f"codebook = {json.dumps(str(codebook.resolve()), ensure_ascii=False)}")
    return "\n".join(lines)
