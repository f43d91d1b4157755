"""Whether a text tells a story or describes a subject: authors of the two call different terms their keywords."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from themeline.keywords.terms import Array, DocumentTerms


@dataclass(frozen=True, slots=True)
class StyleRules:
    """How a story is recognised and ranked.

    Attributes:
        describes: The index (see `narrative_index`) up to which a text is a description.
        tells: The index from which it is a story.
        evident: The number of words from which the index is believed; shorter texts count as nearer to descriptions.
        weights: For each feature, its weight in the ranking of stories, in log-odds.
    """

    describes: float
    tells: float
    evident: int
    weights: Mapping[str, float]

    def share(self, terms: DocumentTerms) -> float:
        """Return how far a text is a story, from 0 to 1."""
        sure = min(1.0, len(terms.line) / self.evident)
        index = sure * narrative_index(terms) + (1.0 - sure) * self.describes
        return min(1.0, max(0.0, (index - self.describes) / (self.tells - self.describes)))

    def contributions(self, features: Mapping[str, Array]) -> dict[str, Array]:
        """Return what each weighted feature adds to the score that a term has in a story."""
        return {name: weight * features[name] for name, weight in self.weights.items()}

    def score(self, features: Mapping[str, Array]) -> Array:
        """Return the score of each term in a story: what recurs by itself, in few words, counts."""
        return np.asarray(sum(self.contributions(features).values()))


def narrative_index(terms: DocumentTerms) -> float:
    """Return the share of past-tense verbs, persons and half of the names, less that of nouns and adjectives.

    News, stories and speeches name persons and report in the past tense; abstracts, reports and laws string nouns
    and adjectives together (dimensions 1 and 2 of Biber 1988, "Variation across speech and writing").
    """
    words = [word for word in terms.sequence.words if word.code != "."]
    seen = Counter(word.code for word in words)
    persons = sum(word.entity == "PERSON" for word in words)
    return (seen["T"] + persons + seen["P"] / 2 - seen["N"] - seen["A"]) / max(1, len(words))
