"""The rules of `models/dates/`, read and compiled once."""

import hashlib
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from themeline.dates.grammar import Form, FormCompiler
from themeline.dates.lexer import Lexer
from themeline.dates.lexicon import build_lexicon, literal_words
from themeline.dates.triggers import Triggers
from themeline.errors import SettingsError
from themeline.resources import data_path

FILES = ("vocabulary", "numbers", "shapes", "holidays", "patterns", "filters")


@dataclass(frozen=True, slots=True)
class Pattern:
    """A way in which lexemes combine, and what the combination means.

    Attributes:
        order: Its place among the patterns: of two matches of one length, the earlier pattern wins.
        gives: The meaning, a name in `themeline.dates.meanings`.
        options: What the pattern fixes for its meaning.
        genres: The genres that it is limited to; empty for all.
    """

    name: str
    order: int
    form: Form
    gives: str
    options: Mapping[str, Any]
    genres: frozenset[str]


class Candidates:
    """The patterns that two lexemes in a row let through.

    Args:
        patterns: All patterns, in their order.
    """

    def __init__(self, patterns: Sequence[Pattern]) -> None:
        self.by_first: dict[str, list[Pattern]] = {}
        for pattern in patterns:
            for code in pattern.form.first:
                self.by_first.setdefault(code, []).append(pattern)
        self.by_pair: dict[str, tuple[Pattern, ...]] = {}

    def at(self, codes: str, place: int) -> tuple[Pattern, ...]:
        """Return the patterns that may fit from a place on."""
        pair = codes[place : place + 2]
        found = self.by_pair.get(pair)
        if found is None:
            found = tuple(
                p for p in self.by_first.get(pair[0], ()) if pair[0] in p.form.single or pair[1:] in p.form.second
            )
            self.by_pair[pair] = found
        return found


@dataclass(frozen=True, slots=True)
class DateRules:
    """Compiled rules.

    Attributes:
        fingerprint: sha256 over the rule files.
        lexer: Cuts sentences into lexemes.
        candidates: Gives the patterns worth trying at a place.
        triggers: Says which sentences may hold an expression at all.
        filters: The word lists that decide what is no date.
        holidays: For each name in lower case, how to find its day.
    """

    fingerprint: str
    lexer: Lexer
    candidates: Candidates
    triggers: Triggers
    filters: Mapping[str, frozenset[str]]
    holidays: Mapping[str, Mapping[str, int]]

    @staticmethod
    def load(folder: Path | None = None) -> "DateRules":
        """Read the rules of a folder, by default the project's own.

        Raises:
            SettingsError: If a file is missing or cannot be read as rules.
        """
        return _load(folder or data_path("models", "dates"))


@cache
def _load(folder: Path) -> DateRules:
    tables, digest = {}, hashlib.sha256()
    for name in FILES:
        path = folder / f"{name}.toml"
        try:
            data = path.read_bytes()
            tables[name] = tomllib.loads(data.decode("utf-8"))
        except (OSError, ValueError) as error:
            raise SettingsError(f"The date rules {path.name} cannot be read: {error}", f"Mend {path}.") from error
        digest.update(hashlib.sha256(data).digest())
    try:
        return _compiled(tables, digest.hexdigest())
    except (KeyError, TypeError, AttributeError) as error:
        raise SettingsError(
            f"The date rules in {folder} lack or misuse {error}.", "See models/dates/README.md."
        ) from error


def _compiled(tables: Mapping[str, Any], fingerprint: str) -> DateRules:
    holidays = {name.lower(): holiday for holiday in tables["holidays"]["holiday"] for name in holiday["names"]}
    phrases, rows = tables["patterns"]["phrases"], tables["patterns"]["pattern"]
    shapes = [(shape["class"], shape["regex"]) for shape in tables["shapes"]["shape"]]
    words = literal_words([*phrases.values(), *(row["form"] for row in rows)])
    classes = {**tables["vocabulary"], "HOLIDAY": {name: name for name in holidays}}
    lexicon = build_lexicon(classes, tables["numbers"], [name for name, _ in shapes], words)
    compiler = FormCompiler(phrases, lexicon.codes_of)
    patterns = [_pattern(order, row, compiler) for order, row in enumerate(rows)]
    filters = {name: frozenset(words) for name, words in tables["filters"].items()}
    return DateRules(
        fingerprint,
        Lexer(lexicon, shapes),
        Candidates(patterns),
        Triggers(classes, filters),
        filters,
        holidays,
    )


def _pattern(order: int, row: Mapping[str, Any], compiler: FormCompiler) -> Pattern:
    form = compiler.compile(row["form"])
    return Pattern(row["name"], order, form, row["gives"], row.get("with", {}), frozenset(row.get("genres", ())))
