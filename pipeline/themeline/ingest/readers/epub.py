"""Electronic books (EPUB): the chapters in their reading order."""

from posixpath import dirname, join, normpath
from urllib.parse import unquote

from themeline.ingest.decoding import decode
from themeline.ingest.raw import RawBlock, RawDocument, ReadError
from themeline.ingest.readers.base import Input, Parts
from themeline.ingest.readers.stated import stated_properties
from themeline.ingest.readers.web import parse_html, visible_blocks
from themeline.ingest.readers.xml import Element, Package, attribute, local_name, opened_package

DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
CONTAINER = "META-INF/container.xml"


def read_epub(source: Input) -> Parts:
    """Read a book as one document."""
    with opened_package(source) as package:
        if CONTAINER not in package:
            raise ReadError("damaged", "The file holds no table of its parts (META-INF/container.xml).")
        roots = [attribute(element, "full-path") for element in package.xml(CONTAINER).iter("{*}rootfile")]
        if not roots:
            raise ReadError("damaged", "The file names no contents.")
        contents = package.xml(roots[0])
        stated = {local_name(element): (element.text or "").strip() for element in contents.iter(f"{{{DUBLIN_CORE}}}*")}
        chapters = _chapters(package, contents, dirname(roots[0]))
        properties = stated_properties(
            stated.get("title", ""), stated.get("date", ""), "file properties", authors=stated.get("creator", "")
        )
        yield RawDocument(blocks=tuple(chapters), **properties)


def _chapters(package: Package, contents: Element, folder: str) -> list[RawBlock]:
    items = {attribute(item, "id"): attribute(item, "href") for item in contents.iter("{*}item")}
    blocks: list[RawBlock] = []
    for reference in contents.iter("{*}itemref"):
        path = normpath(join(folder, unquote(items.get(attribute(reference, "idref"), ""))))
        if path in package and not _is_navigation(path):
            blocks += visible_blocks(parse_html(decode(package.read(path)).text))
    return blocks


def _is_navigation(path: str) -> bool:
    return path.rsplit("/", 1)[-1].split(".")[0].lower() in {"nav", "toc"}
