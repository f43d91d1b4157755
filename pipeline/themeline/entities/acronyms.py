"""Names and the short forms that a document gives them: `Name (ACR)`, `ACR (Name)`, `(hereinafter "the Agency")`."""

import re
from dataclasses import dataclass
from functools import lru_cache

_QUOTE = r"[\"'“”‘’«»„]?"
_SHORT = r"(?:[A-Z][A-Za-z]{0,5}[-‑/ &]?)?[A-Z][A-Za-z&/.‑-]{0,10}[A-Z](?:[-/]?[A-Z0-9]{1,4})?s?"
IN_BRACKETS = re.compile(rf"\(\s?{_QUOTE}({_SHORT}){_QUOTE}\s?[;,)]")
AFTER_COMMA = re.compile(
    rf",\s(?:or|also\sknown\sas|abbreviated(?:\sas|\sto)?)\s(?:the\s)?{_QUOTE}({_SHORT}){_QUOTE}[,.;]"
)
HEREINAFTER = re.compile(
    r"[(,]\s?(?:here(?:in)?after|henceforth)(?:\sreferred\sto\sas|\scalled)?:?\s(?:as\s)?(?:the\s)?"
    rf"{_QUOTE}(?:the\s)?([A-Z][\w&-]*(?:\s[A-Z][\w&-]*){{0,3}}){_QUOTE}\s?[),]"
)
LONG_IN_BRACKETS = re.compile(r"\b([A-Z][A-Za-z&-]{0,40}[A-Z])\s\(\s?((?:the\s)?[A-Z][^()]{4,90})\)")
PRECEDING = re.compile(r"[^\W_]+(?:(?:['’]|-(?=[a-z]))[^\W\d_]+)*")
SMALL = frozenset(
    [
        "of",
        "for",
        "on",
        "and",
        "the",
        "in",
        "to",
        "against",
        "with",
        "de",
        "la",
        "du",
        "des",
        "le",
        "et",
        "a",
        "an",
        "on",
        "by",
        "from",
        "y",
        "del",
    ]
)
REACH = 110


@dataclass(frozen=True, slots=True)
class Definition:
    """A place where a document says that a short form stands for a name; offsets in characters."""

    long_start: int
    long_end: int
    short_start: int
    short_end: int
    matched: bool


def find_definitions(text: str) -> list[Definition]:
    """Return the definitions in a text, in the order of their short forms.

    `matched` says that the initials of the long form give the short one; without it (`hereinafter`) the long form's
    beginning is not known, and `long_start` is the place that it may begin at the earliest.
    """
    found: dict[int, Definition] = {}
    for pattern in (IN_BRACKETS, AFTER_COMMA):
        for match in pattern.finditer(text):
            start = long_form_before(text, match.start(), match.group(1))
            if start is not None:
                end = _end_before(text, match.start())
                found[match.start(1)] = Definition(start, end, match.start(1), match.end(1), True)
    for match in LONG_IN_BRACKETS.finditer(text):
        if _initials_agree(match.group(1), [word.group().lower() for word in PRECEDING.finditer(match.group(2))]):
            found.setdefault(
                match.start(1), Definition(match.start(2), match.end(2), match.start(1), match.end(1), True)
            )
    for match in HEREINAFTER.finditer(text):
        end = _end_before(text, match.start())
        found.setdefault(
            match.start(1), Definition(max(0, match.start() - REACH), end, match.start(1), match.end(1), False)
        )
    return [found[key] for key in sorted(found)]


def _end_before(text: str, position: int) -> int:
    """Return where the long form ends that stands before a position, without quotation marks and possessive."""
    end = len(text[max(0, position - REACH) : position].rstrip(" ,\"'”’“»\n(")) + max(0, position - REACH)
    return end - 2 if text[end - 2 : end] in {"'s", "’s"} else end


def long_form_before(text: str, end: int, short: str) -> int | None:
    """Return where the words before `end` begin whose initials give the short form, or None."""
    words = list(PRECEDING.finditer(text, max(0, end - REACH), end))
    letters = "".join(character for character in short.lower() if character.isalnum())
    if short.endswith("s") and short[:-1].isupper():
        letters = letters[:-1]
    for count in range(2, min(len(words), 2 * len(letters) + 4) + 1):
        window = words[-count:]
        if not window[0].group()[0].isupper() and count < len(words):
            continue
        if _agrees(letters, tuple(word.group().lower() for word in window)):
            return window[0].start()
    return None


def _initials_agree(short: str, words: list[str]) -> bool:
    letters = "".join(character for character in short.lower() if character.isalnum())
    return _agrees(letters, tuple(word for word in words if word != "the"))


@lru_cache(maxsize=4096)
def _agrees(letters: str, words: tuple[str, ...]) -> bool:
    """Say whether the letters are initials of the words in order; small words may be left out, others lend no second.

    A word may also give two letters (`cyber security` as `CYS`) when the next letter is its second or third.
    """
    if not letters or not words:
        return not letters and all(word in SMALL for word in words)
    first, rest = words[0], words[1:]
    if first[0] == letters[0]:
        if _agrees(letters[1:], rest):
            return True
        if len(letters) > 1 and letters[1] in first[1:] and len(letters) > len([w for w in words if w not in SMALL]):
            return _agrees(letters[2:], rest)
    return first in SMALL and _agrees(letters, rest)
