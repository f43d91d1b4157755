"""OpenDocument texts (ODT): headings, paragraphs, lists, tables and notes, without tracked deletions."""

from collections.abc import Iterator

from themeline.ingest.raw import RawBlock, RawDocument, ReadError
from themeline.ingest.readers.base import Input, Parts
from themeline.ingest.readers.stated import Stated, stated_properties
from themeline.ingest.readers.xml import Element, Package, attribute, local_name, opened_package
from themeline.tables import BlockKind

LEFT_OUT = frozenset({"tracked-changes", "annotation", "annotation-end", "note-citation", "sequence-decls", "forms"})
PARAGRAPHS = frozenset({"p", "h"})


def read_odt(source: Input) -> Parts:
    """Read an OpenDocument text."""
    with opened_package(source) as package:
        if "content.xml" not in package:
            raise ReadError("damaged", "The file holds no content.xml.")
        blocks = tuple(_blocks(package.xml("content.xml")))
        yield RawDocument(blocks=blocks, **_properties(package))


def _properties(package: Package) -> Stated:
    stated = {}
    if "meta.xml" in package:
        stated = {local_name(element): (element.text or "").strip() for element in package.xml("meta.xml").iter()}
    authors = stated.get("initial-creator") or stated.get("creator", "")
    created = stated.get("creation-date") or stated.get("date", "")
    return stated_properties(stated.get("title", ""), created, authors=authors)


def _blocks(element: Element, listed: bool = False) -> Iterator[RawBlock]:
    for child in element:
        name = local_name(child)
        if name in LEFT_OUT:
            continue
        if name in PARAGRAPHS:
            text = "".join(_text(child)).strip()
            if text:
                yield RawBlock(text, BlockKind.HEADING if name == "h" else BlockKind.TEXT if listed else None)
        yield from _blocks(child, listed or name in {"list", "table"})


def _text(element: Element) -> Iterator[str]:
    """Yield the text of a paragraph; notes and frames in it are paragraphs themselves."""
    yield element.text or ""
    for child in element:
        name = local_name(child)
        if name == "s":
            yield " " * min(int(attribute(child, "c") or 1), 100)
        elif name in {"tab", "line-break"}:
            yield " "
        elif name not in LEFT_OUT and name not in PARAGRAPHS and name not in {"note", "frame"}:
            yield from _text(child)
        yield child.tail or ""
