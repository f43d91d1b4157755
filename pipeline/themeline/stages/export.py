"""The export command: a public table to a file or a stream."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import duckdb

from themeline.errors import StoreError, UsageError
from themeline.store import Selection, Store
from themeline.store.export import find_writer
from themeline.store.query import select, to_frame
from themeline.tables.schemas import find_table

if TYPE_CHECKING:
    import pandas as pd


def export(
    store: Store, table: str, format_name: str, output: Path | None = None, selection: Selection | None = None
) -> int:
    """Write a table to a file, or to standard output, and return the number of rows.

    Args:
        store: The workspace.
        table: The table's name.
        format_name: csv, xlsx, parquet or jsonl.
        output: The file, replaced as a whole when everything is written; standard output if None.
        selection: Which rows; all by default.

    Raises:
        UsageError: If the table, format, corpus or condition does not exist or make sense.
    """
    writer, schema = find_writer(format_name), find_table(table)
    if output is None and format_name in ("xlsx", "parquet") and sys.stdout.isatty():
        raise UsageError(f"A terminal cannot show {format_name}.", "Name a file with -o.")
    with store.reading() as database:
        rows = select(database, schema, selection or Selection())
        if output is None:
            return writer(rows, sys.stdout.buffer)
        with _replacing(output) as file:
            return writer(rows, file)


def read_table(store: Store, table: str, selection: Selection | None = None) -> "pd.DataFrame":
    """Return a public table as a DataFrame, in the order in which it is exported.

    Raises:
        UsageError: As `export`.
    """
    with store.reading() as database:
        return to_frame(select(database, find_table(table), selection or Selection()))


def write_frame(frame: "pd.DataFrame", format_name: str, output: Path | None = None) -> int:
    """Write a DataFrame as `export` writes a table.

    Raises:
        UsageError: If the format does not exist, or cannot be shown in a terminal.
    """
    writer = find_writer(format_name)
    with duckdb.connect() as database:
        rows = database.from_df(frame)
        if output is None:
            return writer(rows, sys.stdout.buffer)
        with _replacing(output) as file:
            return writer(rows, file)


@contextmanager
def _replacing(path: Path) -> Iterator[BinaryIO]:
    draft = path.with_name(f".{path.name}.part")
    try:
        with draft.open("wb") as file:
            yield file
        draft.replace(path)
    except OSError as error:
        raise StoreError(f"{path} cannot be written: {error.strerror}.", "Name another file with -o.") from error
    finally:
        draft.unlink(missing_ok=True)
