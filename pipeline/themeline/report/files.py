"""The same content in other forms, in a folder beside the page."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from themeline.files import make_folder, write_whole
from themeline.report.figures.drawing import as_pdf, as_png
from themeline.report.json_form import json_form
from themeline.report.latex import latex_tables
from themeline.report.manifest import FILE, file_text, for_page, with_numbers
from themeline.report.markdown import markdown_report
from themeline.report.page import Page, render_page, write_text
from themeline.report.pdf import print_pdf
from themeline.report.settings import ReportSettings
from themeline.report.spreadsheet import write_workbook
from themeline.tables.formulas import inert

Tables = Mapping[str, pd.DataFrame]


def write_report(
    page: Page,
    manifest: Mapping[str, Any],
    tables: Tables,
    figures: Mapping[str, str],
    path: Path,
    settings: ReportSettings,
) -> list[Path]:
    """Write a report's page and what stands beside it; return the files, the page first.

    Args:
        page: The page.
        manifest: What the report was made from.
        tables: The tables behind it.
        figures: The figures as SVG that stands alone.
        path: Where to, without extension: the page becomes `<path>.html`, the files go into the folder `<path>`.
        settings: The forms.
    """
    whole = with_numbers(manifest, tables)
    target = write_text(path.with_name(path.name + ".html"), render_page(page, for_page(whole)))
    beside = write_text(path / FILE, file_text(whole))
    return [target, *write_files(page, tables, figures, path, settings), beside]


def write_files(
    page: Page, tables: Tables, figures: Mapping[str, str], folder: Path, settings: ReportSettings
) -> list[Path]:
    """Write the tables and figures in the forms that the settings name; return the files.

    Args:
        page: The page, for its findings and methods.
        tables: The tables behind it.
        figures: The figures as SVG that stands alone.
        folder: Where to; the page is `<folder>.html`.
        settings: The forms.
    """
    make_folder(folder)
    files = []
    if "csv" in settings.formats:
        files += [write_csv(table, folder / f"{name}.csv") for name, table in tables.items()]
    if "xlsx" in settings.formats:
        files.append(write_workbook(page, tables, folder / f"{folder.name}.xlsx"))
    if "json" in settings.formats:
        text = json.dumps(json_form(page, tables), ensure_ascii=False, indent=1, allow_nan=False)
        files.append(write_text(folder / f"{folder.name}.json", text + "\n"))
    if "markdown" in settings.formats:
        files.append(write_text(folder / f"{folder.name}.md", markdown_report(page)))
    if "latex" in settings.formats:
        files.append(write_text(folder / f"{folder.name}.tex", latex_tables(page)))
    if "figures" in settings.formats:
        files += _write_figures(figures, folder)
    if "pdf" in settings.formats:
        files.append(print_pdf(folder.with_name(folder.name + ".html"), folder.with_name(folder.name + ".pdf")))
    return files


def write_csv(table: pd.DataFrame, path: Path) -> Path:
    """Write a table as UTF-8 CSV with a byte order mark, which spreadsheets need; text is never a formula there."""
    return write_text(path, "\ufeff" + csv_text(table))


def csv_text(table: pd.DataFrame) -> str:
    """Return a table as CSV in which no text is a formula."""
    safe = table.apply(lambda column: column.map(inert) if column.dtype.kind not in "biuf" else column)
    text: str = safe.to_csv(index=False, lineterminator="\r\n")
    return text


def _write_figures(figures: Mapping[str, str], folder: Path) -> list[Path]:
    files = []
    for name, svg in figures.items():
        files.append(write_text(folder / f"{name}.svg", svg))
        for suffix, convert in ((".png", as_png), (".pdf", as_pdf)):
            path = folder / f"{name}{suffix}"
            files.append(write_whole(path, convert(svg)))
    return files
