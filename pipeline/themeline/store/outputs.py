"""What the stages computed for each document, and which documents still need a stage."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields
from operator import attrgetter
from typing import TYPE_CHECKING, Any

import duckdb
import pyarrow as pa

from themeline.store import digests, state
from themeline.store.query import to_frame
from themeline.tables import Failure

if TYPE_CHECKING:
    import pandas as pd

EXTRACTED = ("sentences", "entities", "dates", "keywords", "terms")
CLASSIFIED = ("themes",)

_int, _text = pa.int32(), pa.string()
_span = [("document", _int), ("sentence", _int), ("start", _int), ("end", _int)]
SCHEMAS: dict[str, pa.Schema] = {
    "parses": pa.schema([("document", _int), ("key", _text), ("data", pa.binary()), ("tokens", _int)]),
    "sentences": pa.schema([*_span, ("text", _text)]),
    "entities": pa.schema([*_span, ("text", _text), ("label", _text), ("name", _text), ("origin", _text)]),
    "dates": pa.schema(
        [*_span]
        + [
            (name, _text)
            for name in ("text", "type", "value", "edtf", "earliest", "latest", "mod", "anchor", "part_of")
        ]
    ),
    "keywords": pa.schema(
        [
            ("document", _int),
            ("rank", _int),
            ("keyword", _text),
            ("score", pa.float64()),
            ("count", _int),
            ("origin", _text),
        ]
    ),
    "terms": pa.schema([("document", _int), ("layer", _text), ("term", _text), ("count", _int)]),
    "themes": pa.schema([*_span, ("theme", _text), ("probability", pa.float64())]),
}


def to_arrow(table: str, rows: Sequence[tuple[int, Sequence[object]]]) -> pa.Table:
    """Return records of documents as an Arrow table.

    Args:
        table: A key of `SCHEMAS`.
        rows: Document number, and the document's records (frozen dataclasses in the order of the columns).
    """
    schema = SCHEMAS[table]
    flat = [(number, record) for number, records in rows for record in records]
    columns: list[list[Any]] = [[number for number, _ in flat]]
    for name in [field.name for field in fields(flat[0][1])] if flat else schema.names[1:]:  # type: ignore[arg-type]
        value = attrgetter(name)
        columns.append([value(record) for _, record in flat])
    arrays = [pa.array(column, type=field.type) for column, field in zip(columns, schema, strict=True)]
    return pa.Table.from_arrays(arrays, schema=schema)


def pending(
    database: duckdb.DuckDBPyConnection, stage: str, key: str, *, after: str = "", retry_failed: bool = False
) -> list[tuple[int, str, int]]:
    """Return number, batch and length in characters of the English documents whose output is missing or stale.

    A document waits for the stage `after`, if there is one. A document that failed under the same key is not
    tried again unless `retry_failed` says so.
    """
    failed = (
        "FALSE"
        if retry_failed
        else "EXISTS (FROM failures f WHERE f.document = d.id AND f.stage = $stage AND f.key = $key)"
    )
    return database.execute(
        f"""
        SELECT d.id, d.batch, length(d.text) FROM documents d
        LEFT JOIN stages s ON s.document = d.id AND s.stage = $stage
        WHERE d.language IN ('en', 'und') AND (s.key IS NULL OR s.key <> $key) AND NOT {failed}
          AND ($after = '' OR EXISTS (FROM stages b WHERE b.document = d.id AND b.stage = $after))
        ORDER BY d.id""",
        {"stage": stage, "key": key, "after": after},
    ).fetchall()


def save(
    database: duckdb.DuckDBPyConnection,
    stage: str,
    key: str,
    numbers: Sequence[int],
    tables: Mapping[str, pa.Table],
    replaced: Sequence[str],
) -> None:
    """Replace the outputs of a stage for some documents, within the caller's transaction."""
    if "entities" in tables:
        state.put(database, state.NAMES, "")
    for table in replaced:
        _delete(database, table, numbers)
    for table, rows in tables.items():
        if table == "parses":
            _delete(database, table, rows.column("document").to_pylist())
        _insert(database, table, rows)
    database.execute("DELETE FROM stages WHERE stage = ? AND document IN (SELECT unnest(?))", [stage, list(numbers)])
    database.execute("INSERT INTO stages SELECT unnest(?), ?, ?", [list(numbers), stage, key])
    database.execute("DELETE FROM failures WHERE stage = ? AND document IN (SELECT unnest(?))", [stage, list(numbers)])


def save_failures(database: duckdb.DuckDBPyConnection, key: str, failures: Sequence[tuple[int, Failure]]) -> None:
    """Record documents at which a stage failed, within the caller's transaction."""
    for number, failure in failures:
        database.execute("DELETE FROM failures WHERE document = ? AND stage = ?", [number, failure.stage])
        database.execute(
            "INSERT INTO failures SELECT corpus, source, batch, ?, ?, ?, id, ? FROM documents WHERE id = ?",
            [failure.stage, failure.error, failure.detail, key, number],
        )


def read_parses(database: duckdb.DuckDBPyConnection, numbers: Sequence[int], key: str) -> dict[int, bytes]:
    """Return the stored parses made under this key, by document number."""
    rows = database.execute(
        "SELECT document, data FROM parses WHERE key = ? AND document IN (SELECT unnest(?))", [key, list(numbers)]
    )
    return {number: bytes(data) for number, data in rows.fetchall()}


def read_sentences(database: duckdb.DuckDBPyConnection, numbers: Sequence[int]) -> "pd.DataFrame":
    """Return the sentences of some documents: document, sentence, start, end, text; in order."""
    rows = database.sql(
        'SELECT document, sentence, start, "end", text FROM sentences '
        "WHERE document IN (SELECT unnest(?)) ORDER BY document, sentence",
        params=[list(numbers)],
    )
    return to_frame(rows)


def replace_names(database: duckdb.DuckDBPyConnection, names: "pd.DataFrame") -> None:
    """Replace the map of canonical names within the caller's transaction.

    Args:
        database: A connection in a transaction.
        names: Columns name, label, canonical, evidence, certainty.
    """
    state.put(database, state.NAMES, "fresh")
    database.execute("DELETE FROM names")
    database.register("incoming", pa.Table.from_pandas(names[list(digests.NAMES)], preserve_index=False))
    database.execute("INSERT INTO names BY NAME SELECT * FROM incoming")
    database.unregister("incoming")
    digests.record_names(database)


def save_parts(database: duckdb.DuckDBPyConnection, key: str, parts: Mapping[str, str]) -> None:
    """Remember what a key stands for, so that `status` can say what has changed since."""
    state.put(database, f"key {key}", json.dumps(dict(parts)))


def read_parts(database: duckdb.DuckDBPyConnection, key: str) -> dict[str, str]:
    """Return what a key stands for; empty when it is not known."""
    return dict(json.loads(state.get(database, f"key {key}") or "{}"))


def _delete(database: duckdb.DuckDBPyConnection, table: str, numbers: Sequence[int]) -> None:
    database.execute(f"DELETE FROM {table} WHERE document IN (SELECT unnest(?))", [list(numbers)])
    digests.forget(database, [table], numbers)


def _insert(database: duckdb.DuckDBPyConnection, table: str, rows: pa.Table) -> None:
    database.register("incoming", rows)
    database.execute(f"INSERT INTO {table} BY NAME SELECT * FROM incoming")
    digests.record(database, table, "incoming")
    database.unregister("incoming")
