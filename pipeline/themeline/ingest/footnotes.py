"""Footnotes: the marks in the text are taken out, the notes moved behind the sentence that a page break cut.

A line at the foot of a page is a note when it begins with a number that stands, stuck to a word, in the text of the
same page.
"""

import re
from collections.abc import Sequence

from themeline.ingest.knowledge import numbered_words
from themeline.ingest.lines import PAGE, is_finished, is_gap

NOTE = re.compile(r"\s*\[?(\d{1,3})[\])]?\s+(?=[^\W_]|[“\"(‘])")
REFERENCE = re.compile(r"(?<=[^\W\d_]{2})([.,;:!?)”’\"]{0,2})(\d{1,3})(?=[\s.,;:)”’\"]|$)")
AFTER_STOP = re.compile(r"(?<=[a-z]{3})([.,;:!?]?[”’\")]|[.,;:!?])(\d{1,3})(?=\s+[A-Z“\"(]|\s*$)")
RAISED = re.compile(r"(?:(?<=[^\W\d_]{3})|(?<=[.,;:!?”’\")]))[¹²³⁰⁴-⁹]+")
WORD = re.compile(r"[^\W\d_]+")
MARKED = re.compile(r"\d(?<=[^\s\d\-–/(\[$€£#%]\d)|[¹²³⁰⁴-⁹]")
MOST_LINES = 30
FARTHEST = 25


def move_footnotes(lines: list[str]) -> tuple[list[str], int]:
    """Take out footnote marks, and move each page's notes out of the sentence that they stand in."""
    if not MARKED.search("\n".join(lines)):
        return lines, 0
    changed = 0
    result: list[str] = []
    pages = _pages(lines)
    waiting: list[str] = []
    for page in pages:
        page, count = _without_loose_marks(page)
        start = _first_note(page)
        body, notes = page[:start], page[start:]
        if notes:
            body, marks = _without_marks(body, notes)
            count += marks
        body = _with_notes(body, waiting)
        changed += count
        cut = bool(notes) and _is_cut(body)
        waiting = notes if cut else []
        result += [*body, *([] if cut else ["", *notes] if notes else []), PAGE]
    result.pop()
    return ([*result, "", *waiting], changed) if changed else (lines, 0)


def _pages(lines: Sequence[str]) -> list[list[str]]:
    pages: list[list[str]] = [[]]
    for line in lines:
        if line == PAGE:
            pages.append([])
        else:
            pages[-1].append(line)
    return pages


def _first_note(page: Sequence[str]) -> int:
    """Return where the notes at the foot of a page begin; its length if there are none."""
    start, expected = len(page), 0
    for place in range(len(page) - 1, max(-1, len(page) - MOST_LINES), -1):
        found = NOTE.match(page[place])
        if not found:
            continue
        number = int(found[1])
        if (expected and number != expected - 1) or not _is_referred_to(page[:place], found[1]):
            continue
        start, expected = place, number
    return start


def _is_referred_to(body: Sequence[str], number: str) -> bool:
    return any(
        mark[2] == number and not _counts(line, mark.start()) for line in body for mark in REFERENCE.finditer(line)
    )


def _without_marks(body: list[str], notes: Sequence[str]) -> tuple[list[str], int]:
    numbers = {found[1] for found in map(NOTE.match, notes) if found}
    count = 0

    def erased(mark: re.Match[str]) -> str:
        nonlocal count
        if mark[2] not in numbers or _counts(mark.string, mark.start()):
            return mark[0]
        count += 1
        return mark[1]

    return [REFERENCE.sub(erased, line) for line in body], count


def _without_loose_marks(page: list[str]) -> tuple[list[str], int]:
    """Take out raised numbers, and numbers stuck to the end of a sentence or clause."""
    count = 0

    def erased(mark: re.Match[str]) -> str:
        nonlocal count
        if _counts(mark.string, mark.start()):
            return mark[0]
        count += 1
        return mark[1]

    cleaned = []
    for line in page:
        if MARKED.search(line):
            line, raised = RAISED.subn("", line)
            count += raised
            line = AFTER_STOP.sub(erased, line)
        cleaned.append(line)
    return cleaned, count


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
