"""Files become documents: what there is to read, the readers, cleaning, metadata, and duplicates."""

from themeline.ingest.cleaning import CleanedText, clean_text
from themeline.ingest.documents import Cleaned
from themeline.ingest.reading import read_counted, read_source
from themeline.ingest.settings import STEPS, IngestSettings
from themeline.ingest.sources import Source, list_sources

__all__ = [
    "STEPS",
    "Cleaned",
    "CleanedText",
    "IngestSettings",
    "Source",
    "clean_text",
    "list_sources",
    "read_counted",
    "read_source",
]
