"""Web pages: the main text, or everything visible."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from lxml import etree, html  # type: ignore[import-untyped]

from themeline.ingest.decoding import DecodedText
from themeline.ingest.knowledge import boilerplate
from themeline.ingest.raw import RawBlock, RawDocument, ReadError
from themeline.ingest.readers.base import Input, Parts, encoding_facts
from themeline.ingest.readers.stated import Stated, stated_properties
from themeline.ingest.readers.xml import Element
from themeline.tables import BlockKind

if TYPE_CHECKING:
    from trafilatura.settings import Document as Extracted

DECLARED = re.compile(
    rb"""<(?:meta[^>]{0,200}?charset|\?xml[^>]{0,100}?encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE
)
INVISIBLE = frozenset(
    {"script", "style", "noscript", "template", "head", "svg", "iframe", "object", "select", "textarea"}
)
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "title", "head"})
INLINE = frozenset(
    """
    a abbr acronym b bdi bdo big cite code data del dfn em font hi i img ins kbd label mark q ref s samp small span
    strike strong sub sup time tt u var wbr o nobr
    """.split()  # noqa: SIM905
)
LISTED = frozenset({"li", "item", "td", "th", "cell", "dd"})
LEAST_MAIN_SHARE = 0.02
LEAST_MAIN = 250
LONGEST_BOILERPLATE = 200


def read_html(source: Input) -> Parts:
    """Read a web page: its main text, or all of it if the settings say so or there is no main text."""
    data = source.data()
    found = DECLARED.search(data[:4096])
    decoded = source.decoded(_known(found.group(1).decode("ascii", "ignore")) if found else "")
    if not decoded.text.strip():
        raise ReadError("empty", "There is no text in it.")
    yield html_document(decoded, source.settings.html == "main")


def html_document(decoded: DecodedText, main: bool) -> RawDocument:
    """Make a document of a page's markup."""
    root = parse_html(decoded.text)
    visible = tuple(visible_blocks(root))
    extracted = _extracted(decoded.text) if main else None
    blocks = _main_blocks(decoded.text, extracted, sum(len(block.text) for block in visible))
    return RawDocument(blocks=blocks or visible, **_properties(root, extracted, decoded))


def _main_blocks(markup: str, extracted: "Extracted | None", shown: int) -> tuple[RawBlock, ...]:
    """Return the main text, the largest of two attempts; nothing when both are next to nothing."""
    if extracted is None or extracted.body is None:
        return ()
    blocks = tuple(visible_blocks(extracted.body))
    if _length(blocks) < LEAST_MAIN:
        blocks = max(blocks, _stated_article(markup), key=_length)
    if _length(blocks) < min(LEAST_MAIN, 0.5 * shown) or _length(blocks) < LEAST_MAIN_SHARE * shown:
        return ()
    return tuple(
        block for block in blocks if len(block.text) > LONGEST_BOILERPLATE or not boilerplate().search(block.text)
    )


def _stated_article(markup: str) -> tuple[RawBlock, ...]:
    """Return the article that a page keeps for search engines, or its bare paragraphs."""
    from trafilatura import baseline

    body, _, _ = baseline(markup)
    return tuple(visible_blocks(body))


def _length(blocks: tuple[RawBlock, ...]) -> int:
    return sum(len(block.text) for block in blocks)


def parse_html(markup: str) -> Element:
    """Parse markup, however broken.

    Raises:
        ReadError: `damaged` if there is no element in it.
    """
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True)
    try:
        return html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, ValueError) as error:
        raise ReadError("damaged", f"There is no readable markup in it: {error}.") from error


def visible_blocks(root: Element) -> Iterator[RawBlock]:
    """Yield the text of a tree as paragraphs: the tags that run with the text do not divide it."""
    pieces: list[str] = []
    kind: BlockKind | None = None

    def finished() -> Iterator[RawBlock]:
        text = " ".join("".join(pieces).split())
        pieces.clear()
        if text:
            yield RawBlock(text, kind)

    walker = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walker:
        name = element.tag if isinstance(element.tag, str) else ""
        if event == "start" and _hidden(element, name):
            walker.skip_subtree()
        elif event == "start":
            if name not in INLINE:
                yield from finished()
                kind = _kind(element, name)
            pieces.append(element.text or "")
        else:
            if name and name not in INLINE:
                yield from finished()
                kind = _outer_kind(element)
            pieces.append(element.tail or "")
    yield from finished()


def _hidden(element: Element, name: str) -> bool:
    return (name in INVISIBLE and name != "head") or "hidden" in element.attrib or _is_page_head(element, name)


def _is_page_head(element: Element, name: str) -> bool:
    parent = element.getparent()
    return name == "head" and parent is not None and parent.tag == "html"


def _kind(element: Element, name: str) -> BlockKind | None:
    if name in HEADINGS:
        return BlockKind.HEADING
    return BlockKind.TEXT if name in LISTED else _outer_kind(element)


def _outer_kind(element: Element) -> BlockKind | None:
    parent = element.getparent()
    if parent is None or not isinstance(parent.tag, str):
        return None
    return BlockKind.HEADING if parent.tag in HEADINGS else BlockKind.TEXT if parent.tag in LISTED else None


def _extracted(markup: str) -> "Extracted | None":
    from trafilatura import bare_extraction
    from trafilatura.settings import Document as Extracted

    found = bare_extraction(markup, include_comments=False, with_metadata=True)
    return found if isinstance(found, Extracted) else None


def _properties(root: Element, extracted: "Extracted | None", decoded: DecodedText) -> Stated:
    """Return title, date and metadata: what the extraction found, else the page's own title."""
    title = (extracted and extracted.title) or root.findtext(".//title") or ""
    stated = stated_properties(
        title,
        extracted.date if extracted else "",
        "page",
        authors=extracted.author if extracted else "",
        url=extracted.url if extracted else "",
    )
    return {**stated, "metadata": {**encoding_facts(decoded), **stated["metadata"]}}


def _known(encoding: str) -> str:
    """Return the encoding that a page's declaration means; an unknown one, or a wide one, means nothing."""
    import codecs

    try:
        name = codecs.lookup(encoding).name
    except LookupError:
        return ""
    return {"iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030"}.get(
        name, "" if "utf-16" in name else name
    )
