"""A date of publication, in any of the usual written forms, as ISO 8601."""

import re
from datetime import date, datetime
from typing import Literal

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = (
    r"(?P<name>jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?\.?|july?\.?|aug(?:ust|\.)?|"
    r"sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)"
)
YEAR = r"(?P<year>1[5-9]\d\d|20\d\d)"
DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])"
WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
LONGEST = 200
TAIL = r"(?:[T\s,].*)?"
FORMS = tuple(
    re.compile(form, re.IGNORECASE | re.DOTALL)
    for form in (
        rf"{YEAR}-(?P<month>0[1-9]|1[0-2])-{DAY}{TAIL}",
        rf"{YEAR}[/.](?P<month>0?[1-9]|1[0-2])[/.]{DAY}{TAIL}",
        rf"{YEAR}(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?:T?\d{{4,6}}.*)?",
        rf"{YEAR}[-/](?P<month>0?[1-9]|1[0-2])",
        rf"{YEAR}(?:\.0)?",
        rf"{WEEKDAY}{DAY}(?:st|nd|rd|th)?\s*+(?:of\s++)?[\s\-]*+{MONTH}[\s,\-]*+{YEAR}{TAIL}",
        rf"{WEEKDAY}{MONTH}\s+{DAY}(?:st|nd|rd|th)?,?\s+{YEAR}{TAIL}",
        rf"{MONTH}[\s,\-]+{YEAR}",
        rf"{YEAR}[\s,\-]+{MONTH}(?:\s+{DAY})?",
        r"(?P<year>\d{4})年(?:\s*(?P<month>\d{1,2})月)?(?:\s*(?P<day>\d{1,2})日)?",
    )
)
NUMERIC = re.compile(rf"(?P<first>\d{{1,2}})[/.\-](?P<second>\d{{1,2}})[/.\-]{YEAR}{TAIL}")
Order = Literal["", "dmy", "mdy"]


def parse_published(value: object, order: Order = "") -> str:
    """Return a date of publication as ISO 8601: a year, a month or a day; empty when it cannot be read.

    Args:
        value: A string, a number (a year) or a date.
        order: How a date such as 03/04/2021 is meant; without it, such a date is not read unless
            only one reading is possible. A date with full stops has its day first.
    """
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    text = str(value).strip()[:LONGEST] if value is not None and not isinstance(value, bool) else ""
    numeric = NUMERIC.fullmatch(text)
    if numeric:
        return _ordered(numeric, order or ("dmy" if "." in text[:6] else ""))
    for form in FORMS:
        found = form.fullmatch(text)
        if found:
            parts = found.groupdict()
            month = int(parts.get("month") or 0) or _month(parts.get("name") or "")
            return _iso(int(parts["year"]), month, int(parts.get("day") or 0))
    return ""


def _ordered(found: re.Match[str], order: Order) -> str:
    first, second, year = (int(found[name]) for name in ("first", "second", "year"))
    if first == second or (order == "dmy" and second <= 12) or second <= 12 < first:
        return _iso(year, second, first)
    if (order == "mdy" and first <= 12) or first <= 12 < second:
        return _iso(year, first, second)
    return ""


def _month(name: str) -> int:
    return MONTHS.index(name[:3].lower()) + 1 if name else 0


def _iso(year: int, month: int, day: int) -> str:
    if not month:
        return f"{year:04d}"
    if not day:
        return f"{year:04d}-{month:02d}" if month <= 12 else ""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""
