"""Documents that are not those that were read: put right from what else is known of them, or read again."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb

from themeline.ingest import IngestSettings, Source, fingerprint
from themeline.ingest.metadata import reading_key
from themeline.ingest.reading import read_source
from themeline.stages.naming import NameGiver
from themeline.store import digests, documents
from themeline.store.check_keys import MISSING
from themeline.store.documents import StoredDocument
from themeline.tables import Document, Failure

LOST = "lost"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a source holds now that it is read again: its documents under their names, and what cannot be used."""

    corpus: str
    batch: str
    origin: str
    documents: tuple[Document, ...]
    failures: tuple[Failure, ...]


def restore_row(database: duckdb.DuckDBPyConnection, number: int) -> bool:
    """Put right what follows from the rest of a document's row; return whether it is what was written, for certain.

    Its hash, and what duplicates are found by, follow from its text; its batch is one of its corpus. The digest that
    was kept of the row says which is right.
    """
    before = database.execute("FROM documents WHERE id = ?", [number]).fetchall()
    try:
        document = dict(documents.read_documents(database, [number]))[number]
        sha256, near = documents.content_hash(document), bool(_value(database, number, "octet_length(signature) > 0"))
        mark = fingerprint(document.text, near or _others_have_signatures(database, number))
    except (ValueError, TypeError, KeyError, AttributeError):
        return False
    stored = _value(database, number, "sha256")
    for batch in _batches(database, number):
        for digest in dict.fromkeys((stored, sha256)):
            values = [digest, mark.exact, mark.signature, batch, number]
            database.execute(
                "UPDATE documents SET sha256 = ?, exact = ?, signature = ?, batch = ? WHERE id = ?", values
            )
            if digests.as_written(database, number):
                return bool(digest == sha256)
    _put_back(database, number, before[0])
    return False


def read_again(database: duckdb.DuckDBPyConnection, corpus: str, origin: str, skip: Sequence[int]) -> Reading | None:
    """Read a source again, if it is still there and the same; None otherwise.

    Args:
        database: A connection.
        corpus: The corpus.
        origin: The file's path.
        skip: Documents whose names and hashes are not to be trusted.
    """
    query = "SELECT sha256, settings, batch FROM sources WHERE corpus = ? AND source = ?"
    rows = database.execute(query, [corpus, origin]).fetchall()
    path = Path(origin)
    if not rows or not path.is_file():
        return None
    sha256, how, batch = rows[0]
    source = Source(path, _name(database, corpus, origin), path.stat().st_size, path.stat().st_mtime_ns)
    settings = _settings(how)
    if settings is None or source.sha256() != sha256:
        return None
    trusted = [d for d in documents.documents_of(database, corpus) if d.id not in set(skip)]
    found = list(read_source(source, settings))
    names = NameGiver(trusted)
    named = tuple(replace(d, doc=names.name(origin, d.doc)[0]) for d in found if isinstance(d, Document))
    return Reading(corpus, batch, origin, named, tuple(f for f in found if isinstance(f, Failure)))


def replace_damaged(database: duckdb.DuckDBPyConnection, reading: Reading, damaged: Sequence[int]) -> dict[int, bool]:
    """Give damaged documents of a source what it holds; return whose results still hold, and whose do not.

    Args:
        database: A connection in a transaction.
        reading: What the source holds.
        damaged: Numbers of documents that came from it.
    """
    known = {d.id: d for d in documents.documents_of(database, reading.corpus)}
    taken = {d.doc for number, d in known.items() if number not in damaged and d.origin == reading.origin}
    free = [document for document in reading.documents if document.doc not in taken]
    done: dict[int, bool] = {}
    for number, document in _matched(free, [known[n] for n in damaged if n in known]):
        batch = str(_value(database, number, "batch"))
        _write(database, document, number, reading, batch)
        exact = restore_row(database, number)
        if not exact:
            _write(database, document, number, reading, reading.batch)
            digests.record_documents(database, [number])
        done[number] = exact or documents.content_hash(document) == known[number].sha256
    return done


def add_lost(database: duckdb.DuckDBPyConnection, reading: Reading) -> list[int]:
    """Add the documents and failures of a source that the workspace has no more; return the documents' numbers."""
    known = {document.doc for document in documents.documents_of(database, reading.corpus)}
    lost = [document for document in reading.documents if document.doc not in known]
    numbers = [documents.next_id(database) + count for count in range(len(lost))]
    for number, document in zip(numbers, lost, strict=True):
        database.execute(
            "INSERT INTO documents (id, corpus, doc, batch, sha256) VALUES (?, ?, ?, ?, '')",
            [number, reading.corpus, document.doc, reading.batch],
        )
        _write(database, document, number, reading, reading.batch)
        digests.record_documents(database, [number])
    batch, origin = reading.batch, reading.origin
    for failure in reading.failures:
        database.execute(
            """INSERT INTO failures SELECT $1, $2, $3, $4, $5, $6, NULL, $7 WHERE NOT EXISTS (
                   FROM failures WHERE corpus = $1 AND source = $2 AND stage = $4 AND document IS NULL)""",
            [reading.corpus, failure.source, batch, failure.stage, failure.error, failure.detail, origin],
        )
    return numbers


def give_up(database: duckdb.DuckDBPyConnection, number: int) -> str:
    """Leave out a document that cannot be restored, with a row in `failures` that says so; return its name."""
    row = database.execute("SELECT corpus, doc, source, batch, origin FROM documents WHERE id = ?", [number]).fetchall()
    corpus, doc, source, batch, origin = row[0]
    documents.delete_documents(database, [number])
    detail = f"Its text was damaged in the workspace, and {origin} is no more what it was. Ingest it again."
    add_loss(database, corpus, source or doc, batch, detail, origin)
    return f"{corpus}/{doc}"


