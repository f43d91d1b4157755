"""What a name may not look like: corrections of the tagger's stretches that need no learning.

Every rule cuts or joins words; what changed is labelled anew.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from themeline.entities.features import CANDIDATE, KNOWN, QUOTES, Layers
from themeline.entities.lexicon import Lexicon
from themeline.entities.names import HYPHENS
from themeline.entities.words import POSSESSIVES, Words

YEAR = re.compile(r"(?:1[6-9]|20)\d\d")
JOINING = frozenset(["of", "on", "for", "against"])
RESTARTS = frozenset(["The", "This", "These", "Our", "In"])
CLOSING = frozenset('"”»“')
VOTES = frozenset(["election", "elections", "referendum", "primary", "primaries"])
LONGEST_TITLE = 12

Labeller = Callable[[int, int], tuple[str, float]]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A range of a sentence's words with a label and its probability."""

    first: int
    end: int
    label: str
    score: float


def refine(found: list[Stretch], words: Words, layers: Layers, lexicon: Lexicon, label: Labeller) -> list[Stretch]:
    """Correct the stretches of a sentence; `label` says what a changed stretch names."""
    whole = [_cut(stretch, words, layers, lexicon, label) for stretch in found]
    parts = [part for stretch in whole for part in _split(stretch, words, layers, label)]
    cut = [_cut(part, words, layers, lexicon, label) for part in parts]
    kept = [item for item in cut if item.first < item.end and not _is_word(item, words, layers)]
    kept = [item for item in kept if not _is_portfolio(item, words, layers, lexicon)]
    joined = _complements(kept, words, layers, lexicon)
    return _titles(joined, words, layers, lexicon, label)


def _split(stretch: Stretch, words: Words, layers: Layers, label: Labeller) -> Iterator[Stretch]:
    """Split `Kenya's ICT Ministry` and `U.S. PRISM`: what belongs to a country is not the country."""
    first, end = stretch.first, stretch.end
    for index in range(first + 1, end - 1):
        if words.texts[index] in POSSESSIVES and _owner(first, index, words, layers):
            stop = index if layers.rows[index - 1][KNOWN] != "O" else index - 1
            yield Stretch(first, stop, *label(first, stop))
            yield Stretch(index + 1, end, *label(index + 1, end))
            return
    places = [layers.rows[index][KNOWN] for index in range(first, end)]
    if places == ["B-NORP"] * len(places) and len(places) > 1:
        yield from (Stretch(index, index + 1, "NORP", stretch.score) for index in range(first, end))
        return
    if (rest := _after_place(places)) is not None:
        yield Stretch(first, first + rest, places[0][2:], stretch.score)
        yield Stretch(first + rest, end, places[rest][2:], stretch.score)
        return
    yield stretch


def _after_place(places: list[str]) -> int | None:
    """Return where a known programme or product begins right after a known country or people, or None."""
    if places[0] not in {"B-GPE", "B-NORP"}:
        return None
    rest = next((index for index, tag in enumerate(places[1:], start=1) if not tag.startswith("I-")), len(places))
    named = rest < len(places) and places[rest] in {"B-POLICY", "B-PRODUCT"}
    return rest if named and all(tag == "I" + places[rest][1:] for tag in places[rest + 1 :]) else None


def _owner(first: int, index: int, words: Words, layers: Layers) -> bool:
    """Say whether the words before a possessive are a country, a place, or a people with `Government`."""
    tags = [layers.rows[place][KNOWN] for place in range(first, index)]
    if words.lower[index - 1] in {"government", "state"}:
        tags = tags[:-1]
    return bool(tags) and tags[0][2:] in {"GPE", "LOC", "NORP"} and all(tag[:2] == "I-" for tag in tags[1:])


def _cut(stretch: Stretch, words: Words, layers: Layers, lexicon: Lexicon, label: Labeller) -> Stretch:
    """Cut numbers of lists and pages, a year in front, and what follows the last word that can end a name."""
    first, end = _opening(stretch, words, lexicon), stretch.end
    if stretch.label != "EVENT" and end - first > 1 and YEAR.fullmatch(words.texts[first]):
        first += 1
    for index in range(first + 1, end):
        if _breaks(index, end, stretch, words):
            end = index
            break
    while end - first > 1 and not _may_end(end - 1, words, layers, lexicon):
        end -= 1
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


