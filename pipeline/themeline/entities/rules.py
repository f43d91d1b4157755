"""What finding entities needs besides the parse: the lexicon and the trained tagger."""

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from themeline.entities.lexicon import Lexicon, load_lexicon
from themeline.entities.tagger import Tagger, load_tagger
from themeline.resources import model_path

FILES = ("*.toml", "*.tsv", "*.txt", "*.npz")


@dataclass(frozen=True)
class EntityRules:
    """The lexicon, the tagger (None when the folder has none), and the sha256 over their files."""

    lexicon: Lexicon
    tagger: Tagger | None
    fingerprint: str

    @staticmethod
    def load(folder: Path | None = None) -> "EntityRules":
        """Read the rules of a folder, once.

        Args:
            folder: A folder laid out as `models/entities/`; that one by default.

        Raises:
            SettingsError: If a file is missing or cannot be used; the message names it.
            ModelError: If the tagger's weights cannot be read.
        """
        return _load(folder or model_path("models", "entities"))


@cache
def _load(folder: Path) -> EntityRules:
    return EntityRules(load_lexicon(folder), load_tagger(folder), _fingerprint(folder))


def _fingerprint(folder: Path) -> str:
    total = hashlib.sha256()
    for path in sorted({path for glob in FILES for path in folder.glob(glob)}):
        total.update(path.name.encode())
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()
