"""What is known of a document besides its text: a metadata file joined by name, and the date in the text's head."""

import csv
import hashlib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path, PurePosixPath

from themeline.errors import UsageError
from themeline.ingest.columns import OPTIONS, guess_column
from themeline.ingest.decoding import decode
from themeline.ingest.published import parse_published
from themeline.ingest.raw import ReadError
from themeline.ingest.settings import IngestSettings

NAME_COLUMNS = ("file", "filename", "source", "path", "name", "id", "doc", "document")
LABELS = ("date", "published", "published on", "publication date", "issued", "adopted", "dated", "last updated")
LONGEST_DATE_LINE = 60
HEAD_LINES = 12


def joined_metadata(settings: IngestSettings, source: str, doc: str) -> Mapping[str, str]:
    """Return the row of the metadata file that belongs to a document, empty fields left out.

    The row's name may be the path below the source, the file's name with or without its extension, or the id.

    Raises:
        UsageError: If the metadata file cannot be used.
    """
    if settings.metadata_file is None:
        return {}
    rows = _metadata_rows(settings.metadata_file, settings.metadata_file.stat().st_mtime_ns)
    path = PurePosixPath(source.partition("#")[0])
    names = (doc, source, str(path), path.name, path.stem)
    return next((rows[name.casefold()] for name in names if name.casefold() in rows), {})


def check_metadata(settings: IngestSettings) -> None:
    """Make sure that the metadata file, if there is one, can be used.

    Raises:
        UsageError: If it is missing, cannot be read, or no column of it names the files.
    """
    if settings.metadata_file is not None:
        if not settings.metadata_file.is_file():
            raise UsageError(f"There is no metadata file {str(settings.metadata_file)!r}.")
        joined_metadata(settings, "", "")


def reading_key(settings: IngestSettings) -> str:
    """Return what the reading of a file depends on besides its bytes: the settings, and the metadata file's bytes."""
    if settings.metadata_file is None:
        return settings.model_dump_json()
    digest = hashlib.sha256(settings.metadata_file.read_bytes()).hexdigest()
    return f"{settings.model_dump_json()} {digest}"


def described(row: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Divide a row of metadata into what has a meaning (title, published, author_keywords) and the rest."""
    chosen = {meaning: guess_column(list(row), meaning, set()) for meaning in OPTIONS if meaning not in {"text", "id"}}
    known = {meaning: row[column] for meaning, column in chosen.items() if column}
    return known, {name: value for name, value in row.items() if name not in chosen.values()}


def date_in_head(paragraphs: Sequence[str]) -> str:
    """Return the date that stands alone, or after a place or a label, near the beginning of a text; or empty."""
    for line in paragraphs[:HEAD_LINES]:
        if len(line) > LONGEST_DATE_LINE or not any(sign.isdigit() for sign in line):
            continue
        bare = line.strip(" ()[].–—-")
        label, colon, stated = bare.partition(":")
        _, comma, after_place = bare.partition(", ")
        candidates = [bare, stated if colon and label.strip().lower() in LABELS else "", after_place if comma else ""]
        for candidate in candidates:
            found = parse_published(candidate.strip())
            if len(found) > len("2016"):
                return found
    return ""


@lru_cache(maxsize=4)
def _metadata_rows(path: Path, changed: int) -> Mapping[str, Mapping[str, str]]:
    """Read the metadata file; `changed` makes the cache forget a file that was written anew."""
    del changed
    try:
        text = decode(path.read_bytes()).text
        first = text.partition("\n")[0]
        reader = csv.DictReader(text.splitlines(keepends=True), delimiter=max(",;\t", key=first.count))
        rows = [{name: (value or "").strip() for name, value in row.items() if name} for row in reader]
    except (OSError, ReadError, csv.Error) as error:
        raise UsageError(f"The metadata file {str(path)!r} cannot be read: {error}.") from error
    plain = {name.strip().casefold(): name for name in reader.fieldnames or ()}
    column = next((plain[name] for name in NAME_COLUMNS if name in plain), "")
    if not column:
        raise UsageError(
            f"The metadata file {str(path)!r} has no column that names the files.",
            f"Call it one of {', '.join(NAME_COLUMNS)}.",
        )
    return {
        row[column].casefold(): {name: value for name, value in row.items() if value and name != column} for row in rows
    }
