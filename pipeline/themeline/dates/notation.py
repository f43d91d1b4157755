"""How periods are written: TIMEX3, EDTF (ISO 8601-2), and their first and last day in ISO 8601."""

from themeline.dates import civil
from themeline.dates.periods import Period

EDTF_SEASONS = {"SP": 21, "SU": 22, "FA": 23, "WI": 24}
FIRST_QUARTER, FIRST_HALF = 33, 40


def iso_year(year: int) -> str:
    """Write an astronomical year with four digits and a sign before year 0."""
    return f"{year:04}" if year >= 0 else f"-{-year:04}"


def iso_day(number: int) -> str:
    """Write a numbered day in ISO 8601."""
    year, month, day = civil.from_number(number)
    return f"{iso_year(year)}-{month:02}-{day:02}"


def bounds(period: Period) -> tuple[str, str]:
    """Return the first and last day of a period, empty strings when its year is not known."""
    if not period.known:
        return "", ""
    first, last = period.span()
    return iso_day(first), iso_day(last)


def timex(period: Period) -> str:
    """Return the TIMEX3 value."""
    year, number = _timex_year(period.year), period.number
    match period.unit:
        case "day":
            date = f"{year}-{period.month:02}-{period.day:02}"
        case "month":
            date = f"{year}-{period.month:02}"
        case "week" | "weekend":
            date = f"{year}-W{number:02}" + ("-WE" if period.unit == "weekend" else "")
        case "season" | "quarter" | "half":
            date = f"{year}-{period.season or period.unit[0].upper() + str(number)}"
        case "fiscal":
            date = f"{year}/{_timex_year(period.known_year + 1)}"
        case "year":
            date = year
        case _:
            date = _timex_long(period)
    return date + period.time


def edtf(period: Period) -> str:
    """Return the EDTF value, or an empty string where there is none."""
    if period.unit in ("week", "weekend"):
        return "/".join(bounds(period))
    if period.unit in ("decade", "century", "millennium"):
        return _edtf_long(period)
    year = "XXXX" if period.year is None else iso_year(period.year)
    match period.unit:
        case "day":
            return f"{year}-{period.month:02}-{period.day:02}" + (_edtf_time(period.time) if period.known else "")
        case "month":
            return f"{year}-{period.month:02}"
        case "fiscal":
            return f"{year}/{iso_year(period.known_year + 1)}"
        case "year":
            return year
        case _:
            return f"{year}-{_edtf_part(period)}" if period.known else ""


def _edtf_part(period: Period) -> int:
    """The number by which EDTF calls a season, quarter or half of a year."""
    if period.unit == "season":
        return EDTF_SEASONS[period.season]
    return period.number + (FIRST_QUARTER if period.unit == "quarter" else FIRST_HALF) - 1


def _timex_year(year: int | None) -> str:
    """A year, BC before a historical one."""
    if year is None:
        return "XXXX"
    return f"{year:04}" if year > 0 else f"BC{1 - year:04}"


def _timex_long(period: Period) -> str:
    """A decade as 199X, the twentieth century as 19, the third millennium as 2; BC before those before Christ."""
    sign, number = ("BC", -period.number) if period.number < 0 else ("", period.number)
    if period.unit == "decade":
        return f"{sign}{number:03}X"
    return f"{sign}{number - 1:02}" if period.unit == "century" else f"{sign}{number - 1}"


def _edtf_long(period: Period) -> str:
    if period.number <= 0:
        return "/".join(bounds(period))
    if period.unit == "decade":
        return f"{period.number:03}X"
    return f"{period.number - 1:02}XX" if period.unit == "century" else f"{period.number - 1}XXX"


def _edtf_time(time: str) -> str:
    """A clock time in full, as EDTF asks; other times are no EDTF."""
    clock = time[1:6]
    if len(clock) == 5 and clock[2] == ":" and clock < "24:00":
        return f"T{clock}{time[6:9] if time[6:7] == ':' else ':00'}"
    return ""
