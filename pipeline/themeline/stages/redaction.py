"""What `--redact` masks in a workspace: the names of some kinds of entity, wherever the workspace knows them."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any, TypeVar, cast

import duckdb

from themeline.errors import UsageError
from themeline.stages.names import read_decisions
from themeline.store import Store

if TYPE_CHECKING:
    import pandas as pd

    from themeline.redaction.names import Name
    from themeline.redaction.redactor import Redactor

Result = TypeVar("Result")

MENTIONS = """
    SELECT e.label, coalesce(n.canonical, e.name), e.name, e.text
    FROM entities e JOIN documents d ON d.id = e.document
    LEFT JOIN names n ON n.name = e.name AND n.label = e.label
    WHERE e.label IN (SELECT unnest(?)) ORDER BY d.corpus, d.doc, e.start, e."end", e.label"""
OTHERS = "SELECT DISTINCT text FROM entities WHERE label NOT IN (SELECT unnest(?))"
IDS = "SELECT corpus FROM batches UNION SELECT corpus FROM definitions UNION SELECT doc FROM documents"
SMALL = re.compile(r"[^\W\d_]+")


def chosen_labels(given: Sequence[str]) -> tuple[str, ...]:
    """Return the labels that options name, which may be parted by commas.

    Raises:
        UsageError: If one is no label.
    """
    from themeline.entities.labels import LABELS

    labels = dict.fromkeys(label.strip().upper() for option in given for label in option.split(",") if label.strip())
    for label in labels:
        if label not in LABELS:
            raise UsageError(f"--redact: {label!r} is no kind of entity.", f"The kinds are: {', '.join(LABELS)}.")
    return tuple(labels)


def make_redactor(database: duckdb.DuckDBPyConnection, labels: Sequence[str]) -> "Redactor | None":
    """Return what masks the names of these kinds of entity, or None if there are none.

    The names are those of the whole workspace: a person found in one document is masked in every other. The masks are
    numbered in the order of corpora, documents and places, so the same workspace always gives the same.

    Raises:
        UsageError: If a label is none.
    """
    from themeline.redaction.names import make_masker
    from themeline.redaction.redactor import Redactor

    chosen = chosen_labels(labels)
    if not chosen:
        return None
    names = list(_names(database, chosen))
    others = {row[0].casefold() for row in database.execute(OTHERS, [list(chosen)]).fetchall()}
    masker = make_masker(names, _ordinary(database), others)
    return Redactor(masker, chosen, [row[0] for row in database.execute(IDS).fetchall()])


def redacted(store: Store, result: Result, labels: Sequence[str]) -> Result:
    """Return a table, or a dataclass with tables in it, with the names of these kinds of entity masked.

    Raises:
        UsageError: If a label is none.
    """
    if not labels:
        return result
    with store.reading() as database:
        redactor = make_redactor(database, labels)
    if redactor is None:
        return result
    if not is_dataclass(result):
        return cast(Result, redactor.frame(cast("pd.DataFrame", result)))
    made: Any = type(result)
    return cast(Result, made(**{each.name: _masked(getattr(result, each.name), redactor) for each in fields(result)}))


def _masked(value: object, redactor: "Redactor") -> object:
    if hasattr(value, "columns"):
        return redactor.frame(cast("pd.DataFrame", value))
    if isinstance(value, dict):  # by the names of corpora
        return {redactor.identity(key): item for key, item in value.items()}
    return redactor.value(value)


def _names(database: duckdb.DuckDBPyConnection, labels: Sequence[str]) -> Iterator["Name"]:
    from themeline.redaction.names import PERSON, Name

    things: dict[tuple[str, str], str] = {}
    for label, canonical, name, text in database.execute(MENTIONS, [list(labels)]).fetchall():
        for form in (text, name, canonical):
            things.setdefault((label, form), canonical)
            yield Name(label, canonical, form)
    for decision in read_decisions(database):
        if decision.label in labels:
            for form in (decision.left, decision.right, decision.name):
                yield Name(decision.label, things.get((decision.label, decision.left), decision.left), form)
    if PERSON in labels:
        for form in _stated(database):
            yield Name(PERSON, things.get((PERSON, form), form), form)


def _stated(database: duckdb.DuckDBPyConnection) -> Iterator[str]:
    """Yield the names in metadata fields that hold names of people, such as `author`."""
    from themeline.redaction.names import names_in_field, person_fields

    fields = person_fields()
    for (metadata,) in database.execute("SELECT metadata FROM documents ORDER BY corpus, doc").fetchall():
        for field, value in json.loads(metadata).items():
            if field.casefold() in fields:
                yield from names_in_field(value)


def _ordinary(database: duckdb.DuckDBPyConnection) -> set[str]:
    """Return the words that stand in small letters anywhere in the texts."""
    words: set[str] = set()
    cursor = database.execute("SELECT text FROM documents WHERE language IN ('en', 'und')")
    while rows := cursor.fetchmany(500):
        for (text,) in rows:
            words.update(word for word in SMALL.findall(text) if word.islower())
    return words
