"""Reading a source: the reader for its format, its documents cleaned, whatever goes wrong kept as a failure."""

from collections.abc import Iterator

from themeline.ingest.documents import Cleaned, failure, make_document
from themeline.ingest.formats import format_of, reader_for
from themeline.ingest.raw import ReadError
from themeline.ingest.readers.base import Input
from themeline.ingest.settings import IngestSettings
from themeline.ingest.sources import Source
from themeline.tables import Document, Failure


def read_source(source: Source, settings: IngestSettings) -> Iterator[Document | Failure]:
    """Read a source: each of its documents, cleaned, or why there is none.

    Bad input never raises: what cannot be used is yielded as a `Failure`, and the rest of the file goes on.
    Ids are the user's own, or the path below the source; they may repeat.
    """
    for result in read_counted(source, settings):
        yield result.document if isinstance(result, Cleaned) else result


def read_counted(source: Source, settings: IngestSettings) -> Iterator[Cleaned | Failure]:
    """Read a source as `read_source` does, with the counts of each step of cleaning."""
    given = Input(source.path, source.name, settings)
    try:
        reader = reader_for(format_of(given))
        empty = True
        for raw in reader(given):
            empty = False
            yield make_document(raw, source.name, settings)
        if empty:
            yield failure(source.name, "empty", "There is no text in it.")
    except ReadError as error:
        yield failure(source.name, error.error, error.message)
    except OSError as error:
        yield failure(source.name, "unreadable", f"{error.strerror or error}.")
