"""Find where the patterns fit a sentence: the longest match from a place, the earlier pattern on a tie."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from themeline.dates.grammar import BEGIN, END
from themeline.dates.lexer import Lexeme
from themeline.dates.rules import DateRules, Pattern


@dataclass(frozen=True, slots=True)
class Match:
    """A pattern that fits.

    Attributes:
        first: The place of the expression's first lexeme.
        last: One past the place of its last lexeme.
        fields: The lexemes that took part and the class by which each was matched, in order.
    """

    pattern: Pattern
    first: int
    last: int
    fields: tuple[tuple[str, Lexeme], ...]

    def has(self, *names: str) -> bool:
        """Say whether a lexeme was matched by any of these classes."""
        return any(name in names for name, _ in self.fields)

    def value(self, *names: str) -> Any:  # noqa: ANN401 - what a class means is its own business
        """Return the value of the first lexeme that was matched by one of these classes, or None."""
        for name, lexeme in self.fields:
            if name in names:
                return lexeme.values[name]
        return None

    def values(self, *names: str) -> list[Any]:
        """Return the values of all lexemes that were matched by one of these classes."""
        return [lexeme.values[name] for name, lexeme in self.fields if name in names]


def matches_at(place: int, codes: str, lexemes: Sequence[Lexeme], rules: DateRules, genre: str) -> Iterator[Match]:
    """Give the matches that begin at a place, best first."""
    found = []
    for pattern in rules.candidates.at(codes, place):
        if pattern.genres and genre not in pattern.genres:
            continue
        match = pattern.form.expression.match(codes, place)
        if match is not None:
            found.append((-match.start(END), match.start(BEGIN), pattern.order, match, pattern))
    found.sort(key=lambda row: row[:3])
    return (_match(pattern, match, lexemes) for *_, match, pattern in found)


def _match(pattern: Pattern, match: re.Match[str], lexemes: Sequence[Lexeme]) -> Match:
    places = [(match.start(index), name) for index, name in pattern.form.groups if match.start(index) >= 0]
    first, last = match.start(BEGIN), match.start(END)
    fields = tuple((name, lexemes[place]) for place, name in sorted(places) if first <= place < last)
    return Match(pattern, first, last, fields)


DAY_CLASSES = ("DAYNUM", "ORDINALDIGITS", "ORD")
SPLITS = {
    "day": DAY_CLASSES,
    "month": ("MONTH",),
    "year": ("YEAR", "YEAR3", "YEAR2", "SHORTYEAR"),
    "time": ("HOUR", "CLOCK"),
    "decade": ("SHORTDECADE", "NAMEDDECADE"),
    "century": ("ORD", "ORDINALDIGITS"),
}


def split_series(match: Match, lexemes: Sequence[Lexeme]) -> list[Match]:
    """Split "6-7 January 1916" and the like into matches that share what is said once."""
    names = SPLITS[match.pattern.options["splits"]]
    repeated = [pair for pair in match.fields if pair[0] in names]
    shared = tuple(pair for pair in match.fields if pair[0] not in (*names, *_day_names(match)))
    return [_part(match, repeated, shared, index, lexemes) for index in range(len(repeated))]


def _day_names(match: Match) -> tuple[str, ...]:
    return DAY_CLASSES if match.pattern.options["splits"] == "month" else ()


def _part(
    match: Match,
    repeated: list[tuple[str, Lexeme]],
    shared: tuple[tuple[str, Lexeme], ...],
    index: int,
    lexemes: Sequence[Lexeme],
) -> Match:
    days = [pair for pair in match.fields if pair[0] in _day_names(match)]
    own = (*([days[index]] if len(days) == len(repeated) else []), repeated[index])
    places = {lexeme.start: place for place, lexeme in enumerate(lexemes)}
    middle = _middle(match, lexemes, places, repeated, days)
    first, last = (match.first, middle) if index == 0 else (middle + 1, match.last)
    while index and "the" in lexemes[first].values:
        first += 1
    return replace(match, first=first, last=last, fields=tuple(sorted((*own, *shared), key=lambda p: p[1].start)))


def _middle(
    match: Match,
    lexemes: Sequence[Lexeme],
    places: dict[int, int],
    repeated: list[tuple[str, Lexeme]],
    days: list[tuple[str, Lexeme]],
) -> int:
    """Return the place of the word or sign that parts the two."""
    firsts = [places[repeated[0][1].start], *([places[days[0][1].start]] if days else [])]
    place = max(firsts) + 1
    while not any(
        name in lexemes[place].values for name in ("DASH", "to", "and", "or", "through", "till", "until", ",", "/")
    ):
        place += 1
    return place
