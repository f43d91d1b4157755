"""How different two corpora are as wholes, and whether that is more than corpora of this kind differ within."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import special, stats

from themeline.compare.arrays import Floats, Integers, Sparse
from themeline.compare.calibration import halves_of
from themeline.compare.pairing import Pair, Side
from themeline.compare.settings import CompareSettings

ALPHA = 1 / 3
RANK_PERMUTATIONS = 19
RANK_SPLITS = 5
CHUNK = 16


def jensen_shannon(a: Floats, b: Floats) -> Floats:
    """Jensen-Shannon divergence of two frequency distributions, in bits: 0 equal, 1 without a common term.

    Args:
        a: Frequencies, terms or terms × replicates.
        b: Frequencies in the same shape.
    """
    p, q = _shares(a), _shares(b)
    middle = (p + q) / 2
    nats = (special.rel_entr(p, middle) + special.rel_entr(q, middle)).sum(axis=0) / 2
    bits: Floats = np.clip(np.asarray(nats) / np.log(2), 0, 1)
    return bits


def _shares(frequencies: Floats) -> Floats:
    total = frequencies.sum(axis=0)
    return np.asarray(frequencies / np.where(total > 0, total, 1), dtype=np.float64)


def rank_turbulence(a: Floats, b: Floats, alpha: float = ALPHA) -> tuple[float, Floats]:
    """Rank-turbulence divergence (Dodds et al. 2023): 0 equal, 1 without a common term.

    Terms have their rank by frequency on each side (tied terms the mean rank; absent ones are tied last); a
    term contributes |1/r1^α - 1/r2^α|^(1/(α+1)), and the sum is divided by what it would be without a common term.

    Returns:
        The divergence and each term's share in it.
    """
    present = (a > 0) | (b > 0)
    if not present.any():
        return 0.0, np.zeros_like(a)
    ranks = [np.asarray(stats.rankdata(-side[present]), dtype=np.float64) for side in (a, b)]
    parts = np.zeros_like(a)
    parts[present] = _turbulence(ranks[0], ranks[1], alpha)
    here, there = int((a > 0).sum()), int((b > 0).sum())
    worst = _turbulence(_first_ranks(a), np.asarray(there + (here + 1) / 2), alpha).sum()
    worst += _turbulence(_first_ranks(b), np.asarray(here + (there + 1) / 2), alpha).sum()
    total = parts.sum()
    return (float(total / worst) if worst else 0.0), (parts / total if total else parts)


def _first_ranks(side: Floats) -> Floats:
    return np.asarray(stats.rankdata(-side[side > 0]), dtype=np.float64)


def _turbulence(first: Floats, second: Floats, alpha: float) -> Floats:
    return np.asarray(np.abs(first**-alpha - second**-alpha) ** (1 / (alpha + 1)), dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Relabelled:
    """Divergences when the documents are dealt anew to A and B."""

    jsd: Floats
    rtd: Floats


def corpus_distance(pair: Pair, settings: CompareSettings, generator: np.random.Generator) -> pd.DataFrame:
    """Measure how different two corpora are in a layer, beside what chance and their own variety give.

    Returns:
        One row for each measure with columns layer, measure, distance, and (with enough documents) null_mean and
        null_high (mean and 95th percentile when documents are dealt to A and B at random), p, within_a and within_b
        (mean distance of random halves of a corpus), between (mean distance of samples of A and of B as large as
        the halves of the smaller corpus: compare it with within_a and within_b).
    """
    a, b = pair.a.frequencies, pair.b.frequencies
    table = pd.DataFrame({"layer": pair.layer, "measure": ["jensen-shannon", "rank-turbulence"]})
    table["distance"] = [float(jensen_shannon(a, b)), rank_turbulence(a, b)[0]]
    if not settings.distance_permutations or min(pair.a.n, pair.b.n) < 2:
        return table
    both = pair.both().counts
    null = _null(both, pair.a.n, settings.distance_permutations, generator)
    against = [_against(seen, values) for seen, values in zip(table["distance"], (null.jsd, null.rtd), strict=True)]
    table = pd.concat([table, pd.DataFrame(against)], axis=1)
    for column, values in _homogeneity(pair, settings, generator).items():
        table[column] = values
    return table


def jensen_shannon_test(pair: Pair, permutations: int, generator: np.random.Generator) -> dict[str, float]:
    """Return the divergence as `distance`, and unless there are no permutations null_mean, null_high and p."""
    distance = float(jensen_shannon(pair.a.frequencies, pair.b.frequencies))
    if not permutations:
        return {"distance": distance}
    null = _null(pair.both().counts, pair.a.n, permutations, generator, ranked=0)
    return {"distance": distance, **_against(distance, null.jsd)}


def _against(seen: float, null: Floats) -> dict[str, float]:
    p = float((1 + (null >= seen - 1e-12).sum()) / (1 + null.size))
    return {"null_mean": float(null.mean()), "null_high": float(np.quantile(null, 0.95)), "p": p}


def _null(
    counts: Sparse, size: int, permutations: int, generator: np.random.Generator, ranked: int = RANK_PERMUTATIONS
) -> Relabelled:
    """Deal the documents anew; the ranks of all terms cost more, so fewer relabellings serve rank-turbulence."""
    documents = counts.shape[0]
    everything = np.asarray(counts.sum(axis=0), dtype=np.float64).ravel()
    jsd, rtd = [], []
    for start in range(0, permutations, CHUNK):
        dealt = np.tile(np.arange(documents), (min(CHUNK, permutations - start), 1))
        a = counts.T @ (size > generator.permuted(dealt, axis=1).T).astype(np.float64)
        b = everything[:, None] - a
        jsd.append(np.atleast_1d(jensen_shannon(a, b)))
        for column in range(max(0, min(a.shape[1], ranked - start))):
            rtd.append(rank_turbulence(a[:, column], b[:, column])[0])
    return Relabelled(np.concatenate(jsd), np.array(rtd))


def _homogeneity(pair: Pair, settings: CompareSettings, generator: np.random.Generator) -> dict[str, list[float]]:
    """Distances of random samples of equal size: within A, within B, and between A and B (Kilgarriff 2001)."""
    size = min(pair.a.n, pair.b.n) // 2
    splits = max(settings.calibration_splits, RANK_SPLITS)
    found: dict[str, tuple[list[float], list[float]]] = {k: ([], []) for k in ("within_a", "within_b", "between")}
    for split in range(splits):
        rows_a, rows_b = (generator.permutation(side.n)[: 2 * size] for side in (pair.a, pair.b))
        first_a, second_a = halves_of(rows_a, generator)
        first_b, second_b = halves_of(rows_b, generator)
        samples = {
            "within_a": (_sum_rows(pair.a, first_a), _sum_rows(pair.a, second_a)),
            "within_b": (_sum_rows(pair.b, first_b), _sum_rows(pair.b, second_b)),
        }
        samples["between"] = (samples["within_a"][0], samples["within_b"][0])
        for key, (one, other) in samples.items():
            found[key][0].append(float(jensen_shannon(one, other)))
            if split < RANK_SPLITS:
                found[key][1].append(rank_turbulence(one, other)[0])
    return {key: [float(np.mean(values)) for values in lists] for key, lists in found.items()}


def _sum_rows(side: Side, rows: Integers) -> Floats:
    chosen = np.zeros(side.n)
    chosen[rows] = 1
    return np.asarray(side.counts.T @ chosen, dtype=np.float64)
