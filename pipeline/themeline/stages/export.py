"""The export command: a public table to a file or a stream."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from themeline.errors import UsageError
from themeline.files import replacing
from themeline.stages.redacted_rows import RedactedRows
from themeline.stages.redaction import make_redactor
from themeline.store import Selection, Store
from themeline.store.export import Rows, find_writer
from themeline.store.query import select, to_frame
from themeline.tables.schemas import Table, find_table

if TYPE_CHECKING:
    import pandas as pd

TIMELINE = "timeline"
TIMELINE_TABLES = ("documents", "sentences", "dates", "entities", "themes")


def export(
    store: Store,
    table: str,
    format_name: str,
    output: Path | None = None,
    selection: Selection | None = None,
    redact: Sequence[str] = (),
) -> int:
    """Write a table to a file, or to standard output, and return the number of rows.

    Args:
        store: The workspace.
        table: The table's name, or `timeline`.
        format_name: csv, xlsx, parquet or jsonl.
        output: The file, replaced as a whole when everything is written; standard output if None.
        selection: Which rows; all by default.
        redact: Labels of the entities whose names are masked; offsets are then those of the masked texts.

    Raises:
        UsageError: If the table, format, corpus, condition or label does not exist or make sense.
        OutputError: If the file cannot be written.
    """
    if table == TIMELINE:
        return write_frame(read_timeline(store, selection, redact), format_name, output)
    writer, schema = find_writer(format_name), find_table(table)
    if output is None and format_name in ("xlsx", "parquet") and sys.stdout.isatty():
        raise UsageError(f"A terminal cannot show {format_name}.", "Name a file with -o.")
    with store.reading() as database:
        rows = _rows(database, schema, selection or Selection(), redact)
        if output is None:
            return writer(rows, sys.stdout.buffer)
        with replacing(output) as file:
            return writer(rows, file)


def read_table(
    store: Store, table: str, selection: Selection | None = None, redact: Sequence[str] = ()
) -> "pd.DataFrame":
    """Return a public table as a DataFrame, in the order in which it is exported.

    Raises:
        UsageError: As `export`.
    """
    if table == TIMELINE:
        return read_timeline(store, selection, redact)
    with store.reading() as database:
        rows = _rows(database, find_table(table), selection or Selection(), redact)
        frame: pd.DataFrame = rows.to_arrow_reader().read_all().to_pandas()
    return frame


def read_timeline(store: Store, selection: Selection | None = None, redact: Sequence[str] = ()) -> "pd.DataFrame":
    """Return the dated statements of each corpus in order, with the entities and themes of their sentences.

    Columns: corpus, then those of `themeline.dates.timeline`.

    Raises:
        UsageError: As `export`.
    """
    import pandas as pd

    from themeline.dates import timeline

    with store.reading() as database:
        frames = [to_frame(select(database, find_table(name), selection or Selection())) for name in TIMELINE_TABLES]
        redactor = make_redactor(database, redact)
    parts = []
    for corpus in sorted(set(frames[0]["corpus"])):
        part = timeline(*(frame[frame["corpus"] == corpus] for frame in frames))
        part.insert(0, "corpus", corpus)
        parts.append(part)
    table = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=["corpus"])
    return redactor.frame(table) if redactor else table


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
        with replacing(output) as file:
            return writer(rows, file)


def _rows(database: duckdb.DuckDBPyConnection, table: Table, selection: Selection, redact: Sequence[str]) -> Rows:
    rows, redactor = select(database, table, selection), make_redactor(database, redact)
    return RedactedRows(database, rows, table, redactor) if redactor else rows
