"""Themes compared: how large a share of the sentences and of the documents has each theme, and how sure that is."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from themeline.compare.arrays import Integers
from themeline.compare.bootstrap import resample
from themeline.compare.counts import CorpusCounts, aligned, vocabulary
from themeline.compare.multiplicity import benjamini_hochberg
from themeline.compare.pairing import Pair, Side, exposure, pair_layer
from themeline.compare.rank_test import rank_documents, rank_sum_test, relative_frequencies
from themeline.compare.settings import CompareSettings
from themeline.compare.theme_correction import CheckedThemes, Shares, corrected
from themeline.themes.resampling import interval

Columns = dict[str, object]


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
        the rank-sum test, and with labelled sentences the shares corrected for errors (after Rogan and
        Gladen), where `corrected` says that the theme's errors are known. Without
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
    a, b = (
        _shares(side, settings.resamples, generator, groups)
        for side, groups in zip((pair.a, pair.b), clusters or (None, None), strict=True)
    )
    columns: Columns = {f"sentences_{key}": int(side.total) for key, side in (("a", pair.a), ("b", pair.b))}
    columns |= _columns("prevalence_a", a, settings) | _columns("prevalence_b", b, settings)
    columns |= _columns("difference", a.minus(b), settings)
    if checked is not None:
        rates, known = checked.rates(pair.terms.tolist(), settings.resamples, settings.seed)
        a, b = corrected(a, rates), corrected(b, rates)
        columns |= {"corrected": known, **_columns("corrected_prevalence_a", a, settings)}
        columns |= _columns("corrected_prevalence_b", b, settings)
        columns |= _columns("corrected_difference", a.minus(b), settings)
    return pd.DataFrame(columns, index=range(len(pair.terms)))


def prevalence_in_each(
    corpora: Sequence[CorpusCounts], settings: CompareSettings, checked: CheckedThemes | None = None
) -> pd.DataFrame:
    """Give the prevalence of every theme in each of several corpora.

    Returns:
        One row for each theme and corpus with columns theme, corpus, frequency, sentences, documents,
        document_share, prevalence with _low and _high, and with labelled sentences corrected and
        corrected_prevalence with _low and _high; empty unless all corpora have `sentences`.
    """
    terms = vocabulary(corpora, "theme")
    if not all("sentences" in corpus.documents for corpus in corpora) or terms.empty:
        return pd.DataFrame(columns=["theme", "corpus"])
    generator = np.random.default_rng([settings.seed, *b"themes"])
    tables = []
    for corpus in corpora:
        side = Side.of(aligned(corpus, "theme", terms), exposure(corpus, "theme"))
        shares = _shares(side, settings.resamples, generator, None)
        columns: Columns = {"theme": terms.to_numpy(dtype=object), "corpus": corpus.name}
        columns |= {"frequency": side.frequencies.astype(np.int64), "sentences": int(side.total)}
        columns |= {"documents": side.documents, "document_share": side.documents / side.n}
        columns |= _columns("prevalence", shares, settings)
        if checked is not None:
            rates, known = checked.rates(terms.tolist(), settings.resamples, settings.seed)
            columns |= {"corrected": known, **_columns("corrected_prevalence", corrected(shares, rates), settings)}
        tables.append(pd.DataFrame(columns))
    return pd.concat(tables, ignore_index=True).sort_values("theme", kind="stable", ignore_index=True)


def _shares(side: Side, samples: int, generator: np.random.Generator, clusters: Integers | None) -> Shares:
    resamples = resample(side.sizes, samples, generator, clusters)
    hits = resamples.weighted(side.counts.T.tocsr()).T
    return Shares(side.frequencies / max(side.total, 1), hits / np.maximum(resamples.totals, 1)[:, None])


def _columns(name: str, shares: Shares, settings: CompareSettings) -> Columns:
    low, high = interval(shares.drawn, settings.confidence)
    return {name: shares.point, f"{name}_low": low, f"{name}_high": high}
