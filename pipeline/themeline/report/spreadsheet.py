"""A report as a workbook: notes first, then one sheet for each table."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from themeline.files import CREATED, make_folder, replacing, workbook
from themeline.report.cells import is_missing
from themeline.report.columns import look
from themeline.report.page import Notes, Page

FORMATS = {"share": "0.0%", "number": "#,##0.00", "p": "0.0000", "count": "#,##0", "signed": "+0.0%;-0.0%", "year": "0"}
Book = Any
Sheet = Any
"""xlsxwriter ships no types."""

LONGEST_CELL = 32_000
MOST_ROWS = 1_000_000


def write_workbook(page: Page, tables: Mapping[str, pd.DataFrame], path: Path) -> Path:
    """Write the tables with formatted headings, filters and number formats; text is never a formula or a link."""
    make_folder(path.parent)
    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "nan_inf_to_errors": True,
    }
    with replacing(path) as file, workbook(file, **options) as book:
        book.set_properties({"title": _clean(page.title), "created": CREATED})
        _notes(book, page)
        for name, table in tables.items():
            if len(table):
                _sheet(book, name, table.head(MOST_ROWS))
    return path


def _notes(book: Book, page: Page) -> None:
    sheet = book.add_worksheet("notes")
    sheet.set_column(0, 0, 110, book.add_format({"text_wrap": True, "valign": "top"}))
    strong = book.add_format({"bold": True, "font_size": 14, "text_wrap": True})
    sheet.write_string(0, 0, f"{page.subtitle}: {_clean(page.title)}", strong)
    methods = [text for section in page.sections if section.id == "methods" for block in section.blocks
               if isinstance(block, Notes) for text in (*block.paragraphs, *block.items)]  # fmt: skip
    for row, text in enumerate([*page.verdict, *page.findings, "", *methods], start=2):
        sheet.write_string(row, 0, _clean(text))


def _sheet(book: Book, name: str, table: pd.DataFrame) -> None:
    sheet = book.add_worksheet(name[:31])
    head = book.add_format({"bold": True, "bottom": 1, "bg_color": "#E8F1F1", "text_wrap": True, "valign": "top"})
    for index, column in enumerate(table.columns):
        kind = look(str(column)).kind
        sheet.write_string(0, index, str(column), head)
        sheet.set_column(
            index,
            index,
            _width(table[column], str(column)),
            book.add_format({"num_format": FORMATS.get(kind, "General")}),
        )
        for row, value in enumerate(table[column], start=1):
            _write(sheet, row, index, value)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, len(table), max(len(table.columns) - 1, 0))


def _write(sheet: Sheet, row: int, column: int, value: object) -> None:
    if is_missing(value) or (isinstance(value, float) and not np.isfinite(value)):
        return
    if isinstance(value, bool | np.bool_):
        sheet.write_boolean(row, column, bool(value))
    elif isinstance(value, int | float | np.number):
        sheet.write_number(row, column, float(value))
    else:
        sheet.write_string(row, column, _clean(str(value)))


def _clean(text: str) -> str:
    """Leave out what XML cannot hold, and cut to what a cell can."""
    kept = "".join(
        c for c in text if c in "\t\n" or (c >= " " and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff")
    )
    return kept[:LONGEST_CELL]


def _width(column: pd.Series, name: str) -> float:
    longest = column.head(200).astype(str).str.len().max()
    return float(min(60, max(len(name) + 4, longest + 1)))
