"""Expressions that lean on an anchor: last year, yesterday, the following week, two years later, holidays."""

from dataclasses import replace

from themeline.dates import civil
from themeline.dates.calendar_meanings import calendar, read_day, read_mod, read_year
from themeline.dates.clock import read_time
from themeline.dates.context import Context
from themeline.dates.lengths import HALVES, UNIT_PERIODS, Length, read_length
from themeline.dates.matcher import Match
from themeline.dates.notation import timex
from themeline.dates.periods import Period, add_months, containing, day_period, nearest_complete, shifted
from themeline.dates.reading import Reading, dated
from themeline.dates.rules import DateRules

EMPTY = {"Y": "XXXX", "M": "XXXX-XX", "W": "XXXX-WXX", "WE": "XXXX-WXX-WE", "D": "XXXX-XX-XX", "E": "XXX", "C": "XX"}


def _partial(unit: str, shift: int, anchor: Period | None, mod: str = "") -> Reading | None:
    """Read what is finer than its anchor: the same day as one in May 1998 is 1998-05-XX, the next day 1998-XX-XX."""
    value = EMPTY.get(unit)
    if value is None or anchor is None or anchor.year is None or not value.startswith("XXXX-"):
        return Reading("DATE", value, mod=mod) if value else None
    if shift == 0 and unit == "D" and anchor.unit == "month":
        return Reading("DATE", f"{timex(anchor)}-XX", anchor, mod=mod, anchor=timex(anchor))
    if shift == 0:
        return Reading("DATE", value, mod=mod)
    return Reading("DATE", timex(Period("year", anchor.year)) + value[4:], mod=mod, anchor=timex(anchor))


def deictic(match: Match, context: Context) -> Reading | None:
    """Read "today", "yesterday", "the day after tomorrow"."""
    steps = match.value("DEICTIC")
    steps = match.pattern.options["steps"] if steps is None else steps
    if steps > 9:
        return Reading("DATE", "PRESENT_REF")
    anchor = context.published
    if anchor is None or anchor.unit != "day" or anchor.year is None:
        return Reading("DATE", "XXXX-XX-XX" if steps else "PRESENT_REF")
    if context.genre != "news" and steps == 0:
        return Reading("DATE", "PRESENT_REF")
    return dated(shifted(anchor, steps), read_mod(match), anchor)


def beside(match: Match, context: Context) -> Reading | None:
    """Read "the day before last Tuesday" or "the day after 3 May 2012": one day from a day that is told with it."""
    named = calendar(match, context)
    if named is None or named.period is None or named.period.unit != "day" or named.period.year is None:
        return None
    return dated(shifted(replace(named.period, time=""), match.pattern.options["steps"]), anchor=named.period)


def relative(match: Match, context: Context) -> Reading | None:
    """Read a unit, month, weekday, season, quarter or part of day that neighbours its anchor."""
    neighbour = match.value("NEIGHBOUR")
    if neighbour is None:
        neighbour = _direction(match, context)
    # The next day follows a day that was told: the one after the document's is tomorrow.
    leans_on = "told" if match.value("UNIT") == "D" and neighbour["shift"] == 1 else neighbour["anchor"]
    shift, anchor = neighbour["shift"], context.anchor(leans_on)
    if match.has("PART", "TONIGHT"):
        found = context.neighbour("day", shift if match.has("PART") else 0, anchor)
        time = read_time(match)
        return (
            dated(replace(found, time=time), read_mod(match), anchor) if found else Reading("TIME", f"XXXX-XX-XX{time}")
        )
    found = _named(match, context, shift, anchor) or _unit(match, context, shift, anchor)
    if found is None:
        return _unresolved(match, shift, anchor)
    return dated(found, read_mod(match), anchor)


def _direction(match: Match, context: Context) -> dict[str, object]:
    """Give "the day before" and "the end of the year" the neighbour that they lack."""
    if "shift" in match.pattern.options:
        return dict(match.pattern.options)
    return {"shift": 0, "anchor": "text" if context.genre == "narrative" else "document"}


