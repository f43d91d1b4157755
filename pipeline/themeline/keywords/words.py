"""The words of a document as terms see them: tokens, joined where nothing but a hyphen or slash parts them."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from spacy.strings import StringStore
from spacy.tokens import Doc

from themeline.keywords.folding import REMEMBERED, fold
from themeline.keywords.regions import Region, read_regions
from themeline.language import ParsedDocument

JOINERS = frozenset("-–‑/&'’")
CONNECTORS = frozenset({"of", "and", "for", "on", "the", "in", "to", "with", "&"})
CODES = {"NOUN": "N", "PROPN": "P", "ADJ": "A", "NUM": "#", "PART": "s", "DET": "d", "ADP": "p", "ADV": "v"}
VERB_CODES = {"VBG": "G", "VBN": "D", "VBD": "T"}
COLUMNS: list[int | str] = ["ORTH", "POS", "TAG", "DEP", "ENT_TYPE", "SPACY"]


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


class _Tokens(NamedTuple):
    """The columns of a parse: text, part of speech, tag, relation, entity label, and whether a space follows."""

    texts: list[str]
    parts: list[str]
    tags: list[str]
    relations: list[str]
    entities: list[str]
    spaced: list[int]


def read_words(parsed: ParsedDocument) -> WordSequence:
    """List the words of the sentences and headings of a document; keyword lines and white space are left out."""
    regions, tokens = read_regions(parsed), _tokens(parsed.parse)
    words = [word for number, region in enumerate(regions) for word in _words(tokens, number, region)]
    headings = frozenset(number for number, region in enumerate(regions) if region.heading)
    return WordSequence(tuple(words), headings, len(regions))


def _tokens(parse: Doc) -> _Tokens:
    """Read a parse by the column: many times as fast as token by token."""
    *numbers, spaced = parse.to_array(COLUMNS).T.tolist()
    texts, parts, tags, relations, entities = (_named(column, parse.vocab.strings) for column in numbers)
    return _Tokens(texts, parts, tags, relations, entities, spaced)


def _named(column: list[int], strings: StringStore) -> list[str]:
    names = {number: strings[number] for number in set(column)}
    return [names[number] for number in column]


def _words(tokens: _Tokens, number: int, region: Region) -> Iterator[Word]:
    texts, spaced = tokens.texts, tokens.spaced
    start, size = region.start, region.end
    while start < size:
        end = start + 1
        while end < size and not spaced[end - 1] and (step := _joined(tokens, end, size)):
            end += step
        last = end - 1
        written = texts[start] if start == last else "".join(texts[start:end])
        text, key, code = _form(written, tokens.parts[last], tokens.tags[last])
        if code != " ":
            yield Word(text, key, code, number, start, end, tokens.relations[last], tokens.entities[last])
        start = end


def _joined(tokens: _Tokens, end: int, size: int) -> int:
    """Return how many tokens from `end` on continue the word before: a joiner and a word, or the G of 5G."""
    last, text = tokens.texts[end - 1][-1], tokens.texts[end]
    if not last.isalnum():
        return 0
    if text in JOINERS:
        follows = end + 1 < size and not tokens.spaced[end] and tokens.texts[end + 1][0].isalnum()
        return 2 if follows else 0
    return int(last.isdigit() and text[0].isalpha())


@lru_cache(REMEMBERED)
def _form(text: str, part: str, tag: str) -> tuple[str, str, str]:
    """Return the text, the key and the code of a word; the code of white space is a space."""
    if "(" in text[1:]:  # the tokenizer leaves "Party(CCP" in one piece
        text = text.partition("(")[0]
    return text, fold(text), _code(text, part, tag)


def _code(text: str, part: str, tag: str) -> str:
    if text.isspace():
        return " "
    if not text[0].isalnum():
        return "s" if tag == "POS" else "o" if text == "&" else "."
    if text in CONNECTORS:
        return "o"
    if any(map(str.isdigit, text)) and any(map(str.isalpha, text)):
        return "X"
    if part == "VERB":
        return VERB_CODES.get(tag, "V")
    return CODES.get(part, ".")
