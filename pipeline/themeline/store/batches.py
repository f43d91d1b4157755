"""Batches: what one ingest adds to a corpus, in one transaction; and the removal of a corpus."""

from collections.abc import Iterable, Sequence

import duckdb
import pyarrow as pa

from themeline.store import digests
from themeline.store.connection import first_row
from themeline.store.documents import delete_documents, documents_of
from themeline.store.sources import StoredSource, forget_failures
from themeline.tables import Failure


def next_batch(database: duckdb.DuckDBPyConnection, corpus: str) -> tuple[str, int]:
    """Return the name and number that the corpus's next batch gets."""
    row = first_row(database, "SELECT coalesce(max(number), 0) + 1 FROM batches WHERE corpus = ?", [corpus])
    number = int(row[0]) if row else 1
    return f"{corpus}-{number}", number


def add_batch(
    database: duckdb.DuckDBPyConnection,
    corpus: str,
    rows: pa.RecordBatchReader,
    replaced: Iterable[int],
    sources: Sequence[StoredSource],
    failures: Sequence[tuple[str, Failure]],
    dropped: Sequence[int] = (),
) -> str:
    """Write a batch within the caller's transaction: its documents, its sources, its failures.

    Args:
        database: A connection in a transaction.
        corpus: The corpus that the batch belongs to.
        rows: The new documents, as `SCHEMA`.
        replaced: Numbers of documents whose new version is among the rows.
        sources: The files that were read.
        failures: Path of the file, and what failed in it.
        dropped: Numbers of documents among the rows that are not to be kept.

    Returns:
        The batch's name.
    """
    batch, number = next_batch(database, corpus)
    database.execute("INSERT INTO batches VALUES (?, ?, ?)", [batch, corpus, number])
    delete_documents(database, list(replaced))
    database.register("incoming", rows)
    kept = "SELECT * FROM incoming WHERE id NOT IN (SELECT unnest(?::INTEGER[]))"
    database.execute(f"INSERT INTO documents BY NAME {kept}", [list(dropped)])
    database.unregister("incoming")
    digests.record(database, "documents", "(FROM documents WHERE batch = ?)", [batch])
    database.execute(
        "INSERT OR REPLACE INTO meta SELECT 'last_document', CAST(max(id) AS VARCHAR) FROM documents "
        "HAVING count(*) > 0"
    )
    for source in sources:
        forget_failures(database, corpus, source.source)
        database.execute(
            "INSERT OR REPLACE INTO sources VALUES (?, ?, ?, ?, ?, ?, ?)",
            [corpus, source.source, source.size, source.modified, source.sha256, source.settings, batch],
        )
    for origin, failure in failures:
        row = [corpus, failure.source, batch, failure.stage, failure.error, failure.detail, None, origin]
        database.execute("INSERT INTO failures VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
    return batch


def remove_corpus(database: duckdb.DuckDBPyConnection, corpus: str) -> int:
    """Delete a corpus with everything that came from it; return how many documents that were."""
    numbers = [document.id for document in documents_of(database, corpus)]
    delete_documents(database, numbers)
    database.execute("DELETE FROM runs WHERE batch IN (SELECT batch FROM batches WHERE corpus = ?)", [corpus])
    for table in ("sources", "batches", "failures"):
        database.execute(f"DELETE FROM {table} WHERE corpus = ?", [corpus])
    return len(numbers)
