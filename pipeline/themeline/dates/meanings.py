"""What patterns may give: the name of each meaning and the function that reads it."""

from collections.abc import Callable

from themeline.dates import calendar_meanings, lengths, relative_meanings
from themeline.dates.context import Context
from themeline.dates.matcher import Match
from themeline.dates.reading import Reading
from themeline.dates.rules import DateRules

Meaning = Callable[[Match, Context], Reading | None]

MEANINGS: dict[str, Meaning] = {
    "calendar": calendar_meanings.calendar,
    "day_of_month": calendar_meanings.day_of_month,
    "decade": calendar_meanings.decade,
    "century": calendar_meanings.century,
    "fiscal": calendar_meanings.fiscal,
    "era_year": calendar_meanings.era_year,
    "deictic": relative_meanings.deictic,
    "beside": relative_meanings.beside,
    "relative": relative_meanings.relative,
    "week_of": relative_meanings.week_of,
    "shift": relative_meanings.shift,
    "ahead": relative_meanings.ahead,
    "nth": relative_meanings.nth,
    "span": relative_meanings.span,
    "duration": lengths.duration,
    "set": lengths.frequency,
    "reference": lengths.reference,
    "clock": lengths.clock,
    "name": lengths.name,
    "nothing": lengths.nothing,
}


# What the parts of a series mean, where it is not "calendar".
SERIES = {"time": "clock", "decade": "decade", "century": "century"}


def read(match: Match, context: Context, rules: DateRules) -> Reading | None:
    """Return what a match means in its context, None when it means nothing."""
    if match.pattern.gives == "holiday":
        return relative_meanings.holiday(match, context, rules)
    if match.pattern.gives == "series":
        splits = match.pattern.options["splits"]
        return MEANINGS[SERIES.get(splits, "calendar")](match, context)
    return MEANINGS[match.pattern.gives](match, context)
