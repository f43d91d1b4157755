"""The spaCy pipeline: texts are parsed once, and everything after reads the parse.

The names are imported when they are first used, so that `themeline.language.settings` and `.identity` can be
read without the three seconds that spaCy takes.
"""

from importlib import import_module
from typing import TYPE_CHECKING

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

_HOMES = {
    "LanguageModel": "model",
    "LanguageSettings": "settings",
    "ParsedDocument": "parse",
    "attach": "parse",
    "from_bytes": "parse_store",
    "load_language": "model",
    "parse_documents": "parse",
    "to_bytes": "parse_store",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
