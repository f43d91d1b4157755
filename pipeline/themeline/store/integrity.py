"""Running the checks over a database: every block is read, every rule asked, and a cause told from what follows of it.

The database is opened anew for each rule, so that a writer never waits for longer than one of them takes.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import TypeAlias

import duckdb

from themeline.store import connection, torn_log
from themeline.store.check import Check, Finding, Remedy, found_by
from themeline.store.check_keys import keys_checks
from themeline.store.check_outputs import outputs_checks
from themeline.store.documents import content_hash, read_documents
from themeline.store.schema import OF_DOCUMENT, TABLES

# The hash as `documents.content_hash` computes it, but for rare characters that JSON may write in two ways.
ALTERED = """
    SELECT id FROM documents WHERE sha256 IS DISTINCT FROM sha256(concat(
        '[', to_json(text), ', ', to_json(title), ', ', to_json(language), ', ', to_json(published), ', [',
        array_to_string(list_transform(author_keywords, lambda k: CAST(to_json(k) AS VARCHAR)), ', '), '], ',
        to_json(CAST(metadata AS VARCHAR)), ', ', to_json(blocks), ']')) ORDER BY id"""
COLUMNS = """
    SELECT table_name, column_name, data_type FROM duckdb_columns() WHERE NOT internal ORDER BY ALL"""


# Of two things that are wrong with a table of a document, the one that says more.
RANK = (
    *("database", "values", "bounds", "offsets", "sentence", "order", "keys", "hash", "counts", "names", "stages"),
    "digests",
)

Open: TypeAlias = Callable[[], AbstractContextManager[duckdb.DuckDBPyConnection]]
"""Opens the database for reading, as `partial(connection.reading, path)` does."""


def examine(opened: Open) -> list[Finding]:
    """Return what is wrong in a database whose schema is the present one, in the order of the rules.

    Raises:
        StoreError: If others hold the database for longer than half a minute.
    """
    broken = list(_incomplete(opened))
    missing = {finding.table for finding in broken if not finding.rows}
    broken += [finding for table in _declared() if table not in missing and (finding := unreadable(opened, table))]
    rules = [*outputs_checks(), *keys_checks()]
    found = [finding for rule in rules for finding in _asked(opened, rule, quiet=bool(broken))]
    found += _altered(opened, quiet=bool(broken))
    return broken + _causes(found)


def openable(opened: Open) -> Finding | None:
    """Say why a database cannot be opened at all, if so.

    Raises:
        StoreError: If others hold it for longer than half a minute.
    """
    try:
        with opened() as database:
            database.execute("SELECT count(*) FROM duckdb_tables()").fetchall()
    except connection.DamagedError as error:
        remedy = Remedy.CUT if torn_log.is_torn(error) else Remedy.NONE
        return Finding("database", "file", "", "", 1, error.message, remedy)
    return None


def unreadable(opened: Open, table: str) -> Finding | None:
    """Read every block of a table, which DuckDB compares with its checksum, and say why if one cannot be read.

    Raises:
        StoreError: If others hold the database for longer than half a minute.
    """
    try:
        with opened() as database:
            database.execute(f"SELECT bit_xor(hash(COLUMNS(*))) FROM {table}").fetchall()
    except connection.DamagedError as error:
        return Finding("database", table, "", "", 1, error.message, Remedy.RESTORE)
    return None


def count_documents(opened: Open) -> int:
    """Return how many documents there are, or 0 where that cannot be read."""
    try:
        with opened() as database:
            row = connection.first_row(database, "SELECT count(*) FROM documents")
    except (connection.DamagedError, duckdb.CatalogException):
        return 0
    return int(row[0]) if row else 0


def _incomplete(opened: Open) -> Iterator[Finding]:
    """Compare the tables and columns with those that the schema declares; a table that is missing has no rows."""
    with opened() as database:
        here = set(database.execute(COLUMNS).fetchall())
    tables = {table for table, _, _ in here}
    for table, columns in _declared().items():
        lacking = sorted(name for name, kind in columns if (table, name, kind) not in here)
        if table not in tables:
            yield Finding("database", table, "", "", 0, "The table is not there.", Remedy.RESTORE)
        elif lacking:
            detail = f"Columns are missing or of another type: {', '.join(lacking)}."
            yield Finding("database", table, "", "", len(lacking), detail, Remedy.RESTORE)


def _declared() -> dict[str, list[tuple[str, str]]]:
    tables: dict[str, list[tuple[str, str]]] = {}
    with duckdb.connect() as database:
        database.execute(TABLES)
        for table, column, kind in database.execute(COLUMNS).fetchall():
            tables.setdefault(table, []).append((column, kind))
    return tables


def _asked(opened: Open, rule: Check, *, quiet: bool) -> list[Finding]:
    """Ask a rule; with `quiet`, what cannot be read is left to those who said so already."""
    try:
        with opened() as database:
            rows = database.execute(found_by(rule)).fetchall()
    except (connection.DamagedError, duckdb.Error) as error:
        if quiet:
            return []
        return [Finding("database", rule.table, "", "", 1, str(error).splitlines()[0], Remedy.NONE)]
    return [
        Finding(rule.name, rule.table, corpus, doc, count, f"{rule.wrong} ({place})", rule.remedy, number)
        for number, corpus, doc, count, place in rows
    ]


def _altered(opened: Open, *, quiet: bool) -> list[Finding]:
    """Find documents that are not those that were read, by their hash."""
    try:
        with opened() as database:
            numbers = [row[0] for row in database.execute(ALTERED).fetchall()]
            query = "SELECT id, corpus, doc, sha256 FROM documents WHERE id IN (SELECT unnest(?)) ORDER BY id"
            rows = database.execute(query, [numbers]).fetchall()
            hashes = {number: _hash(database, number) for number in numbers}
    except (connection.DamagedError, duckdb.Error):
        if quiet:
            return []
        raise
    wrong = "its text, title, metadata or the like are not those that were read: the hash differs"
    return [
        Finding("hash", "documents", corpus, doc, 1, wrong, Remedy.REREAD, number)
        for number, corpus, doc, sha256 in rows
        if hashes[number] != sha256
    ]


def _hash(database: duckdb.DuckDBPyConnection, number: int) -> str:
    try:
        return content_hash(dict(read_documents(database, [number]))[number])
    except (ValueError, TypeError, KeyError):
        return ""


def _causes(found: Sequence[Finding]) -> list[Finding]:
    """Leave out what only follows from other findings: of each table of a document the first kind is told."""
    altered: dict[int, set[str]] = {}
    for finding in found:
        if finding.check in ("digests", "hash") and finding.document:
            altered.setdefault(finding.document, set()).add(finding.table)
    lost = any(finding.check == "counts" and finding.table == "documents" for finding in found)
    first: dict[tuple[int, str, str], Finding] = {}
    for finding in sorted(found, key=lambda finding: RANK.index(finding.check)):
        if not _follows(finding, altered, lost=lost):
            place = (finding.document, finding.table, "" if finding.doc else finding.detail)
            first.setdefault(place, finding)
    return [finding for finding in found if finding in first.values()]


def _follows(finding: Finding, altered: dict[int, set[str]], *, lost: bool) -> bool:
    """Tell whether a finding is a consequence.

    A stretch that no longer fits is no fault of its own if its table is as it was written and the text or the
    sentences are not; rows without a document follow from a document that is missing, a name that is not brought
    together from mentions that are not those that were written.
    """
    causes = altered.get(finding.document, set())
    if finding.check == "names":
        return any("entities" in tables for tables in altered.values())
    if finding.check == "stages":
        return bool(causes)
    if finding.table in OF_DOCUMENT and not finding.doc:
        return lost
    fits = finding.check in ("bounds", "offsets", "sentence") and finding.table not in causes
    return fits and bool(causes & {"documents", "sentences"})
