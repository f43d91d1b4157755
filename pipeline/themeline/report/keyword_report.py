"""The keyword report: one page, and the same tables and figures as files beside it."""

from pathlib import Path

from themeline.report.data import KeywordReportData
from themeline.report.figures.drawing import draw, for_page
from themeline.report.figures.keyword import keyword_figures
from themeline.report.files import write_files
from themeline.report.keyword_page import keyword_page
from themeline.report.keyword_tables import keyword_report_tables
from themeline.report.page import render_page, write_text
from themeline.report.settings import ReportSettings

__all__ = ["keyword_report_tables", "write_keyword_report"]


def write_keyword_report(data: KeywordReportData, path: Path, settings: ReportSettings) -> list[Path]:
    """Write the keyword report of a corpus.

    Args:
        data: The corpus.
        path: Where to, without extension: the page becomes `<path>.html`, the files go into the folder `<path>`.
        settings: How much the page holds, and the files to write.

    Returns:
        The files written, the page first. The same data and settings give the same bytes.
    """
    tables = keyword_report_tables(data, settings)
    drawn = {name: draw(chart) for name, chart in keyword_figures(tables)}
    page = keyword_page(data, tables, {name: for_page(svg) for name, svg in drawn.items()}, settings)
    target = write_text(path.with_name(path.name + ".html"), render_page(page))
    return [target, *write_files(page, tables, drawn, path, settings)]
