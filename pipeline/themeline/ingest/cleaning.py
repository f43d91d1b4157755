"""The cleaning of a text: named steps in a fixed order, each of which can be left out and is counted."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from themeline.ingest.characters import clean_characters, mend_mojibake, unify_line_ends
from themeline.ingest.contents import drop_contents
from themeline.ingest.footnotes import move_footnotes
from themeline.ingest.furniture import drop_page_numbers, drop_running_heads
from themeline.ingest.lines import ITEM_MARK, PAGE, split_lines
from themeline.ingest.paragraphs import join_lines, keep_lines
from themeline.ingest.raw import RawBlock
from themeline.ingest.settings import IngestSettings
from themeline.ingest.structure import find_structure
from themeline.tables import Block, BlockKind

TEXT_STEPS: Mapping[str, Callable[[str], tuple[str, int]]] = {
    "line_ends": unify_line_ends,
    "mojibake": mend_mojibake,
    "characters": clean_characters,
}
LINE_STEPS: Mapping[str, Callable[[list[str]], tuple[list[str], int]]] = {
    "page_numbers": drop_page_numbers,
    "running_heads": drop_running_heads,
    "contents": drop_contents,
    "footnotes": move_footnotes,
}
BLOCK_GAP = "\n\n"


@dataclass(frozen=True, slots=True)
class CleanedText:
    """A text as it is stored.

    Attributes:
        text: The paragraphs, each on one line, a blank line between them.
        blocks: What each paragraph is.
        title: The heading that the text begins with, or empty.
        author_keywords: The keywords of the keyword line.
        counts: For each step that was run, how many places it changed or found.
    """

    text: str
    blocks: tuple[Block, ...]
    title: str
    author_keywords: tuple[str, ...]
    counts: Mapping[str, int]


def clean_text(raw: str, settings: IngestSettings) -> CleanedText:
    """Clean a text of lines, as it comes out of a text file or a PDF."""
    if settings.verbatim:
        return keep_verbatim(raw)
    raw, counts = _clean_characters(raw, settings)
    lines = split_lines(raw)
    for name, step in LINE_STEPS.items():
        if name not in settings.skip:
            lines, counts[name] = step(lines)
    if "line_wraps" in settings.skip:
        paragraphs = keep_lines(lines)
    else:
        paragraphs, counts["line_wraps"] = join_lines(lines)
    return _structured(paragraphs, counts, settings)


def clean_pages(raw: str, settings: IngestSettings) -> Iterator[CleanedText]:
    """Clean a text that form feeds divide into pages, and yield the pages; footnotes stay on theirs."""
    if settings.verbatim:
        yield from (keep_verbatim(page) for page in raw.split(PAGE))
        return
    raw, counts = _clean_characters(raw, settings)
    lines = split_lines(raw)
    starts = [place for place, line in enumerate(lines) if line == PAGE]
    for name, step in LINE_STEPS.items():
        if name not in {*settings.skip, "footnotes"}:
            lines, counts[name] = step(lines)
    for start, end in zip([0, *starts], [*starts, len(lines)], strict=True):
        yield _structured(join_lines(lines[start:end])[0], counts, settings)
        counts = {}


def clean_blocks(blocks: Sequence[RawBlock], settings: IngestSettings) -> CleanedText:
    """Clean a text whose paragraphs are known, as it comes out of a word processor or a web page."""
    if settings.verbatim:
        return keep_verbatim(BLOCK_GAP.join(block.text for block in blocks))
    counts: Counter[str] = Counter()
    paragraphs = []
    for block in blocks:
        text, changed = _clean_characters(block.text, settings)
        counts.update(changed)
        paragraphs.append(replace(block, text=" ".join(text.split())))
    return _structured([block for block in paragraphs if block.text], counts, settings)


def _clean_characters(raw: str, settings: IngestSettings) -> tuple[str, dict[str, int]]:
    counts: dict[str, int] = {}
    for name, step in TEXT_STEPS.items():
        if name not in settings.skip:
            raw, counts[name] = step(raw)
    return raw, counts


def _structured(paragraphs: Sequence[RawBlock], counts: Mapping[str, int], settings: IngestSettings) -> CleanedText:
    """Find headings and keywords, and put the paragraphs into one text."""
    structure = find_structure(paragraphs, "headings" not in settings.skip, "keywords" not in settings.skip)
    text, blocks = _lay_out(structure.blocks)
    found = {"headings": structure.headings, "keywords": len(structure.author_keywords)}
    counted = {name: count for name, count in {**counts, **found}.items() if name not in settings.skip}
    return CleanedText(text, blocks, structure.title, structure.author_keywords, counted)


def keep_verbatim(raw: str) -> CleanedText:
    """Keep a text as it is; its blocks are the stretches between blank lines."""
    blocks = []
    start = end = position = 0
    for line in raw.splitlines(keepends=True):
        if line.isspace():
            blocks += [Block(start, end)] if end > start else []
            start = end = position + len(line)
        else:
            start = start if end > start else position
            end = position + len(line.rstrip())
        position += len(line)
    blocks += [Block(start, end)] if end > start else []
    return CleanedText(raw, tuple(blocks), "", (), {})


def _lay_out(parts: Sequence[RawBlock]) -> tuple[str, tuple[Block, ...]]:
    """Join paragraphs, a blank line between them, and say where each is; the mark of a list item stays outside."""
    blocks = []
    position = 0
    for part in parts:
        kind = part.kind or BlockKind.TEXT
        mark = ITEM_MARK.match(part.text) if kind is BlockKind.TEXT else None
        blocks.append(Block(position + (mark.end() if mark else 0), position + len(part.text), kind))
        position += len(part.text) + len(BLOCK_GAP)
    return BLOCK_GAP.join(part.text for part in parts), tuple(blocks)
