"""Parts of words: runs of three to five characters, by which 'farmer' and 'farming' are alike."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

SHORTEST, LONGEST = 3, 5
# How many words are remembered with their parts, since the same ones come again and again.
REMEMBERED = 50_000
_WORD = re.compile(r"[^\W\d_][\w'’-]*")


def cut_word(word: str) -> list[str]:
    """Return the parts of a word, its ends marked by blanks; a short word is one of its own parts."""
    marked = f" {word} "
    sizes = range(SHORTEST, min(LONGEST, len(marked)) + 1)
    return [marked[at : at + size] for size in sizes for at in range(len(marked) - size + 1)]


def words_of(sentence: str) -> list[str]:
    """Return the words of a sentence in small letters."""
    return _WORD.findall(sentence.lower())


def learn_parts(sentences: Sequence[str], least: int) -> tuple[str, ...]:
    """Return the parts that at least `least` sentences have, in alphabetical order."""
    seen: dict[str, int] = {}
    cut = lru_cache(REMEMBERED)(cut_word)
    for sentence in sentences:
        for part in {part for word in words_of(sentence) for part in cut(word)}:
            seen[part] = seen.get(part, 0) + 1
    return tuple(sorted(part for part, count in seen.items() if count >= least))


def part_finder(parts: Sequence[str]) -> Callable[[str], npt.NDArray[np.int64]]:
    """Return a function that gives the numbers of the known parts of a word."""
    number: Mapping[str, int] = {part: place for place, part in enumerate(parts)}

    @lru_cache(REMEMBERED)
    def find(word: str) -> npt.NDArray[np.int64]:
        return np.array([number[part] for part in cut_word(word) if part in number], dtype=np.int64)

    return find


def count_parts(sentences: Sequence[str], find: Callable[[str], npt.NDArray[np.int64]], width: int) -> csr_matrix:
    """Return sentences × parts: how often each occurs."""
    found = [[find(word) for word in words_of(sentence)] for sentence in sentences]
    starts = np.cumsum([0, *(sum(map(len, words)) for words in found)])
    columns = np.concatenate([np.zeros(0, dtype=np.int64), *(part for words in found for part in words)])
    counts = csr_matrix((np.ones(len(columns)), columns, starts), shape=(len(sentences), width))
    counts.sum_duplicates()
    return counts
