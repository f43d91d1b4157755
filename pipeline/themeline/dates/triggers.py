"""A cheap test that most sentences fail: does it hold any word or number that a date could be made of?"""

import re
from collections.abc import Iterable, Mapping

WORD = re.compile(r"[^\W\d_]+")
SMALL_YEAR = re.compile(r"\b\d{2,3}\b")
DIGITS = re.compile(r"\d{4}|\d\s?[ap]\.\s?m\b|\bca?\.? ?\d|\d[/:.-]\d|[’'`]\d\d|\d(?:st|nd|rd|th|s)\b")


class Triggers:
    """The words that let a sentence through.

    Args:
        classes: The vocabulary.
        trigger_classes: The classes all of whose words are triggers.
        words: Further triggers.
    """

    def __init__(
        self, classes: Mapping[str, Iterable[str]], trigger_classes: Iterable[str], words: Iterable[str]
    ) -> None:
        found = set(words)
        for name in trigger_classes:
            found.update(filter(None, map(_telling, classes[name])))
        self.words = frozenset(found)

    def hit(self, text: str, *, small_years: bool = False) -> bool:
        """Say whether a sentence may hold a temporal expression; `small_years` when "in 480" may be one."""
        if not self.words.isdisjoint(WORD.findall(text.lower())) or DIGITS.search(text):
            return True
        return small_years and SMALL_YEAR.search(text) is not None


def _telling(entry: str) -> str:
    """Return the longest word of an entry, of one length the last: "moment" of "at the moment"."""
    parts = WORD.findall(entry.lower())
    longest = max((len(part) for part in parts), default=0)
    return next(part for part in reversed(parts) if len(part) == longest) if longest > 1 else ""
