"""From what a reader found to a document as the rest of Themeline knows it."""

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from themeline.ingest.cleaning import CleanedText, clean_blocks, clean_text
from themeline.ingest.languages import detect_language
from themeline.ingest.raw import BadPart, RawDocument
from themeline.ingest.settings import IngestSettings
from themeline.tables import Document, Failure

STAGE = "ingest"
SURROGATES = re.compile("[\ud800-\udfff]")
LANGUAGE_CODE = re.compile(r"[a-z]{2,3}(?:[-_][A-Za-z]{2,4})?")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A document, and for each step of cleaning how many places it changed."""

    document: Document
    counts: dict[str, int]


def make_document(raw: RawDocument | BadPart, name: str, settings: IngestSettings) -> Cleaned | Failure:
    """Clean one raw document.

    Args:
        raw: What the reader found.
        name: The file's name below its source.
        settings: How to clean.
    """
    source = name + raw.part
    if isinstance(raw, BadPart):
        return Failure(source, STAGE, raw.error, raw.detail)
    cleaned = _cleaned(raw, settings)
    if not cleaned.text.strip():
        return Failure(source, STAGE, "empty", "There is no text in it.")
    if len(cleaned.text) > settings.max_characters:
        detail = f"The text has {len(cleaned.text):,} characters; the limit is {settings.max_characters:,}. Split it."
        return Failure(source, STAGE, "too_large", detail)
    metadata = dict(raw.metadata)
    document = Document(
        doc=raw.doc or _identity(source),
        text=cleaned.text,
        source=source,
        title=raw.title or cleaned.title,
        language=_language(metadata, cleaned.text, settings),
        published=raw.published,
        author_keywords=raw.author_keywords or cleaned.author_keywords,
        metadata=metadata,
        blocks=cleaned.blocks,
    )
    return Cleaned(document, dict(cleaned.counts))


def failure(name: str, error: str, detail: str) -> Failure:
    """Return the failure of a whole file."""
    return Failure(name, STAGE, error, detail)


def _cleaned(raw: RawDocument, settings: IngestSettings) -> CleanedText:
    if raw.blocks:
        return clean_blocks(raw.blocks, settings)
    text = SURROGATES.sub("\ufffd", raw.text) if not raw.text.isascii() else raw.text
    return clean_text(text, settings)


def _language(metadata: dict[str, object], text: str, settings: IngestSettings) -> str:
    if settings.language:
        return settings.language
    given = metadata.get("language")
    if isinstance(given, str) and LANGUAGE_CODE.fullmatch(given.strip()):
        return str(metadata.pop("language")).strip()[:2].lower()
    return detect_language(text)


def _identity(source: str) -> str:
    return str(PurePosixPath(source))
