"""Guess how a document tells time: as news, as a narrative, or as an abstract or policy text."""

import re

from themeline.dates.settings import Genre

YEAR = re.compile(r"\b(1\d\d\d|20\d\d)(?![\w/%-]|[.,]\d)")
BEFORE_CHRIST = re.compile(r"\d\s?B\.?C\.?E?\b")
DEICTIC = r"(?:[MTWFS][a-z]{2,5}|[Tt]o|[Yy]ester)day\b|[Tt]onight\b|[Tt]omorrow\b"
HERE = re.compile(rf"{DEICTIC}|(?:[Tt]his|[Ll]ast|[Nn]ext) (?:week|month|year)\b")
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
DAY = re.compile(rf"(?:{MONTHS}) \d{{1,2}}\b|\d (?:{MONTHS})\b")
CITATION = re.compile(r"\([A-Z][a-z]+[^()]{0,40}, (?:19|20)\d\d|\bet al\b")
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
    if len(CITATION.findall(text)) >= CITATIONS:
        return "abstract"
    words = text.count(" ") + 1
    own = int(published[:4]) if published else None
    distant = sum(own is None or own - int(year) >= RECENT for year in YEAR.findall(text))
    distant += 2 * len(BEFORE_CHRIST.findall(text))
    told = distant + len(DAY.findall(text))
    here = len(HERE.findall(text))
    if words > SHORTEST and told >= max(4, 5 * here) and distant > here and 150 * told >= words:
        return "narrative"
    timeless = words > SHORTEST and here == len(TODAY.findall(text)) and not VOICE.search(text)
    return "news" if len(published) >= len("2016-12-27") and not timeless else "abstract"
