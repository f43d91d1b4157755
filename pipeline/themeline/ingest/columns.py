"""Which column of a table holds the text, the id, the date: as the user says, or by the column's name."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from functools import cached_property
from json import dumps
from typing import Any

from themeline.ingest.knowledge import column_names
from themeline.ingest.published import parse_published
from themeline.ingest.raw import BadPart, RawDocument, ReadError
from themeline.ingest.settings import IngestSettings
from themeline.ingest.structure import split_keywords

OPTIONS = {
    "text": "text_column",
    "id": "id_column",
    "title": "title_column",
    "published": "date_column",
    "author_keywords": "keywords_column",
}


@dataclass(frozen=True)
class Columns:
    """The column for each meaning; empty where there is none."""

    text: str
    id: str
    title: str
    published: str
    author_keywords: str

    def used(self) -> frozenset[str]:
        """Return the names of all columns that have a meaning."""
        return frozenset(getattr(self, part.name) for part in fields(self)) - {""}

    @cached_property
    def described(self) -> str:
        """The mapping in one line, for people."""
        return ", ".join(f"{part.name} = {getattr(self, part.name) or '(none)'}" for part in fields(self))


def choose_columns(names: Iterable[str], settings: IngestSettings) -> Columns:
    """Choose the columns by the settings, and the rest by their names.

    Raises:
        ReadError: `missing_column` if a column that the settings name is not there, or none can be the text.
    """
    known = [str(name) for name in names]
    chosen: dict[str, str] = {}
    for meaning, option in OPTIONS.items():
        wanted = getattr(settings, option)
        if wanted and wanted not in known:
            raise ReadError("missing_column", f"There is no column {wanted!r}; there are {_listed(known)}.")
        chosen[meaning] = wanted or guess_column(known, meaning, set(chosen.values()))
    if not chosen["text"]:
        raise ReadError(
            "missing_column", f"No column looks like the text; name it with --text-column: {_listed(known)}."
        )
    return Columns(**chosen)


def row_document(
    row: Mapping[str, Any], columns: Columns, number: int, settings: IngestSettings
) -> RawDocument | BadPart:
    """Make a document of a row; every field without a meaning of its own becomes metadata."""
    text = row.get(columns.text)
    part = f"#{number}"
    if not isinstance(text, str):
        return BadPart(part, "bad_row", f"The field {columns.text!r} of row {number} holds no text.")
    raw_date = row.get(columns.published) if columns.published else None
    published = parse_published(raw_date, settings.date_order)
    used = columns.used() if published or raw_date in (None, "") else columns.used() - {columns.published}
    return RawDocument(
        text=text,
        part=part,
        doc=_identity(row.get(columns.id)) if columns.id else "",
        title=_one_line(row.get(columns.title)) if columns.title else "",
        published=published,
        author_keywords=_keywords(row.get(columns.author_keywords)) if columns.author_keywords else (),
        metadata=dict(_flat({str(name): value for name, value in row.items() if name not in used})),
        columns=columns.described,
    )


def guess_column(names: Sequence[str], meaning: str, taken: set[str]) -> str:
    """Return the column whose name tells its meaning, or an empty string."""
    plain = {_plain_name(name): name for name in reversed(names) if name not in taken}
    return next((plain[name] for name in column_names(meaning) if name in plain), "")


def _plain_name(name: str) -> str:
    return "".join(character for character in name.casefold() if character.isalnum())


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(names[:20])
    return f"{shown}, …" if len(names) > 20 else shown or "none"


def _identity(value: object) -> str:
    return (
        "" if _missing(value) else str(int(value) if isinstance(value, float) and value.is_integer() else value).strip()
    )


def _one_line(value: object) -> str:
    return "" if _missing(value) else " ".join(str(value).split())


def _keywords(value: object) -> tuple[str, ...]:
    if isinstance(value, list | tuple):
        return tuple(word for word in (str(entry).strip() for entry in value) if word)
    return () if _missing(value) else tuple(split_keywords(str(value)))


def _flat(fields: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    """Yield the fields, those of an object under its name and a full stop (`meta.year`)."""
    for name, value in fields.items():
        if isinstance(value, Mapping):
            yield from _flat({f"{name}.{inner}": entry for inner, entry in value.items()})
        elif not _missing(value):
            yield name, _plain(value)


def _plain(value: object) -> object:
    if isinstance(value, str | int | float | bool):
        return value
    return value.isoformat() if isinstance(value, date | datetime) else dumps(value, ensure_ascii=False, default=str)


def _missing(value: object) -> bool:
    return value is None or value == "" or (isinstance(value, float) and value != value)
