"""The comparison of two corpora: design, terms of all layers, themes, entities, calibration, distance."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.metadata import version

import numpy as np
import pandas as pd

from themeline.compare.bootstrap import cluster_numbers
from themeline.compare.calibration import COLUMNS as CALIBRATION_COLUMNS
from themeline.compare.calibration import null_calibration
from themeline.compare.counts import CorpusCounts
from themeline.compare.design import check_design
from themeline.compare.distance import corpus_distance
from themeline.compare.inputs import check_sides, chosen_layers
from themeline.compare.layer import LayerComparison, compare_layer, only_describes
from themeline.compare.pairing import Pair
from themeline.compare.rows import records, stacked
from themeline.compare.settings import CompareSettings
from themeline.compare.strata import Strata, stratify
from themeline.compare.theme_correction import CheckedThemes
from themeline.compare.themes import compare_themes
from themeline.compare.verdict import CLASSES

PACKAGES = ("themeline", "numpy", "scipy", "pandas")
DISTANCE_LAYERS = ("word",)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the comparison of two corpora found.

    Attributes:
        a: Name of the first corpus.
        b: Name of the second.
        terms: One row for each tested term: layer, term, class, and the statistics (docs/statistics.md).
        themes: One row for each theme, with prevalence and its intervals; empty without layer "theme".
        entities: The rows of `terms` of layer "entity", the term under `name`.
        design: Whether the corpora are comparable: check, a, b, level, note.
        calibration: False keywords in random halves of each corpus, for each layer.
        distance: How different the corpora are as wholes.
        manifest: Parameters, versions, seed, terms tested, and what was counted: enough to do it again.
        only_describes: A side has too few documents; every term is undecided.
    """

    a: str
    b: str
    terms: pd.DataFrame
    themes: pd.DataFrame
    entities: pd.DataFrame
    design: pd.DataFrame
    calibration: pd.DataFrame
    distance: pd.DataFrame
    manifest: Mapping[str, object] = field(default_factory=dict)
    only_describes: bool = False

    def summary(self) -> pd.DataFrame:
        """Count the terms of each layer and class: layer, then one column for each class."""
        if self.terms.empty:
            return pd.DataFrame(columns=["layer", *CLASSES])
        counted = pd.crosstab(self.terms["layer"], self.terms["class"]).reindex(columns=list(CLASSES), fill_value=0)
        return counted.rename_axis(columns=None).reset_index()

    def to_dict(self) -> dict[str, object]:
        """Return everything as plain values, tables as lists of rows."""
        tables = ("terms", "themes", "entities", "design", "calibration", "distance")
        rows = {name: records(getattr(self, name)) for name in tables}
        head = {"a": self.a, "b": self.b, "only_describes": self.only_describes}
        return {**head, **rows, "manifest": dict(self.manifest)}

    def to_json(self, indent: int | None = None) -> str:
        """Return everything as one JSON object."""
        return json.dumps(self.to_dict(), ensure_ascii=False, allow_nan=False, indent=indent)


def compare_corpora(
    a: CorpusCounts,
    b: CorpusCounts,
    settings: CompareSettings | None = None,
    checked: CheckedThemes | None = None,
) -> Comparison:
    """Compare two corpora, or a corpus with a frequency list.

    Args:
        a: The first corpus; positive effects mean more in it.
        b: The second, or the reference.
        settings: What to compute; the defaults are those of docs/statistics.md.
        checked: Labelled sentences, to correct the prevalence of themes for errors of classification.

    Raises:
        UsageError: If a corpus is empty, or a layer, column or measure is unknown.
    """
    settings = settings or CompareSettings()
    layers = chosen_layers((a, b), settings)
    check_sides((a, b), settings)
    design = check_design(a, b, settings)
    strata = stratify(a, b, settings.strata) if settings.strata else None
    if strata:
        a, b = strata.a, strata.b
    results = {layer: compare_layer(a, b, layer, settings, strata) for layer in layers}
    terms = stacked([result.terms for result in results.values()])
    entities = terms[terms["layer"] == "entity"].drop(columns="layer").rename(columns={"term": "name"})
    calibration = stacked([row for result in results.values() for row in _calibrations(a, b, result.counts, settings)])
    return Comparison(
        a.name,
        b.name,
        terms,
        _themes(a, b, settings, checked) if "theme" in layers else pd.DataFrame({"theme": []}, dtype=object),
        entities.reset_index(drop=True),
        design,
        calibration if len(calibration) else pd.DataFrame(columns=list(CALIBRATION_COLUMNS)),
        _distances({layer: result.counts for layer, result in results.items()}, settings),
        _manifest(a, b, settings, results, strata),
        only_describes(a, b, settings),
    )


def _calibrations(a: CorpusCounts, b: CorpusCounts, pair: Pair, settings: CompareSettings) -> list[pd.DataFrame]:
    return [
        null_calibration(pair.layer, corpus.name, side, settings, np.random.default_rng([settings.seed, number]))
        for number, (corpus, side) in enumerate(((a, pair.a), (b, pair.b)))
        if not corpus.is_list
    ]


def _distances(pairs: Mapping[str, Pair], settings: CompareSettings) -> pd.DataFrame:
    chosen = [layer for layer in DISTANCE_LAYERS if layer in pairs] or list(pairs)[:1]
    generator = np.random.default_rng([settings.seed, *b"distance"])
    return stacked([corpus_distance(pairs[layer], settings, generator) for layer in chosen])


def _themes(a: CorpusCounts, b: CorpusCounts, settings: CompareSettings, checked: CheckedThemes | None) -> pd.DataFrame:
    columns = settings.cluster
    clusters = (cluster_numbers(a.documents, columns), cluster_numbers(b.documents, columns)) if columns else None
    return compare_themes(a, b, settings, checked, clusters)


def _manifest(
    a: CorpusCounts,
    b: CorpusCounts,
    settings: CompareSettings,
    results: Mapping[str, LayerComparison],
    strata: Strata | None,
) -> dict[str, object]:
    corpora = [
        {"name": c.name, "documents": len(c.documents), "words": int(c.words.sum()), "frequency_list": c.is_list}
        for c in (a, b)
    ]
    return {
        "corpora": corpora,
        "layers": {key: {"tested_terms": len(r.terms), "gate": r.method} for key, r in results.items()},
        "strata": records(strata.table) if strata else [],
        "settings": settings.model_dump(mode="json"),
        "versions": versions(),
    }


def versions() -> dict[str, str]:
    """The versions of what computed the numbers."""
    return {package: version(package) for package in PACKAGES}
