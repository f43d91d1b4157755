"""The comparison of two corpora in one layer: from counts to a table of terms."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from themeline.compare.arrays import Floats, Integers
from themeline.compare.bootstrap import cluster_numbers
from themeline.compare.concentration import concentration, main_documents
from themeline.compare.counts import CorpusCounts
from themeline.compare.effect_size import log_ratio
from themeline.compare.equivalence import are_lockwords
from themeline.compare.gate import GateResult, decide
from themeline.compare.intervals import log_ratio_intervals
from themeline.compare.measures import dispersion_columns, extra_columns, frequency_columns, token_columns
from themeline.compare.pairing import Pair, Side, pair_layer, tested_terms
from themeline.compare.settings import CompareSettings
from themeline.compare.strata import Strata, weighted_pair
from themeline.compare.verdict import CLASSES, CONCENTRATED, UNDECIDED, classify

OF_DOCUMENTS = ("documents", "document_share", "dp_norm", "d_kl")


@dataclass(frozen=True, slots=True)
class LayerComparison:
    """A layer compared: the table of tested terms, how the gate decided, and all counts, tested or not."""

    terms: pd.DataFrame
    method: str
    counts: Pair


@dataclass(frozen=True, slots=True)
class _Task:
    """The tested terms of two corpora; `balanced` has the documents weighted when there are strata."""

    a: CorpusCounts
    b: CorpusCounts
    pair: Pair
    balanced: Pair
    strata: Strata | None
    settings: CompareSettings

    def sides(self) -> tuple[tuple[CorpusCounts, Side], tuple[CorpusCounts, Side]]:
        return (self.a, self.pair.a), (self.b, self.pair.b)


def compare_layer(
    a: CorpusCounts, b: CorpusCounts, layer: str, settings: CompareSettings, strata: Strata | None = None
) -> LayerComparison:
    """Compare two corpora in one layer.

    Args:
        a: The first corpus; with strata, the documents that have a counterpart.
        b: The second.
        layer: The layer.
        settings: What to compute.
        strata: The strata to balance by, or None.
    """
    generator = np.random.default_rng([settings.seed, *layer.encode()])
    counts = pair_layer(a, b, layer)
    pair = counts.columns(tested_terms(counts, settings))
    task = _Task(a, b, pair, weighted_pair(pair, strata) if strata else pair, strata, settings)
    gate = decide(pair, settings, generator, a.is_list or b.is_list, strata.of_both() if strata else None)
    table = pd.DataFrame({"layer": layer, "term": pair.terms.to_numpy(), **_columns(task, gate, generator)})
    for key, corpus in (("a", a), ("b", b)):
        if corpus.is_list:
            table = table.drop(columns=[f"{name}_{key}" for name in OF_DOCUMENTS])
    return LayerComparison(_sorted(table), gate.method, counts)


def _columns(task: _Task, gate: GateResult, generator: np.random.Generator) -> dict[str, object]:
    pair, effects, settings = task.pair, task.balanced, task.settings
    ratio = log_ratio(effects.a.frequencies, effects.b.frequencies, effects.a.total, effects.b.total)
    intervals = log_ratio_intervals(effects, settings, generator, _clusters(task))
    tokens = token_columns(pair, settings)
    main = concentration(pair.a, pair.b, settings.top_share)
    same = are_lockwords(pair, intervals, gate.q, settings)
    classes = classify(gate.sign, ratio, gate.q < settings.level, tokens["lrc"] != 0, main.concentrated, same)
    if only_describes(task.a, task.b, settings):
        classes[:] = UNDECIDED
    columns: dict[str, object] = {"class": classes, **frequency_columns(pair)}
    columns |= {"log_ratio": ratio, "log_ratio_low": intervals.low, "log_ratio_high": intervals.high}
    columns |= {"lrc": tokens.pop("lrc"), "p": gate.p, "q": gate.q}
    columns |= {} if gate.superiority is None else {"superiority": gate.superiority}
    columns |= tokens | dispersion_columns(pair)
    columns["top_share"] = main.share
    columns["drivers"] = _drivers(task, ratio, classes)
    return columns | extra_columns(pair, settings.extra)


def only_describes(a: CorpusCounts, b: CorpusCounts, settings: CompareSettings) -> bool:
    """Say whether a side has too few documents for any claim; a frequency list has none to count."""
    sides = [len(corpus.documents) for corpus in (a, b) if not corpus.is_list]
    return not sides or min(sides) < settings.smallest_side


def _clusters(task: _Task) -> tuple[Integers, Integers] | None:
    column = task.settings.cluster
    if not column:
        return None
    of_a, of_b = (
        np.zeros(1, dtype=np.int64) if corpus.is_list else cluster_numbers(corpus.documents, column)
        for corpus in (task.a, task.b)
    )
    return of_a, of_b


def _drivers(task: _Task, ratio: Floats, classes: npt.NDArray[np.object_]) -> list[tuple[str, ...]]:
    """Name the documents that hold most of each concentrated term, on the side where it is more frequent."""
    columns = [side.counts.tocsc() for _, side in task.sides()]
    names = [document_names(corpus) for corpus, _ in task.sides()]
    drivers: list[tuple[str, ...]] = [()] * len(classes)
    for term in np.flatnonzero(classes == CONCENTRATED).tolist():
        side = 0 if ratio[term] > 0 else 1
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
