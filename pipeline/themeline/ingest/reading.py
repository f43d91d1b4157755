"""Reading a source: the reader for its format, its documents cleaned, whatever goes wrong kept as a failure."""

from collections.abc import Iterator
from dataclasses import replace

from themeline.ingest.archives import BadMember, is_archive, unpacked
from themeline.ingest.changes import StepChange, cleaning_changes
from themeline.ingest.documents import Cleaned, failure, make_documents
from themeline.ingest.formats import format_of, is_harmless, reader_for
from themeline.ingest.isolation import read_isolated
from themeline.ingest.raw import RawDocument, ReadError
from themeline.ingest.readers.base import Input
from themeline.ingest.settings import IngestSettings
from themeline.ingest.sources import Source
from themeline.tables import Document, Failure

DEEPEST_ARCHIVE = 3


def read_source(source: Source, settings: IngestSettings) -> Iterator[Document | Failure]:
    """Read a source: each of its documents, cleaned, or why there is none.

    Bad input never raises: what cannot be used is yielded as a `Failure`, and the rest of the file goes on.
    Ids are the user's own, or the path below the source; they may repeat.
    """
    for result in read_counted(source, settings):
        yield result.document if isinstance(result, Cleaned) else result


def read_counted(source: Source, settings: IngestSettings, depth: int = 0) -> Iterator[Cleaned | Failure]:
    """Read a source as `read_source` does, with the counts of each step of cleaning."""
    empty = True
    try:
        for result in _results(source, settings, depth):
            empty = False
            yield result
        if empty:
            yield failure(source.name, "empty", "There is no text in it.")
    except ReadError as error:
        yield failure(source.name, error.error, error.message)
    except OSError as error:
        yield failure(source.name, "unreadable", f"{error.strerror or error}.")


def read_directly(source: Source, settings: IngestSettings) -> Iterator[Cleaned | Failure]:
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
        yield from make_documents(raw, source.name, settings)


def read_changes(source: Source, settings: IngestSettings) -> Iterator[StepChange]:
    """Yield what each step of cleaning would change in a source; archives and what cannot be read have no changes."""
    try:
        if not is_archive(source.name) and is_harmless(format_of(Input(source.path, source.name, settings))):
            yield from changes_directly(source, settings)
        elif not is_archive(source.name):
            yield from read_isolated(source, settings, "changes")
    except (ReadError, OSError):
        return


def changes_directly(source: Source, settings: IngestSettings) -> Iterator[StepChange]:
    """Do the work of `read_changes` in this process.

    Raises:
        ReadError: If the file cannot be used.
        OSError: If the system refuses to read it.
    """
    given = Input(source.path, source.name, settings)
    for raw in reader_for(format_of(given))(given):
        if isinstance(raw, RawDocument):
            yield from cleaning_changes(raw, source.name, settings)


def _results(source: Source, settings: IngestSettings, depth: int) -> Iterator[Cleaned | Failure]:
    if is_archive(source.name) and not settings.format:
        yield from _archived(source, settings, depth)
    elif is_harmless(format_of(Input(source.path, source.name, settings))):
        yield from read_directly(source, settings)
    else:
        yield from read_isolated(source, settings, "documents")


def _archived(source: Source, settings: IngestSettings, depth: int) -> Iterator[Cleaned | Failure]:
    if depth >= DEEPEST_ARCHIVE:
        raise ReadError("unsafe", "It is an archive within archives; it is not opened.")
    with unpacked(source, settings) as members:
        for member in members:
            if isinstance(member, BadMember):
                yield failure(member.name, member.error.error, member.error.message)
            else:
                yield from read_counted(member, settings, depth + 1)
