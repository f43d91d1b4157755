"""Documents that are there twice: the same text, or nearly the same.

A text's fingerprint is the SHA-256 of its words and a MinHash signature of its word triples (Broder 1997), so that the
share of triples that two texts have in common (their Jaccard similarity) can be told without comparing the texts.
"""

import hashlib
import re
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar
from zlib import crc32

import numpy as np

if TYPE_CHECKING:
    from datasketch import MinHash, MinHashLSH

PERMUTATIONS = 128
SEED = 1
SCHEME = "affine32"
SHINGLE = 3
WORDS = re.compile(r"\w+")
LEAST_SIMILARITY = 0.8

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What duplicates are found by.

    Attributes:
        exact: SHA-256 of the words in small letters, in hexadecimal.
        signature: The MinHash signature, 128 unsigned 32-bit numbers; empty if near duplicates are not looked for.
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
    """Yield every document that repeats an earlier one, once, with the most similar earlier one.

    Args:
        fingerprints: The documents in the order in which the first of a pair is to be kept.
        least_similarity: The least estimated similarity of near duplicates, 0 to 1.
    """
    from datasketch import MinHashLSH

    index = MinHashLSH(threshold=min(least_similarity, LEAST_SIMILARITY), num_perm=PERMUTATIONS)
    seen: dict[str, Key] = {}
    kept: dict[Key, Fingerprint] = {}
    for key, found in fingerprints.items():
        if found.exact in seen:
            yield Duplicate(seen[found.exact], key, 1.0)
            continue
        seen[found.exact] = key
        if not found.signature:
            continue
        signature = _minhash(found.signature)
        candidates = [
            (similarity(kept[other], found), -place, other) for place, other in _ordered(index, signature, kept)
        ]
        best = max(candidates, default=(0.0, 0, key), key=lambda candidate: candidate[:2])
        if best[0] >= least_similarity:
            yield Duplicate(best[2], key, round(best[0], 3))
        else:
            kept[key] = found
            index.insert(key, signature)


def similarity(one: Fingerprint, other: Fingerprint) -> float:
    """Return the estimated Jaccard similarity of two texts: the share of equal entries of their signatures."""
    a, b = (np.frombuffer(found.signature, dtype="<u4") for found in (one, other))
    return float(np.mean(a == b))


def _ordered(index: "MinHashLSH", signature: "MinHash", kept: Mapping[Key, Fingerprint]) -> list[tuple[int, Key]]:
    """Return the candidates in the order in which they were kept, whatever the index's order."""
    found = set(index.query(signature))
    return [(place, key) for place, key in enumerate(kept) if key in found] if found else []


def _signature(words: list[str]) -> bytes:
    shingles = {" ".join(words[place : place + SHINGLE]) for place in range(max(1, len(words) - SHINGLE + 1))}
    from datasketch import MinHash

    minhash = MinHash(num_perm=PERMUTATIONS, seed=SEED, hashfunc=crc32, scheme=SCHEME)
    minhash.update_batch([shingle.encode("utf-8", "replace") for shingle in sorted(shingles)])
    return bytes(minhash.hashvalues.astype("<u4").tobytes())


def _minhash(signature: bytes) -> "MinHash":
    from datasketch import MinHash

    values = np.frombuffer(signature, dtype="<u4").astype(np.uint64)
    return MinHash(num_perm=PERMUTATIONS, seed=SEED, hashfunc=crc32, scheme=SCHEME, hashvalues=values)
