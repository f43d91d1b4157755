"""Which reader reads a file: by its extension, or as the settings say."""

from collections.abc import Mapping

from themeline.ingest.raw import ReadError
from themeline.ingest.readers.base import Input, Reader
from themeline.ingest.readers.plain import read_markdown, read_text
from themeline.ingest.readers.tables import read_csv, read_json, read_jsonl

READERS: Mapping[str, Reader] = {
    "txt": read_text,
    "text": read_text,
    "md": read_markdown,
    "markdown": read_markdown,
    "csv": read_csv,
    "tsv": read_csv,
    "tab": read_csv,
    "json": read_json,
    "jsonl": read_jsonl,
    "ndjson": read_jsonl,
}


def format_of(source: Input) -> str:
    """Return the format of a file, as its extension in small letters without the dot."""
    if source.settings.format:
        return source.settings.format.lower().lstrip(".")
    extension = source.path.suffix.lower().lstrip(".")
    if not extension or source.name == "stdin":
        return _sniffed(source)
    return extension


def reader_for(extension: str) -> Reader:
    """Return the reader of a format.

    Raises:
        ReadError: `unsupported` if there is none.
    """
    try:
        return READERS[extension]
    except KeyError:
        raise ReadError("unsupported", f"Files of the kind {extension!r} cannot be read.") from None


def _sniffed(source: Input) -> str:
    with source.path.open("rb") as file:
        head = file.read(64).lstrip()
    return "jsonl" if head.startswith(b'{"') else "txt"
