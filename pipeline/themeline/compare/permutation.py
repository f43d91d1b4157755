"""Permutation max-T: family-wise exact p-values for small designs (Westfall & Young 1993)."""

from itertools import combinations
from math import comb

import numpy as np

from themeline.compare.arrays import Booleans, Floats
from themeline.compare.rank_test import Ranking, from_rank_sums

CHUNK = 64


def relabellings(documents: int, size: int, count: int, generator: np.random.Generator) -> Booleans:
    """Choose `size` of the documents for A in different ways: in all ways if there are at most `count`.

    Returns:
        Documents × relabellings.
    """
    if comb(documents, size) <= count:
        chosen = np.array(list(combinations(range(documents), size)), dtype=np.int64)
    else:
        chosen = generator.permuted(np.tile(np.arange(documents), (count, 1)), axis=1)[:, :size]
    labels = np.zeros((documents, len(chosen)), dtype=np.bool_)
    labels[chosen, np.arange(len(chosen))[:, None]] = True
    return labels


def max_t_test(
    ranking: Ranking, in_a: Booleans, permutations: int, generator: np.random.Generator
) -> tuple[Floats, Floats]:
    """Permute who is in A; compare each term's |z| with its own and with the largest of all terms.

    Returns:
        p for each term by itself, and p adjusted for all terms (single-step max-T). Where all relabellings are
        tried, p is exact; else (1 + hits)/(1 + relabellings) (Phipson & Smyth 2010).
    """
    size = int(in_a.sum())
    labels = relabellings(in_a.size, size, permutations, generator)
    observed = np.abs(from_rank_sums(ranking, ranking.above @ in_a.astype(np.float64), size, continuity=False).z)
    hits, hits_of_largest = np.zeros_like(observed), np.zeros_like(observed)
    limit = observed - 1e-9
    for start in range(0, labels.shape[1], CHUNK):
        sums = ranking.above @ labels[:, start : start + CHUNK].astype(np.float64)
        z = np.abs(from_rank_sums(ranking, sums, size, continuity=False).z)
        hits += (z >= limit[:, None]).sum(axis=1)
        hits_of_largest += (z.max(axis=0, initial=0)[None, :] >= limit[:, None]).sum(axis=1)
    extra = 0 if comb(in_a.size, size) <= permutations else 1
    tried = labels.shape[1] + extra
    return (hits + extra) / tried, (hits_of_largest + extra) / tried
