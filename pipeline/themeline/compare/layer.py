"""The comparison of two corpora in one layer: from counts to a table of terms."""

import numpy as np
import pandas as pd

from themeline.compare.arrays import Floats, Integers
from themeline.compare.bootstrap import cluster_numbers
from themeline.compare.concentration import is_concentrated, main_documents, top_documents
from themeline.compare.counts import CorpusCounts
from themeline.compare.effect_size import log_ratio
from themeline.compare.equivalence import are_lockwords
from themeline.compare.gate import GateResult, decide
from themeline.compare.intervals import log_ratio_intervals
from themeline.compare.measures import dispersion_columns, extra_columns, frequency_columns, token_columns
from themeline.compare.pairing import Pair, pair_layer, tested_terms
from themeline.compare.rank_test import Ranking, rank_documents, rank_sum_test, relative_frequencies
from themeline.compare.settings import CompareSettings
from themeline.compare.verdict import CLASSES, CONCENTRATED, UNDECIDED, classify

OF_DOCUMENTS = ("documents", "document_share", "dp_norm", "d_kl")


def compare_layer(
    a: CorpusCounts, b: CorpusCounts, layer: str, settings: CompareSettings
) -> tuple[pd.DataFrame, str, Pair]:
    """Compare two corpora in one layer.

    Returns:
        The terms that were tested, best evidence first, with their class and statistics; how the gate decided;
        and the counts of all terms, tested or not.
    """
    generator = np.random.default_rng([settings.seed, *layer.encode()])
    everything = pair_layer(a, b, layer)
    pair = everything.columns(tested_terms(everything, settings))
    both = pair.both()
    has_list = a.is_list or b.is_list
    ranking = None if has_list else rank_documents(relative_frequencies(both.counts, both.sizes))
    gate = decide(pair, ranking, settings, generator)
    columns = _columns(a, b, pair, ranking, gate, settings, generator)
    table = pd.DataFrame({"layer": layer, "term": pair.terms.to_numpy(), **columns})
    for key in ("a",) * a.is_list + ("b",) * b.is_list:
        table = table.drop(columns=[f"{name}_{key}" for name in OF_DOCUMENTS])
    return _sorted(table), gate.method, everything


def _columns(
    a: CorpusCounts,
    b: CorpusCounts,
    pair: Pair,
    ranking: Ranking | None,
    gate: GateResult,
    settings: CompareSettings,
    generator: np.random.Generator,
) -> dict[str, object]:
    ratio = log_ratio(pair.a.frequencies, pair.b.frequencies, pair.a.total, pair.b.total)
    intervals = log_ratio_intervals(pair, settings, generator, _clusters(a, b, settings.cluster))
    tokens = token_columns(pair, settings)
    tops = top_documents(pair.a), top_documents(pair.b)
    heavy = [is_concentrated(s, t, settings.top_share) for s, t in zip((pair.a, pair.b), tops, strict=True)]
    concentrated = np.where(ratio > 0, heavy[0] & (not a.is_list), heavy[1] & (not b.is_list))
    same = are_lockwords(pair, intervals, gate.q, settings)
    classes = classify(gate.sign, ratio, gate.q < settings.level, tokens["lrc"] != 0, concentrated, same)
    if only_describes(a, b, settings):
        classes[:] = UNDECIDED
    columns: dict[str, object] = {"class": classes, **frequency_columns(pair)}
    columns |= {"log_ratio": ratio, "log_ratio_low": intervals.low, "log_ratio_high": intervals.high}
    columns |= {"lrc": tokens.pop("lrc"), "p": gate.p, "q": gate.q}
    if ranking is not None:
        columns["superiority"] = rank_sum_test(ranking, pair.in_a).superiority
    columns |= tokens | dispersion_columns(pair)
    columns["top_share"] = np.where(ratio > 0, tops[0].share, tops[1].share)
    columns["drivers"] = _drivers(a, b, pair, ratio, classes)
    return columns | extra_columns(pair, settings.extra)


def only_describes(a: CorpusCounts, b: CorpusCounts, settings: CompareSettings) -> bool:
    """Say whether a side has too few documents for any claim; a frequency list has none to count."""
    sides = [len(corpus.documents) for corpus in (a, b) if not corpus.is_list]
    return not sides or min(sides) < settings.smallest_side


def _clusters(a: CorpusCounts, b: CorpusCounts, column: str) -> tuple[Integers, Integers] | None:
    if not column:
        return None
    return cluster_numbers(a.documents, column), cluster_numbers(b.documents, column)


def _drivers(a: CorpusCounts, b: CorpusCounts, pair: Pair, ratio: Floats, classes: np.ndarray) -> list[tuple[str, ...]]:
    """Name the documents that hold most of each concentrated term, on the side where it is more frequent."""
    columns = {True: pair.a.counts.tocsc(), False: pair.b.counts.tocsc()}
    names = {True: document_names(a), False: document_names(b)}
    drivers: list[tuple[str, ...]] = [()] * len(classes)
    for term in np.flatnonzero(classes == CONCENTRATED).tolist():
        side = bool(ratio[term] > 0)
        drivers[term] = tuple(names[side][row] for row in main_documents(columns[side], term).tolist())
    return drivers


def document_names(corpus: CorpusCounts) -> list[str]:
    """What to call the documents: the user's own ids where they are known."""
    column = "doc" if "doc" in corpus.documents else "document"
    return corpus.documents[column].astype(str).tolist()


def _sorted(table: pd.DataFrame) -> pd.DataFrame:
    """Order by class, then by the conservative and the plain effect size, then by the term."""
    keys = pd.DataFrame({"class": pd.Categorical(table["class"], CLASSES, ordered=True).codes})
    keys["lrc"], keys["q"], keys["g2"], keys["term"] = -table["lrc"].abs(), table["q"], -table["g2"], table["term"]
    order = keys.sort_values(["class", "lrc", "g2", "term"], kind="stable").index
    return table.loc[order].reset_index(drop=True)
