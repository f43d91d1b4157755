"""How a workspace of an older schema becomes one of the present schema: a step for each version, in one transaction."""

from pathlib import Path

import duckdb

from themeline.store import backup, connection, digests, state
from themeline.store.schema import SCHEMA_VERSION

# What a step says in SQL; the rest of it, if there is any, follows in `_fill`.
STEPS = {
    1: """
        CREATE TABLE IF NOT EXISTS labels (
            number INTEGER, corpus VARCHAR, doc VARCHAR, text VARCHAR, coder VARCHAR, codebook VARCHAR,
            version VARCHAR, themes VARCHAR[], origin VARCHAR);
        CREATE TABLE IF NOT EXISTS decisions (
            number INTEGER, kind VARCHAR, label VARCHAR, "left" VARCHAR, "right" VARCHAR, name VARCHAR);
        DROP TABLE names;
        CREATE TABLE names (name VARCHAR, label VARCHAR, canonical VARCHAR, evidence VARCHAR, certainty DOUBLE);
        DELETE FROM meta WHERE key = 'names';
        ALTER TABLE documents ADD COLUMN exact VARCHAR;
        ALTER TABLE documents ADD COLUMN signature BLOB;
        ALTER TABLE runs ADD COLUMN counts JSON;""",
    2: """
        CREATE TABLE digests (document INTEGER, "table" VARCHAR, rows INTEGER, digest HUGEINT);
        DELETE FROM runs WHERE batch NOT IN (SELECT batch FROM batches);""",
}
OLDEST = min(STEPS)


def migrate(path: Path, version: int) -> Path:
    """Bring a database up to the present schema, and return the copy that was made of it before.

    The caller holds the workspace's lock. Whatever happens on the way, the file holds the old schema or the new one.

    Args:
        path: The database.
        version: Its schema version.

    Raises:
        StoreError: If there is no room for the copy.
    """
    copy = backup.keep(path, f"schema-{version}")
    with connection.writing(path) as database:
        for step in range(version, SCHEMA_VERSION):
            database.execute(STEPS[step])
            if step == 2:
                _fill_digests(database)
        database.execute("UPDATE meta SET value = ? WHERE key = 'schema_version'", [str(SCHEMA_VERSION)])
    return copy


def _fill_digests(database: duckdb.DuckDBPyConnection) -> None:
    for table in digests.COLUMNS:
        digests.record(database, table)
    if state.get(database, state.NAMES):
        digests.record_names(database)
