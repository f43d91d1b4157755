"""A period of the calendar, from a day to a millennium, and its TIMEX3, EDTF and bounds."""

from dataclasses import dataclass, replace

from themeline.dates import civil

SEASON_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
EDTF_SEASONS = {"SP": 21, "SU": 22, "FA": 23, "WI": 24}
MONTHS = {"month": 1, "quarter": 3, "half": 6, "season": 3, "year": 12, "decade": 120, "century": 1200}


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
    def timex(self) -> str:
        """The TIMEX3 value."""
        return _timex_date(self) + self.time

    @property
    def known(self) -> bool:
        """Whether the period has its place in the calendar."""
        return self.year is not None or self.unit in ("decade", "century", "millennium")

    def span(self) -> tuple[int, int]:
        """Return the numbers of its first and last day; the year must be known."""
        if self.unit == "day":
            number = civil.to_number(self._year, self.month or 1, self.day or 1)
            return number, number
        if self.unit in ("week", "weekend"):
            start = civil.week_start(self._year, self.number)
            return (start, start + 6) if self.unit == "week" else (start + 5, start + 6)
        if self.unit in ("decade", "century", "millennium"):
            return _long_span(self.unit, self.number)
        year, month = self._first_month()
        length = {"fiscal": 24}.get(self.unit, MONTHS.get(self.unit, 12))
        end_year, end_month = add_months(year, month, length)
        return civil.to_number(year, month, 1), civil.to_number(end_year, end_month, 1) - 1

    def bounds(self) -> tuple[str, str]:
        """Return first and last day in ISO 8601, or empty strings when the year is not known."""
        if not self.known:
            return "", ""
        first, last = self.span()
        return iso_day(first), iso_day(last)

    def edtf(self) -> str:
        """Return the EDTF value, or an empty string where there is none."""
        return _edtf(self)

    @property
    def _year(self) -> int:
        if self.year is None:
            raise ValueError("a period without a year has no place in the calendar")
        return self.year

    def _first_month(self) -> tuple[int, int]:
        if self.unit == "season":
            return self._year, SEASON_MONTHS[self.season]
        if self.unit == "quarter":
            return self._year, 3 * self.number - 2
        if self.unit == "half":
            return self._year, 6 * self.number - 5
        return self._year, self.month or 1


def day_period(number: int, time: str = "") -> Period:
    """Return the numbered day as a period."""
    year, month, day = civil.from_number(number)
    return Period("day", year, month, day, time=time)


def add_months(year: int, month: int, months: int) -> tuple[int, int]:
    """Return the month that lies so many months later."""
    total = year * 12 + month - 1 + months
    return total // 12, total % 12 + 1


def iso_year(year: int) -> str:
    """Write an astronomical year with four digits and a sign before year 0."""
    return f"{year:04}" if year >= 0 else f"-{-year:04}"


def iso_day(number: int) -> str:
    """Write a numbered day in ISO 8601."""
    year, month, day = civil.from_number(number)
    return f"{iso_year(year)}-{month:02}-{day:02}"


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
    if number < 0:
        first = number * length + 1
    else:
        first = number * length if unit == "decade" else (number - 1) * length
    return civil.to_number(first, 1, 1), civil.to_number(first + length - 1, 12, 31)


def timex_year(year: int | None) -> str:
    """Write a year as TIMEX3 does: BC before a historical year."""
    if year is None:
        return "XXXX"
    return f"{year:04}" if year > 0 else f"BC{1 - year:04}"


def _timex_date(period: Period) -> str:
    year = timex_year(period.year)
    match period.unit:
        case "day":
            if period.month is None:
                return f"{year}-XX-XX"
            return f"{year}-{period.month:02}-{period.day:02}"
        case "month":
            return f"{year}-{period.month:02}"
        case "week":
            return f"{year}-W{period.number:02}" if period.number else f"{year}-WXX"
        case "weekend":
            return f"{year}-W{period.number:02}-WE" if period.number else f"{year}-WXX-WE"
        case "season":
            return f"{year}-{period.season}"
        case "quarter" | "half":
            return f"{year}-{period.unit[0].upper()}{period.number}"
        case "fiscal":
            return f"{year}/{timex_year((period.year or 0) + 1)}"
        case "decade":
            return f"{period.number:03}X" if period.number >= 0 else f"BC{-period.number:03}X"
        case "century":
            return f"{period.number - 1:02}" if period.number > 0 else f"BC{-period.number - 1:02}"
        case "millennium":
            return f"{period.number - 1}" if period.number > 0 else f"BC{-period.number - 1}"
        case _:
            return year


def _edtf(period: Period) -> str:
    if not period.known:
        return _edtf_unknown(period)
    if period.unit in ("week", "weekend") or (period.unit in ("decade", "century", "millennium")):
        if period.number > 0 and period.unit == "decade":
            return f"{period.number:03}X"
        if period.number > 0 and period.unit == "century":
            return f"{period.number - 1:02}XX"
        if period.number > 0 and period.unit == "millennium":
            return f"{period.number - 1}XXX"
        return "/".join(iso_day(day) for day in period.span())
    year = iso_year(period._year)
    match period.unit:
        case "day":
            return f"{year}-{period.month:02}-{period.day:02}" + _edtf_time(period.time)
        case "month":
            return f"{year}-{period.month:02}"
        case "season":
            return f"{year}-{EDTF_SEASONS[period.season]}"
        case "quarter":
            return f"{year}-{32 + period.number}"
        case "half":
            return f"{year}-{39 + period.number}"
        case "fiscal":
            return f"{year}/{iso_year(period._year + 1)}"
        case _:
            return year


def _edtf_unknown(period: Period) -> str:
    if period.unit == "day" and period.month is not None:
        return f"XXXX-{period.month:02}-{period.day:02}"
    return f"XXXX-{period.month:02}" if period.unit == "month" else ""


def _edtf_time(time: str) -> str:
    """A clock time in full, as EDTF asks; other times are no EDTF."""
    clock = time[1:6]
    if len(clock) == 5 and clock[2] == ":" and clock != "24:00":
        seconds = time[6:9] if time[6:7] == ":" else ":00"
        return f"T{clock}{seconds}"
    return ""
