"""Opening the database for one transaction at a time, so that writers and readers stay out of each other's way."""

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from themeline.errors import StoreError

PATIENCE_SECONDS = 30.0
PAUSE_SECONDS = 0.02

# No query, not even one that a user typed, can reach a file, a host or an extension.
CONFINED = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "lock_configuration": "true",
}


@contextmanager
def reading(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the database read-only; what is seen is the last committed state.

    Raises:
        StoreError: If the file is missing, damaged, or held by others for longer than 30 seconds.
    """
    connection = _open(path, read_only=True)
    try:
        yield connection
    finally:
        connection.close()


@contextmanager
def writing(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Run one transaction: committed when the block ends, rolled back when it raises."""
    connection = _open(path, read_only=False)
    try:
        connection.begin()
        try:
            yield connection
        except BaseException:
            connection.rollback()
            raise
        connection.commit()
    finally:
        connection.close()


def first_row(
    database: duckdb.DuckDBPyConnection, query: str, parameters: Sequence[object] | Mapping[str, object] = ()
) -> tuple[Any, ...] | None:
    """Run a query and return its first row, leaving nothing unfetched that would block the next query."""
    rows = database.execute(query, parameters).fetchall()
    return rows[0] if rows else None


def _open(path: Path, *, read_only: bool) -> duckdb.DuckDBPyConnection:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            return duckdb.connect(str(path), read_only=read_only, config={**CONFINED})
        except duckdb.IOException as error:
            if "lock" not in str(error).lower():
                raise StoreError(f"The database {path} cannot be opened: {_first_line(error)}") from error
            if time.monotonic() > deadline:
                raise StoreError(
                    f"The database {path} is held open by another program: {_first_line(error)}",
                    "Close that program (a notebook, a database browser), then run the command again.",
                ) from error
            time.sleep(PAUSE_SECONDS)
        except duckdb.Error as error:
            raise StoreError(f"The database {path} cannot be opened: {_first_line(error)}") from error


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0]
