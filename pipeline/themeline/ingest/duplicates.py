"""Documents that are there twice: the same text, or nearly the same.

A text's fingerprint is the SHA-256 of its words and a MinHash signature of its word triples (Broder 1997), so that the
share of triples that two texts have in common (their Jaccard similarity) can be told without comparing the texts.
Of each number 16 bits are kept (b-bit minwise hashing, Li and König 2010): two differ but agree in them in one of
65,536 cases.
Pairs to compare are found by banding (Leskovec, Rajaraman and Ullman, Mining of Massive Datasets, section 3.4): a
signature is cut into 25 bands of 5 numbers, and texts that agree in a band are compared. A pair of similarity s agrees
in one with probability 1 - (1 - s^5)^25: 0.9999 at 0.8, 0.55 at 0.5, 0.0002 at 0.1.
"""

import hashlib
import re
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, TypeAlias, TypeVar
from zlib import crc32

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

PERMUTATIONS = 128
SEED = 1
SCHEME = "affine32"
SHINGLE = 3
WORDS = re.compile(r"\w+")
LEAST_SIMILARITY = 0.8
BANDS = 25
BAND_ROWS = 5
MIXERS = np.array(
    [0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB, 0xD6E8FEB86659FD93, 0xFF51AFD7ED558CCD], np.uint64
)
MOST_IN_A_BAND = 50

