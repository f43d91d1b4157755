"""More than two corpora: is there any difference, which corpus stands out, and which pairs differ."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from themeline.compare.calibration import null_calibration
from themeline.compare.comparison import versions
from themeline.compare.counts import CorpusCounts
from themeline.compare.inputs import check_sides, chosen_layers
from themeline.compare.omnibus import CommonLayer, common_layer, frequent_terms, omnibus_table
from themeline.compare.posthoc import designs, distances, one_vs_rest, pairwise
from themeline.compare.rows import records, stacked
from themeline.compare.settings import CompareSettings
from themeline.compare.theme_correction import CheckedThemes
from themeline.compare.themes import prevalence_in_each
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
        distances: Jensen-Shannon divergence of every two corpora in each layer: layer, a, b, distance, and what it is
            when the documents of the two are dealt at random (null_mean, null_high, p).
        themes: Prevalence of each theme in each corpus (`prevalence_in_each`); empty without layer "theme".
        design: For every two corpora, whether they are comparable: corpus_a, corpus_b, check, a, b, level, note.
        calibration: False keywords in random halves of each corpus, for each layer.
        manifest: Settings, sizes and versions.
    """

    corpora: tuple[str, ...]
    omnibus: pd.DataFrame
    one_vs_rest: pd.DataFrame
    pairwise: pd.DataFrame
    distances: pd.DataFrame
    themes: pd.DataFrame = field(default_factory=pd.DataFrame)
    design: pd.DataFrame = field(default_factory=pd.DataFrame)
    calibration: pd.DataFrame = field(default_factory=pd.DataFrame)
    manifest: Mapping[str, object] = field(default_factory=dict)

    def summary(self) -> pd.DataFrame:
        """Count the terms of each class when a corpus stands against the others together: corpus, layer, classes."""
        counted = self.one_vs_rest.pivot_table(
            index=["corpus", "layer"], columns="class", values="term", aggfunc="count", fill_value=0
        )
        return counted.rename_axis(columns=None).reset_index()

    def to_dict(self) -> dict[str, object]:
        """Return everything as plain values, tables as lists of rows; `terms` are those of `one_vs_rest`."""
        tables = ("omnibus", "pairwise", "distances", "themes", "design", "calibration")
        rows = {name: records(getattr(self, name)) for name in tables}
        of_entities = self.one_vs_rest[self.one_vs_rest["layer"] == "entity"]
        rows["entities"] = records(of_entities.drop(columns="layer").rename(columns={"term": "name"}))
        rows["terms"] = records(self.one_vs_rest)
        return {"corpora": list(self.corpora), **rows, "manifest": dict(self.manifest)}

    def to_json(self, indent: int | None = None) -> str:
        """Return everything as one JSON object."""
        return json.dumps(self.to_dict(), ensure_ascii=False, allow_nan=False, indent=indent)


def compare_many(
    corpora: Sequence[CorpusCounts], settings: CompareSettings | None = None, checked: CheckedThemes | None = None
) -> ManyComparison:
    """Compare several corpora.

    Args:
        corpora: The corpora; none may be a frequency list, and their names must differ.
        settings: As for two.
        checked: Labelled sentences, to correct the prevalence of themes for errors of classification.

    Raises:
        UsageError: If there are fewer than two corpora, two of one name, or one that is empty or a list.
    """
    settings = settings or CompareSettings()
    _check(corpora, settings)
    layers = [common_layer(corpora, layer) for layer in chosen_layers(corpora, settings)]
    tested = [layer.columns(frequent_terms(layer, settings)) for layer in layers]
    omnibus = [omnibus_table(layer) for layer in tested]
    pairs = [
        pairwise(layer, table["q"].to_numpy(), settings.level) for layer, table in zip(tested, omnibus, strict=True)
    ]
    themes = prevalence_in_each(corpora, settings, checked) if "theme" in {layer.layer for layer in layers} else None
    sizes = {corpus.name: {"documents": len(corpus.documents), "words": int(corpus.words.sum())} for corpus in corpora}
    return ManyComparison(
        tuple(corpus.name for corpus in corpora),
        pd.concat(omnibus, ignore_index=True),
        one_vs_rest(corpora, settings),
        stacked(pairs),
        pd.concat([distances(layer, settings) for layer in layers], ignore_index=True),
        pd.DataFrame({"theme": [], "corpus": []}, dtype=object) if themes is None else themes,
        designs(corpora, settings),
        _calibrations(corpora, layers, settings),
        {"corpora": sizes, "settings": settings.model_dump(mode="json"), "versions": versions()},
    )


def _calibrations(
    corpora: Sequence[CorpusCounts], layers: Sequence[CommonLayer], settings: CompareSettings
) -> pd.DataFrame:
    return stacked(
        [
            null_calibration(layer.layer, corpus.name, side, settings, np.random.default_rng([settings.seed, number]))
            for layer in layers
            for number, (corpus, side) in enumerate(zip(corpora, layer.sides, strict=True))
        ]
    )


def _check(corpora: Sequence[CorpusCounts], settings: CompareSettings) -> None:
    names = [corpus.name for corpus in corpora]
    if len(corpora) < 2 or len(set(names)) < len(names):
        raise UsageError("At least two corpora with different names are needed.", f"Given: {', '.join(names)}.")
    if any(corpus.is_list for corpus in corpora):
        raise UsageError("A frequency list can only be one of two sides.", "Compare each corpus with it in turn.")
    check_sides(corpora, settings)
