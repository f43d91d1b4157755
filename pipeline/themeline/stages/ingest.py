"""The ingest stage: files become documents, in one transaction for each batch; unchanged files are not read."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa

from themeline.errors import UsageError
from themeline.files import writing_to
from themeline.ingest import Source, list_sources
from themeline.ingest.metadata import reading_key
from themeline.ingest.settings import IngestSettings
from themeline.ingest.sources import readable
from themeline.stages.fingerprints import versions
from themeline.stages.ingest_batch import Batch, places_of, repeated, spool
from themeline.stages.naming import NameGiver, check_corpus_name, default_corpus
from themeline.stages.progress import Reporter, silent
from themeline.stages.settings import Settings
from themeline.store import Store, batches, documents, runs, sources
from themeline.store.sources import StoredSource
from themeline.tables import Failure

DUPLICATE = "duplicate"


@dataclass(frozen=True, slots=True)
class Columns:
    """How the columns of tables were understood, in one line, and the files of which that is true."""

    understood: str
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IngestResult:
    """What an ingest did.

    Attributes:
        corpus: The corpus.
        batch: The new batch, or empty when nothing was new.
        files: Files among the sources.
        unchanged_files: Files that were as they are known already; they were not read.
        new: Documents that were not there before.
        changed: Documents of which a new version was read.
        unchanged: Documents in the files read that were there already, as they are.
        failed: Inputs that could not be used.
        repeated: New and changed documents that repeat an earlier one of any corpus, exactly or nearly.
        dropped: Those of them that were left out because the settings say so.
        other_languages: Documents in languages other than English, by code.
        cleaning: For each step of cleaning, how many places it changed.
        columns: How tables were understood.
    """

    corpus: str
    batch: str = ""
    files: int = 0
    unchanged_files: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    failed: int = 0
    repeated: int = 0
    dropped: int = 0
    other_languages: dict[str, int] = field(default_factory=dict)
    cleaning: dict[str, int] = field(default_factory=dict)
    columns: list[Columns] = field(default_factory=list)


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
        known = sources.sources_of(database, corpus)
        failed = sources.failed_sources(database, corpus)
    again = {path for path, errors in failed.items() if _worth_retrying(errors, settings, retry_failed=retry_failed)}
    how = reading_key(settings)
    fresh, touched = [], []
    for source in found:
        path = readable(source.path.resolve())
        old = known.get(path) if path not in again else None
        known_state = old and old.sha256 and (old.size, old.modified) == (source.size, source.mtime_ns)
        if old and old.settings == how and known_state:
            continue
        state = StoredSource(path, source.size, source.mtime_ns, _hash(source), how)
        if old and (old.settings, old.sha256) == (how, state.sha256):
            touched.append(state)
        else:
            fresh.append((source, state))
    if touched:
        with store.writing() as database:
            sources.touch_sources(database, corpus, touched)
    return fresh


def _read_batch(
    store: Store, corpus: str, fresh: Sequence[tuple[Source, StoredSource]], settings: Settings, report: Reporter
) -> IngestResult:
    started = datetime.now(UTC)
    with store.reading() as database:
        name, _ = batches.next_batch(database, corpus)
        names = NameGiver(documents.documents_of(database, corpus))
        batch = Batch(corpus, name, names, documents.next_id(database))
    path = store.spool("documents.arrow")
    with writing_to(path):
        spool(batch, path, fresh, settings.ingest, report)
    with store.reading() as database:
        repeats = repeated(batch, database, settings.ingest.least_similarity)
    dropped = list(repeats) if settings.ingest.drop_duplicates else []
    places = places_of(path, dropped) if dropped else {}
    result = _result(batch, len(repeats), dropped)
    with pa.OSFile(str(path), "rb") as file, store.writing() as database:
        rows = pa.ipc.open_stream(file)
        failures = [*batch.failures, *(_dropped(*places[number], repeats[number]) for number in dropped)]
        batches.add_batch(database, corpus, rows, batch.replaced, batch.sources, failures, dropped)
        run = runs.begin_run(
            database,
            "ingest",
            name,
            started,
            settings.ingest.model_dump(mode="json"),
            versions(settings),
            {**asdict(result), "files": len(fresh), "replaced": len(batch.replaced)},
        )
        runs.add_progress(database, run, datetime.now(UTC), result.new + result.changed)
    return result


def _result(batch: Batch, repeats: int, dropped: Sequence[int]) -> IngestResult:
    left_out = set(dropped)
    kept = [read for number, read in enumerate(batch.fresh, batch.first_id) if number not in left_out]
    changed = sum(bool(read.replaces) for read in kept)
    languages = Counter(read.language for read in kept)
    return IngestResult(
        batch.corpus,
        batch.name,
        new=len(kept) - changed,
        changed=changed,
        unchanged=batch.unchanged,
        failed=len(batch.failures),
        repeated=repeats,
        dropped=len(dropped),
        other_languages={code: n for code, n in sorted(languages.items()) if code not in ("en", "und")},
        cleaning={step: count for step, count in batch.cleaning.items() if count},
        columns=[Columns(understood, tuple(files)) for understood, files in batch.columns.items()],
    )


def _dropped(origin: str, source: str, why: str) -> tuple[str, Failure]:
    return origin, Failure(source, "ingest", DUPLICATE, f"{why} It was left out (--drop-duplicates).")


def _worth_retrying(errors: Collection[str], settings: IngestSettings, *, retry_failed: bool) -> bool:
    """Tell whether a file that failed is to be read again: asked for, or now that there is a password."""
    return (retry_failed and set(errors) != {DUPLICATE}) or ("password" in errors and bool(settings.password))


def _hash(source: Source) -> str:
    try:
        return source.sha256()
    except OSError:
        return ""  # unreadable now; read_source says why
