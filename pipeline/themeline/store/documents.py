"""Documents, their sources and their batches."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import duckdb
import pyarrow as pa

from themeline.store import state
from themeline.store.connection import first_row
from themeline.store.schema import OF_DOCUMENT
from themeline.tables import Block, BlockKind, Document, Failure

SCHEMA = pa.schema(
    [
        ("id", pa.int32()),
        ("corpus", pa.string()),
        ("doc", pa.string()),
        ("batch", pa.string()),
        ("origin", pa.string()),
        ("source", pa.string()),
        ("title", pa.string()),
        ("language", pa.string()),
        ("published", pa.string()),
        ("author_keywords", pa.list_(pa.string())),
        ("metadata", pa.string()),
        ("text", pa.string()),
        ("blocks", pa.string()),
        ("sha256", pa.string()),
        ("exact", pa.string()),
        ("signature", pa.binary()),
    ]
)


@dataclass(frozen=True, slots=True)
class StoredSource:
    """A file as it was when it was read: size in bytes, time of change in nanoseconds, sha256 of its bytes."""

    source: str
    size: int
    modified: int
    sha256: str
    settings: str


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """What tells whether a document that is read again has changed."""

    id: int
    doc: str
    origin: str
    sha256: str


def content_hash(document: Document) -> str:
    """Return the sha256 of everything about a document that an analysis can depend on."""
    content = [document.text, document.title, document.language, document.published, list(document.author_keywords)]
    content += [_metadata_json(document), _blocks_json(document)]
    return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class StoredFingerprint:
    """What duplicates of a document are found by (`ingest.Fingerprint`), and which document it is."""

    id: int
    corpus: str
    doc: str
    exact: str
    signature: bytes


def to_row(document: Document, number: int, corpus: str, batch: str, origin: str) -> dict[str, object]:
    """Return a document as a row of `SCHEMA`, still without what duplicates are found by."""
    return {
        "id": number,
        "corpus": corpus,
        "doc": document.doc,
        "batch": batch,
        "origin": origin,
        "source": document.source,
        "title": document.title,
        "language": document.language,
        "published": document.published,
        "author_keywords": list(document.author_keywords),
        "metadata": _metadata_json(document),
        "text": document.text,
        "blocks": _blocks_json(document),
        "sha256": content_hash(document),
    }


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


def fingerprints(database: duckdb.DuckDBPyConnection) -> list[StoredFingerprint]:
    """Return what duplicates are found by, of the documents of all corpora in the order in which they came."""
    rows = database.execute(
        "SELECT id, corpus, doc, exact, coalesce(signature, ''::BLOB) FROM documents WHERE exact <> '' ORDER BY id"
    )
    return [StoredFingerprint(*row) for row in rows.fetchall()]


def documents_of(database: duckdb.DuckDBPyConnection, corpus: str) -> list[StoredDocument]:
    """Return id, name, origin and content hash of a corpus's documents."""
    rows = database.execute("SELECT id, doc, origin, sha256 FROM documents WHERE corpus = ? ORDER BY id", [corpus])
    return [StoredDocument(*row) for row in rows.fetchall()]


def has_documents(database: duckdb.DuckDBPyConnection, corpus: str) -> bool:
    """Tell whether there is any document in a corpus."""
    return first_row(database, "SELECT 1 FROM documents WHERE corpus = ? LIMIT 1", [corpus]) is not None


def names_of(database: duckdb.DuckDBPyConnection, numbers: Sequence[int]) -> list[tuple[str, str]]:
    """Return corpus and id of documents by number, in the order of their numbers."""
    query = "SELECT corpus, doc FROM documents WHERE id IN (SELECT unnest(?)) ORDER BY id"
    return [(str(corpus), str(doc)) for corpus, doc in database.execute(query, [list(numbers)]).fetchall()]


def next_id(database: duckdb.DuckDBPyConnection) -> int:
    """Return the first document number that was never used."""
    row = first_row(
        database,
        "SELECT greatest((SELECT coalesce(max(id), 0) FROM documents),"
        " (SELECT coalesce(max(CAST(value AS INTEGER)), 0) FROM meta WHERE key = 'last_document')) + 1",
    )
    return int(row[0]) if row else 1


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


def touch_sources(database: duckdb.DuckDBPyConnection, corpus: str, sources: Sequence[StoredSource]) -> None:
    """Note a new time of change for files whose bytes are the same, so that they are not hashed again."""
    for source in sources:
        database.execute(
            "UPDATE sources SET modified = ? WHERE corpus = ? AND source = ?", [source.modified, corpus, source.source]
        )


def forget_failures(database: duckdb.DuckDBPyConnection, corpus: str, origin: str) -> None:
    """Remove the failures of reading a file, because it is being read again."""
    database.execute("DELETE FROM failures WHERE corpus = ? AND stage = 'ingest' AND key = ?", [corpus, origin])


def delete_documents(database: duckdb.DuckDBPyConnection, numbers: Sequence[int]) -> None:
    """Delete documents and everything that came from them."""
    if not numbers:
        return
    state.put(database, state.NAMES, "")
    for table in OF_DOCUMENT:
        database.execute(f"DELETE FROM {table} WHERE document IN (SELECT unnest(?))", [list(numbers)])
    database.execute("DELETE FROM documents WHERE id IN (SELECT unnest(?))", [list(numbers)])


def remove_corpus(database: duckdb.DuckDBPyConnection, corpus: str) -> int:
    """Delete a corpus with everything that came from it; return how many documents that were."""
    numbers = [document.id for document in documents_of(database, corpus)]
    delete_documents(database, numbers)
    for table in ("sources", "batches", "failures"):
        database.execute(f"DELETE FROM {table} WHERE corpus = ?", [corpus])
    return len(numbers)


def read_documents(database: duckdb.DuckDBPyConnection, numbers: Sequence[int]) -> Iterator[tuple[int, Document]]:
    """Yield documents by number, in the order of their numbers."""
    rows = database.execute(
        "SELECT id, doc, text, source, title, language, published, author_keywords, metadata, blocks FROM documents "
        "WHERE id IN (SELECT unnest(?)) ORDER BY id",
        [list(numbers)],
    )
    for number, doc, text, source, title, language, published, keywords, metadata, blocks in rows.fetchall():
        yield (
            number,
            Document(
                doc,
                text,
                source,
                title,
                language,
                published,
                tuple(keywords),
                json.loads(metadata),
                tuple(Block(start, end, BlockKind(kind)) for start, end, kind in json.loads(blocks)),
            ),
        )


def _metadata_json(document: Document) -> str:
    return json.dumps(dict(document.metadata), ensure_ascii=False, default=str)


def _blocks_json(document: Document) -> str:
    return json.dumps([[block.start, block.end, block.kind.value] for block in document.blocks])