def _named(match: Match, context: Context, shift: int, anchor: Period | None) -> Period | None:
    month, season, weekday = match.value("MONTH"), match.value("SEASON"), match.value("WEEKDAY")
    if weekday is not None and match.pattern.options.get("within"):
        week = context.neighbour("week", shift, anchor)
        return day_period(week.span()[0] + weekday - 1) if week else None
    if weekday is not None:
        return context.weekday(weekday, shift)
    if anchor is None or anchor.year is None:
        return None
    if month is not None:
        return nearest_complete(lambda year: Period("month", year, month), anchor, shift)
    if season is not None:
        return nearest_complete(lambda year: Period("season", year, season=season), anchor, shift)
    return None


def _unit(match: Match, context: Context, shift: int, anchor: Period | None) -> Period | None:
    unit = match.value("UNIT", "QUARTERUNIT", "LONGUNIT")
    name = "fiscal" if match.has("FISCAL") else UNIT_PERIODS.get("WE" if unit is None else unit)
    found = context.neighbour(name, shift, anchor) if name else None
    return found if found and (found.year is None or abs(found.year) < 9000) else None


def _unresolved(match: Match, shift: int, anchor: Period | None) -> Reading | None:
    if match.has("WEEKDAY"):
        return Reading("DATE", f"XXXX-WXX-{match.value('WEEKDAY')}", mod=read_mod(match))
    if match.has("MONTH"):
        return dated(Period("month", None, match.value("MONTH")), read_mod(match))
    if match.has("SEASON"):
        return dated(Period("season", None, season=match.value("SEASON")), read_mod(match))
    return _partial(match.value("UNIT", "LONGUNIT", "QUARTERUNIT") or "WE", shift, anchor, read_mod(match))


def week_of(match: Match, context: Context) -> Reading | None:
    """Read "the week of March 6"."""
    month, day = match.value("MONTH"), read_day(match)
    year = read_year(match, context)
    if month is None or day is None:
        return None
    year = context.year_of(month, day) if year is None else year
    if year is None or not civil.valid(year, month, day):
        return None
    return dated(containing(Period("day", year, month, day), "week"))


def shift(match: Match, context: Context) -> Reading | None:
    """Read "two years ago", "three days later", "six weeks before yesterday"."""
    ago = match.value("AGO") or match.pattern.options
    direction, length = ago["shift"], read_length(match)
    anchor = context.anchor(ago["anchor"])
    if match.has("DEICTIC") and anchor:
        anchor = shifted(anchor, match.value("DEICTIC")) if anchor.unit == "day" else None
        length = _in_days(length)
    if length.count is None:
        return Reading("DATE", "PAST_REF" if direction < 0 else "FUTURE_REF", mod=read_mod(match))
    found = _moved(anchor, direction, length.count, length.unit)
    mod = read_mod(match)
    if found is None:
        return _partial(length.unit, direction, anchor, mod)
    return dated(found, mod, anchor)


def ahead(match: Match, context: Context) -> Reading | None:
    """Read the length in "will decide in two weeks" as the date at its end; without a future tense it is a length."""
    length = read_length(match)
    if length.count is None or context.tense() != "future" or not (context.clause and context.clause.leans_on_verb()):
        return None
    found = _moved(context.now, 1, length.count, length.unit)
    return dated(found, read_mod(match), context.now) if found else None


def nth(match: Match, context: Context) -> Reading | None:
    """Read "the third month of 2021" or "week 23 of last year"."""
    number, unit = read_day(match), match.value("UNIT")
    number = match.value("NUM") if number is None else number
    year = read_year(match, context)
    if year is None and (neighbour := match.value("NEIGHBOUR")) is not None:
        anchor = context.neighbour("year", neighbour["shift"], context.anchor(neighbour["anchor"]))
        year = anchor.year if anchor else None
    if year is None and not match.has("NEIGHBOUR"):
        year = context.now.year if context.now else None
    limit = {"M": 12, "W": 53, "D": 366, None: 53}.get(unit, 0)
    if year is None or not 0 < number <= limit:
        return None
    if unit == "M":
        return dated(Period("month", year, number))
    if unit == "D":
        return dated(day_period(civil.to_number(year, 1, 1) + number - 1))
    return dated(Period("week", year, number=number))


