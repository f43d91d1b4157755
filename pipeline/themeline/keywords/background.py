"""How common words are in general English: what makes a word of a document remarkable."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from themeline.errors import InputError
from themeline.files import write_whole
from themeline.keywords.folding import fold

WORD = re.compile(r"\w+(?:[-'’]\w+)*")
RARE = 2
LARGEST = 1 << 53


@dataclass(frozen=True, slots=True)
class Background:
    """Word counts of a reference corpus.

    Attributes:
        counts: How often each word (by its key, see `folding.fold`) stands in the corpus.
        total: How many words the corpus has.
    """

    counts: Mapping[str, int]
    total: int

    @property
    def digest(self) -> str:
        """The sha256 of the counts."""
        return hashlib.sha256(repr((self.total, sorted(self.counts.items()))).encode()).hexdigest()

    def rarity(self, keys: Sequence[str]) -> NDArray[np.float64]:
        """Return log10 of total / (count + 1/2): 1 for one word in ten, about 6 for a word never seen in a million."""
        found = np.array([self.counts.get(key, 0) for key in keys], dtype=float)
        return np.asarray(np.log10(self.total / (found + 0.5)))


def read_background(path: Path) -> Background:
    """Read a table of words and counts (TSV with the columns `word` and `count`; the line `*` holds the total)."""
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:])
    counts = {word: int(count) for word, count in rows}
    return Background(counts, counts.pop("*"))


def read_own_background(path: Path) -> Background:
    """Read a user's background.

    Raises:
        InputError: If the file cannot be read as one.
    """
    try:
        background = read_background(path)
        if not all(0 <= count <= background.total <= LARGEST for count in (1, *background.counts.values())):
            raise ValueError("its counts are not between 0 and their total")
        return background
    except (OSError, KeyError, ValueError) as error:
        raise InputError(
            f"The background {path} cannot be read: {error}", "Make one with: themeline keywords background FILE.tsv"
        ) from error


def count_background(texts: Iterable[str]) -> Background:
    """Count the words of public texts by their keys; words seen once are left out, but stay in the total."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(key for key in map(fold, WORD.findall(text)) if key)
    return Background({word: n for word, n in sorted(counts.items()) if n >= RARE}, counts.total())


def write_background(background: Background, path: Path) -> None:
    """Write the counts as TSV, in the order of the words; the line `*` holds the total."""
    lines = ["word\tcount", f"*\t{background.total}", *(f"{word}\t{n}" for word, n in background.counts.items())]
    write_whole(path, "\n".join(lines) + "\n")