def _may_end(index: int, words: Words, layers: Layers, lexicon: Lexicon) -> bool:
    """Say whether a name may end with the word: not with a small word or a common noun that is no head of names."""
    text = words.texts[index]
    if not text[0].isalpha():
        return text[0].isdigit() or text in {")", "+", "!", "?", "…"}
    if not text.islower() or layers.rows[index][KNOWN] != "O":
        return True
    return words.lower[index] in lexicon.words["lowercase_heads"]


def _is_word(stretch: Stretch, words: Words, layers: Layers) -> bool:
    """Say whether a stretch is one capitalised word that is no proper noun to anyone, nor a head noun."""
    _, form, head, tag, place, _, known, _ = layers.rows[stretch.first]
    if stretch.end - stretch.first > 1 or form != "Xx" or known != "O" or head:
        return False
    opens = stretch.first == 0 or words.texts[stretch.first - 1] in {":", ".", "•", ";", "–"}
    return tag not in {"NNP", "NNPS"} or (opens and place == "c")


def _is_portfolio(stretch: Stretch, words: Words, layers: Layers, lexicon: Lexicon) -> bool:
    """Say whether a stretch is the field of an office-holder, as in `Minister for Law and Justice`."""
    before = words.lower[max(0, stretch.first - 3) : stretch.first]
    if before[-1:] == ["the"]:
        before = before[:-1]
    holder = len(before) > 1 and before[-1] in {"of", "for"} and before[-2] in lexicon.words["titles"]
    return holder and layers.rows[stretch.first][KNOWN] == "O" and not layers.rows[stretch.first][2]


def _complements(found: list[Stretch], words: Words, layers: Layers, lexicon: Lexicon) -> list[Stretch]:
    """Take the complement of a head noun into the name: Commission on Human Rights, Strategy for Growth."""
    result: list[Stretch] = []
    for stretch in found:
        if result and stretch.first < result[-1].end:
            continue
        end = stretch.end
        tag = f"I-{stretch.label}"
        if end < len(words) and words.lower[end] in JOINING and layers.rows[end][CANDIDATE] == tag:
            end = _reach(end, CANDIDATE, tag, layers)
        elif stretch.label == "EVENT" and words.lower[end - 1] in VOTES and words.lower[end : end + 1] == ["in"]:
            place = _reach(end + 2, KNOWN, "I-GPE", layers)
            end = place if layers.rows[end + 1 : end + 2] and layers.rows[end + 1][KNOWN] == "B-GPE" else end
        elif stretch.label == "LAW" and words.lower[end - 1] in lexicon.words["dated_heads"]:
            dated = words.texts[end : end + 1] in (["of"], [","]) and YEAR.fullmatch(
                " ".join(words.texts[end + 1 : end + 2])
            )
            end += 2 if dated else 0
        result.append(Stretch(stretch.first, end, stretch.label, stretch.score))
    return result


def _reach(index: int, place: int, tag: str, layers: Layers) -> int:
    while index < len(layers.rows) and layers.rows[index][place] == tag:
        index += 1
    return index


def _titles(found: list[Stretch], words: Words, layers: Layers, lexicon: Lexicon, label: Labeller) -> list[Stretch]:
    """Take a title in quotation marks whole, where its own head or the noun beside it says what it names."""
    for first, end in _quoted_titles(words):
        inside = [item for item in found if item.first < end and item.end > first]
        if len(inside) == 1 and (inside[0].first, inside[0].end) == (first, end):
            continue
        kind = _kind(first, end, words, lexicon)
        if kind:
            found = [item for item in found if item not in inside]
            found.append(Stretch(first, end, kind, label(first, end)[1]))
    return sorted(found, key=lambda item: item.first)


def _quoted_titles(words: Words) -> Iterator[tuple[int, int]]:
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
