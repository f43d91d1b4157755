"""Which classes a word, number or sign belongs to, and the code that stands for them.

Every set of classes that some lexeme may have gets one character; a pattern over lexemes is then a regular
expression over these characters.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

OTHER = "·"
FIRST_CODE = 0x4E00
REMEMBERED = 20_000
SIGNS = {"DASH": "-–—−‐‑", "/": "/", ",": ","}


@dataclass(frozen=True, slots=True)
class Entry:
    """What the vocabulary knows of a lexeme: its code, for each class its value, whether it is a number in words."""

    code: str
    values: Mapping[str, Any]
    is_number_word: bool = False


@dataclass(frozen=True, slots=True)
class NumberClass:
    """A class of digit runs: inclusive bounds of the value, allowed lengths."""

    name: str
    low: int
    high: int
    digits: frozenset[int]


@dataclass
class Lexicon:
    """The vocabulary, with a code for every set of classes."""

    entries: dict[str, Entry] = field(default_factory=dict)
    numbers: tuple[NumberClass, ...] = ()
    codes: dict[frozenset[str], str] = field(default_factory=dict)
    seen: dict[str, Entry] = field(default_factory=dict)

    def code(self, classes: Iterable[str]) -> str:
        """Return the code of a set of classes, a new one if it was not seen before."""
        key = frozenset(classes)
        if key not in self.codes:
            self.codes[key] = chr(FIRST_CODE + len(self.codes))
        return self.codes[key]

    def codes_of(self, name: str) -> frozenset[str]:
        """Return the codes of all sets that hold a class or word."""
        return frozenset(code for classes, code in self.codes.items() if name in classes)

    def entry(self, text: str) -> Entry:
        """Return the entry of a word, sign or run of digits in lower case; spaces in a phrase may be any."""
        known = self.entries.get(text) or self.seen.get(text)
        if known is None:
            known = self.number(text) if text.isdigit() else self.entries[" ".join(text.split())]
            if len(self.seen) < REMEMBERED:
                self.seen[text] = known
        return known

    def number(self, text: str) -> Entry:
        """Return the entry of a run of digits."""
        value = int(text) if len(text) < 12 else 10**12
        names = [c.name for c in self.numbers if len(text) in c.digits and c.low <= value <= c.high]
        return Entry(self.code(names) if names else OTHER, dict.fromkeys(names, value))


def build_lexicon(
    classes: Mapping[str, Mapping[str, Any]], numbers: Mapping[str, Any], shapes: Iterable[str], words: Iterable[str]
) -> Lexicon:
    """Give every entry of the vocabulary, every sign, shape and literal word its classes and code."""
    values: dict[str, dict[str, Any]] = {}
    for name, entries in classes.items():
        for word, value in entries.items():
            values.setdefault(word.lower(), {})[name] = value
    for name, signs in SIGNS.items():
        for sign in signs:
            values.setdefault(sign, {})[name] = sign
    for word in words:
        values.setdefault(word, {})[word] = word
    lexicon = Lexicon(
        numbers=tuple(NumberClass(n, r["low"], r["high"], frozenset(r["digits"])) for n, r in sorted(numbers.items()))
    )
    for word in sorted(values):
        lexicon.entries[word] = Entry(lexicon.code(values[word]), values[word], "NUMBERWORD" in values[word])
    for joined in [*([name] for name in [*shapes, "NUM", "ORD", "YEAR"]), ["NUM", "YEAR"]]:
        lexicon.code(joined)
    for text in _samples(lexicon.numbers):
        lexicon.number(text)
    return lexicon


def _samples(classes: Iterable[NumberClass]) -> list[str]:
    """Return numbers that show every set of classes: those at and beside each bound, in every length."""
    bounds = {value + step for c in classes for value in (c.low, c.high) for step in (-1, 0, 1)}
    return sorted({f"{value:0{length}}" for value in bounds if value >= 0 for length in range(1, 10)})


def literal_words(forms: Iterable[str]) -> list[str]:
    """Return the words that forms name as such: lower-case words outside phrase names."""
    found: set[str] = set()
    for form in forms:
        found.update(re.findall(r"(?<![\w$'])[a-z][a-z']*", form))
    return sorted(found)
