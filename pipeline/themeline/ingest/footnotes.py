"""Footnotes: the marks in the text are taken out, the notes moved behind the sentence that a page break cut.

A line at the foot of a page is a note when it begins with a number that stands, stuck to a word, in the text of the
same page.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from string import ascii_letters, digits

from themeline.ingest.knowledge import numbered_words
from themeline.ingest.lines import PAGE, is_finished, is_gap, line_starts

NOTE = re.compile(r"\s*\[?(\d{1,3})[\])]?\s+(?=[^\W_]|[“\"(‘])")
REFERENCE = re.compile(r"(?<=[^\W\d_]{2})([.,;:!?)”’\"]{0,2})(\d{1,3})(?=[\s.,;:)”’\"]|$)")
AFTER_STOP = re.compile(r"(?<=[a-z]{3})([.,;:!?]?[”’\")]|[.,;:!?])(\d{1,3})(?=\s+[A-Z“\"(]|\s*$)")
RAISED = re.compile(r"(?:(?<=[^\W\d_]{3})|(?<=[.,;:!?”’\")]))[¹²³⁰⁴-⁹]+")
WORD = re.compile(r"[^\W\d_]+")
RAISED_DIGITS = "¹²³⁰⁴⁵⁶⁷⁸⁹"
KIND_OF = {
    **dict.fromkeys(range(128, 256), "a"),
    **dict.fromkeys(map(ord, ascii_letters), "a"),
    **dict.fromkeys(map(ord, digits), "0"),
    **dict.fromkeys(map(ord, '.,;:!?)"'), "."),
    ord("\n"): "\n",
}
KINDS = bytes(ord(KIND_OF.get(byte, " ")) for byte in range(256))
STUCK = (b"a0", b"a.0", b"a..0")
MOST_LINES = 30
FARTHEST = 25


def move_footnotes(lines: list[str]) -> tuple[list[str], int]:
    """Take out footnote marks, and move each page's notes out of the sentence that they stand in."""
    marked = _marked(lines)
    if not marked:
        return lines, 0
    changed = 0
    result: list[str] = []
    waiting: list[str] = []
    for start, end in _pages(lines):
        page = lines[start:end]
        own = [place - start for place in marked[bisect_left(marked, start) : bisect_left(marked, end)]]
        count = _erase_loose_marks(page, own)
        foot = _first_note(page, own)
        body, notes = page[:foot], page[foot:]
        if notes:
            count += _erase_marks(body, own, notes)
        body = _with_notes(body, waiting)
        changed += count
        cut = bool(notes) and _is_cut(body)
        waiting = notes if cut else []
        result += [*body, *([] if cut else ["", *notes] if notes else []), PAGE]
    result.pop()
    return ([*result, "", *waiting], changed) if changed else (lines, 0)


def _marked(lines: Sequence[str]) -> list[int]:
    """Return the lines in which a number is raised or stuck to a word: no other can hold a mark."""
    text = "\n".join(lines)
    kinds = text.encode("utf-8", "surrogatepass").translate(KINDS)
    found = {place for stuck in STUCK for place in _places(kinds, stuck)}
    raised = {place for sign in RAISED_DIGITS if sign in text for place, line in enumerate(lines) if sign in line}
    if not found:
        return sorted(raised)
    starts = line_starts(kinds.split(b"\n"))
    return sorted({bisect_right(starts, place) - 1 for place in found} | raised)


def _places(kinds: bytes, stuck: bytes) -> Iterator[int]:
    place = kinds.find(stuck)
    while place >= 0:
        yield place
        place = kinds.find(stuck, place + 1)


def _pages(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield where each page begins and ends, the breaks themselves left out."""
    breaks = [place for place, line in enumerate(lines) if line == PAGE]
    yield from zip([0, *(place + 1 for place in breaks)], [*breaks, len(lines)], strict=True)


def _first_note(page: Sequence[str], marked: Sequence[int]) -> int:
    """Return where the notes at the foot of a page begin; its length if there are none."""
    start, expected = len(page), 0
    foot = range(len(page) - 1, max(-1, len(page) - MOST_LINES), -1) if marked else ()
    for place in [line for line in foot if page[line].lstrip().lstrip("[")[:1].isdigit()]:
        found = NOTE.match(page[place])
        if not found:
            continue
        number = int(found[1])
        body = (page[line] for line in marked if line < place)
        if (expected and number != expected - 1) or not _is_referred_to(body, found[1]):
            continue
        start, expected = place, number
    return start


def _is_referred_to(body: Iterable[str], number: str) -> bool:
    return any(
        mark[2] == number and not _counts(line, mark.start()) for line in body for mark in REFERENCE.finditer(line)
    )


def _erase_marks(body: list[str], marked: Sequence[int], notes: Sequence[str]) -> int:
    """Take the marks that refer to the notes out of the marked lines, and return how many they were."""
    numbers = {found[1] for found in map(NOTE.match, notes) if found}
    count = 0

    def erased(mark: re.Match[str]) -> str:
        nonlocal count
        if mark[2] not in numbers or _counts(mark.string, mark.start()):
            return mark[0]
        count += 1
        return mark[1]

    for place in marked:
        if place < len(body):
            body[place] = REFERENCE.sub(erased, body[place])
    return count


def _erase_loose_marks(page: list[str], marked: Sequence[int]) -> int:
    """Take out raised numbers, and numbers stuck to the end of a sentence or clause; return how many they were."""
    count = 0

    def erased(mark: re.Match[str]) -> str:
        nonlocal count
        if _counts(mark.string, mark.start()):
            return mark[0]
        count += 1
        return mark[1]

    for place in marked:
        line, raised = RAISED.subn("", page[place])
        page[place] = AFTER_STOP.sub(erased, line)
        count += raised
    return count


def _counts(line: str, place: int) -> bool:
    """Tell whether the number at this place belongs to the word before it ("Art.5", "COVID19")."""
    words = WORD.findall(line, max(0, place - 40), place)
    return bool(words) and (words[-1].lower() in numbered_words() or words[-1].isupper())


def _is_cut(body: Sequence[str]) -> bool:
    last = next((line for line in reversed(body) if not is_gap(line)), "")
    return bool(last) and not is_finished(last)


def _with_notes(body: list[str], notes: list[str]) -> list[str]:
    """Put notes behind the first line of a page on which a sentence ends."""
    if not notes:
        return body
    end = next((place + 1 for place, line in enumerate(body[:FARTHEST]) if not is_gap(line) and is_finished(line)), 0)
    return [*body[:end], "", *notes, "", *body[end:]]
