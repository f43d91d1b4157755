"""Different words for one term: acronyms beside their long form, and the labels of a vocabulary."""

from collections.abc import Sequence
from itertools import pairwise

from themeline.keywords.folding import SPLIT
from themeline.keywords.variants import term_key
from themeline.keywords.vocabulary import Vocabulary
from themeline.keywords.words import Word, WordSequence
from themeline.tables import Entity

LETTERS = range(2, 9)
SLACK = 3


def find_synonyms(sequence: WordSequence, entities: Sequence[Entity], vocabulary: Vocabulary) -> dict[str, str]:
    """Return, for the key of a spelling, the key of the term that it stands for in this document."""
    acronyms = {term_key(e.text): term_key(e.name) for e in entities if _is_acronym(e.text) and " " in e.name}
    preferred = {key: term_key(label) for key, label in vocabulary.labels.items()}
    return acronyms | _introduced(sequence.words) | preferred


def vocabulary_spans(sequence: WordSequence, vocabulary: Vocabulary) -> dict[tuple[int, int], str]:
    """Return the ranges of words that are labels of the vocabulary, marked `VOCABULARY`."""
    keys = [word.key for word in sequence.words] if vocabulary.labels else []
    return {
        (start, end): "VOCABULARY"
        for start in range(len(keys))
        for end in range(start + 1, min(len(keys), start + vocabulary.longest) + 1)
        if "".join(keys[start:end]) in vocabulary.labels and keys[start] and keys[end - 1]
    }


def _introduced(words: Sequence[Word]) -> dict[str, str]:
    """Find acronyms in brackets behind their long form (the rule of Schwartz and Hearst 2003, on initials only)."""
    found = {}
    for index, (bracket, acronym) in enumerate(pairwise(words)):
        if bracket.text == "(" and _is_acronym(acronym.text) and _closes(words, index + 2):
            start = _long_form(words, index, acronym.text)
            if start is not None:
                found[acronym.key] = "".join(word.key for word in words[start:index])
    return found


def _closes(words: Sequence[Word], index: int) -> bool:
    return index < len(words) and words[index].text in {")", ",", ";"}


def _is_acronym(text: str) -> bool:
    return len(text) in LETTERS and text.isalnum() and sum(map(str.isupper, text)) >= len(text) - 1


def _long_form(words: Sequence[Word], end: int, acronym: str) -> int | None:
    """Return where the words begin whose initials are the acronym, with or without those of small words."""
    wanted = acronym.lower()
    for start in range(end - 2, max(-1, end - len(acronym) - SLACK), -1):
        if words[start].code in "od.":
            continue
        if wanted in (_initials(words[start:end], small=True), _initials(words[start:end], small=False)):
            return start
    return None


def _initials(words: Sequence[Word], *, small: bool) -> str:
    parts = [part for word in words if small or word.code not in "od" for part in SPLIT.split(word.text) if part]
    return "".join(part[0] for part in parts).lower()
