"""The page of the comparison of three corpora or more: its head, and its sections in order."""

from collections.abc import Iterator, Mapping
from typing import Any, cast

from markupsafe import Markup

from themeline.compare import ManyComparison
from themeline.report import compared_subjects as subjects
from themeline.report import many_sections as about
from themeline.report.content import Content, Tables
from themeline.report.data import ComparisonReportData
from themeline.report.many_findings import many_findings, many_verdict
from themeline.report.many_methods import LIMITS, WORKS, methods
from themeline.report.many_payload import many_payload
from themeline.report.page import Page, Section
from themeline.report.provenance import manifest_section, methods_section
from themeline.report.settings import ReportSettings


def many_page(
    data: ComparisonReportData, tables: Tables, figures: Mapping[str, Markup], settings: ReportSettings
) -> Page:
    """Lay out the report of a comparison of several corpora.

    Args:
        data: The comparison.
        tables: What `many_tables` returned.
        figures: The figures as SVG in the page's colours, by name.
        settings: How much the page holds.
    """
    content = Content(tables, figures, settings, about.many_looks(data.names))
    manifest = cast(ManyComparison, data.comparison).manifest
    sizes = zip(tables["corpora"]["corpus"], tables["corpora"]["documents"], strict=True)
    facts = [(f"{name}: documents", f"{documents:,}") for name, documents in sizes]
    return Page(
        ", ".join(data.names),
        f"Comparison of {len(data.names)} corpora",
        facts,
        many_findings(tables, data.names),
        list(_sections(data, manifest, content)),
        many_payload(data, tables),
        data.names,
        many_verdict(tables, data.names, level_of(manifest)),
    )


def level_of(manifest: Mapping[str, Any]) -> float:
    """Return the false discovery rate of a comparison."""
    return float(manifest.get("settings", {}).get("level", 0.05))


def _sections(data: ComparisonReportData, manifest: Mapping[str, Any], content: Content) -> Iterator[Section]:
    yield about.corpora(content)
    yield about.typical(content, data.names)
    yield about.terms(content, data.names)
    yield about.themes(content, data.names)
    yield about.entities(content, data.names)
    yield subjects.time(content, len(data.names))
    yield subjects.concordance(content, data.names, about.foremost(content, data.names))
    yield methods_section(methods(content.tables, level_of(manifest)), LIMITS, WORKS)
    yield manifest_section(data.manifest, content.tables)
