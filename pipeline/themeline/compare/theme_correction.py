"""The prevalence of themes corrected for the classifier's errors, as far as labelled sentences tell them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from themeline.compare.arrays import Booleans, Floats
from themeline.themes import CheckedSample
from themeline.themes.prevalence import ErrorRates, error_rates, rogan_gladen


@dataclass(frozen=True, slots=True)
class Shares:
    """Each theme's share of the sentences, and what it is in resamples of the documents (samples × themes)."""

    point: Floats
    drawn: Floats

    def minus(self, other: "Shares") -> "Shares":
        """Return how much larger these shares are than those of another corpus."""
        return Shares(self.point - other.point, self.drawn - other.drawn)


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


def corrected(shares: Shares, rates: ErrorRates) -> Shares:
    """Correct the shares of a corpus after Rogan and Gladen (1978), in every resample with the rates of that resample.

    Corpora that are corrected with the same rates share the draws of the labelled sentences, as they should: they were
    classified by the same classifier. A resample in which it does no better than chance gives NaN.
    """
    return Shares(
        rogan_gladen(shares.point, rates.sensitivity, rates.specificity),
        rogan_gladen(shares.drawn, rates.drawn_sensitivity, rates.drawn_specificity),
    )
