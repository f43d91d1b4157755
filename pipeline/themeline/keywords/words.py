"""The words of a document as terms see them: tokens, joined where nothing but a hyphen or slash parts them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from spacy.tokens import Doc, Span, Token

from themeline.language import ParsedDocument
from themeline.tables import BlockKind

JOINERS = frozenset("-–‑/&'’")
CONNECTORS = frozenset({"of", "and", "for", "on", "the", "in", "to", "with", "&"})
CODES = {"NOUN": "N", "PROPN": "P", "ADJ": "A", "NUM": "#", "PART": "s", "DET": "d", "ADP": "p", "ADV": "v"}
VERB_CODES = {"VBG": "G", "VBN": "D", "VBD": "T"}
LONGEST_TITLE = 25
REMEMBERED = 100_000
SPLIT = re.compile(r"[\W_]+")


class Word(NamedTuple):
    """A word: one or more tokens written without space between them.

    Attributes:
        text: As written.
        key: Lower-cased, plural folded, joiners left out: what variants have in common.
        code: One letter for the part of speech: N noun, P name, A adjective, G and D participles, X letters with
            digits, # number, s possessive, o connector, d determiner, p preposition, v adverb, T past tense,
            V other verb, "." the rest.
        region: The number of the sentence or heading that it stands in, from 0.
        start: Index of its first token.
        end: Index after its last token.
        relation: The dependency of its last token.
        entity: The model's entity label of its last token, or an empty string.
    """

    text: str
    key: str
    code: str
    region: int
    start: int
    end: int
    relation: str
    entity: str


@dataclass(frozen=True, slots=True)
class WordSequence:
    """The words of a document in order, and which of its regions are title or headings."""

    words: tuple[Word, ...]
    headings: frozenset[int]
    regions: int


def read_words(parsed: ParsedDocument) -> WordSequence:
    """List the words of the sentences and headings of a document; keyword lines are left out."""
    words: list[Word] = []
    headings = set()
    regions = _regions(parsed)
    for number, (span, heading) in enumerate(regions):
        if heading:
            headings.add(number)
        words.extend(_words(list(span), number))
    return WordSequence(tuple(words), frozenset(headings), len(regions))


@lru_cache(REMEMBERED)
def fold(word: str) -> str:
    """Return what spelling variants of a word have in common: lower case, no hyphens, singular.

    Plurals are folded by the S-stemmer (Harman 1991, "How effective is suffixing?").
    """
    key = SPLIT.sub("", word.lower())
    if len(key) < 4 or not key.endswith("s") or key.endswith(("ss", "us", "is")):
        return key
    if key.endswith("ies") and not key.endswith(("eies", "aies")):
        return key[:-3] + "y"
    if key.endswith(("sses", "shes", "ches", "xes")):
        return key[:-2]
    return key[:-1]


def _regions(parsed: ParsedDocument) -> list[tuple[Span, bool]]:
    """Return the sentences and headings in the order of the text; a first line without a full stop is a heading."""
    regions: list[tuple[Span, bool]] = []
    for block in parsed.document.blocks:
        if block.kind is BlockKind.HEADING:
            span = parsed.parse.char_span(block.start, block.end, alignment_mode="contract")
            if span is not None:
                regions.append((span, True))
    title = 0 if regions else _title_end(parsed.parse)
    if title:
        regions.append((parsed.parse[:title], True))
    for span in parsed.spans:
        if span.end > title:
            regions.append((parsed.parse[max(span.start, title) : span.end], False))
    return sorted(regions, key=lambda region: region[0].start)


def _title_end(parse: Doc) -> int:
    """Return the index after a first line that looks like a title, or 0."""
    for token in parse[: LONGEST_TITLE + 1]:
        if "\n" in token.text:
            return token.i if token.i and parse[token.i - 1].text not in {".", ":", ",", ";"} else 0
    return 0


def _words(tokens: Sequence[Token], region: int) -> Iterator[Word]:
    start, size = 0, len(tokens)
    while start < size:
        end = start + 1
        while end < size and not tokens[end - 1].whitespace_ and (step := _joined(tokens, end)):
            end += step
        yield _word(tokens[start:end], region)
        start = end


def _joined(tokens: Sequence[Token], end: int) -> int:
    """Return how many tokens from `end` on continue the word before: a joiner and a word, or the G of 5G."""
    last, text = tokens[end - 1].text[-1], tokens[end].text
    if not last.isalnum():
        return 0
    if text in JOINERS:
        follows = end + 1 < len(tokens) and not tokens[end].whitespace_ and tokens[end + 1].text[0].isalnum()
        return 2 if follows else 0
    return int(last.isdigit() and text[0].isalpha())


def _word(tokens: Sequence[Token], region: int) -> Word:
    last = tokens[-1]
    text = last.text if len(tokens) == 1 else "".join([token.text for token in tokens])
    if "(" in text[1:]:  # the tokenizer leaves "Party(CCP" in one piece
        text = text.partition("(")[0]
    code = _code(text, last.pos_, last.tag_)
    return Word(text, fold(text), code, region, tokens[0].i, last.i + 1, last.dep_, last.ent_type_)


@lru_cache(REMEMBERED)
def _code(text: str, pos: str, tag: str) -> str:
    if not text[0].isalnum():
        return "s" if tag == "POS" else "o" if text == "&" else "."
    if text in CONNECTORS:
        return "o"
    if any(map(str.isdigit, text)) and any(map(str.isalpha, text)):
        return "X"
    if pos == "VERB":
        return VERB_CODES.get(tag, "V")
    return CODES.get(pos, ".")
