"""Stand-off labels: themes of sentences that are not ours to ship, told by a hash of each sentence.

The labels are our own reading; the sentences stand in public texts, which whoever trains a model has in a folder. A
passage is found again where all of its sentences follow each other in one document.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from themeline.errors import InputError
from themeline.themes.labels import LabelledPassage, LabelledSentence
from themeline.themes.representation import Documents

# Sixty-four bits: two of a million sentences agree in them by chance in one of thirty million such sets.
LETTERS = 16


@dataclass(frozen=True, slots=True)
class StandoffPassage:
    """The labels of sentences that follow each other, without the sentences.

    Attributes:
        document: What names their document; folds keep it whole.
        hashes: One for each sentence, as `sentence_hash`.
        themes: The themes of each sentence.
    """

    document: str
    hashes: tuple[str, ...]
    themes: tuple[tuple[str, ...], ...]


def sentence_hash(sentence: str) -> str:
    """Return the beginning of the SHA-256 of a sentence, in hexadecimal; how words are set apart does not count."""
    return hashlib.sha256(" ".join(sentence.split()).encode("utf-8")).hexdigest()[:LETTERS]


def read_standoff(paths: Iterable[Path]) -> list[StandoffPassage]:
    """Read JSONL: rows with `document` and `sentences`, a list of `{"sha256", "themes"}`.

    Raises:
        InputError: If a row is not of this form; the message names file and line.
    """
    return [passage for path in sorted(paths) for passage in _read_file(path)]


def find_passages(
    standoff: Sequence[StandoffPassage], corpora: Mapping[str, Documents]
) -> tuple[list[LabelledPassage], int]:
    """Return the passages whose sentences the corpora hold, in the order of the labels, and how many were not found.

    Args:
        standoff: The labels.
        corpora: The sentences of each document of each corpus, as `unlabelled.read_unlabelled` gives them.
    """
    first: dict[str, list[int]] = {}
    for place, passage in enumerate(standoff):
        first.setdefault(passage.hashes[0], []).append(place)
    found: dict[int, LabelledPassage] = {}
    for sentences in (document for documents in corpora.values() for document in documents):
        hashes = tuple(map(sentence_hash, sentences))
        for at, each in enumerate(hashes):
            for place in first.get(each, ()):
                wanted = standoff[place]
                end = at + len(wanted.hashes)
                if place not in found and hashes[at:end] == wanted.hashes:
                    found[place] = _with_texts(wanted, sentences[at:end])
    return [found[place] for place in sorted(found)], len(standoff) - len(found)


def _with_texts(passage: StandoffPassage, texts: Sequence[str]) -> LabelledPassage:
    sentences = (LabelledSentence(text, themes) for text, themes in zip(texts, passage.themes, strict=True))
    return LabelledPassage(passage.document, tuple(sentences))


def _read_file(path: Path) -> Iterator[StandoffPassage]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            row = json.loads(line)
            hashes = tuple(str(sentence["sha256"]) for sentence in row["sentences"])
            themes = tuple(tuple(map(str, sentence["themes"])) for sentence in row["sentences"])
            if not hashes:
                raise ValueError("it has no sentences")
            yield StandoffPassage(str(row["document"]), hashes, themes)
        except (ValueError, KeyError, TypeError) as error:
            raise InputError(f"{path.name}, line {number}, is no passage of stand-off labels: {error}.") from None
