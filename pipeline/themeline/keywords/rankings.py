"""The rankings a user can choose between: Themeline's own, and the published ones it is compared with."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from themeline.keywords.finding import FoundTerms
from themeline.keywords.graph import cooccurrence, pagerank
from themeline.keywords.model import KeywordModel
from themeline.keywords.terms import Array, DocumentTerms

CONSTANT = 60
WORDS_A_MENTION = 400


@dataclass(frozen=True, slots=True)
class RankingInput:
    """What a ranking may look at: the terms found, the model, and how far the document tells a story."""

    found: FoundTerms
    model: KeywordModel
    story: float

    @property
    def terms(self) -> DocumentTerms:
        """The terms in numbers."""
        return self.found.terms


Ranking = Callable[[RankingInput], Array]


def themeline(document: RankingInput) -> Array:
    """Score in log-odds: learnt trees and salience for descriptions, recurrence for stories, between by the share."""
    model, story, found = document.model, document.story, document.found
    if story == 1:
        return model.style.score(found.plain)
    described = model.trees.score(found.features) + shortfall(found.terms)
    described += model.salience.score(found.features, len(found.terms.line))
    return (1.0 - story) * described + story * model.style.score(found.told(story, model.style.weights))


def shortfall(terms: DocumentTerms) -> Array:
    """Return the log of a term's count over the count expected of what a text is about; 0 when it reaches that.

    The trees were learnt on texts of a hundred words or two; in a long report, what it is about comes back.
    """
    expected = max(1.0, len(terms.line) / WORDS_A_MENTION)
    return np.log(np.minimum(1.0, terms.counts / expected))


def tfidf(document: RankingInput) -> Array:
    """Count times the mean rarity of the words against the shipped background."""
    terms = document.terms
    return terms.counts * terms.mean(document.model.background.rarity(terms.vocabulary))


def textrank(document: RankingInput) -> Array:
    """Sum of the PageRank of the words, edges between neighbours, unweighted (Mihalcea and Tarau 2004)."""
    terms = document.terms
    return terms.total(pagerank(cooccurrence(terms.line, len(terms.vocabulary), 2, weighted=False)))


def singlerank(document: RankingInput) -> Array:
    """Sum of the PageRank of the words, edges counted within ten words (Wan and Xiao 2008)."""
    terms = document.terms
    return terms.total(pagerank(cooccurrence(terms.line, len(terms.vocabulary), 10, weighted=True)))


def cvalue(document: RankingInput) -> Array:
    """log2(length + 1) times the count less the mean count of the longer terms around it.

    Frantzi, Ananiadou and Mima 2000, with 1 added to the length so that single words can be ranked
    (Barrón-Cedeño et al. 2009).
    """
    terms = document.terms
    around, inside = np.zeros(len(terms.candidates)), np.zeros(len(terms.candidates))
    for count, inner in zip(terms.counts, terms.inner, strict=True):
        around[inner] += 1
        inside[inner] += count
    return np.asarray(np.log2(terms.lengths + 1.0) * (terms.counts - inside / np.maximum(around, 1.0)))


def fused(document: RankingInput) -> Array:
    """Reciprocal rank fusion (Cormack, Clarke and Buettcher 2009) of Themeline's ranking, C-value and SingleRank."""
    total = np.zeros(len(document.terms.candidates))
    for ranking in (themeline, cvalue, singlerank):
        order = np.argsort(-ranking(document), kind="stable")
        total[order] += 1.0 / (CONSTANT + np.arange(1, len(order) + 1))
    return total


RANKINGS: Mapping[str, Ranking] = {
    "themeline": themeline,
    "tfidf": tfidf,
    "textrank": textrank,
    "singlerank": singlerank,
    "cvalue": cvalue,
    "fused": fused,
}
