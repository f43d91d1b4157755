"""What the database remembers about itself, and a hash that tells a report whether it is still true."""

import hashlib
from collections.abc import Sequence

import duckdb

from themeline.store.connection import first_row

REPAIR = "repair"  # what a repair has forgotten and not yet computed again
NAMES = "names"  # "fresh" when the map of canonical names fits the mentions and the decisions


def documents_state(database: duckdb.DuckDBPyConnection, numbers: Sequence[int]) -> str:
    """Return a hash over some documents, what was computed from them and when it last changed, and their names."""
    row = first_row(
        database,
        """
        SELECT (SELECT list(hash(d.id, d.sha256, s.stage, s.key) ORDER BY d.id, s.stage) FROM documents d
                LEFT JOIN stages s ON s.document = d.id WHERE d.id IN (SELECT unnest($numbers))),
               (SELECT list_sort(list(DISTINCT hash(e.name, e.label, n.canonical))) FROM entities e
                LEFT JOIN names n ON n.name = e.name AND n.label = e.label
                WHERE e.document IN (SELECT unnest($numbers))),
               (SELECT list_sort(list(hash(f.corpus, f.source, f.stage, f.detail))) FROM failures f)""",
        {"numbers": list(numbers)},
    )
    return hashlib.sha256(repr(row).encode()).hexdigest()


def get(database: duckdb.DuckDBPyConnection, key: str) -> str:
    """Return a remembered value, or an empty string."""
    row = first_row(database, "SELECT value FROM meta WHERE key = ?", [key])
    return str(row[0]) if row else ""


def put(database: duckdb.DuckDBPyConnection, key: str, value: str) -> None:
    """Remember a value; an empty one is forgotten."""
    database.execute("DELETE FROM meta WHERE key = ?", [key])
    if value:
        database.execute("INSERT INTO meta VALUES (?, ?)", [key, value])
