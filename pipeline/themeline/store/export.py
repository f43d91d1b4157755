"""A public table as a file: CSV, XLSX, Parquet or JSON Lines."""

import csv
import io
import json
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, BinaryIO, Protocol, cast

from themeline.errors import UsageError
from themeline.files import workbook

if TYPE_CHECKING:
    import pyarrow as pa

CHUNK = 2_000


class Rows(Protocol):
    """What the writers need of rows; a relation has it."""

    @property
    def columns(self) -> list[str]:
        """The names of the columns."""

    @property
    def types(self) -> list[Any]:
        """The DuckDB types of the columns."""

    def to_arrow_reader(self, batch_size: int = CHUNK) -> Any:  # noqa: ANN401 - pyarrow's reader, which is untyped
        """Return the rows, a few at a time."""


def write_csv(rows: Rows, file: BinaryIO) -> int:
    """Write rows as CSV (UTF-8, RFC 4180); lists are joined with `; `, metadata is JSON. Return how many."""
    text = io.TextIOWrapper(file, encoding="utf-8", newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(rows.columns)
    count = 0
    for count, row in enumerate(_fetched(rows), start=1):  # noqa: B007
        writer.writerow([_cell(value) for value in row])
    text.detach()
    return count


def write_jsonl(rows: Rows, file: BinaryIO) -> int:
    """Write one JSON object a row; lists and metadata stay nested. Return how many."""
    names, nested = rows.columns, [str(kind) == "JSON" for kind in rows.types]
    count = 0
    for count, row in enumerate(_fetched(rows), start=1):  # noqa: B007
        values = [json.loads(str(v)) if is_json and v else v for v, is_json in zip(row, nested, strict=True)]
        line = json.dumps(dict(zip(names, values, strict=True)), ensure_ascii=False, default=str)
        file.write(line.encode("utf-8", "surrogatepass") + b"\n")
    return count


def write_parquet(rows: Rows, file: BinaryIO) -> int:
    """Write rows as Parquet with the table's types. Return how many."""
    import pyarrow.parquet as pq

    reader = _batches(rows)
    count = 0
    with pq.ParquetWriter(file, reader.schema) as writer:
        for batch in reader:
            writer.write_batch(batch)
            count += batch.num_rows
    return count


def write_xlsx(rows: Rows, file: BinaryIO) -> int:
    """Write rows as one sheet; a text is never a formula or a link. Return how many.

    Raises:
        UsageError: If there are more rows than a sheet holds.
    """
    limit, longest = 1_048_575, 32_767
    count = 0
    with workbook(file, strings_to_formulas=False, strings_to_urls=False, constant_memory=True) as book:
        sheet = book.add_worksheet("table")
        sheet.write_row(0, 0, rows.columns, book.add_format({"bold": True}))
        sheet.freeze_panes(1, 0)
        for count, row in enumerate(_fetched(rows), start=1):
            if count > limit:
                raise UsageError("A sheet holds 1,048,575 rows and the table has more.", "Use --format csv or parquet.")
            cells = [_cell(value) for value in row]
            sheet.write_row(count, 0, [cell[:longest] if isinstance(cell, str) else cell for cell in cells])
    return count


WRITERS: dict[str, Callable[[Rows, BinaryIO], int]] = {
    "csv": write_csv,
    "jsonl": write_jsonl,
    "parquet": write_parquet,
    "xlsx": write_xlsx,
}


def find_writer(name: str) -> Callable[[Rows, BinaryIO], int]:
    """Return the writer of a format.

    Raises:
        UsageError: If there is none of that name.
    """
    if name not in WRITERS:
        raise UsageError(f"There is no export format {name!r}.", f"The formats are: {', '.join(WRITERS)}.")
    return WRITERS[name]


def _fetched(rows: Rows) -> Iterator[tuple[object, ...]]:
    for batch in _batches(rows):
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def _batches(rows: Rows) -> "pa.RecordBatchReader":
    return cast("pa.RecordBatchReader", rows.to_arrow_reader(CHUNK))


def _cell(value: object) -> object:
    if isinstance(value, list):
        return "; ".join(str(item) for item in value)
    if value is None or isinstance(value, str | int | float):
        return value
    return str(value)
