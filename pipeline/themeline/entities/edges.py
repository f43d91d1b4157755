"""Where a name may begin and end: cutting what stands at the edges of the tagger's stretches."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from themeline.entities.layers import KNOWN, Layers
from themeline.entities.lexicon import Lexicon
from themeline.entities.offices import without_office, without_rank
from themeline.entities.reach import HYPHENS
from themeline.entities.words import Words

YEAR = re.compile(r"(?:1[6-9]|20)\d\d")
RESTARTS = frozenset(["The", "This", "These", "Our", "In"])
PLAIN = frozenset(["ORG", "LAW", "EVENT", "PRODUCT"])
ARTICLES = frozenset(["a", "an"])
FINITE = frozenset(["VBD", "VBZ", "VBP"])
SERVICE = re.compile(r"[em][A-Z][a-z]+")  # eLearning, mHealth
UNDATED = frozenset(["ORG", "GPE", "PERSON"])

Labeller = Callable[[int, int], tuple[str, float]]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A range of a sentence's words with a label and its probability."""

    first: int
    end: int
    label: str
    score: float


def cut(stretch: Stretch, words: Words, layers: Layers, lexicon: Lexicon, label: Labeller) -> Stretch:
    """Cut numbers of lists and pages, years, holders of offices, and what follows the last word that can end a name."""
    first, end = _opening(stretch, words, lexicon), stretch.end
    if stretch.label != "EVENT" and end - first > 1 and YEAR.fullmatch(words.texts[first]):
        first += 1
    for index in range(first + 1, end):
        if _breaks(index, end, stretch, words):
            end = index
            break
    while end - first > 1 and not _may_end(end - 1, words, layers, lexicon):
        end -= 1
    if stretch.label in UNDATED:
        first = _after_date(first, end, words, lexicon)
        end = _before_years(first, end, words, layers)
        first, end = without_office(first, end, words, layers, lexicon)
    if stretch.label == "PERSON":
        first = without_rank(first, end, words, lexicon)
    if first > 0 and words.glued(first) and words.texts[first - 1].isdigit() and words.texts[first].isupper():
        first -= 1
    if (first, end) == (stretch.first, stretch.end):
        return stretch
    return Stretch(first, end, *label(first, end))


def _opening(stretch: Stretch, words: Words, lexicon: Lexicon) -> int:
    """Return where a name begins after the words of a heading: `Introduction`, `THE PRIME MINISTER The`."""
    first = stretch.first
    if stretch.label != "WORK_OF_ART":
        for index in range(stretch.first, stretch.end - 1):
            if words.texts[index] in RESTARTS:
                first = index + 1
    while first < stretch.end - 1 and words.lower[first] in lexicon.words["heading_words"]:
        first += 1
    return first


def _breaks(index: int, end: int, stretch: Stretch, words: Words) -> bool:
    """Say whether a number inside or at the end of a stretch is none of the name's."""
    text = words.texts[index]
    if stretch.label in PLAIN and text.islower() and (text in ARTICLES or words.tags[index] in FINITE):
        return not words.glued(index)
    if text in HYPHENS:
        apart = not words.glued(index) and index + 1 < end and not words.glued(index + 1)
        return apart and not words.texts[index - 1].isdigit()
    if text.islower() and not words.glued(index) and stretch.label in {"GPE", "PERSON", "NORP", "LOC"}:
        return len(text) > 3
    if not text[0].isdigit() or YEAR.fullmatch(text) or words.glued(index):
        return False
    if "." in text or (index + 1 < end and words.texts[index + 1][0].isupper() and not words.glued(index + 1)):
        return stretch.label != "EVENT"
    return stretch.label in {"ORG", "GPE", "PERSON"} and index == end - 1 and index - stretch.first >= 3


def _after_date(first: int, end: int, words: Words, lexicon: Lexicon) -> int:
    """Return where a body's name begins after a date that was taken for its first words: `August 2018 Australia`."""
    month = first + words.texts[first].isdigit()
    if month + 2 >= end or words.lower[month] not in lexicon.words["calendar"]:
        return first
    return month + 2 if YEAR.fullmatch(words.texts[month + 1]) else first


def _before_years(first: int, end: int, words: Words, layers: Layers) -> int:
    """Return where a body's name ends before the years in which it was: `Legislative Council 1958-1963`."""
    stop = end
    while stop - first > 1 and layers.rows[stop - 1][KNOWN] == "O" and words.texts[stop - 1][0].isdigit():
        if not YEAR.fullmatch(words.texts[stop - 1]) and words.texts[stop - 2] not in HYPHENS:
            break
        stop -= 1
        if stop - first > 1 and words.texts[stop - 1] in HYPHENS:
            stop -= 1
    return stop


def _may_end(index: int, words: Words, layers: Layers, lexicon: Lexicon) -> bool:
    """Say whether a name may end with the word: not with a small word or a common noun that is no head of names."""
    text = words.texts[index]
    if not text[0].isalpha():
        return text[0].isdigit() or text in {")", "+", "!", "?", "…"}
    if not text.islower() or layers.rows[index][KNOWN] != "O":
        return True
    return words.lower[index] in lexicon.words["lowercase_heads"]


def is_word(stretch: Stretch, words: Words, layers: Layers) -> bool:
    """Say whether a stretch is one word that names nothing: a kind of service, or no proper noun to anyone."""
    _, form, head, tag, place, _, known, *_ = layers.rows[stretch.first]
    if stretch.end - stretch.first == 1 and SERVICE.fullmatch(words.texts[stretch.first]) and known == "O":
        return True
    if stretch.end - stretch.first > 1 or form != "Xx" or known != "O" or head:
        return False
    opens = stretch.first == 0 or words.texts[stretch.first - 1] in {":", ".", "•", ";", "–"}
    return tag not in {"NNP", "NNPS"} or (opens and place == "c")
