"""Expressions that name their place in the calendar: days, months, seasons, quarters, years, decades, centuries."""

from dataclasses import replace
from typing import Any

from themeline.dates import civil
from themeline.dates.clock import read_time
from themeline.dates.context import Context
from themeline.dates.matcher import Match
from themeline.dates.periods import SEASON_MONTHS, Period, nearest_complete, shifted
from themeline.dates.reading import Reading, dated

LONGEST_ERA = 200  # the Republic of China goes on; no emperor reigned for more than 64 years
MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def read_mod(match: Match) -> str:
    """Return the TIMEX3 modifier of a match, or an empty string."""
    return str(match.value("EDGE", "EDGENOUN") or match.value("APPROX", "CIRCA") or "")


def full_year(year: int, context: Context) -> int:
    """Complete a year of two digits: the century of the year told last in narratives, else the nearest."""
    around = context.year if context.genre == "narrative" else None
    if around is None:
        around = context.published.year if context.published else None
        around = 2020 if around is None else around
        return min((century + year for century in (1800, 1900, 2000)), key=lambda y: (abs(around - 20 - y), y))
    found = around // 100 * 100 + year
    told_later = context.published is not None and context.published.year is not None and found > context.published.year
    return found - 100 if told_later else found


def _end_of_range(year: int, context: Context) -> int:
    """Complete the end of "1939-45" by the year that was just read."""
    start = context.reference.known_year if context.reference else 2000
    return start + (year - start) % 100


def read_year(match: Match, context: Context) -> int | None:
    """Return the astronomical year that a match tells, or None."""
    year = match.value("YEAR", "YEAR3")
    if year is None and (shape := match.value("YEARSLASH")) is not None:
        year = int(shape["year"])
    if year is None:
        short = match.value("YEAR2")
        if short is None and (shape := match.value("SHORTYEAR")) is not None:
            short = int(shape["year"])
        if short is None:
            return None
        year = _end_of_range(short, context) if match.pattern.gives == "series" else full_year(short, context)
    before = match.value("ERA") == "BC" or (match.pattern.options.get("small") and context.before_christ)
    return 1 - int(year) if before else int(year)


def calendar(match: Match, context: Context) -> Reading | None:
    """Read a day, month, season, quarter, half or year, with its time of day if it has one."""
    anchor = None
    if match.pattern.options.get("any") and not (context.clause and context.clause.is_modifier()):
        return _unresolved(match)
    if match.has("YEAR3") and match.pattern.options.get("small") and not context.small_years:
        return None
    if match.has("MONTHNUM"):
        return _year_and_month(match)
    if match.pattern.options.get("over") and not _is_over_new_year(match):
        return None
    period = _from_shape(match, context) or _from_words(match, context)
    if period is None and match.has("NEIGHBOUR", "WEEKDAY", "DEICTIC"):
        anchor, period = _relative(match, context)
        if period is None:
            return _unresolved(match)
    if period is None:
        return None
    time = read_time(match)
    if time and period.unit == "day":
        period = replace(period, time=time)
    return dated(period, read_mod(match), anchor)


def _year_and_month(match: Match) -> Reading | None:
    """Read "2015-12"; "2006-07" is a range of years."""
    year, month = match.value("YEAR"), match.value("MONTHNUM")
    return None if month == (year + 1) % 100 else dated(Period("month", year, month))


def _is_over_new_year(match: Match) -> bool:
    """Say whether a season is told with two years, the second after the first: the winter of 1941-42."""
    shape = match.value("YEARSLASH", "SHORTYEAR") or {}
    years = [*match.values("YEAR", "YEAR2"), *(int(shape[name]) for name in ("year", "to") if name in shape)]
    return len(years) > 1 and years[1] % 100 == (years[0] + 1) % 100


