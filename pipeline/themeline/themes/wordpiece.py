"""Word pieces: the alphabet of MiniLM, and of the vectors distilled from it."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from themeline.resources import model_path

LONGEST_WORD = 100
_IDEOGRAPHS = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"[{_IDEOGRAPHS}]|[^\W_{_IDEOGRAPHS}]+|[^\w\s]|_")


class WordPieces:
    """Cuts text into the pieces of an uncased BERT vocabulary.

    Words are lower-cased and lose their accents; punctuation stands alone; a word is cut into the longest pieces
    from the left (Wu et al. 2016), pieces inside a word are written `##piece`, and a word that cannot be cut is
    `[UNK]`.
    """

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self.vocabulary = tuple(vocabulary)
        self._number = {piece: number for number, piece in enumerate(self.vocabulary)}
        self._unknown = self._number["[UNK]"]
        self._cut = lru_cache(maxsize=200_000)(self._cut_word)

    @classmethod
    def load(cls, path: Path | None = None) -> "WordPieces":
        """Read a vocabulary, one piece a line; by default the shipped one."""
        path = path or model_path("models", "themes", "vectors", "vocabulary.txt")
        return cls(path.read_text(encoding="utf-8").split("\n")[:-1])

    def number(self, piece: str) -> int:
        """Return the number of a piece, which must be in the vocabulary."""
        return self._number[piece]

    def cut(self, text: str) -> list[int]:
        """Return the numbers of a text's pieces, without the marks that models put around it."""
        return [number for word in _WORD.findall(normalise(text)) for number in self._cut(word)]

    def _cut_word(self, word: str) -> tuple[int, ...]:
        pieces: list[int] = []
        start = 0
        while start < len(word) <= LONGEST_WORD:
            mark = "##" if start else ""
            ends = range(len(word), start, -1)
            end = next((end for end in ends if mark + word[start:end] in self._number), start)
            if end == start:
                return (self._unknown,)
            pieces.append(self._number[mark + word[start:end]])
            start = end
        return tuple(pieces) or (self._unknown,)


def normalise(text: str) -> str:
    """Return a text in lower case, without accents and invisible characters."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFD", text.lower())
    return "".join(c for c in decomposed if (kind := unicodedata.category(c)) != "Mn" and kind != "Cf")
