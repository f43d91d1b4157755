"""Looking at single lines: how they end, how they begin, and what they could be.

The steps between the characters and the blocks see a text as a list of lines, in which `PAGE` stands for a page
break. Lines that are furniture of a page (its number, its running head) are replaced by `PAGE`.
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate, count
from operator import add

from themeline.ingest.characters import odd_characters
from themeline.ingest.knowledge import open_words

PAGE = "\f"
NO_LETTERS = bytes(byte if byte > 127 or chr(byte).isalpha() or chr(byte) == "-" else 32 for byte in range(256))
DIGITS = re.compile(r"\d+")
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
    if not bare or bare[-1] in TERMINALS:
        return True
    word = bare.rsplit(None, 1)[-1]
    return ("." in word or "/" in word) and ADDRESS.match(word) is not None


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


def without_digits(lines: Sequence[str]) -> list[str]:
    """Return the lines, none of which holds a line feed, without their digits."""
    text = "\n".join(lines)
    if not text.isascii() and any(sign.isdecimal() for sign in set(odd_characters(text))):
        return [DIGITS.sub("", line) for line in lines]
    data = text.encode("utf-8", "surrogatepass").translate(None, b"0123456789")
    return data.decode("utf-8", "surrogatepass").split("\n")


def count_words(lines: Sequence[str]) -> Counter[str]:
    """Count the words in small letters, letters only; parts with a hyphen between them are one word."""
    text = "\n".join(lines).lower().replace("‐", "-")
    for sign in set(odd_characters(text)):
        if not sign.isalpha():
            text = text.replace(sign, " ")
    data = text.encode("utf-8", "surrogatepass").translate(NO_LETTERS).replace(b"--", b"  ")
    words = data.replace(b"- ", b"  ").replace(b" -", b"  ").decode("utf-8", "surrogatepass").split()
    return Counter(words)


def line_starts(lines: Sequence[str] | Sequence[bytes]) -> list[int]:
    """Return where each line begins, in characters (or bytes) of the text that they make."""
    return list(map(add, accumulate(map(len, lines[:-1]), initial=0), count()))
