"""Opening the database for one transaction at a time, so that writers and readers stay out of each other's way."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import duckdb

from themeline.errors import StoreError
from themeline.store.sql import identifier, literal

PATIENCE_SECONDS = 30.0
PAUSE_SECONDS = 0.02

WITHOUT_EXTENSIONS = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
}

# No query, not even one that a user typed, can reach a file, a host or an extension.
CONFINED = {"enable_external_access": "false", "lock_configuration": "true"}

# At every commit DuckDB writes the last row group of a table anew if it is not full, and holds it in memory for that.
# Its own size, 122,880 rows, is half a gigabyte of parses; this is 80 MB. A multiple of its vectors of 2,048 rows.
ROWS_OF_A_GROUP = 20_480


# How the machine's refusals are called in DuckDB's errors, of whatever kind they are.
NO_ROOM = ("No space left", "quota exceeded", "File too large")
NO_PERMISSION = ("Permission denied", "Read-only file system")

# What it says, in a plain RuntimeError, when Ctrl-C met it at a query.
STOPPED = "Query interrupted"

# What DuckDB raises when the bytes in a file are not those that it wrote.
DAMAGE = (duckdb.IOException, duckdb.SerializationException, duckdb.InternalException, duckdb.FatalException)


class DamagedError(StoreError):
    """The database file, or a part of it, cannot be read."""


@contextmanager
def reading(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the database read-only; what is seen is the last committed state.

    Raises:
        StoreError: If the file is missing or held by others for longer than 30 seconds.
        DamagedError: If it cannot be read.
    """
    connection = _opened(path, lambda: _connected(path))
    try:
        with telling(path):
            yield connection
    finally:
        connection.close()


@contextmanager
def writing(path: Path, storage: str = "") -> Iterator[duckdb.DuckDBPyConnection]:
    """Run one transaction: committed when the block ends, rolled back when it raises.

    Args:
        path: The database; made if it is not there.
        storage: The version of DuckDB's file format that a new database gets; by default the newest.

    Raises:
        StoreError: If the disk is full, or others hold the file for longer than 30 seconds.
        DamagedError: If it cannot be read.
    """
    connection = _opened(path, lambda: _attached(path, storage))
    try:
        with telling(path):
            connection.begin()
            try:
                yield connection
            except BaseException:
                with suppress(duckdb.Error):  # the first error is the one to tell
                    connection.rollback()
                raise
            connection.commit()
    finally:
        connection.close()


@contextmanager
def telling(path: Path) -> Iterator[None]:
    """Tell a full disk and a damaged file in words; other errors of DuckDB go on as they are.

    Raises:
        StoreError: If the disk is full.
        DamagedError: If the database cannot be read.
        KeyboardInterrupt: If Ctrl-C met DuckDB at work, which makes an error of its own of it.
    """
    try:
        yield
    except duckdb.Error as error:
        if _is_refusal(error) or _is_damage(error):
            raise _told(path, error) from error
        raise
    except RuntimeError as error:
        if str(error) == STOPPED:
            raise KeyboardInterrupt from error
        raise


def checkpoint(path: Path) -> None:
    """Bring what is only in the log into the database itself, so that there is no log; the caller holds the lock.

    Raises:
        StoreError: As `writing`.
    """
    with _opened(path, lambda: _attached(path)) as connection, telling(path):
        connection.execute("CHECKPOINT")


def first_row(
    database: duckdb.DuckDBPyConnection, query: str, parameters: Sequence[object] | Mapping[str, object] = ()
) -> tuple[Any, ...] | None:
    """Run a query and return its first row, leaving nothing unfetched that would block the next query."""
    rows = database.execute(query, parameters).fetchall()
    return rows[0] if rows else None


def attach_writable(database: duckdb.DuckDBPyConnection, path: Path, name: str, storage: str = "") -> None:
    """Attach a database to write to it; only what is attached can be told the size of its row groups.

    Args:
        database: A connection.
        path: The database; made if it is not there.
        name: What it is called in queries.
        storage: The version of DuckDB's file format that a new database gets; by default the newest.
    """
    version = f", STORAGE_VERSION {literal(storage)}" if storage else ""
    database.execute(f"ATTACH {literal(path)} AS {identifier(name)} (ROW_GROUP_SIZE {ROWS_OF_A_GROUP}{version})")


def _opened(path: Path, attempt: Callable[[], duckdb.DuckDBPyConnection]) -> duckdb.DuckDBPyConnection:
    """Open the database, waiting for others to close it."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            return attempt()
        except duckdb.IOException as error:
            if "lock" not in str(error).lower():
                raise _told(path, error) from error
            if time.monotonic() > deadline:
                raise StoreError(
                    f"The database {path} is held open by another program: {_first_line(error)}",
                    "Close that program (a notebook, a database browser), then run the command again.",
                ) from error
            time.sleep(PAUSE_SECONDS)
        except duckdb.Error as error:
            raise _told(path, error) from error


def _connected(path: Path) -> duckdb.DuckDBPyConnection:
    return duckdb.connect(str(path), read_only=True, config={**WITHOUT_EXTENSIONS, **CONFINED})


def _attached(path: Path, storage: str = "") -> duckdb.DuckDBPyConnection:
    """Open the database for writing, under the name that DuckDB itself would give it."""
    connection = duckdb.connect(config={**WITHOUT_EXTENSIONS, "temp_directory": f"{path}.tmp"})
    try:
        attach_writable(connection, path, path.stem, storage)
        connection.execute(f"USE {identifier(path.stem)}")
        for setting, value in CONFINED.items():
            connection.execute(f"SET {setting} = {value}")
    except BaseException:
        connection.close()
        raise
    return connection


def _is_refusal(error: Exception) -> bool:
    """Tell that the machine refuses something; a commit that cannot be written is raised as one that conflicts."""
    return any(words in str(error) for words in (*NO_ROOM, *NO_PERMISSION))


def _is_damage(error: duckdb.Error) -> bool:
    """Tell damage from a wrong query; a checksum that does not fit is raised as the most general error."""
    return isinstance(error, DAMAGE) or "Corrupt database file" in str(error)


def _told(path: Path, error: Exception) -> StoreError:
    """Return the error for people: what of the machine is in the way, or else that the file is damaged."""
    said = str(error)
    if any(words in said for words in NO_ROOM):
        hint = "What was finished is kept; make room, then run the same command again."
        return StoreError(f"There is no room on the disk of {path}: {_first_line(error)}", hint)
    if any(words in said for words in NO_PERMISSION):
        return StoreError(f"The database {path} cannot be opened: {_first_line(error)}", "Change its permissions.")
    if "replaying WAL file" in said:
        hint = "A crash tore the log of the last change; any command that writes goes on from what was there before it."
        return DamagedError(f"The database {path} cannot be read: {_first_line(error)}", hint)
    hint = "See what is damaged, and what can be rebuilt, with: themeline check"
    return DamagedError(f"The database {path} cannot be read: {_first_line(error)}", hint)


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0]
