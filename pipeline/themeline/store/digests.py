"""What each table held of each document when it was written: the number of rows, and a sum over their hashes.

A row that is lost, changed or added later, by whatever means, makes the two differ. The sum does not depend on the
order of the rows, and two equal rows do not cancel each other. MD5 serves as a checksum here, not against forgery; it
is the same in every DuckDB, which `hash` is not.
"""

from collections.abc import Sequence

import duckdb

from themeline.store import state
from themeline.store.connection import first_row
from themeline.store.sql import identifier

# The columns that are digested; a document's other columns are in its sha256, but for the place of its source, which
# may move.
COLUMNS: dict[str, tuple[str, ...]] = {
    "documents": ("corpus", "doc", "batch", "source", "sha256", "exact", "signature"),
    "parses": ("key", "data", "tokens"),
    "sentences": ("sentence", "start", "end", "text"),
    "entities": ("sentence", "start", "end", "text", "label", "name", "origin"),
    "dates": (
        *("sentence", "start", "end", "text", "type", "value", "edtf"),
        *("earliest", "latest", "mod", "anchor", "part_of"),
    ),
    "keywords": ("rank", "keyword", "score", "count", "origin"),
    "terms": ("layer", "term", "count"),
    "themes": ("sentence", "start", "end", "theme", "probability"),
}
BLOBS = frozenset({("parses", "data"), ("documents", "signature")})
NAMES = ("name", "label", "canonical", "evidence", "certainty")
NAMES_DIGEST = "digest names"


def of_documents(table: str, source: str = "") -> str:
    """Return a query for `document`, `rows` and `digest` of a table, or of rows like its own from elsewhere."""
    number = "id" if table == "documents" else "document"
    columns = [f"md5({identifier(c)})" if (table, c) in BLOBS else identifier(c) for c in COLUMNS[table]]
    return (
        f"SELECT {number} AS document, CAST(count(*) AS INTEGER) AS rows, {_sum(columns)} AS digest "
        f"FROM {source or table} GROUP BY {number}"
    )


def record(
    database: duckdb.DuckDBPyConnection, table: str, source: str = "", parameters: Sequence[object] = ()
) -> None:
    """Keep the digests of new rows, within the caller's transaction.

    Args:
        database: A connection in a transaction.
        table: A key of `COLUMNS`.
        source: Where the rows are; by default the table itself.
        parameters: The parameters of `source`, if it is a query.
    """
    query = f"INSERT INTO digests SELECT document, '{table}', rows, digest FROM ({of_documents(table, source)})"
    database.execute(query, parameters)


def forget(database: duckdb.DuckDBPyConnection, tables: Sequence[str], numbers: Sequence[int]) -> None:
    """Drop what is known of some documents' rows, before they are replaced."""
    database.execute(
        'DELETE FROM digests WHERE "table" IN (SELECT unnest(?)) AND document IN (SELECT unnest(?))',
        [list(tables), list(numbers)],
    )


def record_documents(database: duckdb.DuckDBPyConnection, numbers: Sequence[int]) -> None:
    """Keep the digests of documents' own rows as they are now, within the caller's transaction."""
    forget(database, ["documents"], numbers)
    record(database, "documents", "(FROM documents WHERE id IN (SELECT unnest(?)))", [list(numbers)])


def as_written(database: duckdb.DuckDBPyConnection, number: int) -> bool:
    """Tell whether a document's own row is the one that was written."""
    query = f"""
        SELECT count(*) FROM ({of_documents("documents", "(FROM documents WHERE id = ?)")}) n
        JOIN digests k ON k.document = n.document AND k."table" = 'documents' AND k.digest = n.digest"""
    row = first_row(database, query, [number])
    return row is not None and row[0] == 1


def record_names(database: duckdb.DuckDBPyConnection) -> None:
    """Keep the digest of the map of canonical names, which is replaced as a whole."""
    state.put(database, NAMES_DIGEST, names_digest(database))


def names_digest(database: duckdb.DuckDBPyConnection) -> str:
    """Return the digest of the map of canonical names as it is now."""
    row = first_row(database, NAMES_QUERY)
    return str(row[0]) if row else ""


def _sum(columns: Sequence[str]) -> str:
    values = ", ".join(f"coalesce(CAST({column} AS VARCHAR), chr(30))" for column in columns)
    return f"sum(md5_number_lower(concat_ws(chr(31), {values})))"


NAMES_QUERY = f"SELECT concat(count(*), ' ', {_sum([identifier(name) for name in NAMES])}) FROM names"
