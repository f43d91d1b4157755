"""The themes commands that measure a corpus and its coders: agreement, and prevalence."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from themeline.errors import UsageError
from themeline.stages.fingerprints import classify_fingerprint
from themeline.stages.settings import Settings
from themeline.stages.theme_codebooks import codebook_in_use
from themeline.stages.theme_labels import labels_in_force, merged_labels, refuse_unknown_themes, require_labels
from themeline.stages.theme_predictions import predict_unseen
from themeline.store import Selection, Store, outputs
from themeline.store.counts import sentences_of
from themeline.store.query import document_numbers, select, to_frame
from themeline.tables.schemas import THEMES

if TYPE_CHECKING:
    import pandas as pd

    from themeline.themes import CheckedSample, Codebook
    from themeline.themes.labels import BoolArray

PLACE = ["corpus", "doc", "sentence"]


@dataclass(frozen=True, slots=True)
class PrevalenceResult:
    """How common themes are.

    Attributes:
        themes: See `themes.measure_prevalence`.
        sentences: How many sentences there are.
        documents: How many documents.
        checked: How many labelled sentences the correction rests on; 0 when there is none.
        chosen: How many labelled sentences were left aside because a model had chosen them.
    """

    themes: "pd.DataFrame"
    sentences: int
    documents: int
    checked: int
    chosen: int


def measure_agreement(
    store: Store, settings: Settings, codebook: Path | None = None, coder: str = "", *, with_model: bool = False
) -> "pd.DataFrame":
    """Return how far the coders agree on each theme, or the model in use with one coder or with their majority.

    The model is judged as `predict_unseen` does, so that it agrees with nothing that it learnt by heart.

    Returns:
        Columns: see `themes.measure_agreement`.

    Raises:
        UsageError: If no sentence was judged twice, or there are no labels.
        SettingsError: If a label names a theme that the codebook lacks.
    """
    import pandas as pd

    from themeline.themes import measure_agreement as measure

    if not with_model:
        book = codebook_in_use(settings, codebook)
        frame = labels_in_force(store, book)
        refuse_unknown_themes(frame, book)
        return measure(frame.assign(sentence=frame["text"]), book)
    merged = require_labels(store, codebook_in_use(settings), coder)
    found = predict_unseen(store, settings, merged)
    keys = found.codebook.keys
    given = [tuple(key for key, yes in zip(keys, row, strict=True) if yes) for row in found.predicted]
    both = [merged.assign(coder="people"), merged.assign(coder="the model", themes=pd.Series(given))]
    codings = pd.concat(both, ignore_index=True)
    return measure(codings.assign(sentence=codings["text"]), found.codebook)


def measure_prevalence(
    store: Store, settings: Settings, corpus: str = "", where: str = "", coder: str = ""
) -> PrevalenceResult:
    """Return how common each theme is in a corpus, corrected for the model's errors when a labelled sample tells them.

    The sample are the labelled sentences that were drawn at random or came from a file. Those that a model chose
    because it was unsure of them would make it look worse than it is.

    Raises:
        UsageError: If there is nothing, or themes are missing or stale.
        SettingsError: If a label names a theme that the model's codebook lacks.
        ModelError: If the model cannot be used.
    """
    from themeline.themes import measure_prevalence as measure

    book = codebook_in_use(settings)
    selection = Selection(corpus, where)
    documents, predicted = _classified(store, settings, selection, book)
    merged = merged_labels(store, book, coder)
    checked = check_sample(store, settings, merged)
    size = len(checked.documents) if checked else 0
    table = measure(documents, predicted, book, checked)
    return PrevalenceResult(table, len(documents), len(set(documents)), size, len(merged) - size)


def check_sample(store: Store, settings: Settings, merged: "pd.DataFrame") -> "CheckedSample | None":
    """Compare the model in use with labelled sentences (`merged_labels`) that it did not choose itself.

    Returns:
        None if there are no such sentences.

    Raises:
        SettingsError: If a label names a theme that the model's codebook lacks.
        ModelError: If the model cannot be used.
    """
    from themeline.themes import CheckedSample

    sample = merged[merged["origin"] != "chosen"].reset_index(drop=True)
    if sample.empty:
        return None
    found = predict_unseen(store, settings, sample)
    return CheckedSample(found.documents, found.gold, found.predicted)


def _classified(
    store: Store, settings: Settings, selection: Selection, codebook: "Codebook"
) -> "tuple[list[str], BoolArray]":
    """Return the document of each sentence, and the themes that it was given."""
    import numpy as np

    with store.reading() as database:
        numbers = document_numbers(database, selection)
        waiting = outputs.pending(database, "classify", classify_fingerprint(settings).key)
        sentences = sentences_of(database, numbers)
        themes = to_frame(select(database, THEMES, selection))
    stale = len({number for number, _, _ in waiting} & set(numbers))
    if stale:
        message = f"The themes of {stale:,} of {len(numbers):,} documents are missing or stale."
        raise UsageError(message, "Bring them up to date with: themeline classify")
    if sentences.empty:
        raise UsageError("There are no sentences here.", "See: themeline status")
    row_of = {place: row for row, place in enumerate(zip(*(sentences[name] for name in PLACE), strict=True))}
    predicted = np.zeros((len(sentences), len(codebook.themes)), dtype=bool)
    rows = [row_of[place] for place in zip(*(themes[name] for name in PLACE), strict=True)]
    predicted[rows, [codebook.keys.index(theme) for theme in themes["theme"]]] = True
    return (sentences["corpus"] + "/" + sentences["doc"]).tolist(), predicted
