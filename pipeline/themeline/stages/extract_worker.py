"""What a worker does with documents in the extract stage: parse (or read the parse back), then every extraction."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pyarrow as pa

from themeline.compare.terms import count_terms
from themeline.dates import DateRules, find_dates
from themeline.entities import EntityRules, find_entities
from themeline.keywords import KeywordModel, extract_keywords
from themeline.language import (
    LanguageModel,
    ParsedDocument,
    attach,
    from_bytes,
    load_language,
    parse_documents,
    to_bytes,
)
from themeline.memory import spare_what_stays
from themeline.stages.extract import ExtractItem, ExtractTask
from themeline.store.outputs import SCHEMAS, to_arrow


@dataclass(frozen=True, slots=True)
class _Knowledge:
    """What a worker loads once."""

    task: ExtractTask
    language: LanguageModel
    entities: EntityRules
    dates: DateRules
    keywords: KeywordModel


def prepare(task: ExtractTask) -> Callable[[Sequence[ExtractItem]], dict[str, pa.Table]]:
    """Load the language model and the rules, and return the function that extracts from documents."""
    knowledge = _Knowledge(
        task,
        load_language(task.settings.language),
        EntityRules.load(),
        DateRules.load(),
        KeywordModel.configured(task.settings.keywords),
    )
    spare_what_stays()
    return lambda items: extract(items, knowledge)


def extract(items: Sequence[ExtractItem], knowledge: _Knowledge) -> dict[str, pa.Table]:
    """Return the rows of each table for these documents, as `store.outputs.SCHEMAS`."""
    rows: dict[str, list[tuple[int, Sequence[object]]]] = {name: [] for name in SCHEMAS if name not in _OWN}
    parses: list[tuple[int, str, bytes | None, int]] = []
    with knowledge.language.nlp.memory_zone():
        for item, parsed, is_new in _parsed(items, knowledge.language):
            if is_new:
                tokens = len(parsed.parse) - int(parsed.parse.to_array("IS_SPACE").sum())
                parses.append((item.number, knowledge.task.parse_key, to_bytes(parsed.parse), tokens))
            for table, records in _records(parsed, knowledge).items():
                rows[table].append((item.number, records))
    return {"parses": _parse_table(parses)} | {table: to_arrow(table, of) for table, of in rows.items()}


_OWN = ("parses", "themes")


def _parsed(items: Sequence[ExtractItem], language: LanguageModel) -> list[tuple[ExtractItem, ParsedDocument, bool]]:
    new = [item for item in items if item.parse is None]
    fresh = dict(zip((item.number for item in new), parse_documents([i.document for i in new], language), strict=True))
    return [
        (item, fresh[item.number], True)
        if item.parse is None
        else (item, attach(item.document, from_bytes(item.parse, language.nlp.vocab)), False)
        for item in items
    ]


def _records(parsed: ParsedDocument, knowledge: _Knowledge) -> dict[str, Sequence[object]]:
    settings = knowledge.task.settings
    entities = find_entities(parsed, knowledge.entities, settings.entities)
    return {
        "sentences": parsed.sentences,
        "entities": entities,
        "dates": find_dates(parsed, knowledge.dates, settings.dates, entities),
        "keywords": extract_keywords(parsed, entities, knowledge.keywords, settings.keywords),
        "terms": count_terms(parsed, settings.counts),
    }


def _parse_table(parses: Sequence[tuple[int, str, bytes | None, int]]) -> pa.Table:
    columns = list(zip(*parses, strict=True)) if parses else [(), (), (), ()]
    schema = SCHEMAS["parses"]
    return pa.Table.from_arrays([pa.array(c, f.type) for c, f in zip(columns, schema, strict=True)], schema=schema)
