"""How common words are in general English: what makes a word of a document remarkable."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Background:
    """Word counts of a reference corpus.

    Attributes:
        counts: How often each word (by its key, see `words.fold`) stands in the corpus.
        total: How many words the corpus has.
    """

    counts: Mapping[str, int]
    total: int

    def rarity(self, keys: Sequence[str]) -> NDArray[np.float64]:
        """Return log10 of total / (count + 1/2): 1 for one word in ten, about 6 for a word never seen in a million."""
        found = np.array([self.counts.get(key, 0) for key in keys], dtype=float)
        return np.asarray(np.log10(self.total / (found + 0.5)))


def read_background(path: Path) -> Background:
    """Read a table of words and counts (TSV with the columns `word` and `count`; the line `*` holds the total)."""
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:])
    counts = {word: int(count) for word, count in rows}
    return Background(counts, counts.pop("*"))