def _from_shape(match: Match, context: Context) -> Period | None:
    for name, lexeme in match.fields:
        shape = lexeme.values[name]
        if name in ("ISODATE", "ISOTIME"):
            return _day(int(shape["year"]), int(shape["month"]), int(shape["day"]), _iso_time(shape))
        if name == "NUMERICDATE":
            return _numeric(shape, context)
        if name == "DAYMONTHNAME":
            year = int(shape["year"])
            month = MONTH_NAMES.index(shape["name"][:3].lower()) + 1
            return _day(year if year > 99 else full_year(year, context), month, int(shape["day"]))
        if name == "MONTHYEAR":
            return Period("month", int(shape["year"]), int(shape["month"]))
    return None


def _numeric(shape: dict[str, str], context: Context) -> Period | None:
    first, second, year = int(shape["first"]), int(shape["second"]), int(shape["year"])
    day, month = (first, second) if (context.day_first and second <= 12) or first > 12 else (second, first)
    return _day(year if len(shape["year"]) > 2 else full_year(year, context), month, day)


def _iso_time(shape: dict[str, str]) -> str:
    if "hour" not in shape:
        return ""
    return f"T{shape['hour']}:{shape['minute']}" + (f":{shape['second']}" if shape.get("second") else "")


def _day(year: int, month: int, day: int, time: str = "") -> Period | None:
    return Period("day", year, month, day, time=time) if civil.valid(year, month, day) else None


def _from_words(match: Match, context: Context) -> Period | None:
    year = read_year(match, context)
    month = match.value("MONTH")
    if year is None and match.has("NEIGHBOUR") and match.has("MONTH", "SEASON", "QUARTER", "HALF"):
        year = _neighbour_year(match, context)
    if month is not None:
        return _month_or_day(match, context, year, month)
    season = match.value("SEASON")
    if season is not None:
        if year is None and not (context.clause and context.clause.is_kind()):
            year = context.year_of(min(SEASON_MONTHS[season] + 1, 12))
        return Period("season", year, season=season)
    for unit, names in (("quarter", ("QUARTER", "QUARTERNAME")), ("half", ("HALF",))):
        number = match.value(*names)
        if number is not None:
            year = context.year_of(3 * number) if year is None and unit == "quarter" else year
            return Period(unit, year, number=number) if year is not None else None
    return Period("year", year) if year is not None else None


def _month_or_day(match: Match, context: Context, year: int | None, month: int) -> Period | None:
    day = read_day(match)
    if day is None:
        return Period("month", context.year_of(month) if year is None else year, month)
    if not civil.valid(2000, month, day):
        return None
    year = context.year_of(month, day) if year is None else year
    if year is not None and not civil.valid(year, month, day):
        return None
    return Period("day", year, month, day)


def read_day(match: Match) -> int | None:
    """Return the day of the month that a match tells, or None."""
    day = match.value("DAYNUM", "ORD")
    shape = match.value("ORDINALDIGITS")
    return int(shape["number"]) if day is None and shape else day


def _neighbour_year(match: Match, context: Context) -> int | None:
    neighbour = match.value("NEIGHBOUR")
    if match.fields[-1][0] == "SEASON":
        return _neighbour_season(match.value("SEASON"), neighbour, context)
    found = context.neighbour("year", neighbour["shift"], context.anchor(neighbour["anchor"]))
    return found.year if found else None


def _neighbour_season(season: str, neighbour: dict[str, Any], context: Context) -> int | None:
    """Return the year of "last summer" or "this winter"; in narratives "this winter" is that of the thread."""
    if neighbour["shift"] == 0:
        return context.nearest_year(min(SEASON_MONTHS[season] + 1, 12)) if context.genre != "narrative" else None
    anchor = context.anchor(neighbour["anchor"])
    if anchor is None or anchor.year is None:
        return None
    return nearest_complete(lambda year: Period("season", year, season=season), anchor, neighbour["shift"]).year


