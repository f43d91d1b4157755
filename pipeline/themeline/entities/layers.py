"""What each layer says of each word of a sentence: the pipeline, the gazetteers, the head nouns, the document."""

from dataclasses import dataclass
from functools import lru_cache

from themeline.entities.acronyms import Definition
from themeline.entities.lexicon import Lexicon
from themeline.entities.names import head_candidates
from themeline.entities.reach import HYPHENS
from themeline.entities.words import OUTSIDE, POSSESSIVES, Words

QUOTES = frozenset('"“”„«»‘')
MODEL, KNOWN, CANDIDATE, HINT = 5, 6, 7, 8
BORDER = ("<>", "<>", "", "", "", "O", "O", "O", "")


@dataclass(frozen=True, slots=True)
class DocumentView:
    """What the whole document says about its words.

    Attributes:
        common: The words that it also writes in lower case.
        defined: Where each defined long and short form begins, to its end and `L` or `S`.
    """

    common: frozenset[str]
    defined: dict[int, tuple[int, str]]


@dataclass(frozen=True, slots=True)
class Layers:
    """The layers' opinions of one sentence: for each word a row of short strings (see `BORDER` for its places)."""

    rows: list[tuple[str, ...]]
    heading: bool
    quoted: list[bool]


def document_view(sentences: list[Words], definitions: list[Definition]) -> DocumentView:
    """Collect what a document says about its words."""
    common = frozenset(word for words in sentences for word in words.texts if word.islower())
    defined = {item.short_start: (item.short_end, "S") for item in definitions}
    defined |= {item.long_start: (item.long_end, "L") for item in definitions if item.matched}
    return DocumentView(common, defined)


def read_layers(words: Words, lexicon: Lexicon, view: DocumentView) -> Layers:
    """Collect the layers' opinions of a sentence.

    A row holds the word in lower case, its shape, the label it gives as a head, its fine tag, the document's view,
    the pipeline's, the gazetteers' and the head nouns' labels with `B-` or `I-`, and the word's hints.
    """
    size = len(words)
    known, candidates, defined = [OUTSIDE] * size, [OUTSIDE] * size, [""] * size
    for first, end, entry in lexicon.gazetteer.find(words.texts):
        mark(known, first, end, entry.label)
    for candidate in head_candidates(words, lexicon):
        mark(candidates, candidate.first, candidate.end, candidate.label)
    stop, kind = -1, ""
    for index, start in enumerate(words.starts):
        if start in view.defined:
            stop, kind = view.defined[start]
            defined[index] = f"B{kind}"
        elif start < stop:
            defined[index] = f"I{kind}"
    shapes, head = [shape(word) for word in words.texts], lexicon.heads.get
    rows: list[tuple[str, ...]] = [
        (
            lower,
            form,
            head(lower, ""),
            tag,
            place or ("c" if lower in view.common else ""),
            model,
            known_,
            candidate,
            hint,
        )
        for lower, form, tag, place, model, known_, candidate, hint in zip(
            words.lower,
            shapes,
            words.tags,
            defined,
            words.model,
            known,
            candidates,
            lexicon.hints.find(words.texts),
            strict=True,
        )
    ]
    letters = [form for form in shapes if form[0] in "Xx"]
    heading = sum(form[0] == "X" for form in letters) > 0.6 * len(letters)
    return Layers(rows, heading, _quoted(words))


def mark(tags: list[str], first: int, end: int, label: str) -> None:
    """Write a stretch into a list of `B-`/`I-`/`O` tags."""
    tags[first:end] = [f"B-{label}", *[f"I-{label}"] * (end - first - 1)]


@lru_cache(maxsize=16384)
def shape(word: str) -> str:
    """Return a word's shape in a few letters: `Xx`, `X`, `XX`, `XxX`, `x`, `d`, or the sign itself."""
    if word[0].isdigit():
        return "dddd" if len(word) == 4 and word.isdigit() else "d"
    if not word[0].isalpha():
        return "'s" if word in POSSESSIVES else "-" if word in HYPHENS else '"' if word in QUOTES else word
    if word.islower():
        return "x"
    if word.isupper():
        return "X" if len(word) == 1 else "X." if "." in word else "XX"
    return "Xx" if word[1:].islower() else "XxX"


def _quoted(words: Words) -> list[bool]:
    """Say of each word whether it stands right after an opening quotation mark or inside short quotation marks."""
    result, inside, since = [], False, 0
    for text in words.texts:
        if text in QUOTES:
            inside, since = not inside, 0
        since += 1
        result.append(inside and since < 12)
    return result
