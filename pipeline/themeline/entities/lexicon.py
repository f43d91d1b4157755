"""What the room knows in words: citation patterns, head nouns, word lists, gazetteers and hints."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from themeline.entities.gazetteer import Gazetteer, load_gazetteer
from themeline.entities.hints import Hints, load_hints
from themeline.entities.labels import check_label
from themeline.errors import SettingsError

HEADS, CITATIONS = "heads.toml", "citations.toml"
WORD_LISTS = frozenset(
    [
        "lowercase_heads",
        "complements",
        "never_names",
        "heading_words",
        "titles",
        "office_nouns",
        "portfolio_holders",
        "determiners",
        "dated_heads",
        "calendar",
    ]
)


@dataclass(frozen=True, slots=True)
class Citation:
    """A pattern for a reference, its label, and what a match must contain besides."""

    label: str
    pattern: re.Pattern[str]
    requires: re.Pattern[str] | None


@dataclass(frozen=True)
class Lexicon:
    """Patterns, word lists and known names.

    Attributes:
        heads: The label that a head noun (lower case, singular or with a plural s) gives to a name.
        prefixes: The label that a word gives to the name right after it: `Hurricane Katrina`.
        short_forms: The name that a head noun alone may stand for: `Organization`, the United Nations.
        words: Word lists by name (`complements`, `titles`, ...).
    """

    citations: tuple[Citation, ...]
    heads: dict[str, str]
    prefixes: dict[str, str]
    short_forms: dict[str, str]
    words: Mapping[str, frozenset[str]]
    gazetteer: Gazetteer
    hints: Hints

    def head(self, word: str) -> str:
        """Return the label that a word gives as the head of a name, or an empty string."""
        return self.heads.get(word, "")


EMPTY = Lexicon((), {}, {}, {}, defaultdict(frozenset), Gazetteer(), Hints())


def load_lexicon(folder: Path) -> Lexicon:
    """Read `heads.toml`, `citations.toml`, the gazetteers and the hints of a folder.

    Raises:
        SettingsError: If a file is missing or cannot be used; the message names it.
    """
    try:
        heads = tomllib.loads((folder / HEADS).read_text(encoding="utf-8"))
        citations = tomllib.loads((folder / CITATIONS).read_text(encoding="utf-8"))
        gazetteer = load_gazetteer(folder)
        hints = load_hints(folder)
    except FileNotFoundError as error:
        raise SettingsError(
            f"{error.filename} is missing.", "Copy models/entities/ whole and change the copy."
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"heads.toml or citations.toml in {folder} cannot be read: {error}.") from error
    singular = _labelled(heads, "heads")
    nouns = {f"{word}s": label for word, label in singular.items()} | singular
    tables = nouns, _labelled(heads, "prefixes"), _short_forms(heads)
    return Lexicon(_citations(citations), *tables, _word_lists(heads), gazetteer, hints)


def _labelled(data: dict[str, dict[str, list[str]]], table: str) -> dict[str, str]:
    if table not in data:
        raise SettingsError(f"{HEADS} has no table [{table}].")
    for label in data[table]:
        check_label(label, HEADS)
    return {word: label for label, values in data[table].items() for word in values}


def _short_forms(data: dict[str, dict[str, list[str]]]) -> dict[str, str]:
    if "short_forms" not in data:
        raise SettingsError(f"{HEADS} has no table [short_forms].")
    return {form: name for name, forms in data["short_forms"].items() for form in forms}


def _word_lists(data: dict[str, dict[str, list[str]]]) -> dict[str, frozenset[str]]:
    missing = sorted(WORD_LISTS - data.get("words", {}).keys())
    if missing:
        raise SettingsError(f"{HEADS} has no list {missing[0]!r} in [words].")
    return {name: frozenset(values) for name, values in data["words"].items()}


def _citations(data: dict[str, Any]) -> tuple[Citation, ...]:
    try:
        return tuple(_citation(item, data["parts"]) for item in data["citation"])
    except KeyError as error:
        raise SettingsError(f"{CITATIONS} has no {error.args[0]!r} where it should.") from error


def _citation(item: dict[str, str], parts: dict[str, str]) -> Citation:
    check_label(item["label"], CITATIONS)
    try:
        requires = re.compile(item["requires"]) if "requires" in item else None
        return Citation(item["label"], re.compile(_expand(item["pattern"], parts)), requires)
    except re.error as error:
        raise SettingsError(f"citations.toml, {item['about']!r}: {error}.") from error


def _expand(pattern: str, parts: dict[str, str]) -> str:
    """Put the parts in for their names in braces; parts may name earlier ones."""
    for name in reversed(parts):
        pattern = pattern.replace("{" + name + "}", parts[name])
    return pattern
