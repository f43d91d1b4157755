"""The same content in other forms, in a folder beside the page."""

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from themeline.report.page import Page, write_text
from themeline.report.settings import ReportSettings

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_files(
    page: Page, tables: Mapping[str, pd.DataFrame], figures: Mapping[str, str], folder: Path, settings: ReportSettings
) -> list[Path]:
    """Write the tables and figures in the forms that the settings name; return the files."""
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    if "csv" in settings.formats:
        files += [write_csv(table, folder / f"{name}.csv") for name, table in tables.items()]
    return files


def write_csv(table: pd.DataFrame, path: Path) -> Path:
    """Write a table as UTF-8 CSV with a byte order mark, which spreadsheets need; text is never a formula there."""
    safe = table.apply(lambda column: column.map(inert) if column.dtype == object else column)
    text = safe.to_csv(index=False, lineterminator="\r\n")
    return write_text(path, "\ufeff" + text)


def inert(value: object) -> object:
    """Put an apostrophe before text that a spreadsheet would take for a formula."""
    return "'" + value if isinstance(value, str) and value.startswith(FORMULA) else value
