"""One batch of an ingest: files are read into a spool, and what repeats an earlier document is found."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from themeline.ingest import Cleaned, IngestSettings, Source, fingerprint, read_counted, repetitions
from themeline.ingest.raw import UNREADABLE
from themeline.stages.naming import NameGiver
from themeline.stages.progress import Progress, Reporter
from themeline.store import documents
from themeline.store.sources import StoredSource
from themeline.tables import Document, Failure

SPOOL_ROWS = 500
Fresh = Sequence[tuple[Source, StoredSource]]


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A new or changed document of a batch, without its text.

    Attributes:
        doc: Its name.
        language: Its language.
        replaces: The number of the stored version that it replaces, or 0.
    """

    doc: str
    language: str
    replaces: int


@dataclass
class Batch:
    """What is gathered while the files of a batch are read.

    Attributes:
        corpus: The corpus that it belongs to.
        name: Its name.
        names: Gives the documents their names.
        first_id: The number of its first new or changed document.
        sources: The files that were read.
        failures: The path of a file, and what could not be used in it.
        fresh: The new and changed documents, in the order of their numbers.
        marks: What duplicates of them are found by: number, exact, signature.
        cleaning: How many places each step of cleaning changed.
        columns: How the columns of tables were understood, and the files of which that is true.
        unchanged: How many documents are as they were.
    """

    corpus: str
    name: str
    names: NameGiver
    first_id: int
    sources: list[StoredSource] = field(default_factory=list)
    failures: list[tuple[str, Failure]] = field(default_factory=list)
    fresh: list[ReadDocument] = field(default_factory=list)
    marks: list[pa.RecordBatch] = field(default_factory=list)
    cleaning: Counter[str] = field(default_factory=Counter)
    columns: dict[str, list[str]] = field(default_factory=dict)
    unchanged: int = 0

    @property
    def replaced(self) -> list[int]:
        """Numbers of stored documents of which a new version has been read."""
        return [read.replaces for read in self.fresh if read.replaces]

    @property
    def next_id(self) -> int:
        """The number of the next document."""
        return self.first_id + len(self.fresh)


def spool(batch: Batch, path: Path, fresh: Fresh, settings: IngestSettings, report: Reporter) -> None:
    """Read files, and write their new and changed documents to an Arrow stream of `documents.SCHEMA`."""
    with pa.OSFile(str(path), "wb") as file, pa.ipc.new_stream(file, documents.SCHEMA) as writer:
        for chunk in _grouped(_rows(batch, fresh, settings, report)):
            rows = pa.RecordBatch.from_pylist(chunk, schema=documents.SCHEMA)
            batch.marks.append(rows.select(["id", "exact", "signature"]))
            writer.write_batch(rows)


def repeated(batch: Batch, database: duckdb.DuckDBPyConnection, least_similarity: float) -> dict[int, str]:
    """Return the documents of the batch that repeat an earlier one of any corpus: their numbers, and what they repeat.

    Args:
        batch: The batch, read.
        database: The workspace's, before the batch is in it.
        least_similarity: The least similarity of near duplicates.
    """
    stored = documents.fingerprints(database)
    if batch.replaced:
        stored = stored.filter(pc.invert(pc.is_in(stored.column("id"), pa.array(batch.replaced, pa.int32()))))
    marks = pa.concat_tables([stored, *(pa.Table.from_batches([rows]) for rows in batch.marks)])
    numbers = marks.column("id").to_numpy()
    found = repetitions(marks.column("exact"), marks.column("signature"), least_similarity)
    places = ((int(numbers[first]), int(numbers[second]), similarity) for first, second, similarity in found)
    pairs = [pair for pair in places if pair[1] >= batch.first_id]
    names = documents.names_by_number(database, {first for first, _, _ in pairs if first < batch.first_id})
    own = {first - batch.first_id for first, _, _ in pairs if first >= batch.first_id}
    names |= {batch.first_id + place: (batch.corpus, batch.fresh[place].doc) for place in own}
    return {second: _told(*names[first], similarity) for first, second, similarity in pairs}


def places_of(path: Path, numbers: Collection[int]) -> dict[int, tuple[str, str]]:
    """Return the file, and the place in it, that documents of a spool came from, by number."""
    wanted = pa.array(numbers, pa.int32())
    with pa.OSFile(str(path), "rb") as file, pa.ipc.open_stream(file) as rows:
        found = [batch.filter(pc.is_in(batch["id"], wanted)).select(["id", "origin", "source"]) for batch in rows]
    return {row["id"]: (row["origin"], row["source"]) for batch in found for row in batch.to_pylist()}


def _told(corpus: str, doc: str, similarity: float) -> str:
    common = "the same words as" if similarity == 1 else f"{similarity:.0%} of its word triples in common with"
    return f"It has {common} {doc!r} of {corpus!r}."


def _rows(batch: Batch, fresh: Fresh, settings: IngestSettings, report: Reporter) -> Iterator[dict[str, object]]:
    """Yield the rows of new and changed documents, and note everything else in `batch`."""
    for number, (source, state) in enumerate(fresh, start=1):
        for item in read_counted(source, settings):
            if isinstance(item, Failure):
                batch.failures.append((state.source, item))
                if item.error == UNREADABLE:  # nobody knows its bytes: it is read again when the system lets us
                    state = replace(state, sha256="")
                continue
            _note(batch, source.name, item)
            if row := _row(batch, state.source, item.document, settings):
                yield row
        batch.sources.append(state)
        report(Progress("ingest", number, len(fresh)))


def _note(batch: Batch, name: str, item: Cleaned) -> None:
    batch.cleaning.update(item.counts)
    if item.columns:
        files = batch.columns.setdefault(item.columns, [])
        if not files or files[-1] != name:
            files.append(name)


def _row(batch: Batch, origin: str, document: Document, settings: IngestSettings) -> dict[str, object] | None:
    doc, stored = batch.names.name(origin, document.doc)
    document = replace(document, doc=doc)
    if stored and stored.sha256 == documents.content_hash(document):
        batch.unchanged += 1
        return None
    row = documents.to_row(document, batch.next_id, batch.corpus, batch.name, origin)
    batch.fresh.append(ReadDocument(doc, document.language, stored.id if stored else 0))
    mark = fingerprint(document.text, settings.near_duplicates)
    return row | {"exact": mark.exact, "signature": mark.signature}


def _grouped(rows: Iterator[dict[str, object]]) -> Iterator[list[dict[str, object]]]:
    chunk: list[dict[str, object]] = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == SPOOL_ROWS:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
