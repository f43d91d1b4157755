"""The keyword report: one page, and the same tables and figures as files beside it."""

from pathlib import Path

from themeline.redaction.redactor import Redactor
from themeline.report.data import KeywordReportData
from themeline.report.figures.drawing import draw, for_page
from themeline.report.figures.keyword import keyword_figures
from themeline.report.files import write_report
from themeline.report.keyword_page import keyword_page
from themeline.report.keyword_tables import keyword_report_tables
from themeline.report.redacted import redacted_keyword_report
from themeline.report.settings import ReportSettings

__all__ = ["keyword_report_tables", "write_keyword_report"]


def write_keyword_report(
    data: KeywordReportData, path: Path, settings: ReportSettings, redactor: Redactor | None = None
) -> list[Path]:
    """Write the keyword report of a corpus.

    Args:
        data: The corpus.
        path: Where to, without extension: the page becomes `<path>.html`, the files go into the folder `<path>`.
        settings: How much the page holds, and the files to write.
        redactor: What masks names, if they are to be masked.

    Returns:
        The files written, the page first. The same data and settings give the same bytes.
    """
    data, tables = redacted_keyword_report(data, keyword_report_tables(data, settings), redactor)
    drawn = {name: draw(chart) for name, chart in keyword_figures(tables)}
    page = keyword_page(data, tables, {name: for_page(svg) for name, svg in drawn.items()}, settings)
    return write_report(page, data.manifest, tables, drawn, path, settings)