def _relative(match: Match, context: Context) -> tuple[Period | None, Period | None]:
    """Resolve a weekday, "tomorrow" or "the next day"; return the anchor and the day."""
    neighbour, weekday, deictic = match.value("NEIGHBOUR"), match.value("WEEKDAY"), match.value("DEICTIC")
    if weekday is not None:
        return context.now, context.weekday(weekday, neighbour["shift"] if neighbour else None)
    if deictic is not None:
        anchor = context.published if context.published and context.published.unit == "day" else None
        return anchor, shifted(replace(anchor, time=""), deictic) if anchor and abs(deictic) < 9 else None
    anchor = context.anchor(neighbour["anchor"]) if neighbour else context.now
    return anchor, context.neighbour("day", neighbour["shift"] if neighbour else 0, anchor)


def _unresolved(match: Match) -> Reading:
    time = read_time(match)
    weekday = match.value("WEEKDAY")
    value = f"XXXX-WXX-{weekday}" if weekday is not None else "XXXX-XX-XX"
    return Reading("TIME" if time else "DATE", value + time, mod=read_mod(match))


def day_of_month(match: Match, context: Context) -> Reading | None:
    """Read "on the 18th": of the month that was told last, else of the document's."""
    told, day = context.reference, read_day(match)
    anchor = told if told is not None and told.month is not None else context.published
    if anchor is None or anchor.month is None or anchor.year is None or day is None:
        return None
    period = _day(anchor.year, anchor.month, day)
    return dated(period, anchor=Period("month", anchor.year, anchor.month)) if period else None


def decade(match: Match, context: Context) -> Reading | None:
    """Read "the 1990s", "the nineties", "the '60s" or "the 470s BC"."""
    shape, short, named = match.value("DECADE"), match.value("SHORTDECADE"), match.value("NAMEDDECADE")
    before = match.value("ERA") == "BC"
    if shape is not None:
        year = int(shape["year"])
        if year < 1000 and not match.has("ERA"):
            return None
        number = year // 10
    else:
        tens = int(short["tens"]) if short else int(named)
        number = full_year(tens * 10, context) // 10 if context.genre == "narrative" else 190 + tens
    return dated(Period("decade", number=-number if before else number), read_mod(match))


def century(match: Match, context: Context) -> Reading | None:
    """Read "the 19th century" or "the 4th century BC"."""
    shape = match.value("ORDINALDIGITS")
    number = int(shape["number"]) if shape else int(match.value("ORD") or 0)
    if not 0 < number < 31:
        return None
    before = match.value("ERA") == "BC"
    return dated(Period("century", number=-number if before else number), read_mod(match))


def fiscal(match: Match, context: Context) -> Reading | None:
    """Read a fiscal or academic year: "2016/17" covers two years, "fiscal 2016" is named after one."""
    shape = match.value("YEARSLASH", "FISCALSHORT")
    years = match.values("YEAR", "YEAR2")
    first = int(shape["year"]) if shape else years[0]
    second = shape.get("to") if shape else (years[1] if len(years) > 1 else None)
    first = first if first > 99 else full_year(first, context)
    if second is None:
        return Reading("DATE", f"FY{first}", Period("year", first))
    if int(second) % 100 != (first + 1) % 100:
        return _span_of_years(first, int(second), shape)
    return dated(Period("fiscal", first))


def _span_of_years(first: int, second: int, shape: object) -> Reading | None:
    last = second if second > 99 else first // 100 * 100 + second
    if last <= first or not shape:
        return None
    return Reading("DATE", f"{first}/{last}", Period("year", first), Period("year", last))


def era_year(match: Match, context: Context) -> Reading | None:
    """Read a year of a Japanese era or of the Republic of China."""
    number, start = match.value("NUM", "ORD"), match.value("ERANAME", "ROC")
    if number is None:
        number = int(match.value("ORDINALDIGITS")["number"])
    return dated(Period("year", start + number)) if 0 < number <= LONGEST_ERA else None
