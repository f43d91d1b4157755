"""The comparison report: one page, and the same tables and figures as files beside it."""

from pathlib import Path
from typing import cast

from themeline.compare import Comparison
from themeline.report.compared import compared_tables
from themeline.report.comparison_findings import comparison_findings, verdict
from themeline.report.comparison_page import comparison_page
from themeline.report.data import ComparisonReportData
from themeline.report.figures.comparison import comparison_figures
from themeline.report.figures.drawing import draw, for_page
from themeline.report.figures.many import many_figures
from themeline.report.files import write_report
from themeline.report.many_findings import many_findings, many_verdict
from themeline.report.many_page import level_of, many_page
from themeline.report.many_tables import Tables, many_tables
from themeline.report.settings import ReportSettings

__all__ = ["comparison_tables", "comparison_verdict", "write_comparison"]


def comparison_tables(data: ComparisonReportData, settings: ReportSettings) -> Tables:
    """Return the tables behind the comparison report, of two corpora or of more; docs/report.md lists them."""
    return compared_tables(data, settings) if len(data.names) == 2 else many_tables(data, settings)


def comparison_verdict(data: ComparisonReportData, tables: Tables) -> tuple[list[str], list[str]]:
    """Return the verdict and the findings of a comparison in plain words."""
    if len(data.names) == 2:
        only_describes = cast(Comparison, data.comparison).only_describes
        return verdict(tables, data.names, only_describes), comparison_findings(tables, data.names)
    level = level_of(data.comparison.manifest)
    return many_verdict(tables, data.names, level), many_findings(tables, data.names)


def write_comparison(
    data: ComparisonReportData, path: Path, settings: ReportSettings, tables: Tables | None = None
) -> list[Path]:
    """Write the report of a comparison of two corpora or more.

    Args:
        data: The comparison, and sentences to show for it.
        path: Where to, without extension: the page becomes `<path>.html`, the files go into the folder `<path>`.
        settings: How much the page holds, and the files to write.
        tables: What `comparison_tables` returned for them, if it is known already.

    Returns:
        The files written, the page first. The same data and settings give the same bytes.
    """
    tables = tables or comparison_tables(data, settings)
    figures, lay_out = (comparison_figures, comparison_page) if len(data.names) == 2 else (many_figures, many_page)
    drawn = {name: draw(chart) for name, chart in figures(tables, data.names)}
    page = lay_out(data, tables, {name: for_page(svg) for name, svg in drawn.items()}, settings)
    return write_report(page, data.manifest, tables, drawn, path, settings)
