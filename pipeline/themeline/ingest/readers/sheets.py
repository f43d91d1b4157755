"""Tables in binary files: Parquet in batches, spreadsheets sheet by sheet."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from themeline.ingest.raw import BadPart, RawDocument, ReadError
from themeline.ingest.readers.base import Input, Parts
from themeline.ingest.readers.tables import rows_as_documents

if TYPE_CHECKING:
    from pyarrow.parquet import ParquetFile

BATCH = 1000


def read_parquet(source: Input) -> Parts:
    """Read a Parquet table, a row a document."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with source.path.open("rb") as file, pq.ParquetFile(file) as table:
            yield from rows_as_documents(_table_rows(table), source)
    except (pa.ArrowException, UnicodeDecodeError, OSError) as error:
        raise ReadError("damaged", f"The Parquet file cannot be read: {error}.") from error


def read_xlsx(source: Input) -> Parts:
    """Read a spreadsheet: in each sheet the first line names the columns, and every other line is a document."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        with source.path.open("rb") as file:
            book = CalamineWorkbook.from_filelike(file)
        several = len(book.sheet_names) > 1
        for name in book.sheet_names:
            prefix = f"{name}!" if several else ""
            for part in rows_as_documents(_sheet_rows(book.get_sheet_by_name(name).to_python()), source):
                yield _within(part, prefix)
    except PasswordError as error:
        raise ReadError("password", "The spreadsheet is encrypted; save it without a password.") from error
    except (CalamineError, OSError, ValueError) as error:
        raise ReadError("damaged", f"The spreadsheet cannot be read: {error}.") from error


def _within(part: RawDocument | BadPart, prefix: str) -> RawDocument | BadPart:
    return replace(part, part=f"#{prefix}{part.part.removeprefix('#')}")


def _table_rows(table: "ParquetFile") -> Iterator[tuple[int, Any]]:
    number = 0
    for batch in table.iter_batches(batch_size=BATCH):
        for row in batch.to_pylist():
            number += 1
            yield number, row


def _sheet_rows(rows: list[list[Any]]) -> Iterator[tuple[int, dict[str, Any] | BadPart]]:
    filled = [row for row in rows if any(cell not in ("", None) for cell in row)]
    if len(filled) < 2:
        return
    names = [str(name).strip() or f"column {place}" for place, name in enumerate(filled[0], start=1)]
    for number, row in enumerate(filled[1:], start=1):
        yield number, dict(zip(names, row, strict=False))
