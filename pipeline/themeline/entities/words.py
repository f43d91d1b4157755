"""A document's text as words: finer than the parse's tokens, so that `Party(CCP)` and `China-led` come apart."""

import math
import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # names are brought together without spaCy, which takes a second to import
    from spacy.tokens import Doc

# Initials with full stops; possessives (also with the apostrophe that a wrong encoding left); numbers; words; signs.
# Signs that a Chinese encoding (GBK read as Latin-1) left behind are read as what they were.
WORD = re.compile(
    r"(?:[^\W\d_]\.){2,}|['’´`]s\b|¡¯s?|¡[°±ª¯]|\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’](?!s\b)[^\W\d_]+)*|\w+?|[^\w\s]"
)
MEANT = {"¡¯s": "'s", "¡¯": "'", "¡°": "“", "¡±": "”", "¡ª": "—", "’s": "'s", "´s": "'s", "`s": "'s"}
POSSESSIVES = frozenset(["'s"])
OUTSIDE = "O"


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one sentence, in parallel lists.

    Attributes:
        texts: The words.
        lower: The words in lower case.
        starts: Where each begins, in characters of the document.
        ends: Where each ends.
        tags: The fine part-of-speech tag of the token that each lies in.
        model: The label that the spaCy pipeline gave that token, as `B-ORG`, `I-ORG` or `O`.
    """

    texts: list[str]
    lower: list[str]
    starts: list[int]
    ends: list[int]
    tags: list[str]
    model: list[str]

    def __len__(self) -> int:
        return len(self.texts)

    def glued(self, index: int) -> bool:
        """Say whether no white space stands before the word."""
        return index > 0 and self.ends[index - 1] == self.starts[index]


@dataclass(frozen=True, slots=True)
class TokenView:
    """The parse's token starts, tags and entity labels as plain lists, read once a document.

    One start more stands behind those of the tokens: no word lies so far on.
    """

    starts: list[float]
    tags: list[str]
    labels: list[str]
    inside: list[int]

    @classmethod
    def read(cls, parse: "Doc") -> "TokenView":
        """Read what is needed of a parse."""
        tags, labels, inside, starts = parse.to_array(["TAG", "ENT_TYPE", "ENT_IOB", "IDX"]).T.tolist()
        names = {number: parse.vocab.strings[number] for number in {*tags, *labels}}
        return cls(
            [*starts, math.inf], [names[number] for number in tags], [names[number] for number in labels], inside
        )


def cut(form: str) -> tuple[str, ...]:
    """Cut a name into its words as `split_words` does."""
    return tuple(MEANT.get(word, word) for word in WORD.findall(form))


def split_words(text: str, start: int, end: int, tokens: TokenView) -> Words:
    """Split a stretch of a document's text into words, with the parse's view of each."""
    found = [match.span() for match in WORD.finditer(text, start, end)]
    written = [text[begin:stop] for begin, stop in found]
    texts = [MEANT.get(word, word) for word in written]
    tags, model = [], []
    owner, previous = bisect_right(tokens.starts, start) - 1, -1
    for begin, _ in found:
        while tokens.starts[owner + 1] <= begin:
            owner += 1
        label = tokens.labels[owner]
        begins = tokens.inside[owner] == 3 and owner != previous
        model.append(f"{'B' if begins else 'I'}-{label}" if label else OUTSIDE)
        tags.append(tokens.tags[owner])
        previous = owner
    return Words(
        texts, [word.lower() for word in texts], [item[0] for item in found], [item[1] for item in found], tags, model
    )
