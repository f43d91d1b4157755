"""Day arithmetic in the proleptic Gregorian calendar for any year; year 0 is 1 BC, as in ISO 8601."""

from datetime import date

CYCLE_YEARS, CYCLE_DAYS = 400, 146_097
MONTH_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def is_leap(year: int) -> bool:
    """Say whether a year has a 29 February."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def month_length(year: int, month: int) -> int:
    """Return the number of days of a month."""
    return 29 if month == 2 and is_leap(year) else MONTH_DAYS[month - 1]


def valid(year: int, month: int, day: int) -> bool:
    """Say whether there is such a day."""
    return 1 <= month <= 12 and 1 <= day <= month_length(year, month)


def to_number(year: int, month: int, day: int) -> int:
    """Return the number of a day; 1 is 0001-01-01."""
    cycles = (year - 1) // CYCLE_YEARS
    return date(year - cycles * CYCLE_YEARS, month, day).toordinal() + cycles * CYCLE_DAYS


def from_number(number: int) -> tuple[int, int, int]:
    """Return year, month and day of a numbered day."""
    cycles, rest = divmod(number - 1, CYCLE_DAYS)
    found = date.fromordinal(rest + 1)
    return found.year + cycles * CYCLE_YEARS, found.month, found.day


def weekday(number: int) -> int:
    """Return the ISO weekday of a numbered day, 1 for Monday."""
    return (number - 1) % 7 + 1


def iso_week(number: int) -> tuple[int, int]:
    """Return the ISO year and week of a numbered day."""
    year, _, _ = from_number(number - weekday(number) + 4)
    return year, (number - weekday(number) + 4 - to_number(year, 1, 1)) // 7 + 1


def week_start(year: int, week: int) -> int:
    """Return the number of the Monday of an ISO week."""
    fourth = to_number(year, 1, 4)
    return fourth - weekday(fourth) + 1 + 7 * (week - 1)


def easter(year: int) -> tuple[int, int]:
    """Return month and day of the Gregorian Easter Sunday (the anonymous algorithm, Nature 1876)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 19 * m) // 433
    month = (h + m - 7 * n + 90) // 25
    return month, (h + m - 7 * n + 33 * month + 19) % 32
