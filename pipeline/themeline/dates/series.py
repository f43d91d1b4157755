"""Lists and ranges whose parts share what is said once: 6-7 January 1916, May, June and July 2015, 2 to 4 p.m."""

from collections.abc import Sequence
from dataclasses import replace

from themeline.dates.lexeme import Lexeme
from themeline.dates.matcher import Match

DAY_CLASSES = ("DAYNUM", "ORDINALDIGITS", "ORD")
SPLITS = {
    "day": DAY_CLASSES,
    "month": ("MONTH",),
    "year": ("YEAR", "YEAR3", "YEAR2", "SHORTYEAR"),
    "time": ("HOUR", "CLOCK"),
    "decade": ("SHORTDECADE", "NAMEDDECADE"),
    "century": ("ORD", "ORDINALDIGITS"),
}
SEPARATORS = frozenset({"DASH", "to", "and", "or", "through", "till", "until", ",", "/"})

Field = tuple[str, Lexeme]


def split_series(match: Match, lexemes: Sequence[Lexeme]) -> list[Match]:
    """Split a series into matches, each with what it says itself and what is said once for all.

    What follows the last part is said for all (the month of "6-7 January"), and so is a month before days
    ("January 6 and 7"); "late" in "late 19th and early 20th centuries" is not.
    """
    places = {lexeme.start: place for place, lexeme in enumerate(lexemes)}
    repeated = [
        places[lexeme.start] for name, lexeme in match.fields if name in SPLITS[match.pattern.options["splits"]]
    ]
    bounds = _bounds(match, repeated, lexemes)
    shared = [field for field in match.fields if _is_shared(field, match, places[field[1].start], repeated)]
    parts = []
    for first, last in bounds:
        own = [field for field in match.fields if first <= places[field[1].start] < last and field not in shared]
        fields = tuple(sorted((*own, *shared), key=lambda field: field[1].start))
        parts.append(replace(match, first=first, last=last, fields=fields))
    return parts


def _is_shared(field: Field, match: Match, place: int, repeated: Sequence[int]) -> bool:
    days = match.pattern.options["splits"] == "day"
    if place > repeated[-1]:
        return days or field[0] not in DAY_CLASSES
    return days and field[0] == "MONTH"


def _bounds(match: Match, repeated: Sequence[int], lexemes: Sequence[Lexeme]) -> list[tuple[int, int]]:
    """Return where each part begins and ends: after and before what parts it from its neighbours."""
    bounds, first = [], match.first
    for place in repeated[:-1]:
        last = place + 1
        while SEPARATORS.isdisjoint(lexemes[last].values):
            last += 1
        bounds.append((first, last))
        first = last
        while not SEPARATORS.isdisjoint(lexemes[first].values) or "the" in lexemes[first].values:
            first += 1
    return [*bounds, (first, match.last)]
