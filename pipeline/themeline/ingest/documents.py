"""From what a reader found to a document as the rest of Themeline knows it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from themeline.ingest.cleaning import CleanedText
from themeline.ingest.languages import detect_language
from themeline.ingest.metadata import HEAD_LINES, date_in_head, described, joined_metadata
from themeline.ingest.published import parse_published
from themeline.ingest.raw import BadPart, RawDocument
from themeline.ingest.settings import IngestSettings
from themeline.ingest.splitting import cleaned_parts
from themeline.ingest.structure import split_keywords
from themeline.tables import Document, Failure

STAGE = "ingest"
WEAK = "file properties"
SURROGATES = re.compile("[\ud800-\udfff]")
LANGUAGE_CODE = re.compile(r"[a-z]{2,3}(?:[-_][A-Za-z]{2,4})?")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A document, how it came about, and how many places each step of cleaning changed.

    Attributes:
        document: The document.
        counts: For each step of cleaning that was run, the places that it changed or found.
        columns: Which columns of a table were taken for what, in one line; empty where there is no table.
    """

    document: Document
    counts: dict[str, int]
    columns: str = ""


def make_documents(raw: RawDocument | BadPart, name: str, settings: IngestSettings) -> Iterator[Cleaned | Failure]:
    """Clean one raw document; it becomes several where the settings say so.

    Args:
        raw: What the reader found.
        name: The file's name below its source.
        settings: How to clean.
    """
    if isinstance(raw, BadPart):
        yield Failure(name + raw.part, STAGE, raw.error, raw.detail)
        return
    if settings.split == "none" and len(raw.text) > settings.max_characters:
        yield _too_large(name + raw.part, len(raw.text), settings)
        return
    if not raw.text.isascii():
        raw = replace(raw, text=SURROGATES.sub("\ufffd", raw.text))
    empty = True
    for part, cleaned in cleaned_parts(raw, settings):
        empty = False
        yield _document(raw, name + part, cleaned, settings, whole=part == raw.part)
    if empty:
        yield Failure(name + raw.part, STAGE, "empty", "There is no text in it.")


def _document(
    raw: RawDocument, source: str, cleaned: CleanedText, settings: IngestSettings, whole: bool
) -> Cleaned | Failure:
    if not cleaned.text.strip():
        return Failure(source, STAGE, "empty", "There is no text in it.")
    if len(cleaned.text) > settings.max_characters:
        return _too_large(source, len(cleaned.text), settings)
    doc = raw.doc if raw.doc and whole else source
    known, rest = described(joined_metadata(settings, source, doc))
    metadata = {**raw.metadata, **rest}
    published = _published(raw, known, cleaned, metadata, settings)
    document = Document(
        doc=doc,
        text=cleaned.text,
        source=source,
        title=known.get("title") or (raw.title if whole else "") or cleaned.title or raw.title,
        language=_language(metadata, cleaned.text, settings),
        published=published,
        author_keywords=tuple(split_keywords(known.get("author_keywords", "")))
        or raw.author_keywords
        or cleaned.author_keywords,
        metadata=metadata,
        blocks=cleaned.blocks,
    )
    return Cleaned(document, dict(cleaned.counts), raw.columns)


def _too_large(source: str, characters: int, settings: IngestSettings) -> Failure:
    limit = f"the limit is {settings.max_characters:,}; divide it, or see --split"
    return Failure(source, STAGE, "too_large", f"The text has {characters:,} characters; {limit}.")


def _published(
    raw: RawDocument,
    known: Mapping[str, str],
    cleaned: CleanedText,
    metadata: dict[str, object],
    settings: IngestSettings,
) -> str:
    """Return the date of publication, and note in the metadata where it comes from unless the input's row says it."""
    stated = parse_published(known.get("published", ""), settings.date_order)
    if stated:
        metadata["published_source"] = "metadata file"
        return stated
    is_file = not raw.part.startswith("#")
    if is_file and not settings.verbatim and raw.metadata.get("published_source", WEAK) == WEAK:
        head = date_in_head([cleaned.text[block.start : block.end] for block in cleaned.blocks[:HEAD_LINES]])
        if head:
            metadata["published_source"] = "text"
            return head
    return raw.published


def failure(name: str, error: str, detail: str) -> Failure:
    """Return the failure of a whole file."""
    return Failure(name, STAGE, error, detail)


def _language(metadata: dict[str, object], text: str, settings: IngestSettings) -> str:
    if settings.language:
        return settings.language
    given = metadata.get("language")
    if isinstance(given, str) and LANGUAGE_CODE.fullmatch(given.strip()):
        return str(metadata.pop("language")).strip()[:2].lower()
    return detect_language(text)
