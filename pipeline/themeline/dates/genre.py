"""Guess how a document tells time: as news, as a narrative, or as an abstract or policy text."""

import re

from themeline.dates.settings import Genre

# These run over whole documents: each begins with what is rare in a text, so that the search skips the rest.
YEAR = re.compile(r"\b(1\d\d\d|20\d\d)(?![\w/%-]|[.,]\d)")
BEFORE_CHRIST = re.compile(r"B\.?C\.?E?\b")
DAY_NAME = re.compile(r"day\b")
DAY_STEMS = ("Mon", "Tues", "Wednes", "Thurs", "Fri", "Satur", "Sun", "to", "To", "yester", "Yester")
NEAR_DAYS = ("tonight", "Tonight", "tomorrow", "Tomorrow")
NEAR = re.compile(r" (?:week|month|year)\b")
NEAR_WORDS = frozenset({"this", "last", "next"})
MONTH = re.compile(r"January|February|March|April|May|June|July|August|September|October|November|December")
DAY_AFTER = re.compile(r" \d{1,2}\b")
CITATION = re.compile(r"\([A-Z][a-z]+[^()]{0,40}, (?:19|20)\d\d")
VOICE = re.compile(r"\b(?:said|says|told|I|I'm|I’m)\b")
TODAY = re.compile(r"[Tt]oday\b")
RECENT, CITATIONS, SHORTEST = 3, 3, 250


def guess_genre(text: str, published: str) -> Genre:
    """Return the genre of a text.

    A text that cites literature is read as an abstract. A narrative tells days and years that lie well before the
    document's date (or there is none) at a rate of at least one in 150 words, and hardly a day by its distance from
    today. What else is dated to the day is news, unless nobody speaks in it and no day but "today" is told by its
    distance: such an essay, and all other text, is an abstract.
    """
    if len(CITATION.findall(text)) + text.count(" et al") >= CITATIONS:
        return "abstract"
    words = text.count(" ") + 1
    own = int(published[:4]) if published else None
    distant = sum(own is None or own - int(year) >= RECENT for year in YEAR.findall(text))
    distant += 2 * sum(_follows_digit(text, match.start()) for match in BEFORE_CHRIST.finditer(text))
    told = distant + _days(text)
    here = _near_days(text) + sum(_is_near(text, match.start()) for match in NEAR.finditer(text))
    if words > SHORTEST and told >= max(4, 5 * here) and distant > here and 150 * told >= words:
        return "narrative"
    timeless = words > SHORTEST and here == len(TODAY.findall(text)) and not VOICE.search(text)
    return "news" if len(published) >= len("2016-12-27") and not timeless else "abstract"


def _near_days(text: str) -> int:
    """Count the days that are told by their distance from today."""
    named = sum(text[max(0, m.start() - 6) : m.start()].endswith(DAY_STEMS) for m in DAY_NAME.finditer(text))
    return named + sum(map(text.count, NEAR_DAYS))


def _days(text: str) -> int:
    """Count the days that are told with their month."""
    return sum(
        DAY_AFTER.match(text, month.end()) is not None or _ends_in_day(text, month.start())
        for month in MONTH.finditer(text)
    )


def _ends_in_day(text: str, place: int) -> bool:
    return text[max(0, place - 2) : max(0, place - 1)].isdigit() and text[place - 1] == " "


def _follows_digit(text: str, place: int) -> bool:
    return text[max(0, place - 2) : place].rstrip()[-1:].isdigit()


def _is_near(text: str, place: int) -> bool:
    """Say whether "this", "last" or "next" stands before a place."""
    return text[max(0, place - 4) : place].lower() in NEAR_WORDS
