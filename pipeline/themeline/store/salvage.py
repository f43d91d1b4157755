"""A database of which some blocks cannot be read, written anew from what can: the rest is left to be rebuilt."""

from collections.abc import Iterator
from pathlib import Path

import duckdb

from themeline.store import connection, schema
from themeline.store.backup import sync, wal_of
from themeline.store.compact import DRAFT, attach

# What neither the sources nor a computation brings back.
ONLY_HERE = ("labels", "decisions", "definitions", "runs")


def salvage(path: Path) -> list[str]:
    """Rewrite a damaged database from what can be read of it, and return what is lost for good, in words.

    Of the documents each is read by itself, of other tables all rows or none. A document of which some columns cannot
    be read has null there. What is computed or read can be again: a check finds what is missing.

    Args:
        path: The database, of which there is a copy; the caller holds the workspace's lock.

    Raises:
        StoreError: If there is no room for the new file; the old one stays as it is.
    """
    draft = path.with_name(path.name + DRAFT)
    try:
        with connection.telling(path), attach(path, draft) as database:
            database.execute("USE new")
            database.execute(schema.TABLES)
            tables = [
                row[0]
                for row in database.execute(
                    "SELECT table_name FROM duckdb_tables() WHERE database_name = 'new'"
                ).fetchall()
            ]
            missing = {table: said for table in tables if (said := _copied(database, table))}
            database.execute(
                "INSERT OR REPLACE INTO new.meta VALUES ('schema_version', ?)", [str(schema.SCHEMA_VERSION)]
            )
            database.execute("CHECKPOINT new")
        sync(draft)
        draft.replace(path)
        wal_of(path).unlink(missing_ok=True)
        sync(path.parent)
    finally:
        for left in (draft, wal_of(draft)):
            left.unlink(missing_ok=True)
    return [said for table, said in missing.items() if table in ONLY_HERE]


def _copied(database: duckdb.DuckDBPyConnection, table: str) -> str:
    """Copy what can be read of a table; return what could not be, in words."""
    try:
        database.execute(f"INSERT INTO new.{table} BY NAME SELECT * FROM old.{table}")
    except duckdb.Error as error:
        if table != "documents":
            return f"{table}: no row of it can be read ({str(error).splitlines()[0]})"
        return _documents(database)
    return ""


def _documents(database: duckdb.DuckDBPyConnection) -> str:
    """Copy documents one by one; the index finds each without reading the others. Say how many were lost."""
    lost = 0
    for number in _numbers(database):
        try:
            database.execute("INSERT INTO new.documents BY NAME SELECT * FROM old.documents WHERE id = ?", [number])
        except duckdb.Error:
            lost += not _columns(database, number)
    return f"documents: {lost} rows cannot be read" if lost else ""


def _numbers(database: duckdb.DuckDBPyConnection) -> Iterator[int]:
    for table in ("documents", "digests"):
        try:
            column = "id" if table == "documents" else "document"
            yield from [row[0] for row in database.execute(f"SELECT DISTINCT {column} FROM old.{table}").fetchall()]
        except duckdb.Error:
            continue
        else:
            return


def _columns(database: duckdb.DuckDBPyConnection, number: int) -> bool:
    """Copy the columns of a document that can be read; return whether it could be told which document it is."""
    values: dict[str, object] = {}
    for column in [row[0] for row in database.execute("DESCRIBE new.documents").fetchall()]:
        try:
            rows = database.execute(f"SELECT {column} FROM old.documents WHERE id = ?", [number]).fetchall()
            values[column] = rows[0][0]
        except (duckdb.Error, IndexError):
            continue
    names, marks = ", ".join(values), ", ".join("?" for _ in values)
    try:
        database.execute(f"INSERT INTO new.documents ({names}) VALUES ({marks})", list(values.values()))
    except duckdb.Error:
        return False
    return True
