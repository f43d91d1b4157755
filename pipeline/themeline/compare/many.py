"""More than two corpora: is there any difference, which corpus stands out, and which pairs differ."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

import numpy as np
import pandas as pd
from scipy import sparse

from themeline.compare import keyness
from themeline.compare.arrays import Floats, Integers, divide
from themeline.compare.comparison import check_sides, chosen_layers, compare_corpora, records
from themeline.compare.counts import CorpusCounts, aligned, combine, vocabulary
from themeline.compare.distance import jensen_shannon
from themeline.compare.effect_size import MILLION, log_ratio
from themeline.compare.multiplicity import benjamini_hochberg, holm
from themeline.compare.pairing import Side, exposure, least_documents
from themeline.compare.rank_test import kruskal_wallis, rank_documents, rank_sum_test, relative_frequencies
from themeline.compare.settings import CompareSettings
from themeline.errors import UsageError


@dataclass(frozen=True, slots=True)
class ManyComparison:
    """What the comparison of several corpora found.

    Attributes:
        corpora: Their names, in the order given.
        omnibus: One row for each tested term: layer, term, rates and document frequencies for each corpus, G² with
            k-1 degrees of freedom and its p, Cramér's V, Kruskal-Wallis H, p and q over documents, and the corpora
            where the term is most and least frequent.
        one_vs_rest: The table of terms of each corpus against all others together, with column `corpus`; class
            "robust A" means typical of the corpus, "robust B" of the others.
        pairwise: For terms whose q is below the level: each pair's log ratio, superiority, and p adjusted over the
            term's pairs (Holm).
        distances: Jensen-Shannon divergence of every two corpora in each layer: layer, a, b, distance.
        manifest: Settings and sizes.
    """

    corpora: tuple[str, ...]
    omnibus: pd.DataFrame
    one_vs_rest: pd.DataFrame
    pairwise: pd.DataFrame
    distances: pd.DataFrame
    manifest: Mapping[str, object] = field(default_factory=dict)

    def summary(self) -> pd.DataFrame:
        """Count the terms of each class when a corpus stands against the others together: corpus, layer, classes."""
        counted = self.one_vs_rest.pivot_table(
            index=["corpus", "layer"], columns="class", values="term", aggfunc="count", fill_value=0
        )
        return counted.rename_axis(columns=None).reset_index()

    def to_dict(self) -> dict[str, object]:
        """Return everything as plain values, tables as lists of rows."""
        tables = ("omnibus", "one_vs_rest", "pairwise", "distances")
        rows = {name: records(getattr(self, name)) for name in tables}
        return {"corpora": list(self.corpora), **rows, "manifest": dict(self.manifest)}

    def to_json(self, indent: int | None = None) -> str:
        """Return everything as one JSON object."""
        return json.dumps(self.to_dict(), ensure_ascii=False, allow_nan=False, indent=indent)


@dataclass(frozen=True, slots=True)
class _Layer:
    """The tested terms of a layer in all corpora."""

    layer: str
    names: tuple[str, ...]
    terms: pd.Index
    sides: tuple[Side, ...]

    @property
    def groups(self) -> Integers:
        return np.repeat(np.arange(len(self.sides)), [side.n for side in self.sides])

    def frequencies(self) -> Floats:
        return np.stack([side.frequencies for side in self.sides], axis=1)

    def totals(self) -> Floats:
        return np.array([side.total for side in self.sides])


def compare_many(corpora: Sequence[CorpusCounts], settings: CompareSettings | None = None) -> ManyComparison:
    """Compare three or more corpora.

    Args:
        corpora: The corpora; none may be a frequency list, and their names must differ.
        settings: As for two; calibration and distance permutations are left to comparisons of two.

    Raises:
        UsageError: If there are fewer than two corpora, two of one name, or one that is empty or a list.
    """
    settings = settings or CompareSettings()
    _check(corpora, settings)
    layers = [_layer(corpora, layer, settings) for layer in chosen_layers(corpora, settings)]
    omnibus = [_omnibus(layer) for layer in layers]
    pairs = [row for layer, table in zip(layers, omnibus, strict=True) for row in _pairwise(layer, table, settings)]
    sizes = {corpus.name: {"documents": len(corpus.documents), "words": int(corpus.words.sum())} for corpus in corpora}
    return ManyComparison(
        tuple(corpus.name for corpus in corpora),
        pd.concat(omnibus, ignore_index=True),
        _one_vs_rest(corpora, settings),
        pd.DataFrame(pairs, columns=["layer", "term", "a", "b", "log_ratio", "superiority", "p", "p_adjusted"]),
        pd.DataFrame([row for layer in layers for row in _distances(layer)], columns=["layer", "a", "b", "distance"]),
        {"corpora": sizes, "settings": settings.model_dump(mode="json")},
    )


def _check(corpora: Sequence[CorpusCounts], settings: CompareSettings) -> None:
    names = [corpus.name for corpus in corpora]
    if len(corpora) < 2 or len(set(names)) < len(names):
        raise UsageError("At least two corpora with different names are needed.", f"Given: {', '.join(names)}.")
    if any(corpus.is_list for corpus in corpora):
        raise UsageError("A frequency list can only be one of two sides.", "Compare each corpus with it in turn.")
    check_sides(corpora, settings)


def _layer(corpora: Sequence[CorpusCounts], layer: str, settings: CompareSettings) -> _Layer:
    terms = vocabulary(corpora, layer)
    sides = [Side.of(aligned(c, layer, terms), exposure(c, layer, tuple(corpora))) for c in corpora]
    documents = sum(side.n for side in sides)
    frequent = np.sum([side.frequencies for side in sides], axis=0) >= settings.min_count
    widespread = np.sum([side.documents for side in sides], axis=0) >= least_documents(documents, settings)
    kept = np.asarray(frequent & widespread, dtype=np.bool_)
    names = tuple(corpus.name for corpus in corpora)
    return _Layer(layer, names, terms[kept], tuple(side.columns(kept) for side in sides))


def _omnibus(layer: _Layer) -> pd.DataFrame:
    counts, totals = layer.frequencies(), layer.totals()
    table = pd.DataFrame({"layer": layer.layer, "term": layer.terms.to_numpy()})
    rates = MILLION * counts / totals
    for position, (name, side) in enumerate(zip(layer.names, layer.sides, strict=True)):
        table[f"frequency_{name}"] = counts[:, position].astype(np.int64)
        table[f"per_million_{name}"] = rates[:, position]
        table[f"documents_{name}"] = side.documents
    g2 = keyness.log_likelihood_of_many(counts, totals)
    h, p = _kruskal(layer)
    names = np.array(layer.names, dtype=object)
    table = table.assign(g2=g2, g2_p=keyness.p_value(g2, len(totals) - 1), cramers_v=_cramers_v(counts, totals))
    table = table.assign(h=h, p=p, q=benjamini_hochberg(p))
    return table.assign(most=names[rates.argmax(axis=1)], least=names[rates.argmin(axis=1)])


def _kruskal(layer: _Layer) -> tuple[Floats, Floats]:
    stacked = sparse.vstack([side.counts for side in layer.sides], format="csr")
    sizes = np.concatenate([side.sizes for side in layer.sides])
    return kruskal_wallis(rank_documents(relative_frequencies(stacked, sizes)), layer.groups)


def _cramers_v(counts: Floats, totals: Floats) -> Floats:
    """Cramér's V of each term's 2 × k table: √(χ²/N)."""
    share = divide(counts.sum(axis=1), totals.sum())[:, None]
    expected = share * totals
    chi2 = divide((counts - expected) ** 2, expected * (1 - share)).sum(axis=1)
    strength: Floats = np.sqrt(chi2 / float(totals.sum()))
    return strength


def _one_vs_rest(corpora: Sequence[CorpusCounts], settings: CompareSettings) -> pd.DataFrame:
    quick = settings.model_copy(update={"calibration_splits": 0, "distance_permutations": 0})
    tables = []
    for corpus in corpora:
        rest = combine("rest", [other for other in corpora if other is not corpus])
        terms = compare_corpora(corpus, rest, quick).terms
        terms.insert(0, "corpus", corpus.name)
        tables.append(terms)
    return pd.concat(tables, ignore_index=True)


def _pairwise(layer: _Layer, omnibus: pd.DataFrame, settings: CompareSettings) -> Iterator[tuple[object, ...]]:
    chosen = (omnibus["q"] < settings.level).to_numpy()
    if not chosen.any():
        return
    sides = [side.columns(chosen) for side in layer.sides]
    pairs = list(combinations(range(len(sides)), 2))
    tests = [_rank_test(sides[i], sides[j]) for i, j in pairs]
    adjusted = np.apply_along_axis(holm, 0, np.stack([p for p, _ in tests]))
    for row, term in enumerate(layer.terms[chosen]):
        for number, (i, j) in enumerate(pairs):
            counts = sides[i].frequencies[row], sides[j].frequencies[row], sides[i].total, sides[j].total
            p, superiority = (float(values[row]) for values in tests[number])
            effect, shared = float(log_ratio(*counts)), float(adjusted[number, row])
            yield layer.layer, term, layer.names[i], layer.names[j], effect, superiority, p, shared


def _rank_test(a: Side, b: Side) -> tuple[Floats, Floats]:
    stacked = sparse.vstack([a.counts, b.counts], format="csr")
    ranking = rank_documents(relative_frequencies(stacked, np.concatenate([a.sizes, b.sizes])))
    test = rank_sum_test(ranking, np.arange(a.n + b.n) < a.n)
    return test.p, test.superiority


def _distances(layer: _Layer) -> Iterator[tuple[object, ...]]:
    for (name, side), (other_name, other) in combinations(zip(layer.names, layer.sides, strict=True), 2):
        yield layer.layer, name, other_name, float(jensen_shannon(side.frequencies, other.frequencies))