def _in_days(length: Length) -> Length:
    """Count weeks in days: what is told from a day on ends on a day."""
    days = {"W": 7, "F": 14}.get(length.unit)
    return Length(length.count * days, "D") if days and length.count is not None else length


def _moved(anchor: Period | None, direction: int, count: float, unit: str) -> Period | None:
    if anchor is None or not anchor.known or unit not in UNIT_PERIODS:
        return None
    if unit in ("E", "C", "K"):
        count, unit = count * {"E": 10, "C": 100, "K": 1000}[unit], "Y"
    if count != int(count):
        count, unit = count * HALVES.get(unit, 1), {"Y": "M", "M": "D", "W": "D"}.get(unit, unit)
    steps = direction * int(count)
    if abs(steps) > 5000:
        return None
    fine = {"Y": "year", "M": "month", "W": "week", "D": "day", "F": "week", "WE": "week"}[unit]
    if unit == "F":
        steps *= 2
    if anchor.unit == "year" and fine == "month":
        return None
    if anchor.unit in ("year", "month", "season", "quarter", "half", "decade", "century") and fine in ("day", "week"):
        return None
    return shifted(containing(anchor, fine), steps)


def span(match: Match, context: Context) -> Reading | None:
    """Read "the past two years": a DURATION in news, otherwise the interval that it covers."""
    length = read_length(match)
    neighbour = match.value("NEIGHBOUR") or (match.pattern.options if "shift" in match.pattern.options else None)
    if match.pattern.options.get("long") and neighbour and (neighbour["shift"] == 0 or neighbour["anchor"] == "text"):
        return relative(match, context)
    duration = Reading("DURATION", length.timex, mod=read_mod(match))
    if neighbour is None or length.unit not in UNIT_PERIODS or neighbour["shift"] == 0:
        return duration
    anchor = context.now
    if anchor is not None and anchor.known:
        duration = replace(duration, anchor=timex(anchor))
    if context.genre != "abstract" or length.count is None:
        return duration
    other = _moved(anchor, neighbour["shift"], length.count, length.unit)
    if other is None or anchor is None:
        return duration
    here = containing(anchor, other.unit)
    first, last = (other, here) if neighbour["shift"] < 0 else (here, other)
    return Reading("DATE", f"{timex(first)}/{timex(last)}", first, last, anchor=timex(anchor))


def holiday_day(holiday: dict[str, int], year: int) -> Period:
    """Return the day of a holiday in a year."""
    if "easter" in holiday:
        return day_period(civil.to_number(year, *civil.easter(year)) + holiday["easter"])
    if "weekday" not in holiday:
        return Period("day", year, holiday["month"], holiday["day"])
    first = civil.to_number(year, holiday["month"], 1)
    if holiday["nth"] < 0:
        last = civil.to_number(*add_months(year, holiday["month"], 1), 1) - 1
        return day_period(last - (civil.weekday(last) - holiday["weekday"]) % 7)
    ahead = (holiday["weekday"] - civil.weekday(first)) % 7
    return day_period(first + ahead + 7 * (holiday["nth"] - 1) + holiday.get("plus", 0))


def holiday(match: Match, context: Context, rules: DateRules) -> Reading | None:
    """Read a named day, of the year that is told with it or of the nearest."""
    known = dict(rules.holidays[match.value("HOLIDAY")])
    year = known.get("year") or read_year(match, context)
    if year is None and (neighbour := match.value("NEIGHBOUR")) is not None:
        year = _holiday_year(known, neighbour["shift"], context)
    if year is None:
        sample = holiday_day(known, 2000)
        year = context.year_of(sample.month or 1, sample.day or 1)
    if year is None:
        return Reading("DATE", "XXXX-XX-XX")
    return dated(replace(holiday_day(known, year), time=read_time(match)))


def _holiday_year(known: dict[str, int], shift: int, context: Context) -> int | None:
    anchor = context.published
    if anchor is None or anchor.year is None:
        return None
    here = anchor.span()[0]
    passed = holiday_day(known, anchor.year).span()[0] < here
    if shift < 0:
        return anchor.year if passed else anchor.year - 1
    return anchor.year + 1 if passed and shift > 0 else anchor.year
