"""Finding many terms in many sentences at once."""

import re
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

PLACES = ["term", "doc", "sentence", "start", "end", "text"]
_WORD = re.compile(r"\w+")
_PARTING = re.compile(r"[^\s\-‐‑–/'’&.]")
_Pattern = tuple[int, tuple[str, ...]]


@dataclass(slots=True)
class _Hits:
    """Columns of numbers: the term, the row of the sentence, the first hit in it, how many hits."""

    term: "array[int]" = field(default_factory=lambda: array("q"))
    row: "array[int]" = field(default_factory=lambda: array("q"))
    start: "array[int]" = field(default_factory=lambda: array("q"))
    end: "array[int]" = field(default_factory=lambda: array("q"))
    hits: "array[int]" = field(default_factory=lambda: array("q"))

    def add(self, term: int, row: int, start: int, end: int) -> bool:
        """Record a hit; return whether it is the term's first in this sentence."""
        for index in range(len(self.row) - 1, -1, -1):
            if self.row[index] != row:
                break
            if self.term[index] == term:
                self.hits[index] += 1
                return False
        for column, value in zip((self.term, self.row, self.start, self.end), (term, row, start, end), strict=True):
            column.append(value)
        self.hits.append(1)
        return True


def find_places(
    variants: Mapping[str, Sequence[str]], sentences: pd.DataFrame, seed: int = 0, most: int = 0
) -> pd.DataFrame:
    """Find terms in sentences, as sequences of words, in any case, parted by spaces, hyphens, slashes and the like.

    Args:
        variants: The ways in which each term is written.
        sentences: `doc`, `sentence`, `text`, and any further columns, which are kept.
        seed: With `most`, sentences are read in a random order that the seed fixes.
        most: Enough sentences for a term; reading ends when every term has them. 0 to read all.

    Returns:
        One row for each term and sentence: `PLACES`, `hits` (in the sentence), and the further columns; `start` and
        `end` are those of the first hit, in the sentence. With `most` they are in the order of reading.
    """
    terms = list(variants)
    index = _index(variants)
    texts = sentences["text"].to_numpy()
    order = np.random.default_rng(seed).permutation(len(texts)) if most else np.arange(len(texts))
    hits, found = _Hits(), np.zeros(len(terms), dtype=np.int64)
    wanting = len(terms)
    for row in order.tolist():
        for term, start, end in _in_sentence(texts[row], index):
            if most and found[term] >= most:
                continue
            if hits.add(term, row, start, end):
                found[term] += 1
                wanting -= bool(most) and found[term] == most
        if not wanting:
            break
    return _frame(hits, terms, sentences)


def sample_places(places: pd.DataFrame, most: int, by: Sequence[str] = ("term",)) -> pd.DataFrame:
    """Keep at most so many places for each term, from as many documents as possible, readable lengths first."""
    if places.empty:
        return places
    keys = list(by)
    length = places["text"].str.len()
    ranked = places.assign(_clumsy=(length < 50) | (length > 400), _order=np.arange(len(places)))
    ranked = ranked.sort_values([*keys, "_clumsy", "_order"], kind="stable")
    ranked["_round"] = ranked.groupby([*keys, "doc"]).cumcount()
    ranked = ranked.sort_values([*keys, "_round", "_clumsy", "_order"], kind="stable")
    return ranked.groupby(keys).head(most)[list(places.columns)].reset_index(drop=True)


def _in_sentence(text: str, index: Mapping[str, Sequence[_Pattern]]) -> list[tuple[int, int, int]]:
    spans = [(match.group().casefold(), match.start(), match.end()) for match in _WORD.finditer(text)]
    found = []
    for position, (word, start, end) in enumerate(spans):
        for term, rest in index.get(word, ()):
            if not rest:
                found.append((term, start, end))
            elif tuple(item[0] for item in spans[position + 1 : position + 1 + len(rest)]) == rest:
                last = spans[position + len(rest)][2]
                if not _PARTING.search(_WORD.sub("", text[start:last])):
                    found.append((term, start, last))
    return found


def _index(variants: Mapping[str, Sequence[str]]) -> dict[str, list[_Pattern]]:
    """First words, each with the terms that begin so and their further words."""
    index: dict[str, dict[_Pattern, None]] = {}
    for number, written in enumerate(variants.values()):
        for variant in written:
            first, *rest = [word.casefold() for word in _WORD.findall(variant)] or [""]
            index.setdefault(first, {})[(number, tuple(rest))] = None
    return {word: list(patterns) for word, patterns in index.items()}


def _frame(hits: _Hits, terms: Sequence[str], sentences: pd.DataFrame) -> pd.DataFrame:
    rows = np.frombuffer(hits.row, dtype=np.int64) if hits.row else np.array([], dtype=np.int64)
    frame = sentences.drop(columns=["start", "end"], errors="ignore").iloc[rows].reset_index(drop=True)
    frame.insert(0, "term", [terms[number] for number in hits.term])
    frame["start"], frame["end"], frame["hits"] = list(hits.start), list(hits.end), list(hits.hits)
    first = [*PLACES, "hits"]
    return frame[first + [column for column in frame.columns if column not in first]]
