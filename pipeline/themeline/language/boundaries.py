"""Sentence spans: the parser's, kept inside their block, trimmed, and mended where it broke one in two."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Span, Token

from themeline.tables import Block, BlockKind

ENDS = frozenset(".?!…:;。？！")
CLOSERS = frozenset("\"'”’»)]}")


def split_sentences(parse: Doc, blocks: Sequence[Block]) -> Iterator[Span]:
    """Yield the sentences of the text blocks, in order, without surrounding white space.

    A sentence never crosses a block. A break that the parser set before a lower-case word, after a word
    without closing punctuation, is taken back. Stretches without a letter or digit are no sentences.
    """
    for block in blocks:
        if block.kind is not BlockKind.TEXT:
            continue
        span = parse.char_span(block.start, block.end, alignment_mode="expand")
        for start, end in _mended(span) if span is not None else ():
            if any(token.text[0].isalnum() for token in parse[start:end]):
                yield parse[start:end]


def _mended(block: Span) -> Iterator[tuple[int, int]]:
    """Yield token ranges: the block cut at the parser's sentence starts, wrong cuts left out."""
    words = [token for token in block if not token.is_space]
    if not words:
        return
    start, previous = words[0].i, words[0]
    for word in words[1:]:
        if word.is_sent_start and not _broken(previous, word):
            yield start, previous.i + 1
            start = word.i
        previous = word
    yield start, previous.i + 1


def _broken(previous: Token, following: Token) -> bool:
    last = previous.text[-1]
    return following.text[0].islower() and last not in ENDS and last not in CLOSERS
