"""Looking at single lines: how they end, how they begin, and what they could be.

The steps between the characters and the blocks see a text as a list of lines, in which `PAGE` stands for a page
break. Lines that are furniture of a page (its number, its running head) are replaced by `PAGE`.
"""

import re
from collections.abc import Iterator, Sequence

from themeline.ingest.knowledge import open_words

PAGE = "\f"
TERMINALS = frozenset(".?!…。？！")
CLOSERS = "\"'”’»)]}›*"
OPENERS = "\"'“‘«([{‹„¿¡"
LIST_MARK = re.compile(
    r"(?:[•·–—*‣▪-]|\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)]|\(?\d{1,2}(?:\.\d{1,2}){1,4}[.)]?)\s+(?=\S)"
)
BULLET = re.compile(r"[•·–—*‣▪-]\s+(?=\S)")


ITEM_MARK = re.compile(
    r"(?:[•·–—*‣▪-]|\((?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})\)|(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)]|[A-Z]\))\s+(?=\S)"
)
ADDRESS = re.compile(r"\W?(?:https?://|www\.)", re.IGNORECASE)


def split_lines(text: str) -> list[str]:
    """Split a text into its lines, a page break becoming a line of its own."""
    if PAGE not in text:
        return text.split("\n")
    lines: list[str] = []
    for number, page in enumerate(text.split(PAGE)):
        lines += [PAGE] if number else []
        lines += page.split("\n")
    return lines


def is_gap(line: str) -> bool:
    """Tell whether there is nothing on the line."""
    return not line or line.isspace()


def is_finished(line: str) -> bool:
    """Tell whether the line can end a sentence: its last character, closing marks aside, is a full stop or like it."""
    bare = line.rstrip().rstrip(CLOSERS).rstrip()
    return not bare or bare[-1] in TERMINALS or ADDRESS.match(bare.rsplit(None, 1)[-1]) is not None


def is_open(line: str) -> bool:
    """Tell whether the line cannot end here: it ends in a comma, a hyphen or a word that wants another."""
    bare = line.rstrip()
    if not bare or bare[-1] in ",-–—(/&":
        return bool(bare)
    return bare.rsplit(None, 1)[-1].lower().strip(OPENERS) in open_words()


def starts_low(line: str) -> bool:
    """Tell whether the line goes on with a sentence: its first letter is small."""
    bare = line.lstrip().lstrip(OPENERS)
    return bool(bare) and bare[0].islower()


def list_mark(line: str) -> str:
    """Return the sign or number of the list item that the line begins with, or an empty string."""
    bare = line[:40].lstrip()
    if bare[:1].isalpha() and bare[1:2].isalpha() and bare[2:3].isalpha() and bare[3:4].isalpha():
        return ""
    found = LIST_MARK.match(line.lstrip())
    return found.group().strip() if found else ""


def squeezed(line: str) -> str:
    """Return the line with single spaces only."""
    bare = line.strip()
    return " ".join(bare.split()) if "  " in bare or "\t" in bare else bare


def filled(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield the lines that hold something, with their places."""
    return ((place, line) for place, line in enumerate(lines) if line and not line.isspace())
