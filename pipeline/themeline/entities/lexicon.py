"""What the room knows in words: citation patterns, head nouns, word lists and gazetteers."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from themeline.entities.gazetteer import Gazetteer, load_gazetteer
from themeline.errors import SettingsError

LABELS = (
    "PERSON", "NORP", "ORG", "GPE", "LOC", "FAC", "PRODUCT", "WORK_OF_ART", "EVENT", "LAW", "POLICY", "LANGUAGE",
)  # fmt: skip


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
        heads: The label that a head noun (singular, lower case) gives to a name.
        words: Word lists by name (`connectors`, `titles`, ...).
    """

    citations: tuple[Citation, ...]
    heads: dict[str, str]
    words: Mapping[str, frozenset[str]]
    gazetteer: Gazetteer

    def head(self, word: str) -> str:
        """Return the label that a word gives as the head of a name, or an empty string."""
        return self.heads.get(word) or (self.heads.get(word[:-1], "") if word.endswith("s") else "")


EMPTY = Lexicon((), {}, defaultdict(frozenset), Gazetteer())


def load_lexicon(folder: Path) -> Lexicon:
    """Read `heads.toml`, `citations.toml` and the gazetteers of a folder.

    Raises:
        SettingsError: If a file is missing or cannot be used; the message names it.
    """
    try:
        heads = tomllib.loads((folder / "heads.toml").read_text(encoding="utf-8"))
        citations = tomllib.loads((folder / "citations.toml").read_text(encoding="utf-8"))
        gazetteer = load_gazetteer(folder)
    except FileNotFoundError as error:
        raise SettingsError(
            f"{error.filename} is missing.", "Copy models/entities/ whole and change the copy."
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"A file of {folder} cannot be read: {error}.") from error
    words = {name: frozenset(values) for name, values in heads["words"].items()}
    return Lexicon(
        tuple(_citation(item, citations["parts"]) for item in citations["citation"]),
        {word: label for label, values in heads["heads"].items() for word in values},
        words,
        gazetteer,
    )


def _citation(item: dict[str, str], parts: dict[str, str]) -> Citation:
    if item["label"] not in LABELS:
        raise SettingsError(f"citations.toml: {item['label']!r} is no label.", f"Use one of {', '.join(LABELS)}.")
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