def accept(database: duckdb.DuckDBPyConnection, number: int) -> None:
    """Take a document's row as it is, since nothing tells what it was."""
    digests.record_documents(database, [number])


def count_missing(database: duckdb.DuckDBPyConnection, corpus: str) -> int:
    """Note in `failures` the documents that a corpus lacks and nothing can bring back; return how many."""
    missing = sum(int(row[0]) for row in database.execute(MISSING).fetchall() if row[1] == corpus)
    batch = database.execute("SELECT batch FROM batches WHERE corpus = ? ORDER BY number DESC", [corpus]).fetchall()
    for number in range(1, missing + 1):
        detail = "A document is missing in the workspace, and no source that is still the same holds it."
        add_loss(database, corpus, f"missing document {number}", batch[0][0], detail)
    return max(0, missing)


def note_unknown_failures(database: duckdb.DuckDBPyConnection, batch: str, missing: int) -> None:
    """Note in `failures` that so many of a batch's inputs failed of which nothing is known any more."""
    database.execute(
        """INSERT INTO failures SELECT corpus, batch, batch, 'ingest', 'unknown', ?, NULL, '' FROM batches, range(?)
           WHERE batch = ?""",
        ["An input failed, and the record of it was damaged. Run the command again.", missing, batch],
    )


def add_loss(
    database: duckdb.DuckDBPyConnection, corpus: str, source: str, batch: str, detail: str, origin: str = ""
) -> None:
    """Note in `failures` that a document is lost."""
    row = [corpus, source, batch, "repair", LOST, detail, None, origin]
    database.execute("INSERT INTO failures VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)


def _matched(free: Sequence[Document], damaged: Sequence[StoredDocument]) -> Iterator[tuple[int, Document]]:
    """Pair documents read again with damaged ones: by hash, then by name, then what is left over on both sides."""
    unread, left = list(free), list(damaged)
    by_hash = {documents.content_hash(document): document for document in unread}
    by_name = {document.doc: document for document in unread}
    for known, key in ((by_hash, "sha256"), (by_name, "doc")):
        for stored in list(left):
            document = known.get(getattr(stored, key))
            if document is not None and document in unread:
                unread.remove(document)
                left.remove(stored)
                yield stored.id, document
    if len(unread) == len(left) == 1:
        yield left[0].id, unread[0]


def _write(database: duckdb.DuckDBPyConnection, document: Document, number: int, reading: Reading, batch: str) -> None:
    row = documents.to_row(document, number, reading.corpus, batch, reading.origin)
    mark = fingerprint(document.text, _others_have_signatures(database, number))
    row |= {"exact": mark.exact, "signature": mark.signature}
    columns = [name for name in row if name != "id"]
    database.execute(
        f"UPDATE documents SET {', '.join(f'{name} = ?' for name in columns)} WHERE id = ?",
        [*(row[name] for name in columns), number],
    )


def _put_back(database: duckdb.DuckDBPyConnection, number: int, row: Sequence[object]) -> None:
    names = [column[0] for column in database.execute("FROM documents LIMIT 0").description or ()]
    kept = dict(zip(names, row, strict=True))
    columns = ("sha256", "exact", "signature", "batch")
    database.execute(
        f"UPDATE documents SET {', '.join(f'{name} = ?' for name in columns)} WHERE id = ?",
        [*(kept[name] for name in columns), number],
    )


def _value(database: duckdb.DuckDBPyConnection, number: int, expression: str) -> object:
    rows = database.execute(f"SELECT {expression} FROM documents WHERE id = ?", [number]).fetchall()
    return rows[0][0] if rows else None


def _others_have_signatures(database: duckdb.DuckDBPyConnection, number: int) -> bool:
    query = "SELECT count(*) FROM documents WHERE id <> ? AND octet_length(signature) > 0"
    return bool(database.execute(query, [number]).fetchall()[0][0])


def _batches(database: duckdb.DuckDBPyConnection, number: int) -> list[str]:
    """Return the batches that a document can belong to, its present one first."""
    query = """SELECT b.batch FROM batches b JOIN documents d ON d.corpus = b.corpus WHERE d.id = ? ORDER BY b.number"""
    others = [str(row[0]) for row in database.execute(query, [number]).fetchall()]
    return list(dict.fromkeys([str(_value(database, number, "batch")), *others]))


def _settings(how: str) -> IngestSettings | None:
    """Return the settings that a source was read with, unless they, or their metadata file, are other ones now."""
    try:
        values, _ = json.JSONDecoder().raw_decode(how)
        settings = IngestSettings.model_validate(values)
        return settings if reading_key(settings) == how else None
    except (ValueError, OSError):
        return None


def _name(database: duckdb.DuckDBPyConnection, corpus: str, origin: str) -> str:
    """Return the path of a file below the source that was named: the longest that its documents bear witness to."""
    query = "SELECT source, doc FROM documents WHERE corpus = ? AND origin = ?"
    witnesses = [str(value) for row in database.execute(query, [corpus, origin]).fetchall() for value in row]
    parts = Path(origin).parts
    names = ["/".join(parts[-count:]) for count in range(len(parts) - 1, 0, -1)]
    seen = (name for name in names if any(witness.startswith(name) for witness in witnesses))
    return next(seen, parts[-1])
