"""Cutting a batch into chunks of about equal work."""

from collections.abc import Iterator, Sequence

CHARACTERS = 60_000
SMALLEST = 10_000
SHARE = 8
DOCUMENTS = 64


def make_chunks(weights: Sequence[tuple[int, int]]) -> Iterator[list[int]]:
    """Group documents into chunks of at most 60,000 characters (or one document) and 64 documents.

    Documents that are a chunk by themselves come first, the longest before the others: begun last, one of them would
    keep one worker busy while the others have nothing left to do. For the same reason the last chunks are smaller: an
    eighth of what is left, at least 10,000 characters. The others stay in order.

    Args:
        weights: Number and length in characters of each document.
    """
    long = [(number, weight) for number, weight in weights if weight > CHARACTERS]
    yield from ([number] for number, _ in sorted(long, key=lambda document: -document[1]))
    left = sum(weight for _, weight in weights if weight <= CHARACTERS)
    chunk: list[int] = []
    total = 0
    for number, weight in weights:
        if weight > CHARACTERS:
            continue
        most = min(CHARACTERS, max(SMALLEST, left // SHARE))
        if chunk and (total + weight > most or len(chunk) == DOCUMENTS):
            yield chunk
            left -= total
            chunk, total = [], 0
        chunk.append(number)
        total += weight
    if chunk:
        yield chunk
