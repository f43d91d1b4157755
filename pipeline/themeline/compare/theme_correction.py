"""The prevalence of themes corrected for the classifier's errors, as far as labelled sentences tell them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from themeline.compare.arrays import Booleans, Floats
from themeline.themes import CheckedSample
from themeline.themes.prevalence import ErrorRates, error_rates, rogan_gladen
from themeline.themes.resampling import interval


@dataclass(frozen=True, slots=True)
class CheckedThemes:
    """Sentences that people labelled and the classifier classified without having learnt from them.

    Attributes:
        themes: The keys of the themes that the sample's columns stand for.
        sample: What people said and what the classifier said.
    """

    themes: tuple[str, ...]
    sample: CheckedSample

    def rates(self, themes: Sequence[str], resamples: int, seed: int) -> tuple[ErrorRates, Booleans]:
        """Return the rates of these themes and which of them are known; the others count as free of error."""
        found = error_rates(self.sample, resamples, seed)
        places = np.array([self.themes.index(theme) if theme in self.themes else -1 for theme in themes], dtype=int)
        informed = np.append(found.sensitivity + found.specificity > 1, False)
        known = np.asarray(informed[places], dtype=np.bool_)
        return ErrorRates(*(_placed(values, places, known) for values in found)), known


def _placed(values: Floats, places: np.ndarray, known: Booleans) -> Floats:
    return np.where(known, np.append(values, np.ones((*values.shape[:-1], 1)), axis=-1)[..., places], 1.0)


def corrected_shares(
    observed: tuple[Floats, Floats],
    drawn: tuple[Floats, Floats],
    rates: ErrorRates,
    known: Booleans,
    confidence: float,
) -> pd.DataFrame:
    """Correct the shares of two corpora after Rogan and Gladen (1978).

    The intervals draw anew both the corpora's documents and those of the labelled sample; the sample's draws are the
    same for both corpora, since they were classified by the same classifier.

    Args:
        observed: Each theme's share of the sentences, in A and in B.
        drawn: The same in resamples of the documents, samples × themes.
        rates: The classifier's errors, and what they are in as many resamples of the labelled sentences.
        known: Which themes are corrected; the others keep their shares.
        confidence: Of the intervals.

    Returns:
        Columns corrected, corrected_prevalence_a and _b, corrected_difference, each of these with _low and _high.
    """
    points = [rogan_gladen(share, rates.sensitivity, rates.specificity) for share in observed]
    resampled = [rogan_gladen(share, rates.drawn_sensitivity, rates.drawn_specificity) for share in drawn]
    table = pd.DataFrame({"corrected": known})
    names = ("prevalence_a", "prevalence_b", "difference")
    values = (*zip(points, resampled, strict=True), (points[0] - points[1], resampled[0] - resampled[1]))
    for name, (point, samples) in zip(names, values, strict=True):
        low, high = interval(samples, confidence)
        table[f"corrected_{name}"] = point
        table[f"corrected_{name}_low"], table[f"corrected_{name}_high"] = low, high
    return table
