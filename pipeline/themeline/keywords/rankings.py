"""The rankings a user can choose between: the learnt one, and the published ones it is compared with."""

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from themeline.keywords.features import DocumentTerms, term_features
from themeline.keywords.graph import cooccurrence, pagerank
from themeline.keywords.model import KeywordModel

Array = NDArray[np.float64]
Ranking = Callable[[DocumentTerms, KeywordModel], Array]
CONSTANT = 60


def learnt(terms: DocumentTerms, model: KeywordModel) -> Array:
    """Score by the boosted trees, in log-odds that an author would give the term."""
    return np.asarray(model.trees.score(term_features(terms, model.background)))


def tfidf(terms: DocumentTerms, model: KeywordModel) -> Array:
    """Count times the mean rarity of the words against the shipped background."""
    rarity = model.background.rarity(terms.vocabulary)
    return terms.counts * np.array([rarity[list(members)].mean() for members in terms.members])


def textrank(terms: DocumentTerms, model: KeywordModel) -> Array:
    """Sum of the PageRank of the words, edges between neighbours, unweighted (Mihalcea and Tarau 2004)."""
    return _centrality(terms, 2, weighted=False)


def singlerank(terms: DocumentTerms, model: KeywordModel) -> Array:
    """Sum of the PageRank of the words, edges counted within ten words (Wan and Xiao 2008)."""
    return _centrality(terms, 10, weighted=True)


def cvalue(terms: DocumentTerms, model: KeywordModel) -> Array:
    """log2(length + 1) times the count less the mean count of the longer terms around it.

    Frantzi, Ananiadou and Mima 2000, with 1 added to the length so that single words can be ranked
    (Barrón-Cedeño et al. 2009).
    """
    inside: dict[int, list[float]] = {}
    number = {c.parts: i for i, c in enumerate(terms.candidates)}
    for i, candidate in enumerate(terms.candidates):
        parts = candidate.parts
        for left in range(len(parts)):
            for right in range(left + 1, len(parts) + 1):
                inner = number.get(parts[left:right])
                if inner is not None and inner != i:
                    inside.setdefault(inner, []).append(terms.counts[i])
    lengths = np.array([len(c.parts) for c in terms.candidates])
    around = np.array([float(np.mean(inside[i])) if i in inside else 0.0 for i in range(len(lengths))])
    return np.asarray(np.log2(lengths + 1.0) * (terms.counts - around))


def fused(terms: DocumentTerms, model: KeywordModel) -> Array:
    """Reciprocal rank fusion (Cormack, Clarke and Buettcher 2009) of the learnt ranking, C-value and SingleRank."""
    total = np.zeros(len(terms.candidates))
    for ranking in (learnt, cvalue, singlerank):
        order = np.argsort(-ranking(terms, model), kind="stable")
        total[order] += 1.0 / (CONSTANT + np.arange(1, len(order) + 1))
    return total


def _centrality(terms: DocumentTerms, window: int, *, weighted: bool) -> Array:
    graph = cooccurrence(terms.line, len(terms.vocabulary), window, weighted=weighted)
    rank = pagerank(graph)
    return np.array([rank[list(members)].sum() for members in terms.members])


RANKINGS: Mapping[str, Ranking] = {
    "themeline": learnt,
    "tfidf": tfidf,
    "textrank": textrank,
    "singlerank": singlerank,
    "cvalue": cvalue,
    "fused": fused,
}
