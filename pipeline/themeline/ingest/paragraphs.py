"""From lines to paragraphs: hard-wrapped lines and hyphenated words are put together again.

Two lines belong together when the grammar says so (the first cannot end here, or the second goes on in small
letters) or when the layout does (the next word would not have fitted on the first line). List items, headings and
whatever follows a blank line begin a paragraph of their own, unless the grammar forbids it.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from themeline.ingest.knowledge import hyphen_prefixes, linking_words
from themeline.ingest.lines import PAGE, is_finished, is_gap, is_open, list_mark, squeezed, starts_low
from themeline.ingest.raw import RawBlock

HYPHENS = ("-", "‐")
WINDOW = 5
LEAST_PART = 4
LEAST_COUNT = 3
LONGEST_TITLE = 90
HYPHENATED = re.compile(r"([^\W\d_]+)[-‐]$")
COMPOUND = re.compile(r"\w[-‐]$")
FIRST_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
LETTERS = re.compile(r"[^\W\d_]+(?:[-‐][^\W\d_]+)*")


def join_lines(lines: Sequence[str]) -> tuple[list[RawBlock], int]:
    """Put lines together into paragraphs.

    Returns:
        The paragraphs, and how many line ends were taken out.
    """
    rejoin = _Rejoiner(lines)
    groups = list(_groups(lines))
    paragraphs = [RawBlock(rejoin.text(group)) for group in groups]
    return [paragraph for paragraph in paragraphs if paragraph.text], sum(map(len, groups)) - len(groups)


def keep_lines(lines: Sequence[str]) -> list[RawBlock]:
    """Make every line a paragraph of its own."""
    return [RawBlock(squeezed(line)) for line in lines if not is_gap(line)]


def _groups(lines: Sequence[str]) -> Iterator[list[str]]:
    group: list[str] = []
    after_gap = page = False
    widths = _Widths(lines)
    for place, line in enumerate(lines):
        if is_gap(line):
            after_gap = True
            page = page or line == PAGE
            continue
        if group and _belongs(group, line, after_gap, page, widths, place):
            group.append(line)
        else:
            if group:
                yield group
            group = [line]
        after_gap = page = False
    if group:
        yield group


def _belongs(group: Sequence[str], line: str, after_gap: bool, page: bool, widths: "_Widths", place: int) -> bool:
    """Decide whether the line goes on with the paragraph."""
    last = group[-1]
    finished, mark = is_finished(last), list_mark(line)
    if not finished and not mark and starts_low(line):
        return not (last.rstrip().endswith(":") and after_gap)
    width = widths.at(place)
    if mark and not _inside_sentence(last, line, width):
        return False
    if after_gap:
        return not finished and is_open(last) and (page or _wraps(last, line, width))
    if line[0] == " " and last[0] != " " and finished:
        return False
    return is_open(last) or (_wraps(last, line, width) and not _title_like(group, line))


def _inside_sentence(last: str, line: str, width: int) -> bool:
    """Tell whether what looks like a list number ("2013. The") belongs to the sentence before it."""
    return (
        not is_finished(last)
        and is_open(last)
        and not last.rstrip().endswith((",", ";", "and", "or"))
        and _wraps(last, line, width)
        and line.lstrip()[0].isdigit()
    )


def _wraps(last: str, line: str, width: int) -> bool:
    """Tell whether the line's first word would not have fitted on the last line."""
    bare = line.strip()
    return len(last.rstrip()) + 1 + len(bare.split(None, 1)[0]) > width * 0.93


def _title_like(group: Sequence[str], line: str) -> bool:
    """Tell whether the paragraph so far is a heading, the line being no part of it."""
    text = group[-1].strip()
    return text.isupper() and not line.isupper() and not is_finished(text)


class _Widths:
    """How wide the text runs around each line: the second longest of the lines nearby."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lengths = [len(line.rstrip()) for line in lines]

    def at(self, place: int) -> int:
        near = sorted(self._lengths[max(0, place - WINDOW - 1) : place + WINDOW])
        return near[-2] if len(near) > 2 else near[-1]


class _Rejoiner:
    """Joins the lines of a paragraph; a hyphen at a line's end stays where the text itself writes the word so."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self._words: Counter[str] | None = None

    def text(self, group: Sequence[str]) -> str:
        pieces = [squeezed(group[0])]
        for line in group[1:]:
            following = squeezed(line)
            last = pieces[-1]
            if not last.endswith(HYPHENS):
                pieces += [" ", following]
            elif (cut := HYPHENATED.search(last)) and starts_low(following):
                pieces[-1:] = self._mended(last, cut.group(1), following)
            else:
                stuck = COMPOUND.search(last) and following[:1].isalnum()
                pieces += [following] if stuck else [" ", following]
        return "".join(pieces)

    def _mended(self, last: str, first: str, following: str) -> list[str]:
        found = FIRST_WORD.match(following)
        second = found.group() if found else ""
        if second in linking_words():
            return [last, " ", following]
        return [last if self._keeps(first.lower(), second.lower()) else last[:-1], following]

    def _keeps(self, first: str, second: str) -> bool:
        if self._words is None:
            self._words = Counter(LETTERS.findall("\n".join(self._lines).lower()))
        joined, hyphened = self._words[first + second], self._words[f"{first}-{second}"]
        if joined != hyphened:
            return hyphened > joined
        return first in hyphen_prefixes() or all(
            len(part) >= LEAST_PART and self._words[part] >= LEAST_COUNT for part in (first, second)
        )
