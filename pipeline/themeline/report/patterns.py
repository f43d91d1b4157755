"""The words of many terms as one tree of numbers, down which a whole text walks at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import regex  # type: ignore[import-untyped]

WORD = r"\w+"
PARTING = r"[^\w\s\-‐‑–/'’&.]"
"""What parts two words so far that they are not one term: all but spaces, hyphens, slashes, quotes, &, and points."""

_WORD = regex.compile(WORD)
Numbers = npt.NDArray[np.int64]


class WordNumbers(dict[str, int]):
    """The number of each word of the terms in any case; 0 for other words, and for what parts words."""

    def __init__(self, known: dict[str, int]) -> None:
        super().__init__()
        self.known = known

    def __missing__(self, word: str) -> int:
        number = self[word] = self.known.get(word.casefold(), 0)
        return number


@dataclass(frozen=True, slots=True)
class Patterns:
    """The tree: node 0 is the root; `keys[i]` = node · words + word leads to `children[i]`.

    Attributes:
        numbers: The words.
        keys: Sorted.
        children: The node that each key leads to.
        ends: For each node, the terms that end there.
    """

    numbers: WordNumbers
    keys: Numbers
    children: Numbers
    ends: tuple[tuple[int, ...], ...]

    @classmethod
    def of(cls, variants: Iterable[Sequence[str]]) -> "Patterns":
        """Build the tree from the spellings of each term."""
        known: dict[str, int] = {}
        tree: dict[tuple[int, int], int] = {}
        ends: dict[int, set[int]] = {}
        for term, written in enumerate(variants):
            for words in filter(None, map(words_of, written)):
                node = 0
                for word in words:
                    node = tree.setdefault((node, known.setdefault(word, len(known) + 1)), len(tree) + 1)
                ends.setdefault(node, set()).add(term)
        width = len(known) + 1
        keys = np.array([node * width + word for node, word in tree], dtype=np.int64)
        children, order = np.array(list(tree.values()), dtype=np.int64), np.argsort(keys)
        terms = tuple(tuple(sorted(ends.get(node, ()))) for node in range(len(tree) + 1))
        return cls(WordNumbers(known), keys[order], children[order], terms)

    def walk(self, words: Numbers, rows: Numbers) -> tuple[Numbers, Numbers]:
        """Return every hit as the number of its term and the row that holds it.

        Args:
            words: The numbers of the words of all rows, one after the other.
            rows: The row of each word.
        """
        width = len(self.numbers.known) + 1
        place = np.flatnonzero(words)
        node, step = np.zeros(len(place), dtype=np.int64), 0
        hits = [(np.array([], dtype=np.int64),) * 2]
        while len(place) and len(self.keys):
            inside = place + step < len(words)
            place, node = place[inside], node[inside]
            key = node * width + words[place + step]
            found = np.minimum(np.searchsorted(self.keys, key), len(self.keys) - 1)
            matching = (self.keys[found] == key) & (rows[place + step] == rows[place])
            place, node, step = place[matching], self.children[found[matching]], step + 1
            hits.append(self._ended(node, rows[place]))
        term, row = (np.concatenate(parts) for parts in zip(*hits, strict=True))
        return term, row

    def _ended(self, node: Numbers, row: Numbers) -> tuple[Numbers, Numbers]:
        counts = np.array([len(terms) for terms in self.ends], dtype=np.int64)
        first = np.concatenate(([0], np.cumsum(counts)))[:-1]
        flat = np.array([term for terms in self.ends for term in terms], dtype=np.int64)
        many = counts[node]
        start = np.repeat(first[node], many)
        within = np.arange(len(start)) - np.repeat(np.cumsum(many) - many, many)
        return flat[start + within], np.repeat(row, many)


def words_of(term: str) -> tuple[str, ...]:
    """Return the words of a term, in lower case."""
    return tuple(word.casefold() for word in _WORD.findall(term))
