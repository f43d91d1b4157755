"""The stretches that are read at once: a sentence, or two where the parse has parted a date or a range."""

import re
from collections.abc import Iterator
from dataclasses import replace

from themeline.language import ParsedDocument
from themeline.tables import Sentence

MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
DAY_LAST, MONTH_FIRST = re.compile(r"\b\d{1,2}(?:st|nd|rd|th)?\Z"), re.compile(rf"(?:{MONTHS})\b")
MONTH_LAST, YEAR_FIRST = re.compile(rf"\b(?:{MONTHS})(?: \d{{1,2}},?)?\Z"), re.compile(r"\d{4}\b")
RANGE_LAST = re.compile(r"\d(?:st|nd|rd|th)? ?[-–—]\Z|\d(?:st|nd|rd|th)? (?:to|until|through)\Z")
RANGE_FIRST = re.compile(rf"(?:\d{{1,2}}(?:st|nd|rd|th)? )?(?:{MONTHS})\b|\d{{4}}\b")
BLANK = re.compile(r"[^\S\n]*\n?[^\S\n]*")
ENDS = frozenset(".!?:;”\"')")


def stretches(parsed: ParsedDocument) -> Iterator[tuple[Sentence, Sentence]]:
    """Give each stretch as a sentence with the number of its first, and the last sentence in it."""
    waiting: Sentence | None = None
    for sentence in parsed.sentences:
        if waiting is None:
            waiting = sentence
        elif _belongs(parsed.document.text, waiting, sentence):
            text = parsed.document.text[waiting.start : sentence.end]
            yield replace(waiting, end=sentence.end, text=text), sentence
            waiting = None
        else:
            yield waiting, waiting
            waiting = sentence
    if waiting is not None:
        yield waiting, waiting


def _belongs(text: str, first: Sentence, second: Sentence) -> bool:
    """Say whether a date goes on from one sentence into the next."""
    if text[first.end - 1 : first.end] in ENDS or not BLANK.fullmatch(text, first.end, second.start):
        return False
    left = text[max(first.start, first.end - 16) : first.end]
    if DAY_LAST.search(left):
        return MONTH_FIRST.match(text, second.start) is not None
    if RANGE_LAST.search(left):
        return RANGE_FIRST.match(text, second.start) is not None
    return MONTH_LAST.search(left) is not None and YEAR_FIRST.match(text, second.start) is not None
