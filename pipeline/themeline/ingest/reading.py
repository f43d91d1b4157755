"""Reading a source: the reader for its format, its documents cleaned, whatever goes wrong kept as a failure."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TypeAlias

from themeline.ingest.archives import BadMember, is_archive, unpacked
from themeline.ingest.changes import StepChange, cleaning_changes
from themeline.ingest.documents import Cleaned, failure, make_documents
from themeline.ingest.formats import format_of, is_harmless, reader_for
from themeline.ingest.isolation import read_isolated
from themeline.ingest.raw import RawDocument, ReadError, refusal
from themeline.ingest.readers.base import Input
from themeline.ingest.settings import IngestSettings
from themeline.ingest.sources import Source
from themeline.tables import Document, Failure

DEEPEST_ARCHIVE = 3
Result: TypeAlias = Cleaned | Failure | StepChange


def read_source(source: Source, settings: IngestSettings) -> Iterator[Document | Failure]:
    """Read a source: each of its documents, cleaned, or why there is none.

    Bad input never raises: what cannot be used is yielded as a `Failure`, and the rest of the file goes on.
    Ids are the user's own, or the path below the source; they may repeat.
    """
    for result in read_counted(source, settings):
        yield result.document if isinstance(result, Cleaned) else result


def read_counted(source: Source, settings: IngestSettings) -> Iterator[Cleaned | Failure]:
    """Read a source as `read_source` does, with the counts of each step of cleaning."""
    for result in _guarded(source, settings, 0, changes=False):
        assert not isinstance(result, StepChange)
        yield result


def read_changes(source: Source, settings: IngestSettings) -> Iterator[Result]:
    """Read a source as `read_counted` does, and yield before its documents what each step of cleaning changed."""
    yield from _guarded(source, settings, 0, changes=True)


def read_directly(source: Source, settings: IngestSettings, *, changes: bool = False) -> Iterator[Result]:
    """Read a file in this process.

    Raises:
        ReadError: If the file as a whole cannot be used.
        OSError: If the system refuses to read it.
    """
    given = Input(source.path, source.name, settings)
    extension = format_of(given)
    for raw in reader_for(extension)(given):
        if isinstance(raw, RawDocument) and not raw.part:
            facts = {"format": extension, "bytes": source.size, "sha256": source.sha256()}
            raw = replace(raw, metadata={**raw.metadata, **facts})
        if changes and isinstance(raw, RawDocument):
            yield from cleaning_changes(raw, source.name, settings)
        yield from make_documents(raw, source.name, settings)


def _guarded(source: Source, settings: IngestSettings, depth: int, *, changes: bool) -> Iterator[Result]:
    empty = True
    try:
        for result in _results(source, settings, depth, changes=changes):
            empty = False
            yield result
        if empty:
            yield failure(source.name, "empty", "There is no text in it.")
    except ReadError as error:
        yield failure(source.name, error.error, error.message)
    except OSError as error:
        if not isinstance(refused := refusal(error), ReadError):
            raise refused from error
        yield failure(source.name, refused.error, refused.message)


def _results(source: Source, settings: IngestSettings, depth: int, *, changes: bool) -> Iterator[Result]:
    if is_archive(source.name) and not settings.format:
        yield from _archived(source, settings, depth, changes=changes)
    elif is_harmless(format_of(Input(source.path, source.name, settings))):
        yield from read_directly(source, settings, changes=changes)
    else:
        yield from read_isolated(source, settings, changes=changes)


def _archived(source: Source, settings: IngestSettings, depth: int, *, changes: bool) -> Iterator[Result]:
    if depth >= DEEPEST_ARCHIVE:
        raise ReadError("unsafe", "It is an archive within archives; it is not opened.")
    with unpacked(source, settings) as members:
        for member in members:
            if isinstance(member, BadMember):
                yield failure(member.name, member.error.error, member.error.message)
            else:
                yield from _guarded(member, settings, depth + 1, changes=changes)
