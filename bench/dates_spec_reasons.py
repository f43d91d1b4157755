"""Why a specification of Microsoft's Recognizers is not followed: the first reason of the list that fits.

The Recognizers serve assistants that book meetings from chat; Themeline dates statements in edited English by TIMEX3.
Most reasons say on which side of that a sentence lies; `missed` is what remains. docs/dates.md explains them.
"""

import re
from collections.abc import Callable

Expression = tuple[str, str, str, str]  # verdict, kind, words, value

NUMBER = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thir\w+|fif\w+|twenty|forty|hundred|thousand)"
)
CLOCK = (
    r"\d\s?(?::\d\d|[ap]\.? ?m\b|[ap]\b)|\d\.\d\d(?!\d)|\d{4}-\d{4}"
    r"|\b(?:noon|midnight|tonight|tonite|mid ?night|morning|afternoon|evening|night|o'?clock|past \w+|end of)\b"
    rf"|\b(?:minutes?|mins?|hours?|h|seconds?|sec|hr|ampm|eod)\b|\bat (?:\d|{NUMBER})"
)
UNIT = r"(?:year|month|week|day|fortnight|weekend|hour|quarter|minute|summer|winter|spring|fall|fiscal year)"
BARE = (
    rf"^(?:in |at |for |before |the |of the |first |remaining of |end of )*{UNIT}(?: to date| before)?$"
    r"|of the (?:year|month)$|^(?:on |the |week of |before |around |(?:mon|tues?|wed|thu|fri|sat|sun)(?:day)? )*"
    r"\d{1,2}(?:st|nd|rd|th)(?: this month)?$"
)
CHAT = r"\b(?:tmrw|otd|eo[dym]|\w+ish|\d+(?:\.\d+)?(?!st|nd|rd|th)[a-z]{1,5}|[a-z]{2,3}\d+)\b|^[<>=]|timezone"
DIGITS = (
    r"\d{1,2}[/.-]\d{1,2}(?![/.-]?\d)|\d[/-]\d{4}-\d|\d{4}[/-]\d+[/-][a-z]|[a-z]+[-/]\d|\d-\d{4}|\d{1,2}/\d{1,2}/\d\d$"
)
WORDS = rf"\b(?:nineteen|two thousand|twenty) (?:and )?{NUMBER}|{NUMBER} {NUMBER}|{NUMBER} and {NUMBER}\b|two thousand"
LATER = r"\b(?:ago|later|hence|from (?:now|today|tomorrow)|in (?:a|an|\d+|\w+) (?:day|week|month|year|fortnight)s?)\b"
HOLIDAY = r"new year|christmas|easter|thanksgiving|halloween|day\b.*day|eid|patrick|labor|jubilee|freedom day|workers"


def _words(pattern: str) -> Callable[[Expression], bool]:
    expression = re.compile(pattern, re.IGNORECASE)
    return lambda found: expression.search(found[2].strip()) is not None


def _is_clock(found: Expression) -> bool:
    kinds = ("time", "timerange", "datetimerange")
    return found[1] in kinds or (found[1] in ("datetime", "set") and _words(CLOCK)(found))


REASONS: tuple[tuple[str, Callable[[Expression], bool]], ...] = (
    ("found by us only", lambda found: found[0] == "only ours"),
    ("no such day", _words(r"\bfeb(?:ruary)? 30|\bfeb 29|\b2/29")),
    ("times of day", _is_clock),
    ("a length is a length", lambda found: found[0] == "a length where they have an interval"),
    ("vague numbers stay vague", _words(r"\b(?:few|some|several)\b")),
    ("inside file names and addresses", _words(r"^(?:\d{4}-\d\d-\d\d|\d{8})$")),
    ("chat spelling", _words(CHAT)),
    ("digits that may be anything", _words(DIGITS)),
    ("numbers in words", _words(WORDS)),
    ("a bare unit or day", _words(BARE)),
    ("as coarse as it is told", lambda found: found[0] == "other value" and _words(LATER)(found)),
    ("several expressions for one", lambda found: found[0] == "several expressions for one"),
    ("fiscal and school years", _words(r"\b(?:fiscal|school|fy|sy|cy)\b")),
    ("holidays", _words(HOLIDAY)),
    ("parts of a month or year", _words(r"\b(?:week|weeks|months|weekends?|weekday|workweek|\d+th day) of\b|weekend")),
    ("which week a weekday is in", _words(r"(?:mon|tues|wednes|thurs|fri|satur|sun)day\b")),
)


def reason(expression: Expression) -> str:
    """Return why an expression is not read as expected."""
    return next((name for name, fits in REASONS if fits(expression)), "missed")
