"""PDF, by PDFium: the text of the pages in their order, and what the file says of itself.

PDFium is a native library that is not safe from hostile files; this reader runs in a process of its own.
"""

import re
from typing import TYPE_CHECKING

from themeline.ingest.raw import RawDocument, ReadError
from themeline.ingest.readers.base import Input, Parts
from themeline.ingest.readers.stated import Stated, stated_properties

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

DATE = re.compile(r"(?:D:)?(\d{4})(\d{2})?(\d{2})?")
LEAST_LETTERS = 3


def read_pdf(source: Input) -> Parts:
    """Read a PDF: one document whose pages are divided by form feeds."""
    document = _opened(source)
    try:
        pages = [_page_text(document, number) for number in range(len(document))]
        if sum(map(_letters, pages)) < LEAST_LETTERS:
            raise ReadError("no_text_layer", f"Its {len(pages)} pages have no text layer; OCR it first.")
        yield RawDocument(text="\f".join(pages), **_properties(document, len(pages)))
    finally:
        document.close()


def _opened(source: Input) -> "PdfDocument":
    import pypdfium2

    data = source.data()
    if not data:
        raise ReadError("empty", "The file is empty.")
    try:
        return pypdfium2.PdfDocument(data, password=source.settings.password or None)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            state = "does not open it" if source.settings.password else "is needed: --password"
            raise ReadError("password", f"The file is encrypted; the password {state}.") from error
        raise ReadError("damaged", f"The PDF cannot be opened: {error}") from error


def _page_text(document: "PdfDocument", number: int) -> str:
    import pypdfium2

    try:
        page = document[number]
        text_page = page.get_textpage()
        text: str = text_page.get_text_range()
        text_page.close()
        page.close()
    except pypdfium2.PdfiumError:
        return ""
    return text


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text[:2000]))


def _properties(document: "PdfDocument", pages: int) -> Stated:
    try:
        stated = document.get_metadata_dict()
    except (ValueError, UnicodeDecodeError):
        stated = {}
    title = str(stated.get("Title", ""))
    found = DATE.match(str(stated.get("CreationDate", "")))
    created = "-".join(part for part in found.groups() if part) if found else ""
    return stated_properties(title, created, authors=stated.get("Author", ""), pages=pages)
