"""The terms of one document, scored."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from themeline.keywords.finding import find_terms
from themeline.keywords.model import KeywordModel
from themeline.keywords.rankings import RANKINGS, RankingInput, shortfall
from themeline.keywords.settings import KeywordSettings
from themeline.keywords.terms import Array, DocumentTerms
from themeline.language import ParsedDocument
from themeline.tables import Entity

LIMIT = 500.0  # exp stays finite
FULL = 2.0


@dataclass(frozen=True, slots=True)
class RankedTerms:
    """The candidate terms of a document and their scores.

    Attributes:
        features: What is known about each term, by feature.
        told: What counts in a story, as it counts there.
        scores: What the method gives each term, in its own unit.
        evidence: What the entity labels add to it; nothing in stories, which are full of names.
        labels: The entity label of each term, or an empty string.
        story: How far the document tells a story, from 0 to 1.
        preferred: The vocabulary's preferred label of a key.
        log_odds: Whether the scores are log-odds.
    """

    terms: DocumentTerms
    features: Mapping[str, Array]
    told: Mapping[str, Array]
    scores: Array
    evidence: Array
    labels: Sequence[str]
    story: float
    preferred: Mapping[str, str]
    log_odds: bool

    def score(self, number: int) -> float:
        """Return the score of a term for people: a probability where the method gives log-odds."""
        total = float(self.scores[number] + self.evidence[number])
        return 1.0 / (1.0 + math.exp(-max(total, -LIMIT))) if self.log_odds else total

    def order(self) -> list[int]:
        """Return the numbers of the terms, best first; of equal ones, that which stands first in the text."""
        return [int(number) for number in np.argsort(-(self.scores + self.evidence), kind="stable")]


def rank_terms(
    parsed: ParsedDocument, entities: Sequence[Entity], model: KeywordModel, settings: KeywordSettings
) -> RankedTerms | None:
    """Find and score the terms of a document; None when it has none."""
    leveled = settings.entity_evidence
    found = find_terms(parsed, entities, model.excluded, model.background, model.vocabulary, level=leveled)
    if found is None:
        return None
    terms, labels = found.terms, found.labels
    story = model.style.share(terms) if settings.adapt_to_style else 0.0
    scores = RANKINGS[settings.method](RankingInput(found, model, story))
    log_odds = settings.method == "themeline"
    weighted = settings.entity_evidence and log_odds
    evidence = _evidence(terms, labels, model, story) if weighted else np.zeros(len(labels))
    return RankedTerms(
        terms,
        found.features,
        found.told(story, model.style.weights),
        scores,
        evidence,
        labels,
        story,
        model.vocabulary.labels,
        log_odds,
    )


def _evidence(terms: DocumentTerms, labels: Sequence[str], model: KeywordModel, story: float) -> Array:
    """Return what the labels add: more for long names, less in stories, and for few mentions in a long text."""
    added = np.array([model.evidence.get(label, 0.0) for label in labels])
    return (1.0 - story**2) * added * np.minimum(FULL, terms.lengths / 2) * np.exp(shortfall(terms))
