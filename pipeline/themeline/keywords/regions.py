"""The stretches of a text that no term crosses: sentences, headings, and lines that stand by themselves."""

import re
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from spacy.tokens import Doc

from themeline.language import ParsedDocument
from themeline.tables import BlockKind

BREAK = re.compile(r"\n\s*")
LONGEST_TITLE = 25
SHORTEST_LINE, LONGEST_LINE = 40, 160
FILLED = 0.75
OPEN_ENDS = frozenset(".:,;")


class Region(NamedTuple):
    """A range of tokens, and whether it is a heading."""

    start: int
    end: int
    heading: bool


def read_regions(parsed: ParsedDocument) -> list[Region]:
    """Return the sentences and headings in the order of the text, cut where a line ends that was meant to end there.

    A document without headings of its own has its first line as one, when that looks like a title.
    """
    cuts = _cuts(parsed.parse, parsed.document.text)
    headings = [
        Region(span.start, span.end, heading=True)
        for block in parsed.document.blocks
        if block.kind is BlockKind.HEADING
        and (span := parsed.parse.char_span(block.start, block.end, alignment_mode="contract")) is not None
    ]
    title = 0 if headings or not cuts else _title_end(parsed.parse, cuts)
    if title:
        headings.append(Region(0, title, heading=True))
    spans = [(span.start, span.end) for span in parsed.spans]
    found = headings + [Region(*part, heading=False) for span in spans for part in _parts(*span, title, cuts)]
    return sorted(found)


def _parts(start: int, end: int, title: int, cuts: list[int]) -> Iterator[tuple[int, int]]:
    """Yield what the cuts leave of a sentence behind the title."""
    start = max(start, title)
    for cut in cuts:
        if start < cut < end:
            yield start, cut
            start = cut + 1
    if start < end:
        yield start, end


def _cuts(parse: Doc, text: str) -> list[int]:
    """Return the line breaks that end something: all but those of text that is wrapped at a fixed width."""
    if "\n" not in text:
        return []
    width = max(map(len, text.splitlines()))
    width = width if width <= LONGEST_LINE else 0
    starts = parse.to_array("IDX")
    found = [
        int(np.searchsorted(starts, line_break.start(), "right")) - 1
        for line_break in BREAK.finditer(text)
        if line_break[0].count("\n") > 1 or not _goes_on(text, line_break.start(), line_break.end(), width)
    ]
    return [token for token in dict.fromkeys(found) if parse[token].is_space]


def _goes_on(text: str, start: int, end: int, width: int) -> bool:
    """Tell whether a line break only wraps a line: a small letter follows, or the line fills the width."""
    if text[end : end + 1].islower():
        return True
    length = start - text.rfind("\n", 0, start) - 1
    return length >= max(SHORTEST_LINE, FILLED * width) if width else False


def _title_end(parse: Doc, cuts: list[int]) -> int:
    """Return the index after a first line that looks like a title, or 0."""
    start = 0
    while start < len(parse) and parse[start].is_space:
        start += 1
    end = next((cut for cut in cuts if cut > start), 0)
    follows = any(not token.is_space for token in parse[end : end + 3])
    if not follows or end - start > LONGEST_TITLE or parse[end - 1].text in OPEN_ENDS:
        return 0
    return end
