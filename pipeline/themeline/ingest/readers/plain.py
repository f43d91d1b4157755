"""Plain text and Markdown."""

import re

from themeline.ingest.markdown import markdown_document
from themeline.ingest.raw import RawDocument
from themeline.ingest.readers.base import Input, Parts, encoding_facts


def read_text(source: Input) -> Parts:
    """Read a plain text: one document."""
    decoded = source.decoded()
    yield RawDocument(text=decoded.text, metadata=encoding_facts(decoded))


def read_markdown(source: Input) -> Parts:
    """Read a Markdown text: one document, its headings known."""
    decoded = source.decoded()
    if source.settings.verbatim:
        yield RawDocument(text=decoded.text, metadata=encoding_facts(decoded))
    else:
        yield markdown_document(re.sub("\r\n?", "\n", decoded.text), encoding_facts(decoded))
