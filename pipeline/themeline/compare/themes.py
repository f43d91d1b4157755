"""Themes compared: how large a share of the sentences and of the documents has each theme, and how sure that is."""

import numpy as np
import pandas as pd

from themeline.compare.arrays import Floats, Integers
from themeline.compare.bootstrap import percentile_bounds
from themeline.compare.counts import CorpusCounts
from themeline.compare.multiplicity import benjamini_hochberg
from themeline.compare.pairing import Pair, Side, pair_layer
from themeline.compare.rank_test import rank_documents, rank_sum_test, relative_frequencies
from themeline.compare.settings import CompareSettings
from themeline.compare.theme_correction import CheckedThemes, corrected_shares


def compare_themes(
    a: CorpusCounts,
    b: CorpusCounts,
    settings: CompareSettings,
    checked: CheckedThemes | None = None,
    clusters: tuple[Integers, Integers] | None = None,
) -> pd.DataFrame:
    """Compare the prevalence of themes.

    Args:
        a: Counts with layer "theme" and column `sentences` of documents.
        b: The same of the other corpus.
        settings: Confidence, resamples and seed.
        checked: Labelled sentences, to correct prevalence for errors of classification.
        clusters: Cluster numbers of the documents, for the intervals.

    Returns:
        One row for each theme: prevalence among sentences and documents with bootstrap intervals, their difference,
        the rank-sum test, and with labelled sentences the corrected prevalence (`corrected_shares`). Without
        `sentences`, shares of sentences are left out.
    """
    pair = pair_layer(a, b, "theme")
    table = pd.DataFrame({"theme": pair.terms.to_numpy(dtype=object)})
    sides = {"a": pair.a, "b": pair.b}
    for key, side in sides.items():
        table[f"frequency_{key}"] = side.frequencies.astype(np.int64)
        table[f"documents_{key}"] = side.documents
        table[f"document_share_{key}"] = side.documents / side.n
    if all("sentences" in corpus.documents for corpus in (a, b)):
        table = pd.concat([table, _sentence_shares(pair, settings, clusters, checked)], axis=1)
    both = pair.both()
    test = rank_sum_test(rank_documents(relative_frequencies(both.counts, both.sizes)), pair.in_a)
    return table.assign(superiority=test.superiority, p=test.p, q=benjamini_hochberg(test.p))


def _sentence_shares(
    pair: Pair,
    settings: CompareSettings,
    clusters: tuple[Integers, Integers] | None,
    checked: CheckedThemes | None,
) -> pd.DataFrame:
    generator = np.random.default_rng([settings.seed, *b"themes"])
    table, samples, shares = pd.DataFrame(), [], []
    for key, side, groups in zip("ab", (pair.a, pair.b), clusters or (None, None), strict=True):
        shares.append(side.frequencies / max(side.total, 1))
        samples.append(_resampled_shares(side, settings.resamples, generator, groups))
        low, high = percentile_bounds(np.sort(samples[-1], axis=1), settings.confidence)
        table[f"sentences_{key}"] = np.full(len(pair.terms), int(side.total))
        table[f"prevalence_{key}"] = shares[-1]
        table[f"prevalence_{key}_low"], table[f"prevalence_{key}_high"] = low, high
    table["difference"] = shares[0] - shares[1]
    low, high = percentile_bounds(np.sort(samples[0] - samples[1], axis=1), settings.confidence)
    table = table.assign(difference_low=low, difference_high=high)
    if checked is None:
        return table
    rates, known = checked.rates(pair.terms.tolist(), settings.resamples, settings.seed)
    drawn = samples[0].T, samples[1].T
    corrected = corrected_shares((shares[0], shares[1]), drawn, rates, known, settings.confidence)
    return pd.concat([table, corrected], axis=1)


def _resampled_shares(side: Side, samples: int, generator: np.random.Generator, clusters: Integers | None) -> Floats:
    groups = np.arange(side.n) if clusters is None else clusters
    count = int(groups.max()) + 1
    weights = generator.multinomial(count, np.full(count, 1 / count), size=samples).T[groups].astype(np.float64)
    return np.asarray((side.counts.T @ weights) / np.maximum(side.sizes @ weights, 1), dtype=np.float64)
