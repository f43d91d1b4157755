"""Files become documents: what there is to read, the readers, cleaning, metadata, and duplicates."""

from themeline.ingest.changes import StepChange
from themeline.ingest.cleaning import CleanedText, clean_text
from themeline.ingest.documents import Cleaned
from themeline.ingest.duplicates import Duplicate, Fingerprint, find_duplicates, fingerprint
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
]
