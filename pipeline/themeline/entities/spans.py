"""Stretches of a document with a label, and what their edges must not hold."""

import re
from bisect import bisect_left
from dataclasses import dataclass

LEADING = re.compile(
    r"(?:(?:the|a|an|this|that|these|those|its|his|her|their|our)\s+|[\s\"'“”‘’«»„`(\[,;:.–—•·*-]+)", re.I
)
TRAILING = re.compile(r"(?:\s*(?:['’´`]s|¡¯s?)|[\s\"“”‘’'«»„`,;:–—•·*-]+)$")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a document's text: offsets in characters, a label, what found it, and how sure that is (0 to 1)."""

    start: int
    end: int
    label: str
    origin: str
    score: float = 1.0


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave out a leading article or determiner, quotation marks, brackets left open and a trailing possessive.

    Returns:
        The offsets that remain; nothing remains when they are equal.
    """
    changed = True
    while changed and start < end:
        before = start, end
        if (match := LEADING.match(text, start, end)) and match.end() > start:
            start = match.end()
        if match := TRAILING.search(text[start:end]):
            end = start + match.start()
        start, end = _balance(text, start, end)
        changed = (start, end) != before
    return (start, end) if start < end else (start, start)


def _balance(text: str, start: int, end: int) -> tuple[int, int]:
    """Drop a bracket at an edge whose partner is outside."""
    stretch = text[start:end]
    for opening, closing in ("()", "[]"):
        if stretch.endswith(closing) and stretch.count(opening) < stretch.count(closing):
            end -= 1
        elif stretch.count(opening) > stretch.count(closing):
            end = start + stretch.rindex(opening)
        stretch = text[start:end]
    return start, end


def fill(taken: list[Span], candidates: list[Span]) -> list[Span]:
    """Add the candidates that overlap nothing taken before, in their order; return all sorted."""
    result = sorted(taken, key=_start)
    for span in candidates:
        index = bisect_left(result, span.end, key=_start)
        if index == 0 or result[index - 1].end <= span.start:
            result.insert(index, span)
    return result


def touching(spans: list[Span], start: int, end: int) -> list[Span]:
    """Return those of sorted spans without overlap that share a character with a stretch."""
    stop = bisect_left(spans, end, key=_start)
    first = stop
    while first > 0 and spans[first - 1].end > start:
        first -= 1
    return spans[first:stop]


def _start(span: Span) -> int:
    return span.start
