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
        lists: The words that are triggers, and the classes all of whose words are, in narratives or everywhere.
    """

    def __init__(self, classes: Mapping[str, Iterable[str]], lists: Mapping[str, Iterable[str]]) -> None:
        self.words = frozenset(lists["trigger_words"]) | _words(classes, lists["trigger_classes"])
        self.narrative_words = self.words | _words(classes, lists["narrative_trigger_classes"])

    def hit(self, text: str, *, narrative: bool = False, small_years: bool = False) -> bool:
        """Say whether a sentence may hold a temporal expression; `small_years` when "in 480" may be one."""
        words = self.narrative_words if narrative else self.words
        if not words.isdisjoint(WORD.findall(text.lower())) or DIGITS.search(text):
            return True
        return small_years and SMALL_YEAR.search(text) is not None


def _words(classes: Mapping[str, Iterable[str]], names: Iterable[str]) -> frozenset[str]:
    return frozenset(filter(None, (_telling(entry) for name in names for entry in classes[name])))


def _telling(entry: str) -> str:
    """Return the longest word of an entry, of one length the last: "moment" of "at the moment"."""
    parts = WORD.findall(entry.lower())
    longest = max((len(part) for part in parts), default=0)
    return next(part for part in reversed(parts) if len(part) == longest) if longest > 1 else ""
