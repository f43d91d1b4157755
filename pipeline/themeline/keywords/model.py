"""What the keyword room has learnt and knows: weights, background counts, word lists."""

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from themeline.errors import ModelError
from themeline.keywords.background import Background, read_background, read_own_background
from themeline.keywords.salience import Salience
from themeline.keywords.settings import KeywordSettings
from themeline.keywords.style import StyleRules
from themeline.keywords.trees import BoostedTrees, read_trees
from themeline.keywords.vocabulary import Vocabulary, read_vocabulary
from themeline.resources import model_path

FILES = ("background.tsv", "evidence.toml", "ranker.json", "words.toml")


@dataclass(frozen=True, slots=True)
class KeywordModel:
    """The knowledge behind the rankings.

    Attributes:
        trees: The learnt ranker.
        salience: What counts beside it in texts of every kind.
        style: How texts that tell a story are recognised, and what counts in them.
        background: Word counts of general English.
        excluded: Words that no term begins with (`first`), ends with (`last`), holds (`anywhere`) or is (`alone`).
        evidence: What a term's entity label adds to its score, in log-odds.
        fingerprint: The sha256 over the model's files; the same files always give the same one.
        vocabulary: The user's controlled vocabulary, or an empty one.
    """

    trees: BoostedTrees
    salience: Salience
    style: StyleRules
    background: Background
    excluded: Mapping[str, frozenset[str]]
    evidence: Mapping[str, float]
    fingerprint: str
    vocabulary: Vocabulary = field(default_factory=Vocabulary)

    @staticmethod
    def load(folder: Path | None = None) -> "KeywordModel":
        """Load the model of a folder, or the one that Themeline ships.

        Raises:
            ModelError: If a file is missing or cannot be read.
        """
        return _load(folder or model_path("models", "keywords"))

    @staticmethod
    def configured(settings: KeywordSettings) -> "KeywordModel":
        """Load the shipped model, with the vocabulary and the background that the settings name.

        Raises:
            InputError: If one of the two cannot be read.
            ModelError: As `load`.
        """
        model = KeywordModel.load()
        if settings.background:
            model = model.with_background(read_own_background(Path(settings.background)))
        return model.with_vocabulary(read_vocabulary(Path(settings.vocabulary))) if settings.vocabulary else model

    def with_vocabulary(self, vocabulary: Vocabulary) -> "KeywordModel":
        """Return a model that reports the terms of a vocabulary under their preferred labels."""
        return replace(self, vocabulary=vocabulary, fingerprint=_combined(self.fingerprint, vocabulary.digest))

    def with_background(self, background: Background) -> "KeywordModel":
        """Return a model that measures rarity against other word counts, such as those of the user's own corpus."""
        return replace(self, background=background, fingerprint=_combined(self.fingerprint, background.digest))


@cache
def _load(folder: Path) -> KeywordModel:
    try:
        evidence = tomllib.loads((folder / "evidence.toml").read_text(encoding="utf-8"))
        return KeywordModel(
            read_trees(folder / "ranker.json"),
            Salience(**evidence["salience"]),
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
    """Read the words that no term begins with (`first`), ends with (`last`), holds (`anywhere`) or is (`alone`)."""
    words = tomllib.loads((folder / "words.toml").read_text(encoding="utf-8"))
    lists = {name: frozenset(words[name]) for name in ("first", "last", "anywhere", "alone", "calendar")}
    return lists | {"alone": lists["alone"] | lists["last"]}


def _fingerprint(folder: Path) -> str:
    total = hashlib.sha256()
    for name in FILES:
        total.update(hashlib.sha256((folder / name).read_bytes()).digest())
    return total.hexdigest()


def _combined(*digests: str) -> str:
    return hashlib.sha256("".join(digests).encode()).hexdigest()
