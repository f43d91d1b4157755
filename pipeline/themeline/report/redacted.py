"""What a report is made from, with its names masked: the numbers are computed first, so that none of them changes."""

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from themeline.redaction.redactor import Redactor
from themeline.report.data import ComparisonReportData, KeywordReportData
from themeline.report.provenance import manifest_tables

Tables = dict[str, pd.DataFrame]
FRAMES = ("documents", "sentences", "entities", "dates", "keywords", "themes", "failures", "duplicates")


def redacted_keyword_report(
    data: KeywordReportData, tables: Tables, redactor: Redactor | None
) -> tuple[KeywordReportData, Tables]:
    """Return the data and the tables of a keyword report with their names masked; as they are without a redactor."""
    if redactor is None:
        return data, tables
    masked = replace(
        data,
        corpus=redactor.identity(data.corpus),
        documents=redactor.frame(data.documents),
        theme_names=redactor.value(data.theme_names),
        manifest=_manifest(data.manifest, redactor),
    )
    return masked, _tables(tables, masked.manifest, redactor)


def redacted_comparison(
    data: ComparisonReportData, tables: Tables, redactor: Redactor | None
) -> tuple[ComparisonReportData, Tables]:
    """Return the data and the tables of a comparison with their names masked; as they are without a redactor."""
    if redactor is None:
        return data, tables
    own = redactor.value(data.comparison.manifest)
    masked = replace(
        data,
        names=tuple(redactor.identity(name) for name in data.names),
        comparison=replace(data.comparison, manifest=own),
        theme_names=redactor.value(data.theme_names),
        manifest=_manifest(data.manifest, redactor),
    )
    return masked, _tables(tables, {**own, **masked.manifest}, redactor)


def _tables(tables: Tables, manifest: Mapping[str, object], redactor: Redactor) -> Tables:
    return {**redactor.tables(tables), **manifest_tables(manifest)}


def _manifest(manifest: Mapping[str, object], redactor: Redactor) -> dict[str, object]:
    """Mask what a user wrote and what came from files; names of versions and rules are ours."""
    ours = {"versions", "rules", "settings"}
    return {key: value if key in ours else redactor.value(value) for key, value in manifest.items()}
