"""A sentence as the lexemes that patterns see: known words, numbers, shapes and signs, everything else blank."""

import re
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from themeline.dates.lexicon import OTHER, Lexicon
from themeline.dates.trie import trie_expression

SHAPE_START = r"(?<![\w/.-])(?=[\d’'`´]|[FSC]Y)"
NOTHING: Mapping[str, Any] = MappingProxyType({})
NUMBER, ORDINAL = "NUMBERWORD", "ORD"


class Lexeme(NamedTuple):
    """A word, number, shape or sign of a text; `values` holds what it stands for in each of its classes."""

    start: int
    end: int
    code: str
    values: Mapping[str, Any]


class Lexer:
    """Cut text into lexemes.

    Args:
        lexicon: The vocabulary.
        shapes: Class and regular expression of each numeric shape, in the order in which they are tried.
    """

    def __init__(self, lexicon: Lexicon, shapes: Sequence[tuple[str, str]]) -> None:
        self.lexicon = lexicon
        self.names = [name for name, _ in shapes]
        entries = [word for word in lexicon.entries if len(word) > 1 or word.isalpha()]
        words = trie_expression(word for word in entries if "/" not in word)
        # 9/11 is a name, 9/11/2000 a day.
        named = "|".join(re.escape(word) + r"(?![\w/])" for word in entries if "/" in word) or r"(?!)"
        signs = "".join(re.escape(word) for word in lexicon.entries if len(word) == 1 and not word.isalnum())
        self.scanner = re.compile(
            rf"(?<![^\W\d])(?:{words})(?!\w)|(?<![\w/])(?:{named})|(?i:{SHAPE_START}(?:{_numbered(shapes)}))|\d+|[{signs}]"
        )

    def lex(self, text: str) -> list[Lexeme]:
        """Return the lexemes of a text, number words joined into numbers, what is unknown between them as one."""
        found: list[Lexeme] = []
        add, entry_of = found.append, self.lexicon.entry
        place, numerous = 0, False
        lowered = text.lower()
        # A few letters grow in lower case; offsets are worth more than such a sentence's capitals.
        for match in self.scanner.finditer(lowered if len(lowered) == len(text) else text):
            start, end = match.span()
            if start > place and (start > place + 1 or not text[place].isspace()) and not text[place:start].isspace():
                add(Lexeme(place, start, OTHER, NOTHING))
            place = end
            if match.lastindex is not None:
                add(self._shape(match))
                continue
            entry = entry_of(match[0])
            numerous = numerous or entry.is_number_word
            add(Lexeme(start, end, entry.code, entry.values))
        return join_numbers(found, self.lexicon) if numerous else found

    def _shape(self, match: re.Match[str]) -> Lexeme:
        groups = {key: value for key, value in match.groupdict().items() if value is not None}
        index = next(int(key[1:3]) for key in groups)
        name = self.names[index]
        values = {key[4:]: value for key, value in groups.items() if key.startswith(f"s{index:02}_")}
        return Lexeme(*match.span(), self.lexicon.code([name]), {name: values})


def join_numbers(lexemes: list[Lexeme], lexicon: Lexicon) -> list[Lexeme]:
    """Join runs such as "twenty-five", "two hundred and six" or "twenty-first" into one number or ordinal."""
    joined: list[Lexeme] = []
    place = 0
    while place < len(lexemes):
        run, end = _run(lexemes, place)
        if not run:
            joined.append(lexemes[place])
            place += 1
            continue
        joined.append(_joined(lexemes[place], lexemes[end - 1], run, lexicon))
        place = end
    return joined


def _run(lexemes: list[Lexeme], place: int) -> tuple[list[Lexeme], int]:
    """Collect number words from a place on; an ordinal ends the run. The end is exclusive."""
    run: list[Lexeme] = []
    end = place
    while place < len(lexemes):
        lexeme = lexemes[place]
        if NUMBER in lexeme.values and (not run or _continues(run[-1].values[NUMBER], lexeme.values[NUMBER])):
            run.append(lexeme)
            end = place = place + 1
        elif run and ORDINAL in lexeme.values and _continues(run[-1].values[NUMBER], lexeme.values[ORDINAL]):
            return [*run, lexeme], place + 1
        elif run and "DASH" in lexeme.values:
            place += 1
        else:
            break
    return run, end


def _continues(before: int, after: int) -> bool:
    return (before >= 20 and before % 10 == 0 and before < 100 and 0 < after < 10) or (
        after in (100, 1000, 10**6, 10**9) or (before >= 100 and after < before)
    )


def _joined(first: Lexeme, last: Lexeme, run: list[Lexeme], lexicon: Lexicon) -> Lexeme:
    numbers = [lexeme.values.get(NUMBER, lexeme.values.get(ORDINAL)) for lexeme in run]
    total = current = 0
    for number in numbers:
        if number >= 1000:
            total, current = total + max(current, 1) * number, 0
        elif number == 100:
            current = max(current, 1) * 100
        else:
            current += number
    name = "ORD" if NUMBER not in last.values else "NUM"
    return Lexeme(first.start, last.end, lexicon.code([name]), {name: total + current})


def _numbered(shapes: Iterable[tuple[str, str]]) -> str:
    """Join the shapes into one expression, each group prefixed by the number of its shape."""
    parts = []
    for index, (_, regex) in enumerate(shapes):
        names = re.sub(r"\(\?P(<|=)(\w+)", rf"(?P\g<1>s{index:02}_\2", regex)
        parts.append(f"(?P<s{index:02}_>)(?:{names})")
    return "|".join(parts)
