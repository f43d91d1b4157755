"""Files become documents: what there is to read, the readers, cleaning, metadata, and duplicates."""

from typing import TYPE_CHECKING

from themeline.lazy import lazy_names

if TYPE_CHECKING:
    from themeline.ingest.changes import StepChange
    from themeline.ingest.cleaning import CleanedText, clean_text
    from themeline.ingest.documents import Cleaned
    from themeline.ingest.duplicates import Duplicate, Fingerprint, find_duplicates, fingerprint, repetitions
    from themeline.ingest.reading import read_changes, read_counted, read_source
    from themeline.ingest.settings import STEPS, IngestSettings
    from themeline.ingest.sources import Source, list_sources

__all__ = [
    "STEPS",
    "Cleaned",
    "CleanedText",
    "Duplicate",
    "Fingerprint",
    "IngestSettings",
    "Source",
    "StepChange",
    "clean_text",
    "find_duplicates",
    "fingerprint",
    "list_sources",
    "read_changes",
    "read_counted",
    "read_source",
    "repetitions",
]

__getattr__ = lazy_names(
    __name__,
    {
        "Cleaned": "documents",
        "CleanedText": "cleaning",
        "Duplicate": "duplicates",
        "Fingerprint": "duplicates",
        "IngestSettings": "settings",
        "STEPS": "settings",
        "Source": "sources",
        "StepChange": "changes",
        "clean_text": "cleaning",
        "find_duplicates": "duplicates",
        "repetitions": "duplicates",
        "fingerprint": "duplicates",
        "list_sources": "sources",
        "read_changes": "reading",
        "read_counted": "reading",
        "read_source": "reading",
    },
)
