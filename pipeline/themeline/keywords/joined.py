"""Terms that small words hold together: Belt and Road, rule of law."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from themeline.keywords.candidates import FIRST, Spans, region_bounds
from themeline.keywords.words import Word, WordSequence

NAME = re.compile(r"[NPAGDX#]+(?:o[NPAGDX#]+)+")
LONGEST_NAME = 9
PAIR = 3
LONGEST_PHRASE = 5
COORDINATORS = frozenset({"and", "&"})
ENUMERATORS = COORDINATORS | {"to", "in", "with"}
NOT_COORDINATED = frozenset({"GPE", "NORP", "PERSON", "LOC", "DATE", "CARDINAL"})


def joined_names(sequence: WordSequence, chunks: Spans) -> list[tuple[int, int]]:
    """Return capitalised stretches that connectors hold together, as in Belt and Road.

    Stretches that enumerate are left out: those with places, peoples or persons, and those of which one side also
    stands somewhere else by itself. Two single words (Belt and Road) are a name when they come back together.
    """
    words = sequence.words
    found = list(_capitalised(sequence))
    alone = Counter(_keys(words[start:end]) for start, end in chunks) if found else Counter()
    together = Counter(_keys(words[start:end]) for start, end in found)
    alone.subtract(side for start, end in found for side in _sides(words[start:end]))
    return [
        (start, end)
        for start, end in found
        if not _enumerates(words[start:end])
        and all(alone[side] <= 0 for side in _sides(words[start:end]))
        and (end - start > PAIR or together[_keys(words[start:end])] > 1 or words[start + 1].text not in COORDINATORS)
    ]


def _capitalised(sequence: WordSequence) -> Iterator[tuple[int, int]]:
    words = sequence.words
    for start, end in region_bounds(words):
        codes = "".join([word.code if word.code == "o" or word.text[0].isupper() else "." for word in words[start:end]])
        if "o" not in codes or (words[start].region in sequence.headings and _title_case(words[start:end])):
            continue
        for match in NAME.finditer(codes):
            if match.end() - match.start() <= LONGEST_NAME:
                yield start + match.start(), start + match.end()


def _enumerates(name: Sequence[Word]) -> bool:
    return any(word.text in ENUMERATORS for word in name) and any(word.entity in NOT_COORDINATED for word in name)


def _sides(name: Sequence[Word]) -> Iterator[tuple[str, ...]]:
    """Yield the keys of what stands before and behind each `and`."""
    for index, word in enumerate(name):
        if word.text in COORDINATORS:
            yield _keys(name[:index])
            yield _keys(name[index + 1 :])


def _keys(words: Sequence[Word]) -> tuple[str, ...]:
    return tuple([word.key for word in words])


def _title_case(words: Sequence[Word]) -> bool:
    """Tell whether capitals say nothing because every word of a heading has one."""
    return all(word.text[0].isupper() for word in words if word.code in FIRST)


def recurring_phrases(sequence: WordSequence, chunks: Spans) -> Iterator[tuple[int, int]]:
    """Yield neighbouring chunks that `of` or `and` joins and that stand so in the text more than once (rule of law)."""
    words = sequence.words
    joined = [
        (left, end)
        for (left, middle), (start, end) in pairwise(chunks)
        if start == middle + 1
        and words[middle].text in {"of", "and"}
        and end - left <= LONGEST_PHRASE
        and words[left].region == words[start].region
    ]
    counts = Counter(_keys(words[start:end]) for start, end in joined)
    yield from (span for span in joined if counts[_keys(words[slice(*span)])] > 1)
