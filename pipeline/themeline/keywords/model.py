"""What the keyword room has learnt and knows: weights, background counts, word lists."""

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from themeline.errors import ModelError
from themeline.keywords.background import Background, read_background
from themeline.keywords.style import StyleRules
from themeline.keywords.trees import BoostedTrees, read_trees
from themeline.resources import data_path

FILES = ("background.tsv", "evidence.toml", "ranker.json", "words.toml")


@dataclass(frozen=True, slots=True)
class KeywordModel:
    """The knowledge behind the rankings.

    Attributes:
        trees: The learnt ranker.
        style: How texts that tell a story are recognised, and what counts in them.
        background: Word counts of general English.
        excluded: Words that no term begins with (`first`), ends with (`last`) or holds (`anywhere`).
        evidence: What a term's entity label adds to its score, in log-odds.
        fingerprint: The sha256 over the model's files; the same files always give the same one.
    """

    trees: BoostedTrees
    style: StyleRules
    background: Background
    excluded: Mapping[str, frozenset[str]]
    evidence: Mapping[str, float]
    fingerprint: str

    @staticmethod
    def load(folder: Path | None = None) -> "KeywordModel":
        """Load the model of a folder, or the one that Themeline ships.

        Raises:
            ModelError: If a file is missing or cannot be read.
        """
        return _load(folder or data_path("models", "keywords"))


@cache
def _load(folder: Path) -> KeywordModel:
    try:
        evidence = tomllib.loads((folder / "evidence.toml").read_text(encoding="utf-8"))
        return KeywordModel(
            read_trees(folder / "ranker.json"),
            StyleRules(**evidence["style"]),
            read_background(folder / "background.tsv"),
            read_word_lists(folder),
            evidence["labels"],
            _fingerprint(folder),
        )
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise ModelError(
            f"The keyword model in {folder} cannot be read: {error}",
            "Leave the folder out to use the shipped model, or reinstall Themeline.",
        ) from error


def read_word_lists(folder: Path) -> dict[str, frozenset[str]]:
    """Read the words that no term begins with (`first`), ends with (`last`) or holds (`anywhere`)."""
    words = tomllib.loads((folder / "words.toml").read_text(encoding="utf-8"))
    return {name: frozenset(words[name]) for name in ("first", "last", "anywhere")}


def _fingerprint(folder: Path) -> str:
    total = hashlib.sha256()
    for name in FILES:
        total.update(hashlib.sha256((folder / name).read_bytes()).digest())
    return total.hexdigest()
