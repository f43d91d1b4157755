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
    keys = list(fingerprints)
    seen: dict[str, Key] = {}
    groups: defaultdict[int, list[int]] = defaultdict(list)
    signatures, shared = _shared_bands([found.signature for found in fingerprints.values()])
    for place, (key, found) in enumerate(fingerprints.items()):
        if found.exact in seen:
            yield Duplicate(seen[found.exact], key, 1.0)
            continue
        seen[found.exact] = key
        if place not in shared:
            continue
        near = list(dict.fromkeys(other for group in shared[place] for other in groups[group]))
        alike = np.mean(signatures[near] == signatures[place], axis=1) if near else np.zeros(1)
        best = int(alike.argmax())
        if near and alike[best] >= least_similarity:
            yield Duplicate(keys[near[best]], key, round(float(alike[best]), 3))
            continue
        for group in shared[place]:
            if len(groups[group]) < MOST_IN_A_BAND:
                groups[group].append(place)


def _shared_bands(signatures: Sequence[bytes]) -> tuple[NDArray[np.uint16], dict[int, list[int]]]:
    """Return the signatures as rows, and for each that agrees with another one in bands the numbers of these groups."""
    signed = np.array([place for place, signature in enumerate(signatures) if signature], dtype=np.int64)
    rows = np.zeros((len(signatures), PERMUTATIONS), dtype="<u2")
    if len(signed):
        rows[signed] = np.frombuffer(b"".join(signatures), dtype="<u2").reshape(-1, PERMUTATIONS)
    shared: defaultdict[int, list[int]] = defaultdict(list)
    first = 0
    for band in range(BANDS if len(signed) > 1 else 0):
        hashes = rows[signed, band * BAND_ROWS : (band + 1) * BAND_ROWS].astype(np.uint64) @ MIXERS
        _, groups, counts = np.unique(hashes, return_inverse=True, return_counts=True)
        several = np.flatnonzero(counts[groups] > 1)
        for place, group in zip(signed[several].tolist(), (groups[several] + first).tolist(), strict=True):
            shared[place].append(group)
        first += len(counts)
    return rows, shared


def _signature(words: list[str]) -> bytes:
    shingles = {" ".join(words[place : place + SHINGLE]) for place in range(max(1, len(words) - SHINGLE + 1))}
    from datasketch import MinHash

    minhash = MinHash(num_perm=PERMUTATIONS, seed=SEED, hashfunc=crc32, scheme=SCHEME)
    minhash.update_batch([shingle.encode("utf-8", "replace") for shingle in sorted(shingles)])
    return bytes(minhash.hashvalues.astype("<u2").tobytes())
