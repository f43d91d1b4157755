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
from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar
from zlib import crc32

import numpy as np

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
    seen: dict[str, Key] = {}
    bands: defaultdict[tuple[int, int], list[tuple[Key, Fingerprint]]] = defaultdict(list)
    shared = _shared_bands([found.signature for found in fingerprints.values()])
    for place, (key, found) in enumerate(fingerprints.items()):
        if found.exact in seen:
            yield Duplicate(seen[found.exact], key, 1.0)
            continue
        seen[found.exact] = key
        near = {other: similarity(mark, found) for band in shared[place] for other, mark in bands[band]}
        best = max(near, key=near.__getitem__, default=key)
        if near.get(best, 0.0) >= least_similarity:
            yield Duplicate(best, key, round(near[best], 3))
            continue
        for band in shared[place]:
            if len(bands[band]) < MOST_IN_A_BAND:
                bands[band].append((key, found))


def similarity(one: Fingerprint, other: Fingerprint) -> float:
    """Return the estimated Jaccard similarity of two texts: the share of equal entries of their signatures."""
    a, b = (np.frombuffer(found.signature, dtype="<u2") for found in (one, other))
    return float(np.mean(a == b))


def _shared_bands(signatures: Sequence[bytes]) -> list[list[tuple[int, int]]]:
    """Return for each signature the bands, by number and hash, in which another one agrees with it."""
    shared: list[list[tuple[int, int]]] = [[] for _ in signatures]
    signed = np.array([place for place, signature in enumerate(signatures) if signature], dtype=np.int64)
    if len(signed) < 2:
        return shared
    rows = np.frombuffer(b"".join(signatures), dtype="<u2").reshape(len(signed), PERMUTATIONS)
    for band in range(BANDS):
        hashes = rows[:, band * BAND_ROWS : (band + 1) * BAND_ROWS].astype(np.uint64) @ MIXERS
        values, groups, counts = np.unique(hashes, return_inverse=True, return_counts=True)
        for row in np.flatnonzero(counts[groups] > 1):
            shared[signed[row]].append((band, int(values[groups[row]])))
    return shared


def _signature(words: list[str]) -> bytes:
    shingles = {" ".join(words[place : place + SHINGLE]) for place in range(max(1, len(words) - SHINGLE + 1))}
    from datasketch import MinHash

    minhash = MinHash(num_perm=PERMUTATIONS, seed=SEED, hashfunc=crc32, scheme=SCHEME)
    minhash.update_batch([shingle.encode("utf-8", "replace") for shingle in sorted(shingles)])
    return bytes(minhash.hashvalues.astype("<u2").tobytes())
