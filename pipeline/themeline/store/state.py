"""A number that grows with every change of content, so that a report knows whether it is still true."""

import duckdb

from themeline.store.connection import first_row


def bump(database: duckdb.DuckDBPyConnection) -> None:
    """Note, within the caller's transaction, that the content has changed."""
    database.execute("INSERT OR REPLACE INTO meta VALUES ('state', ?)", [str(content_state(database) + 1)])


def content_state(database: duckdb.DuckDBPyConnection) -> int:
    """Return the number of changes so far."""
    return int(get(database, "state") or 0)


def get(database: duckdb.DuckDBPyConnection, key: str) -> str:
    """Return a remembered value, or an empty string."""
    row = first_row(database, "SELECT value FROM meta WHERE key = ?", [key])
    return str(row[0]) if row else ""


def put(database: duckdb.DuckDBPyConnection, key: str, value: str) -> None:
    """Remember a value; an empty one is forgotten."""
    database.execute("DELETE FROM meta WHERE key = ?", [key])
    if value:
        database.execute("INSERT INTO meta VALUES (?, ?)", [key, value])
