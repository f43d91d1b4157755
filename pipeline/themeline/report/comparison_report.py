"""The comparison report: one page, and the same tables and figures as files beside it."""

from pathlib import Path

from themeline.report.compared import comparison_tables
from themeline.report.comparison_page import comparison_page
from themeline.report.data import ComparisonReportData
from themeline.report.figures.comparison import comparison_figures
from themeline.report.figures.drawing import draw, for_page
from themeline.report.files import write_files
from themeline.report.page import render_page, write_text
from themeline.report.settings import ReportSettings

__all__ = ["comparison_tables", "write_comparison"]


def write_comparison(data: ComparisonReportData, path: Path, settings: ReportSettings) -> list[Path]:
    """Write the report of a comparison.

    Args:
        data: The comparison, and sentences to show for it.
        path: Where to, without extension: the page becomes `<path>.html`, the files go into the folder `<path>`.
        settings: How much the page holds, and the files to write.

    Returns:
        The files written, the page first. The same data and settings give the same bytes.
    """
    tables = comparison_tables(data, settings)
    drawn = {name: draw(chart) for name, chart in comparison_figures(tables, data.names)}
    page = comparison_page(data, tables, {name: for_page(svg) for name, svg in drawn.items()}, settings)
    target = write_text(path.with_name(path.name + ".html"), render_page(page))
    return [target, *write_files(page, tables, drawn, path, settings)]
