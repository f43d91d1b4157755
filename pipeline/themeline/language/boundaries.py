"""Sentence spans: the parser's, kept inside their block, trimmed, and mended where it broke one in two."""

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc, Span, Token

from themeline.language.tok2vec import read_attributes
from themeline.tables import Block, BlockKind

Indices = npt.NDArray[np.intp]

ENDS = frozenset(".?!…:;。？！")
CLOSERS = frozenset("\"'”’»)]}")


def split_sentences(parse: Doc, blocks: Sequence[Block]) -> Iterator[Span]:
    """Yield the sentences of the text blocks, in order, without surrounding white space.

    A sentence never crosses a block. A break that the parser set before a lower-case word, after a word
    without closing punctuation, is taken back. Stretches without a letter or digit are no sentences.
    """
    attributes = read_attributes(parse, ("SENT_START", "IS_SPACE")) if len(parse) else np.zeros((0, 2))
    words = np.flatnonzero(attributes[:, 1] == 0)
    begins = attributes[words, 0] == 1
    for block in blocks:
        if block.kind is not BlockKind.TEXT:
            continue
        span = parse.char_span(block.start, block.end, alignment_mode="expand")
        if span is None:
            continue
        first, last = np.searchsorted(words, (span.start, span.end))
        for start, end in _mended(parse, words[first:last], begins[first:last]):
            if any(token.text[0].isalnum() for token in parse[start:end]):
                yield parse[start:end]


def _mended(parse: Doc, words: Indices, begins: npt.NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    """Yield token ranges: a block's words cut at the parser's sentence starts, wrong cuts left out."""
    if not len(words):
        return
    start = int(words[0])
    for place in np.flatnonzero(begins[1:]).tolist():
        before, word = int(words[place]), int(words[place + 1])
        if not _broken(parse[before], parse[word]):
            yield start, before + 1
            start = word
    yield start, int(words[-1]) + 1


def _broken(previous: Token, following: Token) -> bool:
    last = previous.text[-1]
    return following.text[0].islower() and last not in ENDS and last not in CLOSERS
