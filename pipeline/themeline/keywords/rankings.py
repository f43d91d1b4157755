"""The rankings a user can choose between: Themeline's own, and the published ones it is compared with."""

from collections.abc import Callable, Mapping

import numpy as np

from themeline.keywords.features import term_features
from themeline.keywords.graph import cooccurrence, pagerank
from themeline.keywords.model import KeywordModel
from themeline.keywords.terms import Array, DocumentTerms

Ranking = Callable[[DocumentTerms, KeywordModel, float], Array]
CONSTANT = 60


def themeline(terms: DocumentTerms, model: KeywordModel, story: float) -> Array:
    """Score in log-odds: the learnt trees for descriptions, recurrence for stories, in between by their shares."""
    features = term_features(terms, model.background)
    return (1.0 - story) * model.trees.score(features) + story * model.style.score(features)


def tfidf(terms: DocumentTerms, model: KeywordModel, story: float) -> Array:
    """Count times the mean rarity of the words against the shipped background."""
    return terms.counts * terms.mean(model.background.rarity(terms.vocabulary))


def textrank(terms: DocumentTerms, model: KeywordModel, story: float) -> Array:
    """Sum of the PageRank of the words, edges between neighbours, unweighted (Mihalcea and Tarau 2004)."""
    return terms.total(pagerank(cooccurrence(terms.line, len(terms.vocabulary), 2, weighted=False)))


def singlerank(terms: DocumentTerms, model: KeywordModel, story: float) -> Array:
    """Sum of the PageRank of the words, edges counted within ten words (Wan and Xiao 2008)."""
    return terms.total(pagerank(cooccurrence(terms.line, len(terms.vocabulary), 10, weighted=True)))


def cvalue(terms: DocumentTerms, model: KeywordModel, story: float) -> Array:
    """log2(length + 1) times the count less the mean count of the longer terms around it.

    Frantzi, Ananiadou and Mima 2000, with 1 added to the length so that single words can be ranked
    (Barrón-Cedeño et al. 2009).
    """
    around, inside = np.zeros(len(terms.candidates)), np.zeros(len(terms.candidates))
    for count, inner in zip(terms.counts, terms.inner, strict=True):
        around[inner] += 1
        inside[inner] += count
    return np.asarray(np.log2(terms.lengths + 1.0) * (terms.counts - inside / np.maximum(around, 1.0)))


def fused(terms: DocumentTerms, model: KeywordModel, story: float) -> Array:
    """Reciprocal rank fusion (Cormack, Clarke and Buettcher 2009) of Themeline's ranking, C-value and SingleRank."""
    total = np.zeros(len(terms.candidates))
    for ranking in (themeline, cvalue, singlerank):
        order = np.argsort(-ranking(terms, model, story), kind="stable")
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
