"""Taking out tables of contents: lines whose entry is led by dots to a page number, and lists headed "Contents"."""

import re
from collections.abc import Sequence

from themeline.ingest.knowledge import contents_words
from themeline.ingest.lines import PAGE

LEADERS = ("....", ". . .", "…", "_____", "···", "· ·")
# A run of dots is looked at from its beginning only.
LEADER = re.compile(r"(?<!\.)(?<!\.\s)(?:\.\s?){4,}|(?<!…)(?<!…\s)(?:…\s?){2,}|(?<!_)_{5,}|(?<!·)(?<!·\s)(?:·\s?){4,}")
LED = re.compile(rf"(?:{LEADER.pattern})\s*(?:\d{{1,4}}|[ivxlc]{{1,6}})?\s*$", re.IGNORECASE)
NUMBERED = re.compile(r"\S.*\s(?:\d{1,3}|[ivxlc]{1,6})\s*$")
LONGEST_ENTRY = 160
LONGEST_WORDS = 40
FEWEST_ENTRIES = 3
MOST_BETWEEN = 2


def drop_contents(lines: list[str]) -> tuple[list[str], int]:
    """Take out tables of contents."""
    text = "\n".join(lines)
    leaders = [leader for leader in LEADERS if leader in text]
    dropped = {place for leader in leaders for place, line in enumerate(lines) if leader in line and _is_led(line)}
    words = contents_words()
    short = [(place, line) for place, line in enumerate(lines) if line and len(line) < LONGEST_WORDS]
    for place, line in short:
        if line.strip(" .:").casefold() in words:
            dropped |= _entries(lines, place, dropped)
    kept = [PAGE if place in dropped else line for place, line in enumerate(lines)]
    return (kept, len(dropped)) if dropped else (lines, 0)


def _is_led(line: str) -> bool:
    return len(line) <= 2 * LONGEST_ENTRY and bool(LED.search(line))


def _entries(lines: Sequence[str], heading: int, led: set[int]) -> set[int]:
    """Return the heading and the lines below it, as far as they end in page numbers that never fall."""
    numbered: list[int] = []
    last = 0
    between = 0
    for place in range(heading + 1, len(lines)):
        line = lines[place]
        if not line.strip():
            continue
        number = _page_number(line)
        if place in led or (len(line) <= LONGEST_ENTRY and NUMBERED.match(line) and number >= last):
            numbered.append(place)
            last, between = max(last, number), 0
        else:
            between += 1
            if between > MOST_BETWEEN:
                break
    if len(numbered) < FEWEST_ENTRIES:
        return set()
    return set(range(heading, numbered[-1] + 1))


def _page_number(line: str) -> int:
    found = re.search(r"(\d{1,3})\s*$", line)
    return int(found[1]) if found else 0