Key = TypeVar("Key", bound=Hashable)
Column: TypeAlias = pa.Array | pa.ChunkedArray


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What duplicates are found by.

    Attributes:
        exact: SHA-256 of the words in small letters, in hexadecimal.
        signature: The MinHash signature, the lower 16 bits of 128 numbers; empty if near duplicates are not
            looked for.
    """

    exact: str
    signature: bytes = b""


@dataclass(frozen=True, slots=True)
class Duplicate(Generic[Key]):
    """A document that repeats an earlier one; the similarity is 1 for the same words, else an estimate."""

    first: Key
    second: Key
    similarity: float


def fingerprint(text: str, near: bool = True) -> Fingerprint:
    """Return the fingerprint of a text; case, punctuation and white space do not count."""
    words = WORDS.findall(text.casefold())
    exact = hashlib.sha256(" ".join(words).encode("utf-8", "replace")).hexdigest()
    return Fingerprint(exact, _signature(words) if near else b"")


def find_duplicates(
    fingerprints: Mapping[Key, Fingerprint], least_similarity: float = LEAST_SIMILARITY
) -> Iterator[Duplicate[Key]]:
    """Yield every document that repeats an earlier one, once, with the same or else the most similar earlier one.

    Args:
        fingerprints: The documents in the order in which the first of a pair is to be kept.
        least_similarity: The least estimated similarity of near duplicates, 0 to 1.
    """
    keys, marks = list(fingerprints), list(fingerprints.values())
    exact = pa.array([mark.exact for mark in marks], pa.string())
    signatures = pa.array([mark.signature for mark in marks], pa.binary())
    for first, second, alike in repetitions(exact, signatures, least_similarity):
        yield Duplicate(keys[first], keys[second], alike)


def repetitions(exact: Column, signatures: Column, least_similarity: float) -> Iterator[tuple[int, int, float]]:
    """Yield the places of texts that repeat an earlier one, as `find_duplicates`: first, second, similarity.

    Args:
        exact: What `Fingerprint.exact` is of each text.
        signatures: The same of `Fingerprint.signature`; empty or missing where there is none.
        least_similarity: The least estimated similarity of near duplicates, 0 to 1.
    """
    original = _originals(exact)
    rows, places = _rows(signatures)
    bounds, shared = _shared_bands(rows)
    row_of = np.full(len(original), -1)
    row_of[places] = np.where(np.diff(bounds) > 0, np.arange(len(rows)), -1)
    groups = _Groups.of(shared)
    for place, (first, row) in enumerate(zip(original.tolist(), row_of.tolist(), strict=True)):
        if first != place:
            yield first, place, 1.0
            continue
        if row < 0:
            continue
        own = shared[bounds[row] : bounds[row + 1]].tolist()
        near = groups.members(own)
        alike = np.mean(rows[near] == rows[row], axis=1) if near else np.zeros(1)
        best = int(alike.argmax())
        if near and alike[best] >= least_similarity:
            yield int(places[near[best]]), place, round(float(alike[best]), 3)
            continue
        groups.add(row, own)


@dataclass(frozen=True, slots=True)
class _Groups:
    """Which signatures have been put into each group, 50 at most, in one array: a list for each takes far more."""

    places: NDArray[np.int32]
    starts: NDArray[np.int64]
    room: NDArray[np.int64]
    filled: NDArray[np.int64]

    @staticmethod
    def of(shared: NDArray[np.int32]) -> "_Groups":
        room = np.minimum(np.bincount(shared), MOST_IN_A_BAND)
        return _Groups(np.zeros(room.sum(), dtype=np.int32), np.cumsum(room) - room, room, np.zeros_like(room))

    def members(self, groups: list[int]) -> list[int]:
        parts = [self.places[self.starts[g] : self.starts[g] + self.filled[g]] for g in groups]
        return list(dict.fromkeys(np.concatenate(parts).tolist()))

    def add(self, row: int, groups: list[int]) -> None:
        for group in groups:
            if self.filled[group] < self.room[group]:
                self.places[self.starts[group] + self.filled[group]] = row
                self.filled[group] += 1


def _originals(exact: Column) -> NDArray[np.int64]:
    """Return for each text the place of the first one with the same words."""
    numbers = _joined(exact).dictionary_encode().indices.to_numpy()
    _, first, inverse = np.unique(numbers, return_index=True, return_inverse=True)
    return np.asarray(first[inverse], dtype=np.int64)


def _rows(signatures: Column) -> tuple[NDArray[np.uint16], NDArray[np.int64]]:
    """Return the signatures that there are as rows, and the places of their texts."""
    kept = pc.fill_null(pc.greater(pc.binary_length(signatures), 0), False)
    places = np.flatnonzero(np.asarray(kept))
    joined = _joined(signatures if len(places) == len(signatures) else signatures.filter(kept))
    start, size = joined.offset, len(joined)
    data = joined.buffers()[2] if size else b""
    rows = np.frombuffer(data or b"", dtype="<u2").reshape(-1, PERMUTATIONS)[start : start + size]
    return rows, places


def _joined(column: Column) -> pa.Array:
    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column


def _shared_bands(rows: NDArray[np.uint16]) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """Return, for each signature, the groups of those that agree with it in a band and are not alone.

    Returns:
        Where the groups of each signature begin (and, at the end, where the last ones end), and the groups' numbers.
    """
    found, first = list[tuple[NDArray[np.int32], NDArray[np.int32]]](), 0
    for band in range(BANDS if len(rows) > 1 else 0):
        hashes = rows[:, band * BAND_ROWS : (band + 1) * BAND_ROWS].astype(np.uint64) @ MIXERS
        _, groups, counts = np.unique(hashes, return_inverse=True, return_counts=True)
        number = (np.cumsum(counts > 1) - 1 + first).astype(np.int32)
        several = np.flatnonzero(counts[groups] > 1).astype(np.int32)
        found.append((several, number[groups[several]]))
        first += int((counts > 1).sum())
    sizes = sum((np.bincount(members, minlength=len(rows)) for members, _ in found), np.zeros(len(rows), np.int64))
    bounds = np.concatenate([[0], np.cumsum(sizes)])
    shared, filled = np.empty(bounds[-1], dtype=np.int32), bounds[:-1].copy()
    for members, numbers in found:
        shared[filled[members]] = numbers
        filled[members] += 1
    return bounds, shared


def _signature(words: list[str]) -> bytes:
    shingles = {" ".join(words[place : place + SHINGLE]) for place in range(max(1, len(words) - SHINGLE + 1))}
    from datasketch import MinHash

    minhash = MinHash(num_perm=PERMUTATIONS, seed=SEED, hashfunc=crc32, scheme=SCHEME)
    minhash.update_batch([shingle.encode("utf-8", "replace") for shingle in sorted(shingles)])
    return bytes(minhash.hashvalues.astype("<u2").tobytes())
