"""Documents as rows: what is stored of them, and how they are read back or deleted."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import duckdb
import pyarrow as pa

from themeline.store import state
from themeline.store.connection import first_row
from themeline.store.schema import OF_DOCUMENT
from themeline.tables import Block, BlockKind, Document

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


def fingerprints(database: duckdb.DuckDBPyConnection) -> pa.Table:
    """Return what duplicates are found by, of the documents of all corpora in the order in which they came.

    Columns: id, exact, signature (see `ingest.Fingerprint`).
    """
    return database.sql("SELECT id, exact, signature FROM documents WHERE exact <> '' ORDER BY id").to_arrow_table()


def names_by_number(database: duckdb.DuckDBPyConnection, numbers: Iterable[int]) -> dict[int, tuple[str, str]]:
    """Return corpus and id of documents by their number."""
    query = "SELECT id, corpus, doc FROM documents WHERE id IN (SELECT unnest(?))"
    return {number: (corpus, doc) for number, corpus, doc in database.execute(query, [list(numbers)]).fetchall()}


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


def delete_documents(database: duckdb.DuckDBPyConnection, numbers: Sequence[int]) -> None:
    """Delete documents and everything that came from them."""
    if not numbers:
        return
    state.put(database, state.NAMES, "")
    for table in OF_DOCUMENT:
        database.execute(f"DELETE FROM {table} WHERE document IN (SELECT unnest(?))", [list(numbers)])
    database.execute("DELETE FROM documents WHERE id IN (SELECT unnest(?))", [list(numbers)])


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
