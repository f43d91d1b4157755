"""The rows of a public table with names masked, still with `text == documents.text[start:end]`."""

import json
from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Any

import duckdb
import pyarrow as pa

from themeline.redaction.redactor import IDS, Redactor
from themeline.store.connection import first_row
from themeline.store.export import CHUNK
from themeline.tables.schemas import DOCUMENTS, Table

if TYPE_CHECKING:
    from themeline.redaction.masking import Masked

TEXT = "SELECT text FROM documents WHERE corpus = ? AND doc = ?"
Row = dict[str, Any]


class RedactedRows:
    """What the writers of `store.export` take instead of a relation.

    Offsets are those of the masked text, so that neither the length of a name nor its place in the alphabet is told:
    the rows of a document are sorted anew.

    Args:
        database: The workspace's database.
        rows: The rows of the table, sorted.
        table: The table.
        redactor: What masks names.
    """

    def __init__(
        self, database: duckdb.DuckDBPyConnection, rows: duckdb.DuckDBPyRelation, table: Table, redactor: Redactor
    ) -> None:
        self._texts, self._rows, self._table, self._redactor = database.cursor(), rows, table, redactor
        self.columns, self.types = rows.columns, rows.types

    def to_arrow_reader(self, batch_size: int = CHUNK) -> pa.RecordBatchReader:
        """Return the masked rows, a few at a time."""
        source = self._rows.to_arrow_reader(batch_size)
        return pa.RecordBatchReader.from_batches(source.schema, self._batches(source, batch_size))

    def _batches(self, source: pa.RecordBatchReader, size: int) -> Iterator[pa.RecordBatch]:
        waiting: list[Row] = []
        for rows in self._documents(source):
            waiting += rows
            if len(waiting) >= size:
                yield pa.RecordBatch.from_pylist(waiting, schema=source.schema)
                waiting = []
        if waiting:
            yield pa.RecordBatch.from_pylist(waiting, schema=source.schema)

    def _documents(self, source: pa.RecordBatchReader) -> Iterator[list[Row]]:
        """Yield the masked rows of a document, then of the next; of tables that are not of documents, row by row."""
        rows = (row for batch in source for row in batch.to_pylist())
        if "doc" not in self._table.names:
            yield from ([self._row(row, None)] for row in rows)
            return
        for (corpus, doc), group in groupby(rows, key=lambda row: (row["corpus"], row["doc"])):
            text = self._masked_text(corpus, doc) if self._needs_text else None
            masked = [self._row(row, text) for row in group]
            yield sorted(masked, key=lambda row: [(row[name] is not None, row[name]) for name in self._table.order])

    @property
    def _needs_text(self) -> bool:
        return self._table is DOCUMENTS or "start" in self._table.names

    def _masked_text(self, corpus: str, doc: str) -> "Masked":
        row = first_row(self._texts, TEXT, [corpus, doc])
        return self._redactor.masked(row[0] if row else "")

    def _row(self, row: Row, text: "Masked | None") -> Row:
        kinds = {column.name: column.type for column in self._table.columns}
        masked = {name: self._cell(name, kinds[name], value) for name, value in row.items()}
        if text is not None and "start" in row:
            start, end = text.start(row["start"]), text.end(row["end"])
            placed: Row = {"start": start, "end": end}
            masked |= placed | ({"text": text.text[start:end]} if "text" in row else {})
        elif text is not None:
            masked["text"] = text.text
        return masked

    def _cell(self, name: str, kind: str, value: Any) -> Any:  # noqa: ANN401 - a cell of any type
        if kind == "JSON":
            return json.dumps(self._redactor.value(json.loads(value)), ensure_ascii=False) if value else value
        if name in IDS and isinstance(value, str):
            return self._redactor.identity(value)
        return self._redactor.value(value)
