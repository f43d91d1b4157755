"""What makes a term central to its text in every kind of text, beside what the ranker learnt from one kind."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from themeline.keywords.terms import Array


@dataclass(frozen=True, slots=True)
class Salience:
    """Weights in log-odds, by feature.

    Attributes:
        recurrence: The weight of the feature `recurrence` for each hundred words of the text: the longer a text is,
            the more it says that a term comes back.
        longest: The number of words from which that weight does not grow any more.
        weights: The weights of other features.
    """

    recurrence: float
    longest: int
    weights: Mapping[str, float]

    def contributions(self, features: Mapping[str, Array], words: int) -> dict[str, Array]:
        """Return what each weighted feature adds to the scores in a text of so many words."""
        recurrence = self.recurrence * min(words, self.longest) / 100
        return {"recurrence": recurrence * features["recurrence"]} | {
            name: weight * features[name] for name, weight in self.weights.items()
        }

    def score(self, features: Mapping[str, Array], words: int) -> Array:
        """Return the sum of the contributions."""
        return np.asarray(sum(self.contributions(features, words).values()))
