"""What each paragraph is: running text, a heading, or the author's keyword line; and what the title is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from themeline.ingest.knowledge import heading_words, keyword_labels, title_words
from themeline.ingest.lines import BULLET, is_finished, is_open, list_mark, starts_low
from themeline.ingest.raw import RawBlock
from themeline.tables import BlockKind

LONGEST_HEADING = 120
LONGEST_HEADING_WORDS = 16
NUMBERED = re.compile(
    r"(?:(?:chapter|part|section|article|annex|appendix|title|pillar|goal|objective|step)\s+)?"
    r"(?:\(?(?:\d{1,3}(?:\.\d{1,3})*|[IVXLC]{1,6}|[A-Z])(?:[.):]|\s*[-–—])?)\s+(?=[A-Z0-9\"“‘(])",
    re.IGNORECASE,
)
SECTION = re.compile(r"\d{1,3}(?:\.\d{1,3})*\.?\s")
SEPARATORS = re.compile(r"[;；•·|,，、]")
STRONG_SEPARATORS = re.compile(r"[;；•·|]")
LONGEST_KEYWORDS = 600


@dataclass(frozen=True, slots=True)
class Structure:
    """The blocks of a text, and what they say of the document."""

    blocks: tuple[RawBlock, ...]
    title: str
    author_keywords: tuple[str, ...]
    headings: int


def find_structure(paragraphs: Sequence[RawBlock], headings: bool, keywords: bool) -> Structure:
    """Tell headings and the author's keywords from running text.

    Args:
        paragraphs: The paragraphs in their order.
        headings: Whether to look for headings.
        keywords: Whether to look for the keyword line.
    """
    blocks: list[RawBlock] = []
    found: list[str] = []
    position = 0
    while position < len(paragraphs):
        text, kind = paragraphs[position].text, paragraphs[position].kind
        label = keyword_labels().match(text) if keywords and kind is not BlockKind.TEXT else None
        if label:
            position, line, listed = _keyword_section(paragraphs, position, label.end())
            blocks.append(RawBlock(line, BlockKind.KEYWORDS))
            found += [word for word in listed if word not in found]
            continue
        following = paragraphs[position + 1].text if position + 1 < len(paragraphs) else ""
        if kind is None and len(text) > LONGEST_HEADING:
            kind = BlockKind.TEXT
        elif kind is None:
            kind = BlockKind.HEADING if headings and is_heading(text, following) else BlockKind.TEXT
        blocks.append(RawBlock(text, kind))
        position += 1
    blocks = _with_text(blocks)
    count = sum(block.kind is BlockKind.HEADING for block in blocks)
    return Structure(tuple(blocks), _title(blocks), tuple(found), count)


def _with_text(blocks: list[RawBlock]) -> list[RawBlock]:
    """Return the blocks, headings taken as text where there is nothing else: a list of titles, a single line."""
    if any(block.kind is BlockKind.TEXT for block in blocks):
        return blocks
    return [
        replace(block, kind=BlockKind.TEXT)
        if block.kind is BlockKind.HEADING and not _is_section(block.text)
        else block
        for block in blocks
    ]


def _is_section(text: str) -> bool:
    return text.strip(" .:").casefold() in heading_words()


def is_heading(text: str, following: str = "") -> bool:
    """Tell whether a paragraph is a heading.

    A heading is short, has no full stop at its end, does not go on in the next paragraph, and is a word that
    sections are called by, numbered, in capitals, or capitalised like a title.
    """
    if len(text) > LONGEST_HEADING or BULLET.match(text) or not any(letter.isalpha() for letter in text):
        return False
    if _is_section(text):
        return True
    if (
        is_finished(text)
        or is_open(text)
        or text[-1] in ";,"
        or starts_low(text)
        or len(text.split()) > LONGEST_HEADING_WORDS
    ):
        return False
    if starts_low(following):
        return False
    number = NUMBERED.match(text)
    title = text[number.end() :] if number else text
    if text.rstrip()[-1] == ":" and not title.isupper():
        return len(title.split()) <= 4
    return bool(number and SECTION.match(text) and title[:1].isupper()) or title.isupper() or _titlecased(title)


def _titlecased(text: str) -> bool:
    words = [word for word in re.findall(r"[^\W_]+(?:['’-][^\W_]+)*", text) if word.lower() not in title_words()]
    if not words or not text[0].isupper():
        return False
    high = sum(word[0].isupper() or word[0].isdigit() for word in words)
    return high >= 0.75 * len(words) or (
        len(words) <= 6 and not re.search(r"\b(?:is|are|was|were|will|shall|has|have)\b", text)
    )


def _keyword_section(paragraphs: Sequence[RawBlock], position: int, start: int) -> tuple[int, str, list[str]]:
    """Read the keyword line and the paragraphs that go on with it.

    Returns:
        Where the text goes on, the line as one, and the keywords.
    """
    line = paragraphs[position].text
    position += 1
    while position < len(paragraphs) and _goes_on(line[start:], paragraphs[position]):
        line = f"{line} {paragraphs[position].text}"
        position += 1
    return position, line, split_keywords(line[start:])


def _goes_on(listed: str, paragraph: RawBlock) -> bool:
    """Tell whether a paragraph goes on with a list of keywords, broken by a page or a blank line."""
    text = paragraph.text
    if len(listed) + len(text) > LONGEST_KEYWORDS or keyword_labels().match(text):
        return False
    if not listed.strip():
        return not re.search(r"[.!?]\s+\S", text)
    if is_finished(listed) or re.search(r"[.!?:]\s", text) or _is_section(text):
        return False
    separator = ";" if STRONG_SEPARATORS.search(listed) else ","
    return listed.rstrip()[-1] in ",;" or (separator in listed and separator in text)


def split_keywords(listed: str) -> list[str]:
    """Split a list of keywords at semicolons where it has any, else at commas."""
    pattern = STRONG_SEPARATORS if STRONG_SEPARATORS.search(listed) else SEPARATORS
    words = [word.strip().strip(' .\t"“”') for word in pattern.split(listed)]
    return [word for word in words if word]


def _title(blocks: Sequence[RawBlock]) -> str:
    """Return the heading that the text begins with, when it names the text and no section of it."""
    for block in blocks[:3]:
        if block.kind is not BlockKind.HEADING:
            return ""
        if not _is_section(block.text) and not list_mark(block.text) and not SECTION.match(block.text):
            return block.text
    return ""
