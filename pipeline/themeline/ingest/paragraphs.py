"""From lines to paragraphs: hard-wrapped lines and hyphenated words are put together again.

Two lines belong together when the grammar says so (the first cannot end here, or the second goes on in small
letters) or when the layout does (the next word would not have fitted on the first line). List items, headings and
whatever follows a blank line begin a paragraph of their own, unless the grammar forbids it.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from themeline.ingest.knowledge import hyphen_prefixes, linking_words
from themeline.ingest.lines import (
    PAGE,
    TERMINALS,
    count_words,
    is_finished,
    is_gap,
    is_open,
    list_mark,
    squeezed,
    starts_low,
)
from themeline.ingest.raw import RawBlock

HYPHENS = ("-", "‐")
WINDOW = 5
LEAST_PART = 4
LEAST_COUNT = 3
LONGEST_TITLE = 90
STRAY_STOP = re.compile(r"\s*[.,;)](?:\s|$)")
GAP_BEFORE_STOP = re.compile(r"(?<=\S) ([.,;)](?:\s|$))")
HYPHENATED = re.compile(r"(?<![^\W\d_])([^\W\d_]+)[-‐]$")
COMPOUND = re.compile(r"\w[-‐]$")
FIRST_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def join_lines(lines: Sequence[str]) -> tuple[list[RawBlock], int]:
    """Put lines together into paragraphs.

    Returns:
        The paragraphs, and how many line ends were taken out.
    """
    joined = list(join_groups(lines))
    paragraphs = [RawBlock(paragraph) for _, paragraph in joined if paragraph]
    return paragraphs, sum(len(group) for group, _ in joined) - len(joined)


def join_groups(lines: Sequence[str]) -> Iterator[tuple[list[str], str]]:
    """Yield the lines of each paragraph, and the paragraph that they make."""
    bare = list(map(str.rstrip, lines))
    rejoin = _Rejoiner(bare)
    for group in _groups(lines, bare):
        yield group, rejoin.text(group)


def keep_lines(lines: Sequence[str]) -> list[RawBlock]:
    """Make every line a paragraph of its own."""
    return [RawBlock(squeezed(line)) for line in lines if not is_gap(line)]


def _groups(lines: Sequence[str], bare: Sequence[str]) -> Iterator[list[str]]:
    """Yield the lines of each paragraph, without the spaces at their ends.

    Args:
        lines: The lines, page breaks among them.
        bare: The same without the spaces at their ends.
    """
    group: list[str] = []
    last = ""
    after_gap = page = False
    widths = _Widths(bare)
    for place, line in enumerate(bare):
        if not line:
            after_gap = True
            page = page or lines[place] == PAGE
            continue
        if group and (_runs_on(last, line) or _belongs(group, line, after_gap, page, widths, place)):
            group.append(line)
        else:
            if group:
                yield group
            group = [line]
        last = line
        after_gap = page = False
    if group:
        yield group


def _runs_on(last: str, line: str) -> bool:
    """Tell at a glance, for most lines, what `_belongs` would find: that a sentence goes on in small letters."""
    start, end = line[:7], last[-1]
    if not (start[0].islower() and (end.isalnum() or end in ",;-") and "." not in start and ")" not in start):
        return False
    word = last[last.rfind(" ") + 1 :]
    return "." not in word and "/" not in word


def _belongs(group: Sequence[str], line: str, after_gap: bool, page: bool, widths: "_Widths", place: int) -> bool:
    """Decide whether the line goes on with the paragraph."""
    last = group[-1]
    if after_gap and last[-1] in TERMINALS:
        return False
    finished, mark = is_finished(last), list_mark(line)
    if not finished and STRAY_STOP.match(line):
        return True
    if not finished and not mark and starts_low(line):
        return not (last.endswith(":") and after_gap)
    if mark and not (not finished and _inside_sentence(last, line, widths.at(place))):
        return False
    if after_gap:
        return not finished and is_open(last) and (page or _wraps(last, line, widths.at(place)))
    if line[0] == " " and last[0] != " " and finished:
        return False
    return is_open(last) or (_wraps(last, line, widths.at(place)) and not _title_like(group, line))


def _inside_sentence(last: str, line: str, width: int) -> bool:
    """Tell whether what looks like a list number ("2013. The") belongs to the unfinished sentence before it."""
    return (
        line.lstrip()[0].isdigit()
        and is_open(last)
        and not last.endswith((",", ";", "and", "or"))
        and _wraps(last, line, width)
    )


def _wraps(last: str, line: str, width: int) -> bool:
    """Tell whether the line's first word would not have fitted on the last line."""
    return len(last) + 1 + len(line.split(None, 1)[0]) > width * 0.93


def _title_like(group: Sequence[str], line: str) -> bool:
    """Tell whether the paragraph so far is a heading, the line being no part of it."""
    text = group[-1].strip()
    return text.isupper() and not line.isupper() and not is_finished(text)


class _Widths:
    """How wide the text runs around each line: the second longest of the lines nearby."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lengths = list(map(len, lines))

    def at(self, place: int) -> int:
        near = sorted(self._lengths[max(0, place - WINDOW - 1) : place + WINDOW])
        return near[-2] if len(near) > 2 else near[-1]


class _Rejoiner:
    """Joins the lines of a paragraph; a hyphen at a line's end stays where the text itself writes the word so."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self._words: Counter[str] | None = None

    def text(self, group: Sequence[str]) -> str:
        joined = self._joined(group)
        return GAP_BEFORE_STOP.sub(r"\1", joined) if any(map(STRAY_STOP.match, group[1:])) else joined

    def _joined(self, group: Sequence[str]) -> str:
        if not any(line.endswith(HYPHENS) for line in group):
            return squeezed(" ".join(map(str.strip, group)))
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
            self._words = count_words(self._lines)
        joined, hyphened = self._words[first + second], self._words[f"{first}-{second}"]
        if joined != hyphened:
            return hyphened > joined
        return first in hyphen_prefixes() or all(
            len(part) >= LEAST_PART and self._words[part] >= LEAST_COUNT for part in (first, second)
        )
