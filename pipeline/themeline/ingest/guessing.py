"""A guess at the encoding of bytes that declare none and are not UTF-8.

Each encoding that the bytes fit is judged by what they then say: the characters beyond ASCII should be letters of one
language, its frequent letters above all, or the signs of print; capitals should not follow small letters. The
alphabets are data (`models/ingest/alphabets.toml`).
"""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from themeline.resources import data_path

SAMPLE = 65_536
JUDGED = 4_000
LEAST = 0.55
ESCAPED = ("iso2022_jp_ext", "iso2022_kr", "iso2022_jp_2")
PRINT_SIGNS = "’“”‘–—…•«»„‚§°£€©®™·×½¼¾\u00a0\u00ad†‡‹›‰¶■□▪▫●○◆◇★→►✓"
SIGN, FREQUENT, FURTHER, IDEOGRAPH, OTHER_LETTER, SYMBOL, CONTROL = 0.9, 1.0, 0.7, 0.45, 0.12, 0.0, -1.0
IDEOGRAPHIC = frozenset("的の이")
LETTER = "[^\\W\\d_]"
IMPLAUSIBLE = re.compile(
    rf"[\u00df-\u10ff](?=\d)|[A-Za-z](?=[\u0370-\u10ff])|[\u0370-\u10ff](?=[A-Za-z])|{LETTER}[”“•«»„§£©®×■°½]+(?={LETTER})"
    rf"|[a-z](?=[À-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪĮİĶĹĻĽŁŃŅŇŌŐŒŔŘŚŞŠŢŤŪŮŰŲŹŻŽ])|[ß-öø-ÿāăąćčďđēėęěğģīįıķĺļľłńņňōőœŕřśşšţťūůűųźżž](?=[A-Z])"
    rf"|[а-яё](?=[А-ЯЁ])|[α-ω](?=[Α-Ω])"
)


@dataclass(frozen=True, slots=True)
class _Alphabet:
    """What the letters of a language weigh, and the encodings that it is written in."""

    encodings: tuple[str, ...]
    weights: Mapping[str, float]


def guess_encoding(data: bytes) -> str:
    """Return the most plausible encoding of the bytes, or an empty string."""
    sample = data[:SAMPLE]
    if b"\x1b$" in sample:
        return next((encoding for encoding in ESCAPED if _decoded(data, encoding) is not None), "")
    scores = [(score, encoding) for encoding, score in _scores(data)]
    best = max(scores, key=lambda pair: pair[0], default=(0.0, ""))
    return best[1] if best[0] >= LEAST else ""


def _scores(data: bytes) -> Iterator[tuple[str, float]]:
    texts: dict[str, str] = {}
    for alphabet in _alphabets():
        for encoding in alphabet.encodings:
            if encoding not in texts:
                texts[encoding] = _decoded(data, encoding) or ""
            if texts[encoding]:
                yield encoding, _score(texts[encoding][:SAMPLE], alphabet.weights) - _doubts().get(encoding, 0.0)


def _decoded(data: bytes, encoding: str) -> str | None:
    """Return the text if all of the bytes fit the encoding."""
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _score(text: str, weights: Mapping[str, float]) -> float:
    """Return the mean weight of the characters beyond ASCII, less what cannot stand side by side."""
    beyond = [character for character in text if character > "\x7f"][:JUDGED]
    if not beyond:
        return 0.0
    counts = Counter(beyond)
    total = sum(count * _weight(character, weights) for character, count in counts.items())
    return total / len(beyond) - len(IMPLAUSIBLE.findall(text)) / sum(character > "\x7f" for character in text)


def _weight(character: str, weights: Mapping[str, float]) -> float:
    known = weights.get(character)
    if known is not None:
        return known
    if "\u4e00" <= character <= "\u9fff" or "\uac00" <= character <= "\ud7a3":
        return IDEOGRAPH if weights.keys() & IDEOGRAPHIC else SYMBOL
    if character < "\u00a0" or "\ue000" <= character <= "\uf8ff":
        return CONTROL
    return OTHER_LETTER if character.isalpha() else SYMBOL


@lru_cache(maxsize=1)
def _knowledge() -> dict[str, Any]:
    with data_path("models", "ingest", "alphabets.toml").open("rb") as file:
        return tomllib.load(file)


def _doubts() -> dict[str, float]:
    return dict(_knowledge()["doubts"])


@lru_cache(maxsize=1)
def _alphabets() -> tuple[_Alphabet, ...]:
    signs = dict.fromkeys(PRINT_SIGNS, SIGN)
    return tuple(
        _Alphabet(
            tuple(group["encodings"]),
            {**signs, **dict.fromkeys(language["further"], FURTHER), **dict.fromkeys(language["frequent"], FREQUENT)},
        )
        for group in _knowledge().values()
        if "languages" in group
        for language in group["languages"]
    )
