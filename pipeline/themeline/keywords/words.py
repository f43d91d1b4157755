"""The words of a document as terms see them: tokens, joined where a hyphen or slash holds them together."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from themeline.language import ParsedDocument
from themeline.tables import BlockKind

JOINERS = frozenset("-–‑/&'’")
CONNECTORS = frozenset({"of", "and", "for", "on", "the", "in", "to", "with", "&"})
CODES = {"NOUN": "N", "PROPN": "P", "ADJ": "A", "NUM": "#", "PART": "s", "DET": "d", "ADP": "p", "ADV": "v"}
VERB_CODES = {"VBG": "G", "VBN": "D"}
LONGEST_TITLE = 25
SPLIT = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Word:
    """A word: one or more tokens written without space between them.

    Attributes:
        text: As written.
        key: Lower-cased, plural folded, joiners left out: what variants have in common.
        code: One letter for the part of speech: N noun, P name, A adjective, G and D participles, X letters with
            digits, # number, s possessive, o connector, d determiner, p preposition, v adverb, V verb, "." the rest.
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
        words.extend(_words(span, number))
    return WordSequence(tuple(words), frozenset(headings), len(regions))


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


def _words(span: Span, region: int) -> Iterator[Word]:
    tokens = list(span)
    start = 0
    while start < len(tokens):
        end = start + 1
        while end + 1 < len(tokens) and _joined(tokens[end - 1], tokens[end], tokens[end + 1]):
            end += 2
        yield _word(tokens[start:end], region)
        start = end


def _joined(left: Token, joiner: Token, right: Token) -> bool:
    return (
        joiner.text in JOINERS
        and not left.whitespace_
        and not joiner.whitespace_
        and left.text[-1].isalnum()
        and right.text[0].isalnum()
    )


def _word(tokens: Sequence[Token], region: int) -> Word:
    last = tokens[-1]
    text = last.text if len(tokens) == 1 else "".join([token.text for token in tokens])
    if "(" in text[1:]:  # the tokenizer leaves "Party(CCP" in one piece
        text = text.partition("(")[0]
    return Word(text, fold(text), _code(last, text), region, tokens[0].i, last.i + 1, last.dep_, last.ent_type_)


def _code(token: Token, text: str) -> str:
    if not text[0].isalnum():
        return "s" if token.tag_ == "POS" else "o" if text == "&" else "."
    if text in CONNECTORS:
        return "o"
    pos = token.pos_
    if text[0] != text[-1] and any(map(str.isdigit, text)) and any(map(str.isalpha, text)):
        return "X"
    if pos == "VERB":
        return VERB_CODES.get(token.tag_, "V")
    return CODES.get(pos, ".")
