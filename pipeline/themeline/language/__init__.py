"""The spaCy pipeline: texts are parsed once, and everything after reads the parse."""

from themeline.language.model import LanguageModel, LanguageSettings, load_language
from themeline.language.parse import ParsedDocument, parse_documents
from themeline.language.parse_store import from_bytes, to_bytes

__all__ = [
    "LanguageModel",
    "LanguageSettings",
    "ParsedDocument",
    "from_bytes",
    "load_language",
    "parse_documents",
    "to_bytes",
]
