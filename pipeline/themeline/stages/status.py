"""The status command: what is in a workspace, and what in it is stale, and why."""

from dataclasses import dataclass

import duckdb

from themeline.stages.duplicates import RepeatedDocument, repeated_documents
from themeline.stages.fingerprints import Fingerprint, classify_fingerprint, extract_fingerprint
from themeline.stages.settings import Settings
from themeline.store import Store, state
from themeline.store.connection import first_row
from themeline.store.outputs import read_parts
from themeline.store.query import definitions

CORPORA = """
    SELECT d.corpus, count(DISTINCT d.batch) AS batches, count(*) AS documents,
           count(*) FILTER (d.language NOT IN ('en', 'und')) AS other_languages,
           CAST(coalesce(sum(p.tokens), 0) AS BIGINT) AS tokens,
           coalesce(min(nullif(substr(d.published, 1, 4), '')), '') AS first_year,
           coalesce(max(nullif(substr(d.published, 1, 4), '')), '') AS last_year
    FROM documents d LEFT JOIN parses p ON p.document = d.id GROUP BY d.corpus ORDER BY d.corpus"""
BATCHES = """
    SELECT b.batch, b.corpus, count(d.id) AS documents, (
        SELECT count(*) FROM failures f WHERE f.batch = b.batch) AS failures
    FROM batches b LEFT JOIN documents d ON d.batch = b.batch
    GROUP BY b.batch, b.corpus, b.number ORDER BY b.corpus, b.number"""
KEYS = """
    SELECT coalesce(s.key, ''), count(*) FROM documents d
    LEFT JOIN stages s ON s.document = d.id AND s.stage = ?
    WHERE d.language IN ('en', 'und')
      AND NOT EXISTS (FROM failures f WHERE f.document = d.id AND f.stage = ? AND f.key = ?)
    GROUP BY ALL ORDER BY ALL"""


@dataclass(frozen=True, slots=True)
class Stale:
    """Documents whose output of a stage is missing or outdated, and what has changed since."""

    stage: str
    documents: int
    why: str


@dataclass(frozen=True, slots=True)
class Status:
    """A workspace at a glance; corpora and batches are rows with the columns of the queries above."""

    workspace: str
    corpora: list[dict[str, object]]
    batches: list[dict[str, object]]
    counts: dict[str, int]
    definitions: dict[str, str]
    failures: list[dict[str, object]]
    duplicates: list[RepeatedDocument]
    stale: list[Stale]


def status(store: Store, settings: Settings) -> Status:
    """Return what is in the workspace and what is stale.

    Raises:
        UsageError: If there is no workspace.
    """
    fingerprints = {"extract": extract_fingerprint(settings), "classify": classify_fingerprint(settings)}
    with store.reading() as database:
        return Status(
            workspace=str(store.folder),
            corpora=_rows(database, CORPORA),
            batches=_rows(database, BATCHES),
            counts=_counts(database),
            definitions=definitions(database),
            failures=_rows(database, "SELECT source, stage, error, detail FROM failures ORDER BY ALL"),
            duplicates=repeated_documents(database, settings),
            stale=[stale for stage, now in fingerprints.items() for stale in _stale(database, stage, now)]
            + _stale_names(database),
        )


def _stale(database: duckdb.DuckDBPyConnection, stage: str, now: Fingerprint) -> list[Stale]:
    found = []
    for key, documents in database.execute(KEYS, [stage, stage, now.key]).fetchall():
        if not key:
            found.append(Stale(stage, documents, "not done yet"))
        elif key != now.key:
            changed = now.differences(read_parts(database, key))
            found.append(Stale(stage, documents, f"changed since: {', '.join(changed)}"))
    return found


def _stale_names(database: duckdb.DuckDBPyConnection) -> list[Stale]:
    """Say whether documents or decisions have come or gone since the names were brought together."""
    row = first_row(database, "SELECT count(DISTINCT document) FROM entities")
    documents = int(row[0]) if row else 0
    if not documents or state.get(database, state.NAMES) == "fresh":
        return []
    return [Stale("names", documents, "changed since: mentions or decisions; extract brings them up to date")]


def _counts(database: duckdb.DuckDBPyConnection) -> dict[str, int]:
    tables = ("documents", "sentences", "entities", "dates", "keywords", "themes", "failures")
    query = ", ".join(f"(SELECT count(*) FROM {table})" for table in tables)
    row = first_row(database, f"SELECT {query}")
    return dict(zip(tables, row or (), strict=True))


def _rows(database: duckdb.DuckDBPyConnection, query: str) -> list[dict[str, object]]:
    cursor = database.execute(query)
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
