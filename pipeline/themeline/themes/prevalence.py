"""How common each theme is: the share of sentences and of documents, with intervals over documents."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from themeline.themes.codebook import Codebook
from themeline.themes.labels import BoolArray
from themeline.themes.resampling import RESAMPLES, draw, interval, sum_by_document
from themeline.themes.terms import FloatArray

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class CheckedSample:
    """Sentences that a person labelled and the classifier classified without having learnt from them.

    Attributes:
        documents: The document of each sentence.
        gold: Sentences × themes: the person's judgement.
        predicted: Sentences × themes: the classifier's.
    """

    documents: Sequence[object]
    gold: BoolArray
    predicted: BoolArray


class ErrorRates(NamedTuple):
    """How often the classifier is right about each theme, and in resamples of the sample's documents (rows).

    NaN where the sample has nothing to measure it on.
    """

    sensitivity: FloatArray
    specificity: FloatArray
    drawn_sensitivity: FloatArray
    drawn_specificity: FloatArray


def measure_prevalence(
    documents: Sequence[object],
    predicted: BoolArray,
    codebook: Codebook,
    checked: CheckedSample | None = None,
    resamples: int = RESAMPLES,
    seed: int = 0,
) -> "pd.DataFrame":
    """Return the prevalence of each theme in a corpus.

    Args:
        documents: The document of each sentence of the corpus.
        predicted: Sentences × themes, in the codebook's order: the themes that were given.
        codebook: The themes.
        checked: A labelled sample; with it, the share of sentences is also corrected for the classifier's errors.
        resamples: How many times documents are drawn for the intervals.
        seed: The seed of the drawing.

    Returns:
        One row for each theme: `theme`, `sentence_share`, `sentence_low`, `sentence_high`, `document_share`,
        `document_low`, `document_high`; with a sample also `corrected_share`, `corrected_low`, `corrected_high`
        (Rogan and Gladen 1978: (p + specificity - 1) / (sensitivity + specificity - 1), cut to 0..1; its interval
        draws both the corpus and the sample anew), `sensitivity` and `specificity`. A correction is NaN where the
        sample lacks the theme, or where the classifier does no better than chance on it. If the codebook is
        exclusive, corrected shares are scaled to sum to one, as the observed ones do (`share_out`).
    """
    import pandas as pd

    sizes = sum_by_document(np.ones(len(documents)), documents)
    hits = sum_by_document(predicted, documents)
    weights = draw(len(sizes), resamples, seed)
    observed, drawn = _share(hits.sum(axis=0), sizes.sum()), _share(weights @ hits, (weights @ sizes)[:, None])
    present = (hits > 0).astype(np.float64)
    columns: dict[str, object] = {"theme": list(codebook.keys)}
    columns |= _with_interval("sentence", observed, drawn)
    columns |= _with_interval("document", present.mean(axis=0), weights @ present / len(sizes))
    if checked is not None:
        columns |= _corrected(observed, drawn, checked, seed + 1, exclusive=codebook.exclusive)
    return pd.DataFrame(columns)


def rogan_gladen(share: FloatArray, sensitivity: FloatArray, specificity: FloatArray) -> FloatArray:
    """Return the true share behind an observed one; NaN where sensitivity + specificity is not above 1."""
    informedness = sensitivity + specificity - 1
    usable = informedness > 1e-9
    corrected = (share + specificity - 1) / np.where(usable, informedness, 1)
    result: FloatArray = np.where(usable, np.clip(corrected, 0, 1), np.nan)
    return result


def error_rates(checked: CheckedSample, resamples: int = RESAMPLES, seed: int = 0) -> ErrorRates:
    """Measure sensitivity and specificity on a labelled sample, and how much they vary with its documents."""
    cells = np.stack(
        [checked.gold & checked.predicted, checked.gold, ~checked.gold & ~checked.predicted, ~checked.gold], axis=-1
    )
    sums = sum_by_document(cells, checked.documents)
    weights = draw(len(sums), resamples, seed)
    return ErrorRates(*_rates(sums.sum(axis=0)), *_rates(np.tensordot(weights, sums, axes=1)))


def share_out(corrected: FloatArray, observed: FloatArray) -> FloatArray:
    """Return corrected shares (last axis) scaled to what is left of one by themes that have no correction (NaN)."""
    known = ~np.isnan(corrected)
    room = 1 - np.where(known, 0, observed).sum(axis=-1, keepdims=True)
    total = np.where(known, corrected, 0).sum(axis=-1, keepdims=True)
    scaled: FloatArray = np.where(total > 0, corrected * room / np.where(total > 0, total, 1), corrected)
    return scaled


def _corrected(
    observed: FloatArray, drawn: FloatArray, checked: CheckedSample, seed: int, *, exclusive: bool
) -> dict[str, object]:
    rates = error_rates(checked, len(drawn), seed)
    point = rogan_gladen(observed, rates.sensitivity, rates.specificity)
    resampled = rogan_gladen(drawn, rates.drawn_sensitivity, rates.drawn_specificity)
    if exclusive:
        point, resampled = share_out(point, observed), share_out(resampled, drawn)
    named = _with_interval("corrected", point, resampled)
    return named | {"sensitivity": rates.sensitivity, "specificity": rates.specificity}


def _rates(cells: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return sensitivity and specificity; NaN where there is nothing to measure them on."""
    hit, positive, passed, negative = np.moveaxis(cells, -1, 0)
    return _share(hit, positive), _share(passed, negative)


def _share(part: FloatArray, whole: FloatArray) -> FloatArray:
    share: FloatArray = np.where(whole > 0, part / np.where(whole > 0, whole, 1), np.nan)
    return share


def _with_interval(name: str, point: FloatArray, drawn: FloatArray) -> dict[str, object]:
    low, high = interval(drawn)
    return {f"{name}_share": point, f"{name}_low": low, f"{name}_high": high}
