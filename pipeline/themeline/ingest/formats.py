"""Which reader reads a file: by its extension, or as the settings say, or by how it begins."""

from collections.abc import Mapping
from importlib import import_module

from themeline.ingest.raw import ReadError
from themeline.ingest.readers.base import Input, Reader

READERS: Mapping[str, tuple[str, ...]] = {
    "plain:read_text": ("txt", "text", "asc", "srt"),
    "plain:read_markdown": ("md", "markdown", "mdown", "qmd", "rmd"),
    "tables:read_csv": ("csv", "tsv", "tab"),
    "tables:read_jsonl": ("jsonl", "ndjson", "jsonlines"),
    "tables:read_json": ("json",),
    "bibliography:read_ris": ("ris", "nbib", "medline"),
    "bibliography:read_wos": ("ciw", "isi", "wos"),
    "bibliography:read_bibtex": ("bib", "bibtex"),
    "pdf:read_pdf": ("pdf",),
    "word:read_docx": ("docx", "docm", "dotx"),
    "opendocument:read_odt": ("odt", "ott", "fodt"),
    "rtf:read_rtf": ("rtf",),
    "web:read_html": ("html", "htm", "xhtml", "xml"),
    "epub:read_epub": ("epub",),
    "mail:read_eml": ("eml",),
    "mail:read_mhtml": ("mhtml", "mht"),
    "sheets:read_parquet": ("parquet",),
    "sheets:read_xlsx": ("xlsx", "xlsm", "xls", "ods"),
}
BY_EXTENSION = {extension: name for name, extensions in READERS.items() for extension in extensions}
BY_EXTENSION_OF_TEXT = frozenset({"txt", "text", "csv"})
HARMLESS = frozenset({"plain", "tables", "bibliography"})
ADVICE = {
    "doc": "Old Word files cannot be read; save it as .docx.",
    "ppt": "Slides cannot be read; save them as .pdf.",
    "pptx": "Slides cannot be read; save them as .pdf.",
}
BEGINNINGS = (
    (b"%PDF-", "pdf"),
    (b"{\\rtf", "rtf"),
    (b"FN Clarivate", "wos"),
    (b"FN Thomson", "wos"),
    (b"TY  - ", "ris"),
    (b"PMID- ", "nbib"),
)
MARK = b"\xef\xbb\xbf"


def format_of(source: Input) -> str:
    """Return the format of a file, as its extension in small letters without the dot."""
    if source.settings.format:
        return source.settings.format.lower().lstrip(".")
    extension = source.name.rsplit("/", 1)[-1].rpartition(".")[2].lower() if "." in source.name else ""
    with source.path.open("rb") as file:
        head = file.read(1024).removeprefix(MARK).lstrip()
    known = next((name for beginning, name in BEGINNINGS if head.startswith(beginning)), "")
    if known and (extension not in BY_EXTENSION or extension in BY_EXTENSION_OF_TEXT):
        return known
    if extension not in BY_EXTENSION and source.name == "stdin":
        return "jsonl" if head.startswith(b'{"') else "html" if b"<html" in head.lower() else "txt"
    return extension


def reader_for(extension: str) -> Reader:
    """Return the reader of a format.

    Raises:
        ReadError: `unsupported` if there is none.
    """
    module, function = _reader_name(extension)
    reader: Reader = getattr(import_module(f"themeline.ingest.readers.{module}"), function)
    return reader


def is_harmless(extension: str) -> bool:
    """Tell whether files of a format may be read in this process.

    Raises:
        ReadError: `unsupported` if no reader reads it.
    """
    return _reader_name(extension)[0] in HARMLESS


def _reader_name(extension: str) -> tuple[str, str]:
    name = BY_EXTENSION.get(extension)
    if name is None:
        kind = f"Files of the kind {extension!r}" if extension else "Files without an extension"
        raise ReadError("unsupported", ADVICE.get(extension, f"{kind} cannot be read; name one with --format."))
    module, _, function = name.partition(":")
    return module, function
