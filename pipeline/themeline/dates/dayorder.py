"""Decide for a document whether numeric dates name the day first."""

import re

from themeline.dates.settings import DateSettings

NUMERIC = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(?:\d{4}|\d{2})(?![\d/-])")
BRITISH = re.compile(r"\b\d{1,2}(?:st|nd|rd|th)? (?:January|February|March|April|May|June|July|August|September|Octo"
                     r"ber|November|December)\b")  # fmt: skip
AMERICAN = re.compile(r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December)"
                      r" \d{1,2}\b")  # fmt: skip


def day_comes_first(text: str, settings: DateSettings) -> bool:
    """Return whether 03/04/2016 is in April.

    A date that only one order allows (27/12/2016) settles all others; then dates with dots are day first; then
    the written dates of the text vote (27 December against December 27); American order is the last resort.
    """
    if settings.day_first != "auto":
        return settings.day_first == "yes"
    votes = dots = 0
    numeric = [match.groups() for match in NUMERIC.finditer(text) if not _is_glued(text, match.start())]
    if not numeric:
        return False
    for first, sign, second in numeric:
        votes += (int(first) > 12) - (int(second) > 12)
        dots += sign == "."
    if votes or dots:
        return votes > 0 or (votes == 0 and dots > 0)
    return len(BRITISH.findall(text)) > len(AMERICAN.findall(text))


def _is_glued(text: str, place: int) -> bool:
    """Say whether a number goes on from what stands before it: 2016-11-07 holds no 16-11-07."""
    before = text[max(0, place - 1) : place]
    return before.isalnum() or before in tuple("_/.-")
