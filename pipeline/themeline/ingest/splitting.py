"""Making several documents of one: a page, a section under a heading, or a line each."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from themeline.ingest.cleaning import CleanedText, clean_blocks, clean_pages, clean_text
from themeline.ingest.raw import RawDocument
from themeline.ingest.settings import IngestSettings
from themeline.tables import Block, BlockKind


def cleaned_parts(raw: RawDocument, settings: IngestSettings) -> Iterator[tuple[str, CleanedText]]:
    """Yield the cleaned parts of a raw document, each with what follows the file's name in its source."""
    if settings.split == "lines" and raw.text:
        for number, line in enumerate(raw.text.splitlines(), start=1):
            if line.strip():
                yield f"{raw.part}#{number}", clean_text(line, settings)
    elif settings.split == "page" and "\f" in raw.text:
        for number, page in enumerate(clean_pages(raw.text, settings), start=1):
            if page.text.strip():
                yield f"{raw.part}#page{number}", page
    else:
        cleaned = clean_blocks(raw.blocks, settings) if raw.blocks else clean_text(raw.text, settings)
        if settings.split == "heading" and not settings.verbatim:
            yield from (
                (f"{raw.part}#section{number}", part) for number, part in enumerate(_sections(cleaned), start=1)
            )
        else:
            yield raw.part, cleaned


def _sections(cleaned: CleanedText) -> Iterator[CleanedText]:
    """Cut a text before every heading that does not follow another one."""
    section: list[Block] = []
    for block in cleaned.blocks:
        if section and block.kind is BlockKind.HEADING and section[-1].kind is not BlockKind.HEADING:
            yield _section(cleaned, section)
            section = []
        section.append(block)
    if section:
        yield _section(cleaned, section)


def _section(cleaned: CleanedText, section: Sequence[Block]) -> CleanedText:
    """Cut out a section; its heading is its title, its blocks are counted from its own beginning."""
    start = cleaned.text.rfind("\n\n", 0, section[0].start) + 2 if section[0].start else 0
    blocks = tuple(replace(block, start=block.start - start, end=block.end - start) for block in section)
    text = cleaned.text[start : section[-1].end]
    heading = section[0].kind is BlockKind.HEADING
    return replace(
        cleaned,
        text=text,
        blocks=blocks,
        title=text[blocks[0].start : blocks[0].end] if heading else cleaned.title,
        counts={},
    )
