"""Long texts in pieces: the components need memory in proportion to a text, and the tokenizer has a limit."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from themeline.tables import Block

SENTENCE_END = ". "


def cut_text(text: str, blocks: Sequence[Block], longest: int) -> Iterator[tuple[int, int]]:
    """Yield where each piece of a text begins and ends: together they are the text, none is longer than allowed.

    A text is cut before a block; where a block is too long itself, behind a full stop, else at a space, else anywhere.

    Args:
        text: The text.
        blocks: Its blocks, in order.
        longest: The most characters of a piece.
    """
    starts = [block.start for block in blocks]
    begin = 0
    while len(text) - begin > longest:
        limit = begin + longest
        before = max((start for start in starts if begin < start <= limit), default=0)
        stop, space = (text.rfind(sign, begin + 1, limit) for sign in (SENTENCE_END, " "))
        end = before or (stop + len(SENTENCE_END) if stop > 0 else space + 1 if space > 0 else limit)
        yield begin, end
        begin = end
    yield begin, len(text)


def blocks_within(blocks: Sequence[Block], begin: int, end: int) -> tuple[Block, ...]:
    """Return the blocks, or the parts of them, that lie in a piece of the text, counted from the piece's beginning."""
    return tuple(
        replace(block, start=max(block.start, begin) - begin, end=min(block.end, end) - begin)
        for block in blocks
        if block.start < end and block.end > begin
    )
