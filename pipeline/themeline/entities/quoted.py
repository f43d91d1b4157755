"""Titles in quotation marks, taken whole."""

from collections.abc import Iterator

from themeline.entities.edges import Labeller, Stretch
from themeline.entities.layers import QUOTES
from themeline.entities.lexicon import Lexicon
from themeline.entities.words import Words

CLOSING = frozenset('"”»“')
LONGEST_TITLE = 12


def quoted_titles(found: list[Stretch], words: Words, lexicon: Lexicon, label: Labeller) -> list[Stretch]:
    """Take a title in quotation marks whole, where its own head or the noun beside it says what it names."""
    for first, end in _quoted(words):
        inside = [item for item in found if item.first < end and item.end > first]
        if len(inside) == 1 and (inside[0].first, inside[0].end) == (first, end):
            continue
        kind = _kind(first, end, words, lexicon)
        if kind:
            found = [item for item in found if item not in inside]
            found.append(Stretch(first, end, kind, label(first, end)[1]))
    return sorted(found, key=lambda item: item.first)


def _quoted(words: Words) -> Iterator[tuple[int, int]]:
    opened = -1
    for index, text in enumerate(words.texts):
        if opened >= 0 and text in CLOSING:
            first, end = opened + 1, index - (words.texts[index - 1] in {",", "."})
            if 0 < end - first <= LONGEST_TITLE and _is_title(words.texts[first:end]):
                yield first, end
            opened = -1 if text != "“" else index
        elif text in QUOTES:
            opened = index


def _is_title(texts: list[str]) -> bool:
    long = [text for text in texts if len(text) > 3 and text[0].isalpha()]
    return bool(long) and texts[0][0].isupper() and all(text[0].isupper() for text in long)


def _kind(first: int, end: int, words: Words, lexicon: Lexicon) -> str:
    """Return the label of a quoted title by the noun before or after it, or by its own last word."""
    around = [*words.lower[max(0, first - 4) : max(0, first - 1)][::-1], *words.lower[end + 1 : end + 3]]
    own = lexicon.head(words.lower[end - 1]) if end - first > 1 else ""
    return own or next((lexicon.head(word) for word in around if lexicon.head(word)), "")
