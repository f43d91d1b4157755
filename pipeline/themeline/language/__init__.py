"""The spaCy pipeline: texts are parsed once, and everything after reads the parse."""

from typing import TYPE_CHECKING

from themeline.lazy import lazy_names

if TYPE_CHECKING:
    from themeline.language.model import LanguageModel, load_language
    from themeline.language.parse import ParsedDocument, attach, parse_documents
    from themeline.language.parse_store import from_bytes, to_bytes
    from themeline.language.settings import LanguageSettings

__all__ = [
    "LanguageModel",
    "LanguageSettings",
    "ParsedDocument",
    "attach",
    "from_bytes",
    "load_language",
    "parse_documents",
    "to_bytes",
]

__getattr__ = lazy_names(
    __name__,
    {
        "LanguageModel": "model",
        "LanguageSettings": "settings",
        "ParsedDocument": "parse",
        "attach": "parse",
        "from_bytes": "parse_store",
        "load_language": "model",
        "parse_documents": "parse",
        "to_bytes": "parse_store",
    },
)
