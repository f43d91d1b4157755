"""Plain text and Markdown."""

import re

from themeline.ingest.decoding import DecodedText
from themeline.ingest.markdown import markdown_document
from themeline.ingest.raw import RawDocument, ReadError
from themeline.ingest.readers.base import Input, Parts, encoding_facts

LONGEST_CHARACTER = 4


def read_text(source: Input) -> Parts:
    """Read a plain text: one document."""
    decoded = _decoded(source)
    yield RawDocument(text=decoded.text, metadata=encoding_facts(decoded))


def read_markdown(source: Input) -> Parts:
    """Read a Markdown text: one document, its headings known."""
    decoded = _decoded(source)
    if source.settings.verbatim:
        yield RawDocument(text=decoded.text, metadata=encoding_facts(decoded))
    else:
        yield markdown_document(re.sub("\r\n?", "\n", decoded.text), encoding_facts(decoded))


def _decoded(source: Input) -> DecodedText:
    """Return the text, unless its bytes alone say that it is longer than is allowed."""
    settings = source.settings
    longest = LONGEST_CHARACTER * settings.max_characters
    if settings.split == "none" and source.path.stat().st_size > longest:
        raise ReadError(
            "too_large", f"It has more than {settings.max_characters:,} characters; divide it, or see --split."
        )
    return source.decoded()
