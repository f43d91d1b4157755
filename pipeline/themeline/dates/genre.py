"""Guess how a document tells time: as news, as a narrative, or as an abstract or policy text."""

import re

from themeline.dates.settings import Genre

YEAR = re.compile(r"\b(1\d\d\d|20\d\d)(?![\w/,%-]|\.\d)")
BEFORE_CHRIST = re.compile(r"\d\s?B\.?C\.?E?\b")
WEEKDAY = re.compile(r"[MTWFS][a-z]{2,5}day\b|yesterday\b|tonight\b|last week\b")
DAY = re.compile(r"(?:January|February|March|April|May|June|July|August|September|October|November|December) \d{1,2}\b"
                 r"|\d (?:January|February|March|April|May|June|July|August|September|October|November|December)\b")  # fmt: skip
CITATION = re.compile(r"[a-z.],? \(?(?:19|20)\d\d[a-z]?(?:\)|[,;] [A-Z][a-z]+)|\bet al\b")
RECENT = 3


def guess_genre(text: str, published: str) -> Genre:
    """Return the genre of a text.

    News names weekdays and is dated to the day. A narrative tells days and years that lie well before the
    document's date (or there is none) at a rate of at least one in 150 words. What is left is an abstract.
    """
    words = max(text.count(" "), 1)
    weekdays, days = len(WEEKDAY.findall(text)), len(DAY.findall(text))
    years = [int(year) for year in YEAR.findall(text)]
    own = int(published[:4]) if published else None
    past = [year for year in years if own is None or own - year >= RECENT]
    distant = len(past) + 2 * len(BEFORE_CHRIST.findall(text))
    told = distant + days
    if distant >= max(4, 2 * weekdays) and told * 150 >= words and (days >= 3 or 2 * distant >= told) and words > 250:
        return "narrative"
    return "news" if len(published) >= 10 and len(CITATION.findall(text)) < 3 else "abstract"
