"""Find where the patterns fit a sentence: the longest match from a place, the earlier pattern on a tie."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from themeline.dates.grammar import BEGIN, END
from themeline.dates.lexeme import Lexeme
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
            found.append((-_end(match), _begin(match), pattern.order, match, pattern))
    found.sort(key=lambda row: row[:3])
    return (_match(pattern, match, lexemes) for *_, match, pattern in found)


def _begin(match: re.Match[str]) -> int:
    """Return where the expression begins: at `<`, or where a form has none in the branch that fits, at once."""
    return match.start(BEGIN) if match.start(BEGIN) >= 0 else match.start()


def _end(match: re.Match[str]) -> int:
    return match.start(END) if match.start(END) >= 0 else match.end()


def _match(pattern: Pattern, match: re.Match[str], lexemes: Sequence[Lexeme]) -> Match:
    places = [(match.start(index), name) for index, name in pattern.form.groups if match.start(index) >= 0]
    first, last = _begin(match), _end(match)
    fields = tuple((name, lexemes[place]) for place, name in sorted(places) if first <= place < last)
    return Match(pattern, first, last, fields)
