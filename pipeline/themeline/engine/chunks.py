"""Cutting a batch into chunks of about equal work."""

from collections.abc import Iterable, Iterator

CHARACTERS = 60_000
DOCUMENTS = 64


def make_chunks(weights: Iterable[tuple[int, int]]) -> Iterator[list[int]]:
    """Group documents, in order, into chunks of at most 60,000 characters (or one document) and 64 documents.

    Args:
        weights: Number and length in characters of each document.
    """
    chunk: list[int] = []
    total = 0
    for number, weight in weights:
        if chunk and (total + weight > CHARACTERS or len(chunk) == DOCUMENTS):
            yield chunk
            chunk, total = [], 0
        chunk.append(number)
        total += weight
    if chunk:
        yield chunk
