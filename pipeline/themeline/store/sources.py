"""The files that a corpus was read from, as they were then, and which of them failed."""

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb


@dataclass(frozen=True, slots=True)
class StoredSource:
    """A file as it was when it was read: size in bytes, time of change in nanoseconds, sha256 of its bytes."""

    source: str
    size: int
    modified: int
    sha256: str
    settings: str


def sources_of(database: duckdb.DuckDBPyConnection, corpus: str) -> dict[str, StoredSource]:
    """Return the sources that a corpus has read, by their path."""
    rows = database.execute(
        "SELECT source, size, modified, sha256, settings FROM sources WHERE corpus = ?", [corpus]
    ).fetchall()
    return {row[0]: StoredSource(*row) for row in rows}


def failed_sources(database: duckdb.DuckDBPyConnection, corpus: str) -> dict[str, set[str]]:
    """Return the paths of the sources in which something could not be used, with the codes of the reasons."""
    query = "SELECT key, list(DISTINCT error) FROM failures WHERE corpus = ? AND stage = 'ingest' GROUP BY key"
    return {path: set(errors) for path, errors in database.execute(query, [corpus]).fetchall()}


def touch_sources(database: duckdb.DuckDBPyConnection, corpus: str, sources: Sequence[StoredSource]) -> None:
    """Note a new time of change for files whose bytes are the same, so that they are not hashed again."""
    for source in sources:
        database.execute(
            "UPDATE sources SET modified = ? WHERE corpus = ? AND source = ?", [source.modified, corpus, source.source]
        )


def forget_failures(database: duckdb.DuckDBPyConnection, corpus: str, origin: str) -> None:
    """Remove the failures of reading a file, because it is being read again."""
    database.execute("DELETE FROM failures WHERE corpus = ? AND stage = 'ingest' AND key = ?", [corpus, origin])
