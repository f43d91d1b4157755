"""The page of the keyword report: its head, and its sections in order."""

from collections.abc import Iterator, Mapping

from markupsafe import Markup

from themeline.report import keyword_sections as about
from themeline.report import subject_sections as subjects
from themeline.report.content import Content, Tables
from themeline.report.data import KeywordReportData
from themeline.report.keyword_findings import corpus_findings
from themeline.report.keyword_methods import LIMITS, WORKS, methods
from themeline.report.keyword_payload import keyword_payload
from themeline.report.page import Page, Section
from themeline.report.provenance import manifest_section, methods_section
from themeline.report.settings import ReportSettings
from themeline.report.summary import summary_values


def keyword_page(
    data: KeywordReportData, tables: Tables, figures: Mapping[str, Markup], settings: ReportSettings
) -> Page:
    """Lay out the keyword report.

    Args:
        data: The corpus.
        tables: What `keyword_report_tables` returned.
        figures: The figures as SVG in the page's colours, by name.
        settings: How much the page holds.
    """
    content = Content(tables, figures, settings)
    since = f" since {settings.since}" if settings.since else ""
    return Page(
        data.corpus,
        f"Keyword report{since}",
        _facts(tables),
        corpus_findings(data.corpus, tables, settings.since),
        list(_sections(data, content)),
        keyword_payload(data, tables, settings),
    )


def _facts(tables: Tables) -> list[tuple[str, str]]:
    summary = summary_values(tables["summary"])
    years = [str(summary[key]) for key in ("first year", "last year") if summary[key] is not None]
    counted = ("documents", "tokens", "sentences", "keywords", "entities")
    facts = [(name.capitalize(), f"{summary[name] or 0:,}") for name in counted]
    return [*facts, ("Years", "–".join(dict.fromkeys(years)) or "unknown")]


def _sections(data: KeywordReportData, content: Content) -> Iterator[Section]:
    if content.settings.since:
        yield about.changes(content)
    yield about.health(content)
    yield about.keywords(content)
    yield about.time(content)
    if not content.settings.since:
        yield about.changes(content)
    yield subjects.themes(content)
    yield subjects.entities(content)
    yield subjects.dates(content)
    yield about.authors(content)
    yield about.evidence(content)
    yield about.documents(content)
    yield methods_section(methods(content.tables, content.settings), LIMITS, WORKS)
    yield manifest_section(data.manifest, content.tables)
