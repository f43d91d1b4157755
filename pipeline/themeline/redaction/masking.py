"""Text in which names are masked, and where each character of the original has gone."""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

# Letters and digits apart, underscores to neither, and each Chinese, Japanese or Korean character a word of its own:
# a name is found in `merkel_2015.txt` and within a run of Chinese.
_WIDE = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
WORD = re.compile(rf"[{_WIDE}]|(?:(?![{_WIDE}])[^\W\d_][\u0300-\u036f]*)+|\d+")
WIDEST_GAP = 12
"""Characters that may stand between two words of a name: `J. R.` and a line break with its indentation, no more."""

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """A way in which a name is written, as words.

    Attributes:
        key: The words without case and accents.
        mask: What is put in its place.
        exact: The words as they must be written, where they are also ordinary words; empty for any writing.
    """

    key: Key
    mask: str
    exact: Key = ()


@dataclass(frozen=True, slots=True)
class Masked:
    """A text with its names masked. Positions are in characters, ends exclusive.

    Attributes:
        text: The masked text.
        places: Start and end of each name in the original, and start and end of its mask in `text`.
    """

    text: str
    places: tuple[tuple[int, int, int, int], ...]

    def start(self, position: int) -> int:
        """Return where what begins at a position of the original begins now; within a name, at its mask."""
        number = bisect_right(self.places, position, key=lambda place: place[0]) - 1
        if number < 0:
            return position
        _, end, new_start, new_end = self.places[number]
        return new_start if position < end else position - end + new_end

    def end(self, position: int) -> int:
        """Return where what ends at a position of the original ends now; within a name, behind its mask."""
        number = bisect_left(self.places, position, key=lambda place: place[0]) - 1
        if number < 0:
            return position
        _, end, _, new_end = self.places[number]
        return new_end if position <= end else position - end + new_end

    def part(self, start: int, end: int) -> str:
        """Return what a stretch of the original has become."""
        return self.text[self.start(start) : max(self.start(start), self.end(end))]


class Masker:
    """Finds forms of names in texts, the longest at each place, and puts their masks there."""

    def __init__(self, forms: Sequence[Form]) -> None:
        by_first: dict[str, list[Form]] = {}
        for form in forms:
            by_first.setdefault(form.key[0], []).append(form)
        self._forms: Mapping[str, list[Form]] = {
            first: sorted(alike, key=lambda form: (-len(form.key), form.key, form.exact))
            for first, alike in by_first.items()
        }

    def mask(self, text: str) -> Masked:
        """Return a text with every name masked."""
        parts, places, done, length = [], [], 0, 0
        for start, end, mask in self._found(text):
            parts += [text[done:start], mask]
            new_start = length + start - done
            length, done = new_start + len(mask), end
            places.append((start, end, new_start, length))
        return Masked("".join([*parts, text[done:]]) if parts else text, tuple(places))

    def _found(self, text: str) -> Iterator[tuple[int, int, str]]:
        words = [(found.start(), found.end(), found[0]) for found in WORD.finditer(text)]
        keys = [key_of(word) for _, _, word in words]
        place = 0
        while place < len(words):
            form = self._form_at(words, keys, place) if keys[place] in self._forms else None
            if form is None:
                place += 1
                continue
            last = place + len(form.key) - 1
            yield words[place][0], words[last][1], form.mask
            place = last + 1

    def _form_at(self, words: Sequence[tuple[int, int, str]], keys: Sequence[str], place: int) -> Form | None:
        for form in self._forms[keys[place]]:
            end = place + len(form.key)
            if tuple(keys[place:end]) != form.key:
                continue
            if form.exact and tuple(word for _, _, word in words[place:end]) != form.exact:
                continue
            if all(words[n + 1][0] - words[n][1] <= WIDEST_GAP for n in range(place, end - 1)):
                return form
        return None


def key_of(word: str) -> str:
    """Return a word without case and accents."""
    if word.isascii():
        return word.lower()
    plain = unicodedata.normalize("NFKD", word)
    return "".join(character for character in plain if not unicodedata.combining(character)).casefold()


def words_of(text: str) -> Key:
    """Return the words of a text, as they are written."""
    return tuple(WORD.findall(text))
