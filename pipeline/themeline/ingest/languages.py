"""The language of a text, from a few samples of it."""

import re
from functools import lru_cache
from typing import Protocol

from themeline.ingest.knowledge import english_words

UNDECIDED = "und"
SAMPLES = 3
SAMPLE = 400
SHORT = 200
SURE = 0.9
LETTERS = re.compile(r"[^\W\d_]+")
ENOUGH_WORDS = 12
ENGLISH_SHARE = 0.2


class _Identifier(Protocol):
    def classify(self, text: str) -> tuple[str, float]: ...


def detect_language(text: str) -> str:
    """Return the ISO 639-1 code of a text's language, `und` when it is too short or too odd to tell."""
    words = LETTERS.findall(_sample(text))
    if sum(map(len, words)) < 3:
        return UNDECIDED
    if len(words) >= ENOUGH_WORDS and _english_share(words) >= ENGLISH_SHARE:
        return "en"
    language, probability = _identifier().classify(" ".join(words))
    if language == "en" or (probability >= SURE and (len(text) >= SHORT or not text.isascii())):
        return str(language)
    return str(language) if probability >= SURE and len(words) >= 4 else UNDECIDED


def prepare_detection() -> None:
    """Load the model, which goes through a temporary file; afterwards none is written."""
    _identifier()


def _sample(text: str) -> str:
    """Return the text, or pieces of it evenly spread when it is long."""
    if len(text) <= SAMPLES * SAMPLE:
        return text
    step = (len(text) - SAMPLE) // (SAMPLES - 1)
    return "\n".join(text[place : place + SAMPLE] for place in range(0, len(text) - SAMPLE + 1, step))


def _english_share(words: list[str]) -> float:
    known = english_words()
    return sum(word.lower() in known for word in words) / len(words)


@lru_cache(maxsize=1)
def _identifier() -> _Identifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier: _Identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    return identifier
