"""A period of the calendar, from a day to a millennium: where it begins and ends, and its neighbours."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from themeline.dates import civil

SEASON_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
MONTHS = {"month": 1, "quarter": 3, "half": 6, "season": 3, "year": 12, "fiscal": 24}


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of the calendar.

    Attributes:
        unit: day, week, weekend, month, season, quarter, half, year, fiscal, decade, century or millennium.
        year: Astronomical year (0 is 1 BC), None when not known. Of a fiscal year, the one in which it begins.
        number: The week, quarter, half, decade (199 is the 1990s), century or millennium; negative before Christ.
        season: SP, SU, FA or WI.
        time: The TIMEX3 time within the day, as in `T10:35` or `TMO`, or empty.
    """

    unit: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    number: int = 0
    season: str = ""
    time: str = ""

    @property
    def known(self) -> bool:
        """Whether the period has its place in the calendar."""
        return self.year is not None or self.unit in ("decade", "century", "millennium")

    def span(self) -> tuple[int, int]:
        """Return the numbers of its first and last day; the year must be known."""
        if self.unit == "day":
            number = civil.to_number(self.known_year, self.month or 1, self.day or 1)
            return number, number
        if self.unit in ("week", "weekend"):
            start = civil.week_start(self.known_year, self.number)
            return (start, start + 6) if self.unit == "week" else (start + 5, start + 6)
        if self.unit in ("decade", "century", "millennium"):
            return _long_span(self.unit, self.number)
        year, month = self._first_month()
        length = MONTHS[self.unit]
        end_year, end_month = add_months(year, month, length)
        return civil.to_number(year, month, 1), civil.to_number(end_year, end_month, 1) - 1

    @property
    def known_year(self) -> int:
        """The year; asking for it where it is not known is a mistake."""
        if self.year is None:
            raise ValueError("a period without a year has no place in the calendar")
        return self.year

    def _first_month(self) -> tuple[int, int]:
        if self.unit == "season":
            return self.known_year, SEASON_MONTHS[self.season]
        if self.unit == "quarter":
            return self.known_year, 3 * self.number - 2
        if self.unit == "half":
            return self.known_year, 6 * self.number - 5
        return self.known_year, self.month or 1


def day_period(number: int, time: str = "") -> Period:
    """Return the numbered day as a period."""
    year, month, day = civil.from_number(number)
    return Period("day", year, month, day, time=time)


def add_months(year: int, month: int, months: int) -> tuple[int, int]:
    """Return the month that lies so many months later."""
    total = year * 12 + month - 1 + months
    return total // 12, total % 12 + 1


def containing(period: Period, unit: str) -> Period:
    """Return the period of a unit in which another begins."""
    year, month, day = civil.from_number(period.span()[0])
    return period_of(unit, year, month, day)


def period_of(unit: str, year: int, month: int, day: int) -> Period:
    """Return the period of a unit that holds a day."""
    if unit == "day":
        return Period("day", year, month, day)
    if unit in ("week", "weekend"):
        iso, week = civil.iso_week(civil.to_number(year, month, day))
        return Period(unit, iso, number=week)
    if unit == "month":
        return Period("month", year, month)
    if unit == "season":
        return _season_of(year, month)
    if unit in ("quarter", "half"):
        return Period(unit, year, number=(month - 1) // (3 if unit == "quarter" else 6) + 1)
    if unit == "fiscal":
        return Period("fiscal", year)
    if unit == "year":
        return Period("year", year)
    return _long_of(unit, year)


def shifted(period: Period, steps: int) -> Period:
    """Return the period so many of its own unit later."""
    unit = period.unit
    if unit in ("decade", "century", "millennium"):
        number = period.number + steps
        return replace(period, number=number)
    if unit in ("day", "week", "weekend"):
        days = steps if unit == "day" else 7 * steps
        return period_of(unit, *civil.from_number(period.span()[0] + days))
    if unit in ("year", "fiscal"):
        return replace(period, year=(period.year or 0) + steps)
    year, month = add_months(*civil.from_number(period.span()[0])[:2], steps * MONTHS[unit])
    return period_of(unit, year, month, 1)


def nearest_complete(make: Callable[[int], Period], anchor: Period, shift: int) -> Period:
    """Return the last (shift -1) period of its kind that was over at the anchor, or the next (1) that had not begun.

    `make` gives the period of a year; with shift 0 it is that of the anchor's year.
    """
    here, end = anchor.span()
    year = civil.from_number(here)[0]
    if shift < 0:
        return next(found for found in map(make, range(year, year - 3, -1)) if found.span()[1] < here)
    return next(found for found in map(make, range(year, year + 3)) if shift == 0 or found.span()[0] > end)


def _season_of(year: int, month: int) -> Period:
    season = ("WI", "SP", "SU", "FA")[month % 12 // 3]
    return Period("season", year - 1 if month < 3 else year, season=season)


def _long_of(unit: str, year: int) -> Period:
    length = {"decade": 10, "century": 100, "millennium": 1000}[unit]
    if year <= 0:
        index = -((1 - year) // 10) if unit == "decade" else -(-year // length + 1)
        return Period(unit, number=index)
    return Period(unit, number=year // length + (0 if unit == "decade" else 1))


def _long_span(unit: str, number: int) -> tuple[int, int]:
    if unit == "decade" and number < 0:
        last = 1 + number * 10
        return civil.to_number(last - 9, 1, 1), civil.to_number(last, 12, 31)
    length = {"decade": 10, "century": 100, "millennium": 1000}[unit]
    counted = number if unit == "decade" else number - 1
    first = number * length + 1 if number < 0 else counted * length
    return civil.to_number(first, 1, 1), civil.to_number(first + length - 1, 12, 31)
