"""Rewriting the database into a new file, since DuckDB leaves the bytes of deleted rows in the old one."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from themeline.errors import StoreError
from themeline.store import connection
from themeline.store.backup import sync, wal_of
from themeline.store.schema import STORAGE_VERSION
from themeline.store.sql import identifier, literal
from themeline.store.strays import SCRATCH

DRAFT = ".new"
TABLES = "SELECT table_name FROM duckdb_tables() WHERE database_name = ? AND NOT internal ORDER BY table_name"


def compact(path: Path, without: str = "") -> int:
    """Rewrite a database without what was deleted, and return how many bytes smaller its file is.

    The new file takes the place of the old one in one step when it is whole; readers who have the old one open go on
    with it.

    Args:
        path: The database; the caller holds the workspace's lock.
        without: A key of `meta` that the new file does not have: what the rewriting brings to its end.

    Raises:
        StoreError: If there is no room for the new file; the old one stays as it is.
        DamagedError: If the old one cannot be read.
    """
    before = path.stat().st_size
    connection.checkpoint(path)
    draft = path.with_name(path.name + DRAFT)
    try:
        _copy(path, draft, without)
        sync(draft)
        draft.replace(path)
        sync(path.parent)
    except OSError as error:
        raise StoreError(f"{path} cannot be rewritten: {error.strerror}.", "Make room, then run it again.") from error
    finally:
        for left in (draft, wal_of(draft)):
            left.unlink(missing_ok=True)
    return before - path.stat().st_size


def _copy(path: Path, draft: Path, without: str) -> None:
    """Copy every table, view and index, also those that the user made, and compare the numbers of rows."""
    with connection.telling(path), attach(path, draft) as database:
        database.execute("COPY FROM DATABASE old TO new")
        if _counts(database, "old") != _counts(database, "new"):
            raise StoreError(f"{path} was not copied whole; it stays as it is.", "Run: themeline check")
        if without:
            database.execute("DELETE FROM new.meta WHERE key = ?", [without])
        database.execute("CHECKPOINT new")


@contextmanager
def attach(path: Path, draft: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a database as `old`, read-only, and a new one in the pinned file format as `new`; no query of users runs."""
    config = {**connection.WITHOUT_EXTENSIONS, "temp_directory": str(path.parent / SCRATCH)}
    with duckdb.connect(config={**config}) as database:
        database.execute(f"ATTACH {literal(path)} AS old (READ_ONLY)")
        connection.attach_writable(database, draft, "new", STORAGE_VERSION)
        yield database


def _counts(database: duckdb.DuckDBPyConnection, name: str) -> dict[str, int]:
    tables = [row[0] for row in database.execute(TABLES, [name]).fetchall()]
    rows = [connection.first_row(database, f"SELECT count(*) FROM {name}.{identifier(table)}") for table in tables]
    return {table: row[0] for table, row in zip(tables, rows, strict=True) if row}
