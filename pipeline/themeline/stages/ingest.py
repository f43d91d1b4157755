"""The ingest stage: files become documents, in one transaction for each batch; unchanged files are not read."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa

from themeline.errors import UsageError
from themeline.ingest import Source, list_sources, read_source
from themeline.ingest.settings import IngestSettings
from themeline.stages.fingerprints import versions
from themeline.stages.naming import NameGiver, check_corpus_name, default_corpus
from themeline.stages.progress import Progress, Reporter, silent
from themeline.stages.settings import Settings
from themeline.store import Store, documents, runs
from themeline.store.documents import StoredSource
from themeline.tables import Document, Failure

SPOOL_ROWS = 500


@dataclass(frozen=True, slots=True)
class IngestResult:
    """What an ingest did: counts of files and documents, and the batch (empty when nothing was new)."""

    corpus: str
    batch: str = ""
    files: int = 0
    unchanged_files: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    failed: int = 0
    other_languages: dict[str, int] = field(default_factory=dict)


@dataclass
class _Batch:
    """What is gathered while the files of a batch are read."""

    names: NameGiver
    next_id: int
    replaced: list[int] = field(default_factory=list)
    sources: list[StoredSource] = field(default_factory=list)
    failures: list[tuple[str, Failure]] = field(default_factory=list)
    languages: Counter[str] = field(default_factory=Counter)
    new: int = 0
    unchanged: int = 0


def ingest(
    store: Store,
    paths: Sequence[str | Path],
    settings: Settings,
    corpus: str = "",
    *,
    retry_failed: bool = False,
    report: Reporter = silent,
) -> IngestResult:
    """Read what is new or changed among the sources into a new batch; the caller holds the store's lock.

    Args:
        store: The workspace.
        paths: Files, folders, patterns, or `-`.
        settings: The workspace's settings.
        corpus: The corpus's name; by default that of the first folder or file.
        retry_failed: Read files again that failed before.
        report: Told of the files done.

    Raises:
        UsageError: If a path does not exist, or there is nothing to read at all.
    """
    name = check_corpus_name(corpus or default_corpus(paths))
    found = list_sources(paths, settings.ingest)
    if not found:
        given = ", ".join(str(path) for path in paths)
        raise UsageError(f"There are no files in {given}.", "Name a folder or file that holds texts.")
    fresh = _unread(store, name, found, settings.ingest, retry_failed=retry_failed)
    if not fresh:
        return IngestResult(name, files=len(found), unchanged_files=len(found))
    result = _read_batch(store, name, fresh, settings, report)
    return replace(result, files=len(found), unchanged_files=len(found) - len(fresh))


def _unread(
    store: Store, corpus: str, found: Sequence[Source], settings: IngestSettings, *, retry_failed: bool
) -> list[tuple[Source, StoredSource]]:
    """Return the sources whose bytes, or the settings to read them with, are not those of the last time."""
    with store.reading() as database:
        known = documents.sources_of(database, corpus)
        failed = documents.failed_sources(database, corpus) if retry_failed else set()
    fresh, touched = [], []
    for source in found:
        path = str(source.path.resolve())
        old = known.get(path) if path not in failed else None
        how = settings.model_dump_json()
        if old and old.settings == how and (old.size, old.modified) == (source.size, source.mtime_ns):
            continue
        state = StoredSource(path, source.size, source.mtime_ns, _hash(source), how)
        if old and (old.settings, old.sha256) == (how, state.sha256):
            touched.append(state)
        else:
            fresh.append((source, state))
    if touched:
        with store.writing() as database:
            documents.touch_sources(database, corpus, touched)
    return fresh


def _read_batch(
    store: Store,
    corpus: str,
    fresh: Sequence[tuple[Source, StoredSource]],
    settings: Settings,
    report: Reporter,
) -> IngestResult:
    started = datetime.now(UTC)
    with store.reading() as database:
        batch = _Batch(NameGiver(documents.documents_of(database, corpus)), documents.next_id(database))
        name, _ = documents.next_batch(database, corpus)
    store.scratch.mkdir(exist_ok=True)
    spool = store.scratch / "documents.arrow"
    with pa.OSFile(str(spool), "wb") as file, pa.ipc.new_stream(file, documents.SCHEMA) as writer:
        rows = _rows(batch, corpus, name, fresh, settings.ingest, report)
        for chunk in _grouped(rows):
            writer.write_batch(pa.RecordBatch.from_pylist(chunk, schema=documents.SCHEMA))
    with pa.memory_map(str(spool)) as file, store.writing() as database:
        documents.add_batch(database, corpus, pa.ipc.open_stream(file), batch.replaced, batch.sources, batch.failures)
        run = runs.begin_run(
            database, "ingest", name, started, settings.ingest.model_dump(mode="json"), versions(settings)
        )
        runs.add_progress(database, run, datetime.now(UTC), batch.new)
    spool.unlink()
    return IngestResult(
        corpus,
        name,
        new=batch.new - len(batch.replaced),
        changed=len(batch.replaced),
        unchanged=batch.unchanged,
        failed=len(batch.failures),
        other_languages={code: n for code, n in sorted(batch.languages.items()) if code not in ("en", "und")},
    )


def _rows(
    batch: _Batch,
    corpus: str,
    name: str,
    fresh: Sequence[tuple[Source, StoredSource]],
    settings: IngestSettings,
    report: Reporter,
) -> Iterator[dict[str, object]]:
    """Yield the rows of new and changed documents, and note everything else in `batch`."""
    for number, (source, state) in enumerate(fresh, start=1):
        for item in read_source(source, settings):
            if isinstance(item, Failure):
                batch.failures.append((state.source, item))
            elif row := _row(batch, corpus, name, state.source, item):
                yield row
        batch.sources.append(state)
        report(Progress("ingest", number, len(fresh)))


def _row(batch: _Batch, corpus: str, name: str, origin: str, document: Document) -> dict[str, object] | None:
    doc, stored = batch.names.name(origin, document.doc)
    document = replace(document, doc=doc)
    if stored and stored.sha256 == documents.content_hash(document):
        batch.unchanged += 1
        return None
    if stored:
        batch.replaced.append(stored.id)
    row = documents.to_row(document, batch.next_id, corpus, name, origin)
    batch.next_id += 1
    batch.new += 1
    batch.languages[document.language] += 1
    return row


def _grouped(rows: Iterator[dict[str, object]]) -> Iterator[list[dict[str, object]]]:
    chunk: list[dict[str, object]] = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == SPOOL_ROWS:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _hash(source: Source) -> str:
    try:
        return source.sha256()
    except OSError:
        return ""  # unreadable now; read_source says why
