"""Word documents (DOCX): paragraphs, headings, lists, tables, text boxes and notes, without tracked deletions."""

from collections.abc import Iterator

from themeline.ingest.raw import RawBlock, RawDocument
from themeline.ingest.readers.base import Input, Parts
from themeline.ingest.readers.stated import Stated, stated_properties
from themeline.ingest.readers.xml import Element, Package, attribute, local_name, opened_package
from themeline.tables import BlockKind

LEFT_OUT = frozenset({"del", "moveFrom", "instrText", "delText", "Fallback", "annotationRef", "pPr", "rPr", "comment"})
SPACES = {"tab": "\t", "br": " ", "cr": " ", "noBreakHyphen": "-", "softHyphen": ""}
HEADING_STYLES = (
    "heading",
    "title",
    "überschrift",
    "titre",
    "título",
    "titolo",
    "titel",
    "заголовок",
    "标题",
    "見出し",
)
NOTES = ("word/footnotes.xml", "word/endnotes.xml")
PROPERTIES = "docProps/core.xml"


def read_docx(source: Input) -> Parts:
    """Read a Word document."""
    with opened_package(source) as package:
        main = _main_part(package)
        headings = _heading_styles(package)
        blocks = list(_blocks(package.xml(main), headings))
        for part in NOTES:
            if part in package:
                blocks += [RawBlock(block.text, BlockKind.TEXT) for block in _blocks(package.xml(part), headings)]
        yield RawDocument(blocks=tuple(blocks), **_properties(package))


def _properties(package: Package) -> Stated:
    stated = {}
    if PROPERTIES in package:
        stated = {local_name(element): (element.text or "").strip() for element in package.xml(PROPERTIES)}
    return stated_properties(stated.get("title", ""), stated.get("created", ""), authors=stated.get("creator", ""))


def _main_part(package: Package) -> str:
    for relation in package.xml("_rels/.rels") if "_rels/.rels" in package else ():
        if attribute(relation, "Type").endswith("/officeDocument"):
            return attribute(relation, "Target").lstrip("/")
    return "word/document.xml"


def _heading_styles(package: Package) -> frozenset[str]:
    """Return the ids of the paragraph styles that make headings, by their name or outline level."""
    if "word/styles.xml" not in package:
        return frozenset()
    found = set()
    for style in package.xml("word/styles.xml"):
        if local_name(style) == "style":
            name = next((attribute(child, "val") for child in style if local_name(child) == "name"), "").lower()
            levels = [attribute(child, "val") for child in style.iter() if local_name(child) == "outlineLvl"]
            if name.startswith(HEADING_STYLES) or any(level.isdigit() and int(level) < 9 for level in levels):
                found.add(attribute(style, "styleId"))
    return frozenset(found)


def _blocks(root: Element, headings: frozenset[str]) -> Iterator[RawBlock]:
    for paragraph in root.iter("{*}p"):
        if not _within(paragraph, LEFT_OUT):
            text = "".join(_text(paragraph))
            if text.strip():
                yield RawBlock(text, _kind(paragraph, headings))


def _kind(paragraph: Element, headings: frozenset[str]) -> BlockKind | None:
    for properties in paragraph:
        if local_name(properties) != "pPr":
            continue
        for child in properties:
            name = local_name(child)
            if (name == "pStyle" and attribute(child, "val") in headings) or name == "outlineLvl":
                return BlockKind.HEADING
        if any(local_name(child) == "numPr" for child in properties):
            return BlockKind.TEXT
    return BlockKind.TEXT if _within(paragraph, frozenset({"tc"})) else None


def _within(element: Element, names: frozenset[str]) -> bool:
    return any(local_name(ancestor) in names for ancestor in element.iterancestors())


def _text(element: Element) -> Iterator[str]:
    """Yield the text of a paragraph, not of the text boxes anchored in it: they are paragraphs themselves."""
    for child in element:
        name = local_name(child)
        if name == "t":
            yield child.text or ""
        elif name in SPACES:
            yield SPACES[name]
        elif name == "sym":
            yield "•"
        elif name not in LEFT_OUT and name != "p":
            yield from _text(child)
