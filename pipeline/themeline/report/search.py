"""Finding many terms in many sentences at once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

import numpy as np
import numpy.typing as npt
import pandas as pd
import regex  # type: ignore[import-untyped]

from themeline.report.patterns import PARTING, WORD, Patterns, words_of

PLACES = ["term", "doc", "sentence", "start", "end", "text"]
CHUNK = 20_000
READABLE = (50, 400)
_TOKEN = regex.compile(f"{WORD}|{PARTING}+")
_WORD = regex.compile(WORD)
_PARTING = regex.compile(PARTING)

Numbers = npt.NDArray[np.int64]
Numbers32 = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Places:
    """Which terms stand in which sentences: arrays of one length, by term and then by row.

    Attributes:
        terms: The terms, in the order of their numbers.
        term: The number of a term.
        row: The row of a sentence that holds it.
        hits: How often it does.
    """

    terms: tuple[str, ...]
    term: Numbers32
    row: Numbers32
    hits: Numbers32

    def sentences(self) -> Numbers:
        """Return in how many sentences each term stands."""
        return np.bincount(self.term, minlength=len(self.terms))

    def foremost(self, most: int) -> "Places":
        """Return the places of the first so many terms."""
        end = int(np.searchsorted(self.term, most))
        return Places(self.terms[:most], self.term[:end], self.row[:end], self.hits[:end])


def find_places(variants: Mapping[str, Sequence[str]], texts: Sequence[str] | pd.Series) -> Places:
    """Find terms in sentences, as sequences of words, in any case, parted by spaces, hyphens, slashes and the like.

    The words become numbers, and all sentences of a chunk walk down the tree of the terms' words together; the time
    grows with the length of the texts, not with the number of terms.

    Args:
        variants: The ways in which each term is written.
        texts: The sentences; a Series takes less memory than a list of as many.
    """
    patterns = Patterns.of(variants.values())
    found = [_in_chunk(list(texts[first : first + CHUNK]), first, patterns) for first in range(0, len(texts), CHUNK)]
    term, row, hits = (np.concatenate(parts) for parts in zip(*found, strict=True)) if found else _nothing()
    order = np.argsort(term, kind="stable")
    return Places(tuple(variants), term[order], row[order], hits[order])


def sample_places(
    places: Places, variants: Mapping[str, Sequence[str]], sentences: pd.DataFrame, most: int, seed: int
) -> pd.DataFrame:
    """Choose at most so many sentences for each term at random, readable ones and different documents first.

    Args:
        places: Where the terms stand.
        variants: As for `find_places`.
        sentences: The sentences that were searched: `doc`, `sentence`, `text`, and any further columns, which are kept.
        most: How many for a term.
        seed: Fixes the choice.

    Returns:
        `PLACES` (`start` and `end` of the first hit, in the sentence) and the further columns, by term.
    """
    rows = _chosen(places, sentences, most, seed)
    frame = sentences.drop(columns=["start", "end"], errors="ignore").iloc[rows["row"]].reset_index(drop=True)
    frame.insert(0, "term", [places.terms[number] for number in rows["term"]])
    spans = [locate(variants[term], text) for term, text in zip(frame["term"], frame["text"], strict=True)]
    frame["start"], frame["end"] = [span[0] for span in spans], [span[1] for span in spans]
    return frame[PLACES + [column for column in frame.columns if column not in PLACES]]


def locate(written: Sequence[str], text: str) -> tuple[int, int]:
    """Return where the first of a term's spellings stands in a sentence that holds it; (0, 0) if none does."""
    spans = [(match.group().casefold(), match.start(), match.end()) for match in _WORD.finditer(text)]
    wanted = [words_of(spelling) for spelling in written]
    for position, (_, start, _) in enumerate(spans):
        for words in wanted:
            part = spans[position : position + len(words)]
            if tuple(word for word, _, _ in part) == words and not any(_gaps(part, text)):
                return start, part[-1][2]
    return 0, 0


def _gaps(part: Sequence[tuple[str, int, int]], text: str) -> Iterator[bool]:
    return (bool(_PARTING.search(text, one[2], other[1])) for one, other in pairwise(part))


def _in_chunk(texts: Sequence[str], first: int, patterns: Patterns) -> tuple[Numbers32, ...]:
    tokens = [_TOKEN.findall(text) for text in texts]
    lengths = np.fromiter(map(len, tokens), dtype=np.int64, count=len(tokens))
    flat = map(patterns.numbers.__getitem__, chain.from_iterable(tokens))
    words = np.fromiter(flat, dtype=np.int64, count=int(lengths.sum()))
    rows = np.repeat(np.arange(len(texts)), lengths)
    term, row = patterns.walk(words, rows)
    keys, hits = np.unique(term * len(texts) + row, return_counts=True)
    return tuple(part.astype(np.int32) for part in (keys // len(texts), keys % len(texts) + first, hits))


def _chosen(places: Places, sentences: pd.DataFrame, most: int, seed: int) -> pd.DataFrame:
    """Numbers of terms and rows: in turn over the documents, within a turn readable ones first, then at random."""
    chance = np.random.default_rng(seed).permutation(len(sentences)).astype(np.int32)[places.row]
    length = sentences["text"].str.len().to_numpy(dtype=np.int32)[places.row]
    clumsy = (length < READABLE[0]) | (length > READABLE[1])
    doc = pd.factorize(sentences["doc"])[0].astype(np.int32)[places.row]
    order = np.lexsort((chance, clumsy, doc, places.term))
    turn = _count_within(places.term[order] * np.int64(doc.max(initial=0) + 1) + doc[order])
    order, turn = order[turn < most], turn[turn < most]
    rows = order[np.lexsort((chance[order], clumsy[order], turn, places.term[order]))]
    rows = rows[_count_within(places.term[rows]) < most]
    return pd.DataFrame({"term": places.term[rows], "row": places.row[rows]})


def _count_within(groups: Numbers | Numbers32) -> Numbers:
    """Count 0, 1, 2 ... within each run of equal values."""
    starts = np.flatnonzero(np.diff(groups, prepend=-1))
    return np.arange(len(groups)) - np.repeat(starts, np.diff(starts, append=len(groups)))


def _nothing() -> tuple[Numbers32, ...]:
    empty = np.array([], dtype=np.int32)
    return empty, empty, empty
