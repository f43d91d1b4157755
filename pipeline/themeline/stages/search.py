"""The search command: a concordance of words, a lemma, an entity or a theme, in one corpus or several side by side."""

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal, cast, get_args

import duckdb
from pydantic import ValidationError

from themeline.errors import UsageError
from themeline.stages.fingerprints import parse_fingerprint
from themeline.stages.redacted_hits import redacted_hits
from themeline.stages.redaction import make_redactor
from themeline.stages.settings import Settings
from themeline.store import Selection, Store
from themeline.store.counts import sentences_of
from themeline.store.documents import read_documents
from themeline.store.outputs import read_parses
from themeline.store.query import corpora, document_numbers, metadata_fields, select, to_frame
from themeline.tables.schemas import ENTITIES, THEMES

if TYPE_CHECKING:
    import pandas as pd

    from themeline.compare.kwic_settings import ConcordanceSettings

By = Literal["text", "lemma", "entity", "theme"]
KEYS = ["corpus", "doc"]


def search(
    store: Store,
    settings: Settings,
    pattern: str,
    by: By = "text",
    names: Sequence[str] = (),
    where: str = "",
    how: "ConcordanceSettings | None" = None,
    redact: Sequence[str] = (),
) -> "pd.DataFrame":
    """Return every hit with its context and its document's metadata.

    Args:
        store: The workspace.
        settings: The workspace's settings.
        pattern: Words or a regular expression; or a dictionary form, an entity's name, a theme's key.
        by: What the pattern is.
        names: Corpora or defined sub-corpora, searched alike; all corpora by default.
        where: Only documents for which this SQL condition holds.
        how: Width, sorting, sample; the defaults of `ConcordanceSettings` if None.
        redact: Labels of the entities whose names are masked in what is shown; the search itself knows them.

    Returns:
        Columns corpus, doc, sentence, start, end, left, keyword, right, published, title, then metadata.

    Raises:
        UsageError: If a corpus does not exist, the pattern or condition does not work, or there is no such label.
    """
    from themeline.compare.kwic import concordance, concordance_of_spans, side_by_side
    from themeline.compare.kwic_settings import ConcordanceSettings

    how = how or ConcordanceSettings()
    width, how = how.width, how.model_copy(update={"width": 0}) if redact else how
    sentences, spans = {}, {}
    with store.reading() as database:
        redactor = make_redactor(database, redact)
        for name in names or corpora(database):
            numbers = document_numbers(database, Selection(name, where))
            sentences[name] = _sentences(database, numbers)
            if by != "text":
                spans[name] = _spans(database, settings, by, pattern, Selection(name, where), numbers)
    if not sentences:
        raise UsageError("There is nothing in this workspace yet.", "Ingest something with: themeline run FOLDER")
    if by == "text":
        found = side_by_side(sentences, lambda frame: concordance(frame, pattern, how))
    else:
        parts = iter(spans.values())
        found = side_by_side(sentences, lambda frame: concordance_of_spans(frame, next(parts), how))
    found = found[[*KEYS, *found.columns.difference(KEYS, sort=False)]]
    return redacted_hits(store, found, redactor, width) if redactor else found


def search_options(by: str, **how: object) -> tuple[By, "ConcordanceSettings"]:
    """Validate a command's options.

    Raises:
        UsageError: If one does not fit.
    """
    from themeline.compare.kwic_settings import ConcordanceSettings

    if by not in get_args(By):
        raise UsageError(f"{by!r} is nothing to search by.", f"Search by {', '.join(get_args(By))}.")
    try:
        return cast(By, by), ConcordanceSettings.model_validate(how)
    except ValidationError as error:
        first = error.errors()[0]
        raise UsageError(f"--{first['loc'][0]}: {first['msg']}.", f"It was: {first['input']!r}.") from error


def _sentences(database: duckdb.DuckDBPyConnection, numbers: Sequence[int]) -> "pd.DataFrame":
    frame = sentences_of(database, numbers).drop(columns="corpus")
    facts = database.sql(
        "SELECT doc, published, title, metadata FROM documents WHERE id IN (SELECT unnest($numbers)) ORDER BY id",
        params={"numbers": list(numbers)},
    )
    documents = to_frame(facts)
    fields = [name for name in metadata_fields(database) if name not in (*frame.columns, *documents.columns)]
    values = documents.pop("metadata").map(json.loads)
    for name in fields:
        documents[name] = values.map(lambda row, name=name: row.get(name))
    return frame.merge(documents, on="doc", how="left")


def _spans(
    database: duckdb.DuckDBPyConnection,
    settings: Settings,
    by: By,
    pattern: str,
    selection: Selection,
    numbers: Sequence[int],
) -> "pd.DataFrame":
    if by == "entity":
        mentions = to_frame(select(database, ENTITIES, selection))
        wanted = pattern.strip().casefold()
        named = mentions["name"].str.casefold().eq(wanted) | mentions["text"].str.casefold().eq(wanted)
        return mentions[mentions["name"].isin(set(mentions.loc[named, "name"]))]
    if by == "theme":
        themes = to_frame(select(database, THEMES, selection))
        if pattern not in set(themes["theme"]):
            known = ", ".join(sorted(set(themes["theme"]))) or "none"
            raise UsageError(f"No sentence has the theme {pattern!r} here.", f"Themes found: {known}.")
        return themes[themes["theme"] == pattern]
    return _lemma_spans(database, settings, pattern, numbers)


def _lemma_spans(
    database: duckdb.DuckDBPyConnection, settings: Settings, lemma: str, numbers: Sequence[int]
) -> "pd.DataFrame":
    from themeline.compare.lemma_search import find_lemma
    from themeline.language import attach, from_bytes, load_language

    vocab = load_language(settings.language).nlp.vocab
    parses = read_parses(database, numbers, parse_fingerprint(settings).key)
    documents = dict(read_documents(database, list(parses)))
    return find_lemma((attach(documents[n], from_bytes(data, vocab)) for n, data in parses.items()), lemma)
