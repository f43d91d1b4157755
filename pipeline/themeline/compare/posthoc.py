"""Where the difference between several corpora lies: each against the others together, and every two."""

from collections.abc import Sequence
from itertools import combinations

import numpy as np
import pandas as pd

from themeline.compare.arrays import Floats
from themeline.compare.comparison import compare_corpora
from themeline.compare.counts import CorpusCounts, combine
from themeline.compare.design import check_design
from themeline.compare.distance import jensen_shannon_test
from themeline.compare.effect_size import log_ratio
from themeline.compare.multiplicity import holm
from themeline.compare.omnibus import CommonLayer
from themeline.compare.pairing import Pair
from themeline.compare.rank_test import rank_documents, rank_sum_test, relative_frequencies
from themeline.compare.settings import CompareSettings

PAIR_COLUMNS = ("layer", "term", "a", "b", "log_ratio", "superiority", "p", "p_adjusted")


def one_vs_rest(corpora: Sequence[CorpusCounts], settings: CompareSettings) -> pd.DataFrame:
    """Compare each corpus with the others together; the tables of terms, with column `corpus` first."""
    quick = settings.model_copy(update={"calibration_splits": 0, "distance_permutations": 0})
    tables = []
    for corpus in corpora:
        rest = combine("rest", [other for other in corpora if other is not corpus])
        terms = compare_corpora(corpus, rest, quick).terms
        terms.insert(0, "corpus", corpus.name)
        tables.append(terms)
    return pd.concat(tables, ignore_index=True)


def pairwise(layer: CommonLayer, q: Floats, level: float) -> pd.DataFrame:
    """Compare every two corpora in the terms that differ at all (`PAIR_COLUMNS`).

    Args:
        layer: The tested terms.
        q: Their q over all corpora.
        level: Terms are compared in pairs if their q is below; p is adjusted over each term's pairs (Holm).
    """
    chosen = layer.columns(q < level)
    if chosen.terms.empty:
        return pd.DataFrame(columns=list(PAIR_COLUMNS))
    pairs = list(combinations(range(len(layer.sides)), 2))
    tables = [_pair_table(chosen.pair(i, j), layer.names[i], layer.names[j]) for i, j in pairs]
    adjusted = np.apply_along_axis(holm, 0, np.stack([table["p"] for table in tables]))
    tables = [table.assign(p_adjusted=row) for table, row in zip(tables, adjusted, strict=True)]
    stacked = pd.concat(tables)
    return stacked.sort_index(kind="stable").reset_index(drop=True)[list(PAIR_COLUMNS)]


def _pair_table(pair: Pair, a: str, b: str) -> pd.DataFrame:
    both = pair.both()
    test = rank_sum_test(rank_documents(relative_frequencies(both.counts, both.sizes)), pair.in_a)
    effect = log_ratio(pair.a.frequencies, pair.b.frequencies, pair.a.total, pair.b.total)
    table = pd.DataFrame({"layer": pair.layer, "term": pair.terms.to_numpy(), "a": a, "b": b, "log_ratio": effect})
    return table.assign(superiority=test.superiority, p=test.p)


def distances(layer: CommonLayer, settings: CompareSettings) -> pd.DataFrame:
    """Jensen-Shannon divergence of every two corpora, beside that of documents dealt at random to the two.

    Returns:
        Columns layer, a, b, distance, and unless `distance_permutations` is 0 null_mean, null_high and p.
    """
    generator = np.random.default_rng([settings.seed, *b"distance", *layer.layer.encode()])
    rows = [
        {"layer": layer.layer, "a": layer.names[i], "b": layer.names[j]}
        | jensen_shannon_test(layer.pair(i, j), settings.distance_permutations, generator)
        for i, j in combinations(range(len(layer.sides)), 2)
    ]
    return pd.DataFrame(rows)


def designs(corpora: Sequence[CorpusCounts], settings: CompareSettings) -> pd.DataFrame:
    """Check every two corpora as `check_design` does; columns corpus_a, corpus_b, then its own."""
    tables = []
    for a, b in combinations(corpora, 2):
        table = check_design(a, b, settings)
        table.insert(0, "corpus_a", a.name)
        table.insert(1, "corpus_b", b.name)
        tables.append(table)
    return pd.concat(tables, ignore_index=True)
